// Where a terminal may safely begin to read in the middle of a stream.
import type { ByteLog } from '../../core/replay/byteLog.ts';
import { unfinishedTail } from '../../core/text/utf8Borders.ts';

const LINE_FEED = 0x0a;
/** Lines longer than this are begun in the middle, but never in the middle of a character. */
const SEARCH_BYTES = 16 * 1024;

/**
 * The first offset from `from` on at which a line begins: no escape sequence that matters spans
 * a line's end, so what follows is read as it was meant.
 */
export function wholePlaceAfter(log: ByteLog, from: number): number {
  if (from === 0) return 0;
  let character = from;
  let at = from;
  while (at < log.end && at - from < SEARCH_BYTES) {
    const bytes = log.read(at, SEARCH_BYTES);
    const found = bytes.indexOf(LINE_FEED);
    if (found >= 0) return at + found + 1;
    if (at === from) character = from + continuationBytes(bytes);
    at += bytes.byteLength;
  }
  return character;
}

/** How many bytes at the start belong to a UTF-8 character that began before. */
function continuationBytes(bytes: Uint8Array): number {
  const first = bytes.findIndex((byte) => (byte & 0xc0) !== 0x80);
  return first > 0 && first <= 3 ? first : 0;
}

/** How many bytes at the log's end belong to a character that isn't whole yet. */
export function unfinishedBytes(log: ByteLog): number {
  const last = Math.min(3, log.size);
  const bytes = Array.from({ length: last }, (_, at) => log.read(log.end - last + at, 1)[0]!);
  return unfinishedTail(Uint8Array.from(bytes));
}
