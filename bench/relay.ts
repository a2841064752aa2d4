// A relay of one node: what idle agents cost, how a storm of them goes, and what the way through it
// takes from throughput and adds to an echo, beside the direct way in the same run.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { generate } from 'selfsigned';
import { WebSocket } from 'ws';
import { startRelay, type RelayProgram } from '../tests/support/relay/program.ts';
import { wantAgent } from '../tests/support/relay/ends.ts';
import type { Bench, Figure, Measurement, Run } from './bench.ts';
import { median, most, percentile } from './report/statistics.ts';
import { memory } from './stage/processTree.ts';
import { ending } from './stage/stage.ts';
import { temporaryFolder } from './stage/temporaryFolder.ts';

const FULL = { agents: 10_000, steps: 4, pours: 6, bytes: 200_000_000, echoes: 1_000 };
const QUICK = { agents: 400, steps: 2, pours: 2, bytes: 20_000_000, echoes: 50 };
/** Processes that the agents live in, each with an address of its own. */
const CROWDS = 4;
const KILOBYTE = 1_000;
const MEGABYTE = 1_000_000;
/** What is allocated for it comes to rest, milliseconds. */
const REST_MS = 3_000;
const ANY = ['--max-per-address', '0'];
const STORM = [...ANY, '--accept-rate', '1000'];

type Plan = typeof FULL;

async function measure(run: Run): Promise<Measurement> {
  const plan = run.quick ? QUICK : FULL;
  const plain = await idle(run, plan, []);
  const tls = await idle(run, plan, ['--tls', ...(await certificate(run))]);
  const storm = await stormOf(run, plan);
  const ways = await waysOf(run, plan);
  return {
    figures: [
      figure('an idle agent, without TLS (RSS)', plain.slope / KILOBYTE, 'KB', { most: 30 }),
      figure('an idle agent, with TLS (RSS)', tls.slope / KILOBYTE, 'KB'),
      ...storm.figures,
      ...ways.figures,
    ],
    samples: {
      'RSS by step without TLS, bytes': plain.points,
      'RSS by step with TLS, bytes': tls.points,
      ...storm.samples,
      ...ways.samples,
    },
    notes: [],
  };
}

/** Agents come in steps; the memory of the last step less that of the first, by agent. */
async function idle(run: Run, { agents, steps }: Plan, args: string[]) {
  const relay = await begin(run, [...ANY, '--accept-rate', '2000', ...args]);
  const crowds = crowdsOf(run, relay.url);
  const points: number[] = [];
  for (let step = 1; step <= steps; step++) {
    await arrive(crowds, agents / steps);
    await setTimeout(REST_MS);
    points.push(residentOf(relay));
    run.say(`${(step * agents) / steps} agents${args.length > 0 ? ' with TLS' : ''}`);
  }
  await end(relay, crowds);
  const slope = (points.at(-1)! - points[0]!) / (agents - agents / steps);
  return { points, slope };
}

async function stormOf(run: Run, { agents }: Plan) {
  const relay = await begin(run, STORM);
  const crowds = crowdsOf(run, relay.url);
  const peaks: number[] = [];
  const watch = setInterval(() => peaks.push(residentOf(relay)), 100);
  const before = residentOf(relay);
  const times = await arrive(crowds, agents);
  clearInterval(watch);
  run.say(`a storm of ${agents}`);
  await end(relay, crowds);
  return {
    figures: [
      figure(
        `a storm of ${agents}, 1,000 taken a second: in, p50`,
        percentile(times, 50) / 1_000,
        's',
      ),
      figure('the same, p99', percentile(times, 99) / 1_000, 's'),
      figure('the relay at most beyond its start (RSS)', (most(peaks) - before) / MEGABYTE, 'MB'),
    ],
    samples: { 'storm, ms': times },
  };
}

/** Through the relay and directly, in turns. */
async function waysOf(run: Run, { pours, bytes, echoes }: Plan) {
  const relay = await begin(run, ANY);
  const far = child(run, 'far.ts', relay.url);
  const [{ id, direct }] = (await once(far, 'message')) as [{ id: string; direct: string }];
  const near = { through: await through(relay.url, id), direct: await directly(direct) };
  const rates = { through: [] as number[], direct: [] as number[] };
  const waits = { through: [] as number[], direct: [] as number[] };
  run.begin();
  for (let round = 0; round < pours; round++) {
    for (const way of ['through', 'direct'] as const) {
      rates[way].push((await pourMs(near[way], bytes)) / 1_000);
      for (let count = 0; count < echoes; count++) waits[way].push(await echoMs(near[way]));
    }
  }
  run.say('throughput and echo');
  await end(relay, [far]);
  const speed = (seconds: number[]): number => bytes / MEGABYTE / median(seconds);
  const adds = percentile(waits.through, 99) - percentile(waits.direct, 99);
  return {
    figures: [
      figure('throughput through it', speed(rates.through), 'MB/s'),
      figure(
        'throughput, as a part of the direct way',
        median(rates.direct) / median(rates.through),
        '×',
        { least: 0.5 },
      ),
      figure('an echo through it, p50', percentile(waits.through, 50), 'ms'),
      figure('what it adds to an echo, p99', adds, 'ms', { most: 2 }),
    ],
    samples: {
      'through it, s': rates.through,
      'directly, s': rates.direct,
      'echo through it, ms': waits.through,
      'echo directly, ms': waits.direct,
    },
  };
}

