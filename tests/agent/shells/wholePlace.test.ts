import { describe, expect, it } from 'vitest';
import { wholePlaceAfter } from '../../../agent/shells/wholePlace.ts';
import { ByteLog } from '../../../core/replay/byteLog.ts';

function logOf(text: string | Uint8Array, dropped = 0): ByteLog {
  const log = new ByteLog();
  log.append(Buffer.from(text));
  log.dropBefore(dropped);
  return log;
}

describe('a replay that begins in the middle', () => {
  it('begins with the next line', () => {
    const text = 'one \u001b[31mtwo\nthree\n';
    const log = logOf(text, 6);
    expect(wholePlaceAfter(log, log.start)).toBe(text.indexOf('three'));
  });

  it('begins at the very start where nothing was lost', () => {
    expect(wholePlaceAfter(logOf('a\nb'), 0)).toBe(0);
  });

  it('finds a line that ends in a later block', () => {
    const log = logOf(`${'x'.repeat(40_000)}\nrest`, 32_000);
    expect(wholePlaceAfter(log, log.start)).toBe(40_001);
  });

  it('never begins inside a character where no line ends soon', () => {
    const log = logOf('€'.repeat(20_000), 1);
    expect(wholePlaceAfter(log, 1)).toBe(3);
    expect(wholePlaceAfter(log, 2)).toBe(3);
    expect(wholePlaceAfter(log, 3)).toBe(3);
    const wide = logOf('😀'.repeat(20_000), 1);
    expect([1, 2, 3, 4].map((from) => wholePlaceAfter(wide, from))).toEqual([4, 4, 4, 4]);
  });

  it('takes what there is where nothing else can be had', () => {
    expect(wholePlaceAfter(logOf(Buffer.alloc(10, 0x80), 5), 5)).toBe(5);
    expect(wholePlaceAfter(logOf('abc', 3), 3)).toBe(3);
  });
});
