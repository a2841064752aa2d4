// Credit for output: batched, and never withheld when nothing more would trigger it.
import { describe, expect, it } from 'vitest';
import { Credit, REPORT_BYTES, REPORT_MS } from '../../renderer/terminal/credit.ts';
import { ManualClock } from '../support/manualClock.ts';
import { eachSeed } from '../support/random.ts';

function reported(run: (credit: Credit, clock: ManualClock) => void): number[] {
  const reports: number[] = [];
  const clock = new ManualClock();
  run(new Credit((bytes) => reports.push(bytes), clock), clock);
  return reports;
}

describe('credit for parsed output', () => {
  it('reports at once when nothing else is in flight', () => {
    const reports = reported((credit, clock) => {
      for (let key = 0; key < 2; key++) {
        credit.given(10);
        credit.parsed(10);
        clock.advance(REPORT_MS);
      }
    });
    expect(reports).toEqual([10, 10]);
  });

  it('reports what follows closely together, soon after', () => {
    const reports: number[] = [];
    const clock = new ManualClock();
    const credit = new Credit((bytes) => reports.push(bytes), clock);
    for (let piece = 0; piece < 5; piece++) {
      credit.given(100);
      credit.parsed(100);
      clock.advance(1);
    }
    expect(reports).toEqual([100]);
    clock.advance(REPORT_MS);
    expect(reports).toEqual([100, 400]);
    expect(clock.waiting).toBe(0);
  });

  it('owes nothing for long, whatever came when', () =>
    eachSeed(100, (random) => {
      const clock = new ManualClock();
      let told = 0;
      const credit = new Credit((bytes) => (told += bytes), clock);
      let parsed = 0;
      for (let piece = 0; piece < 50; piece++) {
        const bytes = random.int(2 * REPORT_BYTES);
        credit.given(bytes);
        credit.parsed(bytes);
        parsed += bytes;
        clock.advance(random.int(REPORT_MS));
        expect(parsed - told).toBeLessThan(REPORT_BYTES);
      }
      clock.advance(REPORT_MS);
      expect(told).toBe(parsed);
    }));

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
    const reports = reported((credit, clock) => {
      for (let i = 0; i < 10; i++) credit.given(chunk);
      for (let i = 0; i < 10; i++) credit.parsed(chunk);
      clock.advance(REPORT_MS);
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
