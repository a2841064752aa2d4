// The agent's end of the screen worker: started when the first shell outgrows its log, one for
// all shells. Should it ever fail, every shell begins anew, and so does the worker.
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Answer, Order } from './orders.ts';

/** Heap of the worker; cells live outside of it. */
const MAX_HEAP_MIB = 512;

/** Whose terminal it is. */
export interface ScreenOwner {
  onAnswer(answer: Answer): void;
  /** The terminal is gone, and every order that wasn't answered. */
  onLost(): void;
}

export class ScreenService {
  readonly #owners = new Map<number, ScreenOwner>();
  #worker: Worker | undefined;
  #nextShell = 1;

  /** A number for a shell that is going to have a terminal. */
  enter(owner: ScreenOwner): number {
    const shell = this.#nextShell++;
    this.#owners.set(shell, owner);
    return shell;
  }

  leave(shell: number): void {
    this.#owners.delete(shell);
    this.#worker?.postMessage({ kind: 'drop', shell } satisfies Order);
  }

  /** The bytes of a feed are given away: their buffer must be used by nobody else. */
  order(order: Order): void {
    this.#worker ??= this.#start();
    const given = order.kind === 'feed' ? [order.bytes.buffer as ArrayBuffer] : [];
    this.#worker.postMessage(order, given);
  }

  /** Ends the worker; resolves when it is gone. */
  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    this.#owners.clear();
    await worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(entry(), {
      name: 'screens',
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MIB },
    });
    worker.unref(); // the agent's shells and sockets decide how long it runs
    worker.on('message', (answer: Answer) => this.#owners.get(answer.shell)?.onAnswer(answer));
    worker.on('error', () => undefined); // its exit follows, and says all that matters
    worker.on('exit', () => this.#lost(worker));
    return worker;
  }

  #lost(worker: Worker): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    for (const owner of [...this.#owners.values()]) owner.onLost();
  }
}

/** The agent's own entry: once bundled, there is no other file. */
function entry(): string {
  const { filename, dirname } = import.meta;
  return filename.endsWith('.ts') ? join(dirname, '..', 'main.ts') : filename;
}
