// A path made up of numbers: a delay, a rate and a queue, through which pieces go in order. Time is
// the test's, so that a day on a bad link takes a moment.

export interface PathOptions {
  /** One way, milliseconds. */
  delayMs: number;
  /** Bytes a millisecond. */
  rate: number;
}

interface UnderWay {
  bytes: number;
  /** When its acknowledgement is back. */
  due: number;
}

/** Sends as much as a window allows, and hands back each acknowledgement when it is due. */
export class Path {
  delayMs: number;
  rate: number;
  now = 0;
  inFlight = 0;
  /** Longest time that a piece has waited for its turn, milliseconds. */
  longestQueueMs = 0;
  delivered = 0;
  readonly #under: UnderWay[] = [];
  #freeAt = 0;

  constructor({ delayMs, rate }: PathOptions) {
    this.delayMs = delayMs;
    this.rate = rate;
  }

  send(bytes: number): void {
    const begins = Math.max(this.now, this.#freeAt);
    this.longestQueueMs = Math.max(this.longestQueueMs, begins - this.now);
    this.#freeAt = begins + bytes / this.rate;
    this.inFlight += bytes;
    this.#under.push({ bytes, due: this.#freeAt + 2 * this.delayMs });
  }

  /** Goes on to the next acknowledgement, and tells how many bytes it is for. */
  next(): number {
    const { bytes, due } = this.#under.shift()!;
    this.now = Math.max(this.now, due);
    this.inFlight -= bytes;
    this.delivered += bytes;
    return bytes;
  }
}
