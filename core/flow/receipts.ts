// The other half of pacing: tells the sender how much was read off the link, at once where little
// comes, and now and then where much does.
import type { Clock } from '../time/clock.ts';

/** Between two receipts, milliseconds: less than any queue that they are to keep short. */
const EVERY_MS = 5;
/** So much is told of at once, though the last receipt has just gone. */
const EVERY_BYTES = 256 * 1024;

export class Receipts {
  readonly #clock: Clock;
  readonly #send: (total: number) => void;
  #total = 0;
  #told = 0;
  #toldAt = -Infinity;
  #cancel: (() => void) | undefined;

  /** `send` tells the peer how many bytes were read in all. */
  constructor(clock: Clock, send: (total: number) => void) {
    this.#clock = clock;
    this.#send = send;
  }

  /** So many more bytes were read. */
  received(bytes: number): void {
    this.#total += bytes;
    const wait = this.#toldAt + EVERY_MS - this.#clock.now();
    if (wait <= 0 || this.#total - this.#told >= EVERY_BYTES) return this.#tell();
    this.#cancel ??= this.#clock.after(wait, () => this.#tell());
  }

  stop(): void {
    this.#cancel?.();
  }

  #tell(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#told = this.#total;
    this.#toldAt = this.#clock.now();
    this.#send(this.#total);
  }
}
