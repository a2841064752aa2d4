// Viewers in a process of their own, as the bench that started them sees them.
import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';

/** What viewers do: read all; never take what has come; or read nothing from their sockets. */
export type Manner = 'reads' | 'unread' | 'silent';

export interface Order {
  link: string;
  count: number;
  manner: Manner;
}

export type Report = { kind: 'joined' } | { kind: 'bytes'; bytes: number };

const PROGRAM = path.join(import.meta.dirname, 'viewers.ts');

export class Crowd implements AsyncDisposable {
  readonly #child: ChildProcess = fork(PROGRAM, {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });

  /** Resolves when all have joined. */
  async join(order: Order): Promise<void> {
    const joined = this.#next('joined');
    this.#child.send(order);
    await joined;
  }

  /** What all of them have read so far. */
  async bytes(): Promise<number> {
    const told = this.#next('bytes');
    this.#child.send('bytes');
    return (await told).bytes;
  }

  /** The next report of that kind. It never comes when the process has ended: the run's limit does. */
  #next<K extends Report['kind']>(kind: K): Promise<Extract<Report, { kind: K }>> {
    return new Promise((resolve) => {
      const look = (report: Report): void => {
        if (report.kind !== kind) return;
        this.#child.off('message', look);
        resolve(report as Extract<Report, { kind: K }>);
      };
      this.#child.on('message', look);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { exitCode, signalCode } = this.#child;
    if (exitCode !== null || signalCode !== null) return;
    const gone = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill();
    await gone;
  }
}
