// Where in a program's output a line of our own does no harm: not in the middle of an escape
// sequence or a character, and not in a full-screen program, which has no place for it.
import { Utf8Borders } from '../../core/text/utf8Borders.ts';
import { OutputTracker } from '../shells/outputTracker.ts';

/** Entering and leaving the alternate screen; a full reset leaves it. */
const SWITCHES = /\x1b(?:\[\?(?:\d+;)*(?:47|1047|1049)(?:;\d+)*([hl])|c)/g;
/** A switch may be cut in two; it isn't longer than this. */
const CARRIED_CHARS = 32;
/** The longest character; what comes before it doesn't decide whether it is whole. */
const LAST_CHARACTER_BYTES = 4;

export class NotePlace {
  readonly #tracker = new OutputTracker();
  readonly #borders = new Utf8Borders();
  #written = 0;
  #isAlternate = false;
  #carried = '';

  /** Whether there is a place for a note now. */
  get isFree(): boolean {
    const isWhole = this.#tracker.wholeEnd === this.#written;
    return isWhole && this.#borders.unfinished.length === 0 && !this.#isAlternate;
  }

  /** The program has printed this. */
  push(bytes: Uint8Array): void {
    this.#tracker.push(bytes);
    this.#written += bytes.byteLength;
    this.#borders.push(bytes.subarray(-LAST_CHARACTER_BYTES));
    this.#follow(bytes);
  }

  #follow(bytes: Uint8Array): void {
    const text = this.#carried + Buffer.from(bytes).toString('latin1');
    for (const [, way] of text.matchAll(SWITCHES)) this.#isAlternate = way === 'h';
    const escape = text.lastIndexOf('\x1b');
    this.#carried = escape >= text.length - CARRIED_CHARS && escape >= 0 ? text.slice(escape) : '';
  }
}
