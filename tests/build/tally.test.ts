// The closing line of `npm test` is read by machines: its form and its honesty are tested.
import { describe, expect, it } from 'vitest';
import {
  closingLine,
  failure,
  judgedInCi,
  NOTHING,
  sum,
  summary,
} from '../../build/testing/tally.ts';

const skipped = [{ name: 'installs the package', reason: 'there is no dpkg' }];

describe('the closing line of npm test', () => {
  it('counts what passed and what failed', () => {
    const total = sum([{ passed: 3, failed: ['a'], skipped: [] }, failure('eslint'), NOTHING]);
    expect(closingLine(total)).toBe('3 passed, 2 failed');
  });

  it('mentions skipped tests only when there are some', () => {
    expect(closingLine({ ...NOTHING, skipped })).toBe('0 passed, 0 failed, 1 skipped');
  });

  it('stands alone on the last line, below the names of what failed or was skipped', () => {
    const lines = summary({ passed: 1, failed: ['types'], skipped }).split('\n');
    expect(lines.at(-1)).toBe('1 passed, 1 failed, 1 skipped');
    expect(lines.join('\n')).toMatch(/failed: types/);
    expect(lines.join('\n')).toMatch(/skipped: installs the package\n.*there is no dpkg/);
  });

  it('counts a skipped test as a failure in CI', () => {
    const judged = judgedInCi({ passed: 1, failed: [], skipped });
    expect(closingLine(judged)).toBe('1 passed, 1 failed');
  });
});
