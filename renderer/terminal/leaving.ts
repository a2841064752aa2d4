// A terminal on its way out to another window: painted and handed over a little at a time, so that the
// window it leaves goes on, and no more at once than the other one takes.
import {
  HANDED_AHEAD,
  HANDED_NOTE_LENGTH,
  HANDED_NOTES,
  HANDED_PART_BYTES,
  HANDED_WAITING_NOTES,
} from '../../core/screen/handedLimits.ts';
import { exactState } from '../../core/screen/exactState.ts';
import type { ScreenTerminal } from '../../core/screen/internals.ts';
import { paintWhole } from '../../core/screen/paintWhole.ts';
import { borderBefore } from '../../core/text/utf8Borders.ts';
import type { HandedPart, HandedState } from '../../electron/ipc/contract.ts';
import type { InputQueue } from './input.ts';

/** What the link knows that the terminal doesn't. */
export type LinkState = Pick<
  HandedState,
  'notes' | 'deferred' | 'character' | 'replayed' | 'ended' | 'focused'
>;

/** In one part, about. */
const PAINTED_CHARS = 32 * 1024;
/** Painted in one go: half of a frame. Empty lines take as long as full ones, and are two characters. */
const SLICE_MS = 8;

/** Milliseconds, of any beginning. */
type Now = () => number;
/** A part, or null where other work is due before the next one. */
type Slice = HandedPart | null;

export class Leaving {
  readonly #parts: Iterator<Slice>;
  readonly #post: (part: HandedPart) => void;
  readonly #later: (run: () => void) => void;
  #ahead = 0;
  #rests = false;

  /** @param later runs a function soon, after other work had its turn */
  constructor(
    parts: Iterator<Slice>,
    post: (part: HandedPart) => void,
    later: (run: () => void) => void,
  ) {
    this.#parts = parts;
    this.#post = post;
    this.#later = later;
  }

  begin(): void {
    this.#next();
  }

  /** A part was taken. */
  more(): void {
    this.#ahead--;
    if (this.#rests) this.#next();
  }

  #next(): void {
    this.#rests = this.#ahead >= HANDED_AHEAD;
    if (this.#rests) return;
    const { value, done } = this.#parts.next();
    if (done) return;
    if (value) this.#handOver(value);
    this.#later(() => this.#next());
  }

  #handOver(part: HandedPart): void {
    if ('bytes' in part) this.#ahead++;
    this.#post(part);
  }
}

/**
 * All of a terminal, in the order in which it is handed over. It must stay as it is meanwhile. No step
 * takes much longer than it takes to paint a line, or 8 ms.
 */
export function* handedParts(
  terminal: ScreenTerminal,
  input: Pick<InputQueue, 'takeRest'>,
  link: LinkState,
  now: Now,
): Generator<Slice, undefined> {
  yield { part: 'begin', cols: terminal.cols, rows: terminal.rows };
  for (const bytes of painted(terminal, now)) yield bytes && { part: 'painted', bytes };
  const { bytes: rest, bracketed } = input.takeRest();
  for (const bytes of joinedUp(rest)) yield { part: 'unsent', bytes };
  yield { part: 'end', state: { ...exactState(terminal), ...bounded(link), bracketed } };
}

function* painted(terminal: ScreenTerminal, now: Now): Generator<Uint8Array | null> {
  let text = '';
  let begun = now();
  for (const more of paintWhole(terminal)) {
    text += more;
    const isPart = text.length >= PAINTED_CHARS;
    if (!isPart && now() - begun < SLICE_MS) continue;
    if (isPart) yield* encoded(text);
    else yield null;
    if (isPart) text = '';
    begun = now();
  }
  yield* encoded(text);
}

/** In whole characters. */
function* encoded(text: string): Generator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length;) {
    const end = borderBefore(bytes, at + HANDED_PART_BYTES);
    yield bytes.slice(at, end);
    at = end;
  }
}

/** The same bytes in as few pieces as may be. */
function* joinedUp(pieces: readonly Uint8Array[]): Generator<Uint8Array> {
  let part = new Uint8Array(HANDED_PART_BYTES);
  let length = 0;
  for (const piece of pieces) {
    for (let at = 0; at < piece.length;) {
      const some = piece.subarray(at, at + part.length - length);
      part.set(some, length);
      [at, length] = [at + some.length, length + some.length];
      if (length < part.length) continue;
      yield part;
      [part, length] = [new Uint8Array(HANDED_PART_BYTES), 0];
    }
  }
  if (length > 0) yield part.slice(0, length);
}

function bounded(link: LinkState): LinkState {
  return {
    ...link,
    notes: link.notes.slice(-HANDED_NOTES),
    deferred: link.deferred
      .slice(-HANDED_WAITING_NOTES)
      .map((text) => text.slice(0, HANDED_NOTE_LENGTH)),
  };
}
