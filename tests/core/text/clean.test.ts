import { describe, expect, it } from 'vitest';
import { cleanLine, cleanText } from '../../../core/text/clean.ts';

describe('text of somebody else', () => {
  it.each([
    ['Ada Lovelace', 'Ada Lovelace'],
    ['  端末 \u00a0', '端末'],
    ['a\u001b[31mb\u0007', 'a[31mb'],
    ['safe\u202eexe.txt\u2066\u200f', 'safeexe.txt'],
    ['one\nline\u2028only', 'onelineonly'],
    [`a${'\u0301'.repeat(50)}b`, `a${'\u0301'.repeat(4)}b`],
    ['\ud800x', 'x'],
    ['\u200b\u200b', ''],
  ])('becomes one line that can be shown: %j', (text, line) => {
    expect(cleanLine(text, 40)).toBe(line);
  });

  it('is cut between characters, however long it was', () => {
    expect(cleanLine('🪢'.repeat(10_000), 40)).toBe('🪢'.repeat(40));
    expect(cleanLine('x'.repeat(10_000), 40)).toBe('x'.repeat(40));
  });

  it('keeps its lines where it may have some', () => {
    expect(cleanText('one\r\ntwo\rthree\u001b\n', 100)).toBe('one\ntwo\nthree');
  });
});
