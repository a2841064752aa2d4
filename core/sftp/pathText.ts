// Paths as text, without losing any: bytes that aren't UTF-8 stand in it as U+DC80–U+DCFF, one for
// each, which no UTF-8 decodes to.
import { isUtf8 } from 'node:buffer';
import { badName } from './fileProblems.ts';

const ESCAPED = /[\ud800-\udfff]/;
const FIRST = 0xdc80;
const LAST = 0xdcff;

/** A path or a name, of bytes. */
export function pathOf(bytes: Uint8Array): string {
  const { buffer, byteOffset, byteLength } = bytes;
  const all = Buffer.from(buffer, byteOffset, byteLength);
  return isUtf8(all) ? all.toString('utf8') : escaped(all);
}

/** The bytes again. Throws `bad-name` where there are none: half a character, or a NUL. */
export function bytesOf(path: string): Buffer {
  if (path.includes('\0')) throw badName(path);
  return ESCAPED.test(path) ? unescaped(path) : Buffer.from(path, 'utf8');
}

function escaped(bytes: Buffer): string {
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const length = characterAt(bytes, at);
    text +=
      length > 0
        ? bytes.toString('utf8', at, at + length)
        : String.fromCharCode(0xdc00 + bytes[at]!);
    at += length || 1;
  }
  return text;
}

/** Bytes of the character that begins here; 0 where none does. */
function characterAt(bytes: Buffer, at: number): number {
  const length = lengthOf(bytes[at]!);
  const end = at + length;
  return length > 0 && end <= bytes.length && isUtf8(bytes.subarray(at, end)) ? length : 0;
}

function lengthOf(first: number): number {
  if (first < 0x80) return 1;
  if (first < 0xc2) return 0;
  if (first < 0xe0) return 2;
  if (first < 0xf0) return 3;
  return first < 0xf5 ? 4 : 0;
}

function unescaped(path: string): Buffer {
  const parts: Buffer[] = [];
  let plain = '';
  for (const character of path) {
    const code = character.codePointAt(0)!;
    if (code < 0xd800 || code > 0xdfff) {
      plain += character;
      continue;
    }
    if (code < FIRST || code > LAST) throw badName(path);
    parts.push(Buffer.from(plain, 'utf8'), Buffer.of(code - 0xdc00));
    plain = '';
  }
  parts.push(Buffer.from(plain, 'utf8'));
  return Buffer.concat(parts);
}
