// The real relay in a process of its own, as an operator would start it.
import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { isFresh, outputOf } from '../../../build/fresh.mjs';
import { ROOT } from '../buildUnderTest.ts';

export interface RelayProgram {
  url: string;
  /** `http://127.0.0.1:PORT/metrics`. */
  metrics: string;
  pid: number;
  child: ChildProcess;
  /** What it said of itself, each a JSON line. */
  said: Record<string, unknown>[];
  /** Its log. */
  log: Record<string, unknown>[];
  exited: Promise<number | null>;
  /** SIGTERM; resolves with the exit code. Throws if the relay reported a mistake of its own. */
  stop(): Promise<number | null>;
}

/** Program and arguments that run the relay: the bundle where it is fresh, else the sources. */
export function relayCommand(args: readonly string[]): [file: string, args: string[]] {
  const node = process.env.BOWLINE_AGENT_NODE;
  const bundled = node !== undefined || isFresh('relay');
  const program = bundled ? outputOf('relay') : path.join(ROOT, 'relay/main.ts');
  return [node ?? process.execPath, ['--disable-warning=ExperimentalWarning', program, ...args]];
}

/** Runs it to its end. */
export async function runRelay(args: readonly string[]) {
  const child = spawn(...relayCommand(args), { stdio: ['ignore', 'pipe', 'pipe'] });
  const texts = ['', ''];
  [child.stdout, child.stderr].forEach((stream, at) =>
    stream.on('data', (text: Buffer) => (texts[at] += text.toString())),
  );
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, stdout: texts[0]!, stderr: texts[1]! };
}

/** Resolves once it listens; `--json`, a free port and one for metrics are added. */
export async function startRelay(args: readonly string[] = []): Promise<RelayProgram> {
  const free = '127.0.0.1:0';
  const listen = args.includes('--listen') ? [] : ['--listen', free];
  const all = ['serve', '--json', '--metrics', free, ...listen, ...args];
  const child = spawn(...relayCommand(all), { stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  const said: Record<string, unknown>[] = [];
  const log: Record<string, unknown>[] = [];
  const words: string[] = [];
  const first = new Promise<void>((resolve) =>
    createInterface({ input: child.stdout }).on('line', (line) => {
      said.push(JSON.parse(line) as Record<string, unknown>);
      resolve();
    }),
  );
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (line.startsWith('{')) log.push(JSON.parse(line) as Record<string, unknown>);
    else words.push(line);
  });
  await Promise.race([first, exited]);
  const [listening] = said;
  if (listening?.event !== 'listening') throw new Error(`no relay: ${words.join('\n')}`);
  return {
    ...{ url: String(listening.url), metrics: String(listening.metrics) },
    ...{ pid: child.pid!, child, said, log, exited },
    async stop() {
      child.kill('SIGTERM');
      const code = await exited;
      const mistake = log.find(({ event }) => event === 'internal-error');
      if (mistake) throw new Error(`the relay made a mistake: ${String(mistake.text)}`);
      return code;
    },
  };
}
