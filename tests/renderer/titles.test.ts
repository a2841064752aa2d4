// Titles of tabs: what a program may put there, and how equal ones are told apart.
import { describe, expect, it } from 'vitest';
import { MAX_TITLE, cleanTitle, distinctTitles } from '../../renderer/lib/titles.ts';

describe('the title a program sets', () => {
  it('is one line without control characters', () => {
    expect(cleanTitle('  vim\n\x07 notes\t.txt ')).toBe('vim notes .txt');
  });

  it('cannot turn the reading direction of the tab strip around', () => {
    expect(cleanTitle('safe\u202egnp.exe')).toBe('safe gnp.exe');
  });

  it('is cut to a bounded length, between characters', () => {
    const long = cleanTitle('🙂'.repeat(10_000));
    expect([...long]).toHaveLength(MAX_TITLE);
    expect(long.endsWith('🙂')).toBe(true);
  });
});

describe('equal titles', () => {
  it('are numbered in the order of opening', () => {
    expect(distinctTitles(['web', 'db', 'web', 'web'])).toEqual([
      'web',
      'db',
      'web (2)',
      'web (3)',
    ]);
  });

  it('are numbered past a title that looks numbered already', () => {
    expect(distinctTitles(['web', 'web (2)', 'web'])).toEqual(['web', 'web (2)', 'web (3)']);
  });
});
