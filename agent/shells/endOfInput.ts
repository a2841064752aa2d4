// The end of input, typed where the program may not listen yet. A terminal that still gathers lines
// when it comes keeps it as a mark, of which a line editor that starts right after (readline's,
// zsh's) reads a NUL and no end: such a shell would wait for ever. So it is told again.
import type { Clock } from '../../core/time/clock.ts';

/** A shell that is just starting shows its prompt within this, milliseconds. */
const WATCHED_MS = 10_000;
const LOOK_EVERY_MS = 50;

export interface EndOfInputOptions {
  clock: Clock;
  /** Does the terminal gather lines now? Undefined where that can't be told. */
  gathersLines: () => boolean | undefined;
  /** Types the end. */
  type: () => void;
}

export class EndOfInput {
  readonly #options: EndOfInputOptions;
  #cancel: () => void = () => undefined;

  constructor(options: EndOfInputOptions) {
    this.#options = options;
  }

  tell(): void {
    const { clock, gathersLines, type } = this.#options;
    const gathered = gathersLines();
    type();
    if (gathered) this.#watch(clock.now() + WATCHED_MS);
  }

  /** Somebody types on, or the program has ended. */
  over(): void {
    this.#cancel();
  }

  #watch(end: number): void {
    const { clock, gathersLines, type } = this.#options;
    this.#cancel();
    this.#cancel = clock.after(LOOK_EVERY_MS, () => {
      const gathers = gathersLines();
      if (gathers === false) type();
      else if (gathers && clock.now() < end) this.#watch(end);
    });
  }
}
