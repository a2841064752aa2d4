// What ZMODEM says of a file before its bytes.
import type { ComingFile, GivenFile } from '../files.ts';

/** Longer than any path. */
const MOST_NAME = 4096;

/** Whatever can't be read isn't told. */
export function fileOf(bytes: Uint8Array): ComingFile {
  const text = Buffer.from(bytes);
  const end = text.indexOf(0);
  const name = text.toString('utf8', 0, Math.min(end < 0 ? text.byteLength : end, MOST_NAME));
  const facts =
    end < 0
      ? []
      : text
          .toString('latin1', end + 1)
          .split('\0', 1)[0]!
          .split(' ');
  const [size = '', changed = '', mode = ''] = facts;
  const seconds = numberOf(changed, 8);
  const bits = numberOf(mode, 8);
  return {
    name,
    size: numberOf(size, 10),
    changedAt: seconds ? seconds * 1000 : null,
    mode: bits === null || bits === 0 ? null : bits & 0o777,
  };
}

/** `left`: with this one. */
export function infoOf(file: GivenFile, left: { files: number; bytes: number }): Buffer {
  const changed = Math.floor((file.changedAt ?? 0) / 1000).toString(8);
  const mode = (0o100000 | (file.mode ?? 0o644)).toString(8);
  const facts = `${file.size} ${changed} ${mode} 0 ${left.files} ${left.bytes}`;
  return Buffer.from(`${file.name}\0${facts}\0`, 'utf8');
}

function numberOf(text: string, base: 8 | 10): number | null {
  if (!(base === 8 ? /^[0-7]{1,18}$/ : /^\d{1,15}$/).test(text)) return null;
  const number = Number.parseInt(text, base);
  return Number.isSafeInteger(number) ? number : null;
}
