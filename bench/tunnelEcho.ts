// From a key to its echo while a tunnel of the same host takes all that the link gives.
import { execFile, type ChildProcess } from 'node:child_process';
import { newCursor, type ShellCursor } from '../core/client/shellCursor.ts';
import type { RemoteShell } from '../core/client/remoteShell.ts';
import { withResolvers } from '../core/task/taskGroup.ts';
import type { Tunnel } from '../core/tunnel/tunnel.ts';
import { loopback, TunnelRig } from '../tests/support/tunnels.ts';
import type { Bench, Figure, Measurement, Run } from './bench.ts';
import { percentile } from './report/statistics.ts';
import { ending } from './stage/stage.ts';
import { mustGrow } from './tunnels/flow.ts';
import { startServer } from './tunnels/ways.ts';

const KEYS = 400;
const QUICK_KEYS = 40;
const PAUSE_MS = 10;
/** How often it is looked whether the tunnel carries something. */
const PARTS = 4;
const SLOW_BYTES_PER_SECOND = 1_000_000;
/** Time for the tunnel to fill the link before keys are typed, milliseconds. */
const FILL_MS = 2_000;
const WINDOW_BYTES = 256 * 1024;
/** More than the link carries while it is measured. */
const DOWNLOAD_BYTES = 500_000_000_000;

async function measure(run: Run): Promise<Measurement> {
  const found: Measurement = { figures: [], samples: {}, notes: [] };
  for (const [link, bytesPerSecond] of [
    ['loopback', Infinity],
    ['1 MB/s', SLOW_BYTES_PER_SECOND],
  ] as const) {
    const { idle, busy } = await measureLink(run, link, bytesPerSecond);
    found.samples[`${link}, idle, ms`] = idle;
    found.samples[`${link}, busy, ms`] = busy;
    found.figures.push(...judge(link, idle, busy));
  }
  return found;
}

async function measureLink(
  run: Run,
  link: string,
  bytesPerSecond: number,
): Promise<{ idle: number[]; busy: number[] }> {
  const rig = await TunnelRig.start();
  run.use(ending(() => rig.stop()));
  rig.proxy.up.bytesPerSecond = rig.proxy.down.bytesPerSecond = bytesPerSecond;
  const server = await startServer(run);
  const { tunnel, port } = await rig.open({ kind: 'local', target: loopback(server) });
  const typist = await Typist.begin(rig);
  const keys = run.quick ? QUICK_KEYS : KEYS;
  run.say(`${link}, idle`);
  const idle = await typist.type(keys);
  run.say(`${link}, a tunnel takes all of it`);
  const { curl, failed } = download(port);
  run.use(ending(() => Promise.resolve(curl.kill())));
  await Promise.race([failed, new Promise((resolve) => setTimeout(resolve, FILL_MS))]);
  const busy = await Promise.race([failed, typeBeside(typist, keys, tunnel)]);
  curl.kill();
  return { idle, busy };
}

/** In parts, so that a download that ends in the middle shows. */
async function typeBeside(typist: Typist, keys: number, tunnel: Tunnel): Promise<number[]> {
  const times: number[] = [];
  const counts = [tunnel.status.down];
  for (let part = 0; part < PARTS; part++) {
    times.push(...(await typist.type(keys / PARTS)));
    counts.push(tunnel.status.down);
  }
  mustGrow('The tunnel’s download', counts);
  return times;
}

/** `failed` rejects when curl ends by itself. */
function download(port: number): { curl: ChildProcess; failed: Promise<never> } {
  const url = `http://127.0.0.1:${port}/${DOWNLOAD_BYTES}`;
  const args = ['--silent', '--show-error', '--noproxy', '', '--output', '/dev/null', url];
  const { promise: failed, reject } = withResolvers<never>();
  const curl = execFile('curl', args, (error, _out, text) => {
    if (!curl.killed) reject(new Error(`curl ended: ${text || (error?.message ?? 'done')}`));
  });
  failed.catch(() => undefined); // it counts only while something is measured
  return { curl, failed };
}

/** Somebody at a shell whose line discipline echoes each key. */
class Typist {
  readonly #shell: RemoteShell;
  readonly #cursor: ShellCursor;

  static async begin(rig: TunnelRig): Promise<Typist> {
    const cursor = newCursor();
    const view = { cols: 80, rows: 24, window: WINDOW_BYTES, cwd: '', env: {} };
    const command = ['sh', '-c', 'echo ready; exec cat > /dev/null'];
    const shell = rig.connection.client!.open(cursor, { ...view, command }, QUIET);
    const typist = new Typist(shell, cursor);
    await typist.#next(); // `ready`
    return typist;
  }

  private constructor(shell: RemoteShell, cursor: ShellCursor) {
    this.#shell = shell;
    this.#cursor = cursor;
  }

  /** Milliseconds from each key to its echo. */
  async type(keys: number): Promise<number[]> {
    const times: number[] = [];
    while (times.length < keys) {
      const since = performance.now();
      this.#cursor.input.tryAppend(Buffer.from(times.length % 40 === 39 ? '\r' : 'x'));
      this.#shell.inputReady();
      await this.#next();
      times.push(performance.now() - since);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    return times;
  }

  async #next(): Promise<void> {
    for (;;) {
      const item = await this.#shell.output.receive();
      if (item === undefined) throw new Error('The shell has ended.');
      if (!(item instanceof Uint8Array)) continue;
      return this.#shell.parsed(item.byteLength);
    }
  }
}

const QUIET = {
  onOpened: () => undefined,
  onAcknowledged: () => undefined,
  onLagged: () => undefined,
  onEnd: () => undefined,
};

function judge(link: string, idle: number[], busy: number[]): Figure[] {
  const added = percentile(busy, 99) - percentile(idle, 99);
  return [
    { what: `${link}: idle, p99`, value: percentile(idle, 99), unit: 'ms' },
    { what: `${link}: beside a tunnel, p99`, value: percentile(busy, 99), unit: 'ms' },
    { what: `${link}: a tunnel adds, p99`, value: added, unit: 'ms', aim: { most: 30 } },
  ];
}

export const tunnelEcho: Bench = {
  name: 'tunnel-echo',
  title: 'Echo beside a tunnel',
  method:
    'Keys are typed into a shell of an agent, one after the other’s echo and 10 ms, over the ' +
    'connection on which a tunnel downloads without end; before that over the same connection ' +
    'alone. The client is the app’s own, without a window. The 1 MB/s link is a proxy that lets ' +
    'so much pass in each direction.',
  limitMs: 10 * 60_000,
  client: 'rig',
  measure,
};
