// The real relay in a process of its own, on loopback; it can be killed and started again where it was.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { isFresh, outputOf } from '../../build/fresh.mjs';
import { ROOT } from './buildUnderTest.ts';

export class RelayProcess {
  readonly url: string;
  readonly #args: readonly string[];
  #child: ChildProcess;

  static async start(args: readonly string[] = []): Promise<RelayProcess> {
    const { child, url } = await launch('127.0.0.1:0', args);
    return new RelayProcess(child, url, args);
  }

  private constructor(child: ChildProcess, url: string, args: readonly string[]) {
    this.#child = child;
    this.url = url;
    this.#args = args;
  }

  /** `HOST:PORT`, as the app calls it. */
  get name(): string {
    return new URL(this.url).host;
  }

  /** With -9: nobody is told. */
  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill('SIGKILL');
    await once(this.#child, 'close');
  }

  /** At the same address. */
  async startAgain(): Promise<void> {
    ({ child: this.#child } = await launch(this.name, this.#args));
  }
}

async function launch(
  listen: string,
  args: readonly string[],
): Promise<{ child: ChildProcess; url: string }> {
  const program = isFresh('relay') ? outputOf('relay') : path.join(ROOT, 'relay/main.ts');
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      program,
      'serve',
      '--listen',
      listen,
      '--json',
      ...args,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  for await (const line of createInterface({ input: child.stdout })) {
    const said = JSON.parse(line) as { event: string; url: string };
    if (said.event !== 'listening') continue;
    child.stdout.resume();
    return { child, url: said.url };
  }
  throw new Error(`the relay didn't start: ${errors}`);
}
