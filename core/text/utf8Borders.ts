// Makes pieces of a byte stream fit for a terminal that reads each of them as text: whole
// characters only, the rest waits for the next piece; and what is no UTF-8 shows as U+FFFD, not
// as nothing. (xterm.js 6.0 loses a character of which the first piece ends in 0x80.)

const NOTHING = new Uint8Array(0);
/** U+FFFD, the replacement character. */
export const REPLACEMENT = Uint8Array.of(0xef, 0xbf, 0xbd);

/** Longest part of a character that may have to wait for its rest. */
const MAX_UNFINISHED = 3;

export class Utf8Borders {
  #unfinished: Uint8Array = NOTHING;

  /** The first bytes of a character that isn't whole yet, at most three. */
  get unfinished(): Uint8Array {
    return this.#unfinished;
  }

  /** The same bytes in whole characters: no copy where there is nothing to mend. */
  push(bytes: Uint8Array): Uint8Array {
    const all = joined(this.#unfinished, bytes);
    const flaw = firstFlaw(all, 0);
    const rest = unfinishedTail(all);
    this.#unfinished = rest > 0 ? all.slice(all.length - rest) : NOTHING;
    const end = all.length - rest;
    if (flaw < end) return mended(all, flaw, end);
    return rest > 0 ? all.subarray(0, end) : all;
  }

  /** The rest of the last character won't come: what is to be shown for it, if there is one. */
  flush(): Uint8Array {
    const isWhole = this.#unfinished.length === 0;
    this.#unfinished = NOTHING;
    return isWhole ? NOTHING : REPLACEMENT;
  }
}

/** How many bytes at the end begin a character that isn't whole yet: at most three. */
export function unfinishedTail(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(MAX_UNFINISHED, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return characterAt(bytes, bytes.length - back) === UNFINISHED ? back : 0;
  }
  return 0;
}

/** The last place up to `at` at which no character of a text is cut in two. */
export function borderBefore(text: Uint8Array, at: number): number {
  if (at >= text.length) return text.length;
  let border = at;
  while (border > at - MAX_UNFINISHED && continues(text[border]!)) border--;
  return continues(text[border]!) ? at : border; // it is no text
}

/** Both, one behind the other; copied unless one is empty. */
export function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  if (second.length === 0) return first;
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}

/** Where the first byte stands, from `at` on, that isn't part of a whole character. */
function firstFlaw(bytes: Uint8Array, at: number): number {
  const { length } = bytes;
  // All output goes through here: what most text is made of is told apart without a call.
  while (at < length) {
    const first = bytes[at]!;
    if (first < 0x80) at++;
    else if (at + 2 < length && first >= 0xc2 && first < 0xe0 && continues(bytes[at + 1]!)) at += 2;
    else {
      const size = characterAt(bytes, at);
      if (size <= 0) return at;
      at += size;
    }
  }
  return at;
}

/** A copy up to `end` with U+FFFD in place of what is wrong, from the first flaw on. */
function mended(bytes: Uint8Array, flaw: number, end: number): Uint8Array {
  const copy = new Uint8Array(flaw + (end - flaw) * REPLACEMENT.length);
  copy.set(bytes.subarray(0, flaw));
  let size = flaw;
  for (let at = flaw; at < end;) {
    const length = characterAt(bytes, at);
    if (length > 0) for (const stop = at + length; at < stop;) copy[size++] = bytes[at++]!;
    else {
      copy[size] = REPLACEMENT[0]!;
      copy[size + 1] = REPLACEMENT[1]!;
      copy[size + 2] = REPLACEMENT[2]!;
      size += 3;
      at -= length;
    }
  }
  return copy.subarray(0, size);
}

/** The bytes end before the character does. */
const UNFINISHED = 0;

/**
 * The length of the character that begins at a place; `UNFINISHED`; or, where it is none, so many
 * bytes that stand for one mistake, negative: the longest part that could have been one's
 * beginning (as browsers count them).
 */
function characterAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at]!;
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return -1;
  const length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  if (at + 1 >= bytes.length) return UNFINISHED;
  if (!isSecond(first, bytes[at + 1]!)) return -1;
  for (let next = 2; next < length; next++) {
    if (at + next >= bytes.length) return UNFINISHED;
    if (!continues(bytes[at + next]!)) return -next;
  }
  return length;
}

/** What may follow the first byte: nothing overlong, no surrogate, nothing above U+10FFFF. */
function isSecond(first: number, second: number): boolean {
  if (first === 0xe0) return second >= 0xa0 && second <= 0xbf;
  if (first === 0xed) return second >= 0x80 && second <= 0x9f;
  if (first === 0xf0) return second >= 0x90 && second <= 0xbf;
  if (first === 0xf4) return second >= 0x80 && second <= 0x8f;
  return continues(second);
}

function continues(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}
