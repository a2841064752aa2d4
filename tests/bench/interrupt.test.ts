import { describe, expect, it } from 'vitest';
import { bytesOfNumbers, refuseGap } from '../../bench/interrupt.ts';

function printed(last: number): number {
  return Array.from({ length: last }, (_, at) => `${at + 1}\r\n`).join('').length;
}

describe('the flood of numbers', () => {
  it('is counted without being printed', () => {
    for (const last of [0, 1, 9, 10, 11, 99, 100, 12_345]) {
      expect(bytesOfNumbers(last)).toBe(printed(last));
    }
  });

  it('is refused when something of it was skipped, or came twice', () => {
    expect(() => refuseGap(500, printed(500) + 60)).not.toThrow();
    expect(() => refuseGap(500, printed(500) - 1)).toThrow(/1 bytes up to 500 were skipped/);
    expect(() => refuseGap(500, printed(500) + 4096)).toThrow(/4096 bytes more/);
  });
});
