import { expect, it } from 'vitest';
import { Report } from '../../../agent/serve/report.ts';
import { SparingReport } from '../../../agent/serve/sparingReport.ts';
import { ManualClock } from '../../support/manualClock.ts';

function setUp() {
  const clock = new ManualClock();
  const lines: string[] = [];
  const sparing = new SparingReport(new Report(false, (text) => lines.push(text)), clock);
  const tell = (kind = 'knock'): void => sparing.tell(kind, { event: kind }, `${kind}.`);
  return { clock, lines, sparing, tell };
}

const DAY_MS = 24 * 60 * 60 * 1_000;

it('tells the first of a kind at once, and the next ones with their number', () => {
  const { clock, lines, tell } = setUp();
  for (let i = 0; i < 40; i++) tell();
  tell('ring');
  expect(lines).toEqual(['knock.\n', 'ring.\n']);
  clock.advance(1_000);
  expect(lines.slice(2)).toEqual(['knock. (38 more of this kind were left out before.)\n']);
});

it('tells of a flood that lasts a day in fewer than two hundred lines, and counts all', () => {
  const { clock, lines, sparing, tell } = setUp();
  const every = 10_000;
  for (let at = 0; at < DAY_MS; at += every) {
    for (let i = 0; i < 10; i++) tell();
    clock.advance(every);
  }
  sparing.close();
  expect(lines.length).toBeLessThan(200);
  const told = lines.map((line) => 1 + Number(/\((\d+) more/.exec(line)?.[1] ?? 0));
  expect(told.reduce((sum, count) => sum + count)).toBe((DAY_MS / every) * 10);
});

it('begins anew after a rest', () => {
  const { clock, lines, tell } = setUp();
  tell();
  clock.advance(60_000);
  tell();
  clock.advance(1_000);
  tell();
  expect(lines).toEqual(['knock.\n', 'knock.\n', 'knock.\n']);
});

it('leaves no timer behind', () => {
  const { clock, lines, sparing, tell } = setUp();
  tell();
  tell();
  sparing.close();
  expect([clock.waiting, lines.length]).toEqual([0, 2]);
});
