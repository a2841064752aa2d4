// How long a key takes to show, where nothing else can be measured: from a key typed into a
// silent shell to the first output after it. What can't be an echo isn't counted: output that
// was flowing anyway, a password, a key that waits for the next one. Pure.
import { RecentMedian } from './recentMedian.ts';

/** A shell that printed nothing for so long is silent, milliseconds. */
const QUIET_MS = 100;
/** What hasn't come by then isn't waited for, milliseconds. */
const GIVE_UP_MS = 10_000;
/** Samples of the median, and how many it takes until it says anything. */
const SAMPLES = 5;
const ENOUGH = 3;
/** Nobody knows how it is now if nothing was typed for so long, milliseconds. */
export const FORGET_MS = 120_000;
/** One key is at most so many bytes; more was pasted. */
const KEY_BYTES = 8;
const ESCAPE = 0x1b;

interface Waiting {
  since: number;
  /** The first byte of the key, which its echo begins with. */
  first: number;
  /** Other keys followed: only what begins like the first one is surely its echo. */
  several: boolean;
}

export class EchoWatch {
  readonly #samples = new RecentMedian(SAMPLES);
  #waiting: Waiting | null = null;
  #printedAt = -Infinity;
  #sampledAt = -Infinity;

  /** Something was typed: keys, a paste, or what the terminal itself reports. */
  typed(bytes: Uint8Array, now: number): void {
    if (this.#waiting && now - this.#waiting.since < GIVE_UP_MS) this.#waiting.several = true;
    else if (now - this.#printedAt >= QUIET_MS && isKey(bytes)) {
      this.#waiting = { since: now, first: bytes[0]!, several: false };
    } else this.#waiting = null;
  }

  /** The program printed something; answers with the echo's time where it was one, ms. */
  printed(bytes: Uint8Array, now: number): number | null {
    this.#printedAt = now;
    const waiting = this.#waiting;
    this.#waiting = null;
    if (!waiting || now - waiting.since >= GIVE_UP_MS) return null;
    if (waiting.several && bytes[0] !== waiting.first) return null;
    this.#sampledAt = now;
    this.#samples.push(now - waiting.since);
    return now - waiting.since;
  }

  /** Median of the last echoes, milliseconds; null while too little is known. */
  medianMs(now: number): number | null {
    if (now - this.#sampledAt >= FORGET_MS) this.#samples.clear();
    return this.#samples.count < ENOUGH ? null : this.#samples.value;
  }

  /** It is another connection's turn. */
  reset(): void {
    this.#samples.clear();
    this.#waiting = null;
  }
}

/** Reports of the mouse, of the focus and of the terminal begin with an escape, as arrows do. */
function isKey(bytes: Uint8Array): boolean {
  return bytes.byteLength > 0 && bytes.byteLength <= KEY_BYTES && bytes[0] !== ESCAPE;
}
