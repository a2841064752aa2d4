// What a program has changed in how a terminal writes: colours and attributes, the palette,
// character sets, links, protected cells and the cursor's look. Pure.
import type { Sequence } from './sequences.ts';

const ESC = '\x1b';
const ST = `${ESC}\\`;
const [SHIFT_OUT, SHIFT_IN] = [0x0e, 0x0f];

const USUAL_CURSOR = `${ESC}[0 q`;
/** OSC 10 to 19 set a colour of the terminal's own, and 110 to 119 take it back. */
const OWN_COLOURS = /^1\d;/;
const MAX_COLOURS = 512;

export class PenChanges {
  /** Designators of sets that were chosen: G0 to G3 are ( ) * +. */
  readonly #sets = new Map<string, string>();
  /** Commands that take colours back. */
  readonly #colours = new Set<string>();
  /** Undone by these, where they were touched. */
  readonly #touched = new Set<string>();
  #isShifted = false;

  /** Letters may stand for others: no text of ours would be read. */
  get isShifted(): boolean {
    return this.#isShifted || (this.#sets.get('(') ?? 'B') !== 'B';
  }

  /** The cursor's shape was chosen. */
  get hasCursor(): boolean {
    return this.#touched.has(USUAL_CURSOR);
  }

  text(raw: Uint8Array): void {
    const [out, back] = [raw.lastIndexOf(SHIFT_OUT), raw.lastIndexOf(SHIFT_IN)];
    if (out < 0 && back < 0) return;
    this.#isShifted = out > back;
    this.#touched.add('\x0f');
  }

  follow({ kind, body, final }: Sequence): void {
    if (kind === 'escape') this.#escape(body, final);
    else if (kind === 'csi') this.#control(body, final);
    else if (kind === 'osc') this.#command(body);
  }

  undo(): string {
    const sets = [...this.#sets.keys()].map((which) => `${ESC}${which}B`);
    return [...this.#touched, ...sets, ...this.#colours].join('');
  }

  #escape(body: string, final: string): void {
    if (/^[()*+]$/.test(body)) this.#sets.set(body, final);
    else if (body === ' ' && final === 'G') this.#touched.add(`${ESC} F`);
    else if (body === '' && (final === 'n' || final === 'o')) {
      this.#isShifted = true;
      this.#touched.add('\x0f');
    } else if (body === '' && final === 'c') this.#reset();
  }

  #reset(): void {
    this.#sets.clear();
    this.#isShifted = false;
  }

  #control(body: string, final: string): void {
    if (final === 'm' && /^[\d;:]*$/.test(body)) this.#touched.add(`${ESC}[m`);
    else if (final === 'q' && body.endsWith(' ')) this.#touched.add(USUAL_CURSOR);
    else if (final === 'q' && body.endsWith('"')) this.#touched.add(`${ESC}[0"q`);
  }

  #command(body: string): void {
    if (body.startsWith('8;')) this.#touched.add(`${ESC}]8;;${ST}`);
    else if (body.startsWith('22;')) this.#touched.add(`${ESC}]22;${ST}`);
    else if (this.#colours.size < MAX_COLOURS) this.#colour(body);
  }

  #colour(body: string): void {
    if (OWN_COLOURS.test(body)) this.#ownColours(body);
    const [, kind, pairs = ''] = /^([45]);(.*)$/.exec(body) ?? [];
    if (!kind) return;
    const parts = pairs.split(';');
    for (let at = 0; at + 1 < parts.length; at += 2) {
      const isColour = /^\d{1,3}$/.test(parts[at]!) && parts[at + 1] !== '?';
      if (isColour) this.#colours.add(`${ESC}]10${kind};${parts[at]}${ST}`);
    }
  }

  /** Several colours in one command are those that follow each other. */
  #ownColours(body: string): void {
    const [first, ...colours] = body.split(';');
    for (const [index, colour] of colours.entries()) {
      const which = Number(first) + index;
      if (which < 20 && colour !== '?') this.#colours.add(`${ESC}]${100 + which}${ST}`);
    }
  }
}
