// Credit for output: batched, and never withheld when nothing more would trigger it.
import { describe, expect, it } from 'vitest';
import { Credit, REPORT_BYTES } from '../../renderer/terminal/credit.ts';

function reported(run: (credit: Credit) => void): number[] {
  const reports: number[] = [];
  run(new Credit((bytes) => reports.push(bytes)));
  return reports;
}

describe('credit for parsed output', () => {
  it('reports at once when nothing else is in flight', () => {
    const reports = reported((credit) => {
      credit.given(10);
      credit.parsed(10);
    });
    expect(reports).toEqual([10]);
  });

  it('waits while more is being parsed, and then reports the sum', () => {
    const reports = reported((credit) => {
      credit.given(100);
      credit.given(50);
      credit.parsed(100);
      credit.parsed(50);
    });
    expect(reports).toEqual([150]);
  });

  it('reports in the middle of a flood each time the threshold is reached', () => {
    const chunk = REPORT_BYTES / 4;
    const reports = reported((credit) => {
      for (let i = 0; i < 10; i++) credit.given(chunk);
      for (let i = 0; i < 10; i++) credit.parsed(chunk);
    });
    expect(reports).toEqual([REPORT_BYTES, REPORT_BYTES, 2 * chunk]);
  });

  it('says nothing about an empty chunk', () => {
    const reports = reported((credit) => {
      credit.given(0);
      credit.parsed(0);
    });
    expect(reports).toEqual([]);
  });
});
