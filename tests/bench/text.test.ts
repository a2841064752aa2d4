import { describe, expect, it } from 'vitest';
import { makeText, TEXT_KINDS } from '../../bench/text.ts';

describe('the text of floods', () => {
  it('is the same for the same seed, and another for another', () => {
    for (const kind of TEXT_KINDS) {
      expect(makeText(kind, 10_000, 3)).toBe(makeText(kind, 10_000, 3));
      expect(makeText(kind, 10_000, 3)).not.toBe(makeText(kind, 10_000, 4));
    }
  });

  it('is as long as asked for, and ends with its last line', () => {
    for (const kind of TEXT_KINDS) {
      const text = makeText(kind, 10_000);
      expect(Buffer.byteLength(text)).toBeGreaterThanOrEqual(10_000);
      const withoutLast = text.slice(0, text.lastIndexOf('\n', text.length - 2) + 1);
      expect(Buffer.byteLength(withoutLast)).toBeLessThan(10_000);
      expect(text.endsWith('\n')).toBe(true);
    }
  });

  it('is of its kind', () => {
    expect(makeText('plain', 10_000)).toMatch(/^[\x20-\x7e\n]+$/);
    expect(makeText('coloured', 10_000)).toMatch(/\x1b\[38;2;\d+;\d+;\d+m/);
    const wide = [...makeText('wide', 10_000)].filter((letter) => !/[ \n]/.test(letter));
    expect(wide.every((letter) => letter.codePointAt(0)! > 0x3000)).toBe(true);
  });
});
