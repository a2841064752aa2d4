// A real nats-server with JetStream, on a free port of loopback, its files in a folder of its own. It
// can be killed, stopped in its tracks, and started again on the same port with the same files.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { removeFolder } from './removeFolder.ts';

const PLACES = ['/usr/sbin/nats-server', '/usr/bin/nats-server', '/usr/local/bin/nats-server'];
const SERVER = PLACES.find((file) => existsSync(file));

export function whyNoNats(): string | undefined {
  return SERVER ? undefined : 'no nats-server is installed (package nats-server)';
}

export class NatsServer {
  port = -1;
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'bowline-nats-'));
  readonly #args: readonly string[];
  #process: ChildProcess | undefined;

  /** `whyNoNats()` has been asked. */
  static async start(): Promise<NatsServer> {
    return NatsServer.#started(['-js']);
  }

  /** One without JetStream, with a configuration of its own. */
  static async configured(text: string): Promise<NatsServer> {
    const folder = mkdtempSync(path.join(tmpdir(), 'bowline-nats-'));
    const file = path.join(folder, 'nats.conf');
    writeFileSync(file, text);
    return NatsServer.#started(['-c', file]).finally(() => removeFolder(folder));
  }

  static async #started(args: readonly string[]): Promise<NatsServer> {
    const server = new NatsServer(args);
    await server.start();
    return server;
  }

  private constructor(args: readonly string[]) {
    this.#args = args;
  }

  get url(): string {
    return `nats://127.0.0.1:${this.port}`;
  }

  /** Starts it, again on the same port. Resolves when it takes connections. */
  async start(): Promise<void> {
    const args = ['-a', '127.0.0.1', '-p', `${this.port}`, '-sd', this.#folder, ...this.#args];
    const child = spawn(SERVER!, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    this.#process = child;
    const lines = createInterface({ input: child.stderr });
    await new Promise<void>((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`nats-server ended with ${code}`)));
      lines.on('line', (line) => {
        const [, port] = /for client connections on 127\.0\.0\.1:(\d+)/.exec(line) ?? [];
        if (port !== undefined) this.port = Number(port);
        if (line.includes('Server is ready')) resolve();
      });
    });
  }

  /** It loses power. */
  async kill(): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  /** Stands still, its connections open, until `resume`. */
  pause(): void {
    this.#process?.kill('SIGSTOP');
  }

  resume(): void {
    this.#process?.kill('SIGCONT');
  }

  /** Ends it and removes its files. */
  async close(): Promise<void> {
    await this.kill();
    removeFolder(this.#folder);
  }
}
