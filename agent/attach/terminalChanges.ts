// What a program has changed in the terminal that shows it, and the bytes that undo it, however
// the program ended. What was never touched is never mentioned. Pure.
//
// Modes are undone twice: set to what terminals begin with, and then, where the terminal can, to
// what it remembers from `remember`, which is exact.
import { tabStops } from '../../core/client/screenReset.ts';
import type { TerminalSize } from '../../core/pty/pty.ts';
import { ColumnGuess } from './columnGuess.ts';
import { KeyboardChanges } from './keyboardChanges.ts';
import { PenChanges } from './penChanges.ts';
import { SequenceReader, type Sequence } from './sequences.ts';
import { TitleStack } from './titleStack.ts';

const CSI = '\x1b[';
/** Ends whatever is only half said. */
const CANCEL = '\x18';

/** Modes that terminals begin with: autowrap, repeating keys, the cursor. */
const ON_AT_FIRST: ReadonlySet<number> = new Set([7, 8, 25]);
/** Modes that terminals begin with as they, or their users, like: they are left to their memory. */
const AS_IT_WAS: ReadonlySet<number> = new Set([
  40, 42, 43, 44, 1007, 1010, 1011, 1014, 1034, 1035, 1036, 1037, 1039, 1040, 1041, 1042, 1043,
  1044, 1070,
]);
const ALTERNATE_SCREENS: ReadonlySet<number> = new Set([47, 1047, 1049]);
/** VT52, the saved cursor, 132 columns and the Tektronix screen are no modes to go back to. */
const NOT_UNDONE: ReadonlySet<number> = new Set([2, 3, 38, 1048]);
const ORIGIN = 6;
const BLINKING = 12;
const SIDE_MARGINS = 69;
/** Those that a terminal is asked to remember, and to bring back: what programs use. */
const REMEMBERED = [
  [1, 4, 5, 6, 7, 8, 9, 12, 25, 45, 66],
  [1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1015, 1016],
  [1010, 1011, 1034, 1035, 1036, 1037, 1039, 1040, 1041, 1042, 1043, 2004, 2026],
];
/** No terminal has a mode with a larger number. */
const MAX_MODE = 9999;
const MODES_AT_ONCE = 12;

export class TerminalChanges {
  readonly #reader = new SequenceReader();
  readonly #title = new TitleStack();
  readonly #keyboard = new KeyboardChanges();
  readonly #pen = new PenChanges();
  readonly #column = new ColumnGuess();
  /** What each DEC mode was set to last. */
  readonly #modes = new Map<number, boolean>();
  readonly #saved = new Map<number, boolean | undefined>();
  readonly #ansiModes = new Map<number, boolean>();
  #wasReset = false;
  #alternate: number | undefined;
  #hasMargins = false;
  #hasTabs = false;

  /** Nothing is only half said, but perhaps a character. */
  get isWhole(): boolean {
    return this.#reader.isWhole;
  }

  /** A full-screen program, or one that uses only a part of the screen, has it. */
  get isTaken(): boolean {
    const margins = this.#hasMargins || this.#modes.get(ORIGIN) || this.#modes.get(SIDE_MARGINS);
    return this.#alternate !== undefined || Boolean(margins) || this.#pen.isShifted;
  }

  /** The next character wraps, which it wouldn't if the cursor was moved in between. */
  wraps(cols: number): boolean {
    return this.#column.isBehindLast(cols);
  }

  /** What is written before the program's first byte. */
  static remember(): string {
    const modes = REMEMBERED.map((some) => `${CSI}?${some.join(';')}s`).join('');
    return TitleStack.PUSH + modes;
  }

  /** The program has printed this. */
  push(bytes: Uint8Array): void {
    for (const { raw, sequence } of this.#reader.push(bytes)) {
      if (sequence) this.#follow(sequence);
      else this.#print(raw);
    }
  }

