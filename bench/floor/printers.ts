// Two that print files to a client which takes all at once: a shell of an agent, and the least that
// could take its place.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { WebSocket } from 'ws';
import { HEADER_BYTES } from '../../core/wire/protocol.ts';
import { startAgent } from '../../tests/support/agent.ts';
import { AgentShell, connect } from '../../tests/support/agentShell.ts';
import type { Run } from '../bench.ts';
import { cpuMs } from '../stage/processTree.ts';
import { ending } from '../stage/stage.ts';

/** Prints each file whose path it is typed. */
const COMMAND = [
  ...['/bin/sh', '-c'],
  'stty -echo; printf ready; while read -r file; do cat "$file"; done',
];
const READY = 'ready'.length;
const WINDOW_BYTES = 1024 * 1024;
const PIPELINE = path.join(import.meta.dirname, 'pipeline.ts');

export interface Printer {
  /** Resolves when so many more bytes have come. */
  print: (file: string, bytes: number) => Promise<void>;
  /** Processor time that its process has used so far, of all threads, milliseconds. */
  cpuMs: () => number;
}

/** What is there behind the agent under test. */
export async function agentPrinter(run: Run): Promise<Printer> {
  const agent = await startAgent();
  run.use(ending(() => agent.stop()));
  const owner = await connect(agent.link);
  run.use(ending(() => owner.close()));
  const shell = AgentShell.open(owner, { command: COMMAND, window: WINDOW_BYTES, read: false });
  const count = new Count();
  await shell.opened; // or it says why it can't be
  void readAll(shell, count);
  await count.reaches(READY);
  return printer(agent.pid, count, (text) => shell.type(text));
}

export async function floorPrinter(run: Run): Promise<Printer> {
  const child = fork(PIPELINE, { execArgv: ['--disable-warning=ExperimentalWarning'] });
  run.use(ending(() => Promise.resolve(void child.kill())));
  child.send(COMMAND);
  const [{ port }] = (await once(child, 'message')) as [AddressInfo];
  const ws = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false });
  run.use(ending(() => Promise.resolve(ws.terminate())));
  const count = new Count();
  ws.on('message', (frame: Buffer) => count.add(frame.byteLength - HEADER_BYTES));
  await count.reaches(READY);
  return printer(child.pid!, count, (text) => ws.send(Buffer.from(text)));
}

function printer(pid: number, count: Count, type: (text: string) => void): Printer {
  const own = [{ pid, parent: 0, name: '', role: '' }];
  return {
    print: async (file, bytes) => {
      const all = count.bytes + bytes;
      type(`${file}\n`);
      await count.reaches(all);
    },
    cpuMs: () => cpuMs(own),
  };
}

async function readAll({ shell }: AgentShell, count: Count): Promise<void> {
  for await (const chunk of shell.output) {
    if (!(chunk instanceof Uint8Array)) continue;
    shell.parsed(chunk.byteLength);
    count.add(chunk.byteLength);
  }
}

/** Bytes that came; one waits for them. */
class Count {
  bytes = 0;
  #look: () => void = () => undefined;

  add(bytes: number): void {
    this.bytes += bytes;
    this.#look();
  }

  reaches(bytes: number): Promise<void> {
    return new Promise((resolve) => {
      this.#look = () => this.bytes >= bytes && resolve();
      this.#look();
    });
  }
}
