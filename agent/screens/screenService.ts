// The agent's end of the screen worker: started when the first shell outgrows its log, one for
// all shells. Should it ever fail, every shell begins anew, and so does the worker.
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { withResolvers } from '../../core/task/taskGroup.ts';
import type { Answer, Order } from './orders.ts';

/** Heap of the worker; cells live outside of it. What is new in it, and soon garbage, as well. */
const MAX_HEAP_MIB = 512;
const MAX_NEW_MIB = 16;

/** Handed to the worker and not parsed yet, of all shells together; beyond it, it is behind. */
const MAX_UNPARSED_BYTES = 16 * 1024 * 1024;

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
  #unparsed = 0;
  #rested: ReturnType<typeof withResolvers<void>> | undefined;
  /** It was behind, and is no longer. */
  onCaughtUp: () => void = () => undefined;

  /** The worker has more before it than it should. */
  get isBehind(): boolean {
    return this.#unparsed > MAX_UNPARSED_BYTES;
  }

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
    if (order.kind === 'feed') this.#unparsed += order.bytes.byteLength;
    this.#worker.postMessage(order, given);
  }

  /**
   * Gives memory back: ends the worker where no shell has a terminal, for the next one starts
   * another, and else has it collect its garbage. Resolves when that is done.
   */
  async rest(): Promise<void> {
    const worker = this.#worker;
    if (!worker) return;
    if (this.#owners.size === 0) {
      this.#forgetWorker();
      await worker.terminate();
      return;
    }
    this.#rested ??= withResolvers<void>();
    const { promise } = this.#rested;
    worker.postMessage({ kind: 'collect', shell: 0 } satisfies Order);
    await promise;
  }

  /** Ends the worker; resolves when it is gone. */
  async close(): Promise<void> {
    const worker = this.#worker;
    this.#forgetWorker();
    this.#owners.clear();
    await worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(entry(), {
      name: 'screens',
      resourceLimits: {
        maxOldGenerationSizeMb: MAX_HEAP_MIB,
        maxYoungGenerationSizeMb: MAX_NEW_MIB,
      },
    });
    worker.unref(); // the agent's shells and sockets decide how long it runs
    worker.on('message', (answer: Answer) => this.#answered(answer));
    worker.on('error', () => undefined); // its exit follows, and says all that matters
    worker.on('exit', () => this.#lost(worker));
    return worker;
  }

  #forgetWorker(): void {
    this.#worker = undefined;
    this.#unparsed = 0;
    this.#hasRested();
  }

  #hasRested(): void {
    this.#rested?.resolve();
    this.#rested = undefined;
  }

  #answered(answer: Answer): void {
    const wasBehind = this.isBehind;
    if (answer.kind === 'collected') return this.#hasRested();
    if (answer.kind === 'fed') this.#unparsed -= answer.bytes;
    this.#owners.get(answer.shell)?.onAnswer(answer);
    if (wasBehind && !this.isBehind) this.onCaughtUp();
  }

  #lost(worker: Worker): void {
    if (this.#worker !== worker) return;
    this.#forgetWorker();
    for (const owner of [...this.#owners.values()]) owner.onLost();
  }
}

/** The agent's own entry: once bundled, there is no other file. */
function entry(): string {
  const { filename, dirname } = import.meta;
  return filename.endsWith('.ts') ? join(dirname, '..', 'main.ts') : filename;
}