  #print(text: Uint8Array): void {
    this.#pen.text(text);
    this.#column.text(text);
  }

  /** What puts a terminal of that size back; the cursor stays where it is, if that is possible. */
  undo({ cols, rows }: TerminalSize): string {
    const moved = this.#hasMargins || this.#modes.has(ORIGIN) || this.#modes.has(SIDE_MARGINS);
    const margins = moved ? `${CSI}?6l${CSI}?69l${CSI}r${CSI}${rows};1H` : '';
    const tabs = this.#hasTabs ? `\x1b7${tabStops(cols)}\x1b8${CSI}?5W` : '';
    const half = this.isWhole ? '' : CANCEL;
    return [
      ...[half, margins, this.#keyboard.undoScreen(), this.#leaveAlternate(tabs), tabs],
      ...[this.#pen.undo(), this.#undoModes(), this.#keyboard.undo(), this.#title.undo()],
    ].join('');
  }

  /** Some terminals have `tabs` on each screen. */
  #leaveAlternate(tabs: string): string {
    return this.#alternate === undefined ? '' : `${tabs}${CSI}?${this.#alternate}l`;
  }

  #follow(sequence: Sequence): void {
    this.#title.follow(sequence);
    this.#keyboard.follow(sequence, this.#alternate !== undefined);
    this.#pen.follow(sequence);
    this.#column.follow(sequence);
    const { kind, body, final } = sequence;
    if (kind === 'escape' && body === '' && final === 'c') return this.#reset();
    if (kind === 'escape' && body === '' && final === 'H') this.#hasTabs = true;
    if (kind === 'csi') this.#control(body, final);
  }

  /** A full reset doesn't reset all that there is, and the user may have had the rest otherwise. */
  #reset(): void {
    this.#wasReset = true;
    for (const mode of [ORIGIN, SIDE_MARGINS]) this.#modes.delete(mode);
    this.#alternate = undefined;
    this.#hasMargins = this.#hasTabs = false;
  }

  #control(body: string, final: string): void {
    const isPrivate = body.startsWith('?');
    if (final === 'h' || final === 'l') this.#switch(body, final === 'h');
    else if (final === 's' && isPrivate) this.#save(body);
    else if (final === 'r' && isPrivate) this.#restore(body);
    else if (final === 'r') this.#hasMargins = !/^[01]?;?$/.test(body);
    else if (final === 'g') this.#hasTabs = true;
  }

  #switch(body: string, on: boolean): void {
    const isPrivate = body.startsWith('?');
    for (const mode of modesIn(isPrivate ? body.slice(1) : body)) {
      if (!isPrivate) this.#ansiModes.set(mode, on);
      else if (ALTERNATE_SCREENS.has(mode)) this.#alternate = on ? mode : undefined;
      else this.#modes.set(mode, on);
    }
  }

  #save(body: string): void {
    for (const mode of modesIn(body.slice(1))) this.#saved.set(mode, this.#modes.get(mode));
  }

  // What was saved before this program came isn't known; that it was touched is.
  #restore(body: string): void {
    for (const mode of modesIn(body.slice(1))) {
      this.#modes.set(mode, this.#saved.get(mode) ?? ON_AT_FIRST.has(mode));
    }
  }

  #undoModes(): string {
    // What undoes the cursor's shape makes it blink in some terminals.
    if (this.#pen.hasCursor) this.#modes.set(BLINKING, true);
    const touched = [...this.#modes.keys()].filter((mode) => !NOT_UNDONE.has(mode));
    const plain = touched.filter((mode) => !AS_IT_WAS.has(mode));
    const on = plain.filter((mode) => ON_AT_FIRST.has(mode));
    const off = plain.filter((mode) => !ON_AT_FIRST.has(mode) && this.#modes.get(mode));
    const known = REMEMBERED.flat().filter((mode) => this.#wasReset || this.#modes.has(mode));
    const ansi = [...this.#ansiModes].map(([mode]) => `${CSI}${mode}${mode === 12 ? 'h' : 'l'}`);
    return [...inLots(off, 'l'), ...inLots(on, 'h'), ...inLots(known, 'r'), ...ansi].join('');
  }
}

function modesIn(parameters: string): number[] {
  const modes = parameters.split(';').map(Number);
  return modes.filter((mode) => Number.isInteger(mode) && mode > 0 && mode <= MAX_MODE);
}

/** Terminals take so many at once. */
function inLots(modes: number[], final: string): string[] {
  const lots = Math.ceil(modes.length / MODES_AT_ONCE);
  return Array.from({ length: lots }, (_, lot) => {
    const some = modes.slice(lot * MODES_AT_ONCE, (lot + 1) * MODES_AT_ONCE);
    return `${CSI}?${some.join(';')}${final}`;
  });
}