async function through(url: string, id: string): Promise<WebSocket> {
  const line = await wantAgent(url, id);
  const said = await line.told();
  if (said.type !== 'spliced') throw new Error(`not spliced: ${JSON.stringify(said)}`);
  line.ws.removeAllListeners('message');
  return line.ws;
}

async function directly(url: string): Promise<WebSocket> {
  const ws = new WebSocket(url, { perMessageDeflate: false });
  await once(ws, 'open');
  return ws;
}

function pourMs(ws: WebSocket, bytes: number): Promise<number> {
  const began = performance.now();
  let read = 0;
  return new Promise((resolve) => {
    const count = (data: Buffer): void => {
      read += data.length;
      if (read < bytes) return;
      ws.off('message', count);
      resolve(performance.now() - began);
    };
    ws.on('message', count);
    ws.send(Buffer.from(JSON.stringify({ pour: bytes })));
  });
}

async function echoMs(ws: WebSocket): Promise<number> {
  const began = performance.now();
  ws.send(Buffer.from('x'));
  await once(ws, 'message');
  return performance.now() - began;
}

function crowdsOf(run: Run, url: string): ChildProcess[] {
  return Array.from({ length: CROWDS }, (_, at) => child(run, 'many.ts', url, `127.0.0.${2 + at}`));
}

/** Milliseconds that each took to be in. */
async function arrive(crowds: readonly ChildProcess[], count: number): Promise<number[]> {
  const all = crowds.map(async (crowd) => {
    crowd.send({ count: Math.ceil(count / crowds.length) });
    const [times] = (await once(crowd, 'message')) as [number[]];
    return times;
  });
  return (await Promise.all(all)).flat();
}

function child(run: Run, file: string, ...args: string[]): ChildProcess {
  const script = path.join(import.meta.dirname, 'relays', file);
  const started = fork(script, args, { execArgv: ['--disable-warning=ExperimentalWarning'] });
  run.use(ending(() => Promise.resolve(void started.kill('SIGKILL'))));
  return started;
}

async function begin(run: Run, args: string[]): Promise<RelayProgram> {
  const relay = await startRelay(args);
  run.use(ending(() => Promise.resolve(void relay.child.kill('SIGKILL'))));
  return relay;
}

async function end(relay: RelayProgram, children: readonly ChildProcess[]): Promise<void> {
  for (const one of [relay.child, ...children]) one.kill('SIGKILL');
  await relay.exited;
}

function residentOf({ pid }: RelayProgram): number {
  return memory([{ pid, parent: 0, name: 'relay', role: '' }]).rss;
}

async function certificate(run: Run): Promise<[cert: string, key: string]> {
  const folder = await temporaryFolder(run);
  const options = { keyType: 'ec', curve: 'P-256', algorithm: 'sha256' } as const;
  const pems = await generate([{ name: 'commonName', value: 'localhost' }], options);
  const files = [path.join(folder, 'cert.pem'), path.join(folder, 'key.pem')] as const;
  writeFileSync(files[0], pems.cert);
  writeFileSync(files[1], pems.private);
  return [...files];
}

function figure(what: string, value: number, unit: Figure['unit'], aim?: Figure['aim']): Figure {
  return { what, value, unit, ...(aim && { aim }) };
}

export const relay: Bench = {
  name: 'relay',
  title: 'A relay of one node',
  method:
    '10,000 agents come to one relay on loopback in four steps, from four processes with an address each, and stay ' +
    'idle: its resident memory after the last step less that after the first, by agent, without TLS and with. Then 10,000 at once, ' +
    'of which the relay takes 1,000 a second, and who is cut comes again after a random time that doubles. Then one client and its agent, ' +
    'in two processes: 200 MB in messages of 64 KiB six times, and 1,000 echoes each time, through the relay and over a WebSocket of their own in turns. ' +
    'Without the TLS that app and agent speak inside, so that the relay’s part stands alone.',
  limitMs: 900_000,
  client: 'rig',
  measure,
};
