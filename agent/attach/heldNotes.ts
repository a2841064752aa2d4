// Lines of our own in a terminal that shows a program: each waits until the output has a place
// for it, and all that still wait come when the program is left.
import { NotePlace } from './notePlace.ts';

/** Notes that wait; of more, the oldest are only counted. */
const MAX_HELD = 20;

export class HeldNotes {
  readonly #write: (text: string) => void;
  readonly #place = new NotePlace();
  #held: string[] = [];
  #dropped = 0;
  #isLeft: boolean;

  /** `mixes`: notes and output come out in the same place. */
  constructor(write: (text: string) => void, mixes: boolean) {
    this.#write = write;
    this.#isLeft = !mixes;
  }

  note(text: string): void {
    this.#held.push(text);
    if (this.#held.length > MAX_HELD) {
      this.#held.shift();
      this.#dropped++;
    }
    this.#release();
  }

  /** The program has printed this, and the terminal has it. */
  written(bytes: Uint8Array): void {
    if (this.#isLeft) return;
    this.#place.push(bytes);
    this.#release();
  }

  /** Nothing of the program's comes any more. */
  leave(): void {
    this.#isLeft = true;
    this.#release();
  }

  #release(): void {
    if (this.#held.length === 0 || !(this.#isLeft || this.#place.isFree)) return;
    if (this.#dropped > 0) this.#write(`${this.#dropped} earlier notes are not shown`);
    for (const text of this.#held) this.#write(text);
    this.#held = [];
    this.#dropped = 0;
  }
}
