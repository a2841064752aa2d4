// Lines of a registry export, those that belong together as one: bytes that go on after a backslash,
// and text with line feeds in it.
import { linesOf } from '../../text.ts';

export interface RegLine {
  /** Of its first line, from 1. */
  readonly number: number;
  readonly text: string;
}

const SAYS_NOTHING = /^\s*(?:;|$)|^\s*(?:Windows Registry Editor Version|REGEDIT4?)/i;
const BYTES_GO_ON = /^\s*(?:@|"[^"\\]*(?:\\.[^"\\]*)*")\s*=\s*hex[^;]*\\\s*$/i;
const TEXT_GOES_ON = /^\s*(?:@|"[^"\\]*(?:\\.[^"\\]*)*")\s*=\s*"[^"\\]*(?:\\.[^"\\]*)*\\?$/;
const TEXT_ENDS = /^[^"\\]*(?:\\.[^"\\]*)*"\s*(?:;.*)?$/;
/** A line that begins something new: text that seems to go on over it was never closed. */
const BEGINS = /^\s*(?:\[|(?:@|"[^"\\]*(?:\\.[^"\\]*)*")\s*=)/;

/** Without comments, empty lines and the header. */
export function regLines(text: string): RegLine[] {
  const lines = linesOf(text);
  const all: RegLine[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    if (SAYS_NOTHING.test(lines[at]!)) continue;
    const end = endOf(lines, at);
    const glue = TEXT_GOES_ON.test(lines[at]!) ? '\n' : '';
    all.push({ number: at + 1, text: lines.slice(at, end + 1).join(glue) });
    at = end;
  }
  return all;
}

/** The index of the last line that belongs to that one. */
function endOf(lines: readonly string[], from: number): number {
  if (BYTES_GO_ON.test(lines[from]!)) {
    let at = from;
    while (at + 1 < lines.length && /\\\s*$/.test(lines[at]!)) at += 1;
    return at;
  }
  if (!TEXT_GOES_ON.test(lines[from]!)) return from;
  for (let at = from + 1; at < lines.length && !BEGINS.test(lines[at]!); at += 1) {
    if (TEXT_ENDS.test(lines[at]!)) return at;
  }
  return from; // never closed: the rest of the file is not part of it
}
