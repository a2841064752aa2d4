// A server that says nothing while something is asked of it is taken for lost after a while. A dead network
// ssh finds out by itself; this is for one that hangs. Who is slow isn't lost: each answer that comes, and
// each byte that the oldest request has, gives it more time.
import type { Clock } from '../time/clock.ts';

/** Milliseconds without a byte from there, whatever is asked. */
const MOST_MS = 90_000;
/** Of what is written or read slower than that nobody waits for the end. Bytes a millisecond. */
const SLOWEST = 4;
/** A timer that comes so much later than it should tells of a computer that slept. */
const SLEPT_MS = 10_000;

export interface Waited {
  /** Milliseconds, of the clock. */
  since: number;
  /** Bytes that it moves. */
  bytes: number;
  /** It takes as long as it takes: what a disk is to do, or the sum of a large file. */
  endless: boolean;
}

export interface SilenceOptions {
  clock: Clock;
  /** What isn't answered yet, the oldest first. */
  waited: () => Iterable<Waited>;
  /** After so many seconds. */
  onSilent: (seconds: number) => void;
}

export class Silence {
  readonly #options: SilenceOptions;
  #heardAt: number;
  #cancel: (() => void) | undefined;
  #due = 0;
  /** Nothing came, though something was asked. */
  #since = 0;

  constructor(options: SilenceOptions) {
    this.#options = options;
    this.#heardAt = options.clock.now();
  }

  get now(): number {
    return this.#options.clock.now();
  }

  /** Something came from there. */
  heard(): void {
    this.#heardAt = this.now;
  }

  /** Something is asked. */
  asked(): void {
    if (!this.#cancel) this.#lookIn(MOST_MS);
  }

  over(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #look(): void {
    this.#cancel = undefined;
    if (this.now - this.#due > SLEPT_MS) this.heard(); // what came meanwhile is still to be read
    const ms = this.#left();
    if (ms === null) return;
    if (ms > 0) this.#lookIn(ms);
    else this.#options.onSilent(Math.round((this.now - this.#since) / 1_000));
  }

  #lookIn(ms: number): void {
    this.#due = this.now + ms;
    this.#cancel = this.#options.clock.after(ms, () => this.#look());
  }

  /** Until it is lost, milliseconds; null where nothing is asked. */
  #left(): number | null {
    const all = [...this.#options.waited()];
    const [oldest] = all;
    if (!oldest) return null;
    if (all.some(({ endless }) => endless)) return MOST_MS;
    const most = MOST_MS + oldest.bytes / SLOWEST;
    this.#since = Math.max(this.#heardAt, oldest.since);
    return this.#since + most - this.now;
  }
}
