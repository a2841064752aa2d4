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

const failed = ['types'].map((name) => ({ name, why: ['expected 1', 'at some.test.ts:3'] }));
const skipped = [{ name: 'installs the package', reason: 'there is no dpkg' }];

describe('the closing line of npm test', () => {
  it('counts what passed and what failed', () => {
    const total = sum([{ passed: 3, failed, skipped: [] }, failure('eslint'), NOTHING]);
    expect(closingLine(total)).toBe('3 passed, 2 failed');
  });

  it('mentions skipped tests only when there are some', () => {
    expect(closingLine({ ...NOTHING, skipped })).toBe('0 passed, 0 failed, 1 skipped');
  });

  it('stands alone on the last line, below the names of what failed or was skipped', () => {
    const lines = summary({ passed: 1, failed, skipped }).split('\n');
    expect(lines.at(-1)).toBe('1 passed, 1 failed, 1 skipped');
    expect(lines.join('\n')).toMatch(/failed: types\n +expected 1\n +at some\.test\.ts:3\n/);
    expect(lines.join('\n')).toMatch(/skipped: installs the package\n.*there is no dpkg/);
  });

  it('has the reasons of the first twenty, and the names of all', () => {
    const many = Array.from({ length: 500 }, () => failed[0]!);
    const lines = summary({ passed: 0, failed: many, skipped: [] }).split('\n');
    expect(lines.filter((line) => line.includes('failed: types'))).toHaveLength(500);
    expect(lines.filter((line) => line.includes('expected 1'))).toHaveLength(20);
  });

  it('counts a skipped test as a failure in CI', () => {
    const judged = judgedInCi({ passed: 1, failed: [], skipped });
    expect(closingLine(judged)).toBe('1 passed, 1 failed');
  });
});
