// Finds the end of the output of a program that is gone, where a background child may hold the
// terminal open, so that the end itself never shows.
import type { Clock } from '../time/clock.ts';

/**
 * Such a child may print on for ever. What the program itself printed is still in the kernel when
 * it exits, 64 KiB at most, so after as many of these spells with something to read, or as many
 * bytes, the rest is the child's.
 */
const NOISY_SPELLS = 32;
const LAST_OUTPUT_BYTES = 1024 * 1024;

export interface OutputStream {
  /** The end counts as reached when the program is gone and nothing came for so long, ms. */
  quietMs: number;
  /** It can still bring something. */
  isOpen: () => boolean;
  /** Nobody takes its chunks now. */
  isPaused: () => boolean;
  /** Called once, when the last byte has come. */
  end: () => void;
}

export class LastOutput {
  readonly #stream: OutputStream;
  readonly #clock: Clock;
  #chunks = 0;
  #programEnded = false;
  #bytesSince = 0;

  constructor(stream: OutputStream, clock: Clock) {
    this.#stream = stream;
    this.#clock = clock;
  }

  /** A chunk has come. */
  came(bytes: number): void {
    this.#chunks++;
    if (!this.#programEnded) return;
    this.#bytesSince += bytes;
    if (this.#bytesSince > LAST_OUTPUT_BYTES) this.#stream.end();
  }

  programEnded(): void {
    this.#programEnded = true;
    this.#endWhenQuiet(NOISY_SPELLS);
  }

  #endWhenQuiet(spells: number): void {
    const before = this.#chunks;
    this.#clock.after(this.#stream.quietMs, () => {
      // A timer may run late and before the reads that waited behind it. One more turn of the
      // loop lets them happen, so that silence means an empty terminal, not a busy process.
      setImmediate(() => {
        if (!this.#stream.isOpen()) return;
        if (this.#stream.isPaused()) this.#endWhenQuiet(spells);
        else if (this.#chunks !== before && spells > 0) this.#endWhenQuiet(spells - 1);
        else this.#stream.end();
      });
    });
  }
}
