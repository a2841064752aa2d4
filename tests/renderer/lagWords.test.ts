// What the connection panel says, in figures, shares and words for a curve.
import { describe, expect, it } from 'vitest';
import type { LagReport } from '../../electron/ipc/contract.ts';
import { amount, curveWords, msOrUnknown, shares } from '../../renderer/lib/lagWords.ts';
import { milliseconds } from '../../words/english/quantities.ts';

function report(change: Partial<LagReport>): LagReport {
  return {
    ...{ at: 0, link: null, hostMs: null, appMs: null, echoMs: null, backlog: 0, window: null },
    ...{ bytesIn: 0, bytesOut: 0, connectedForMs: null, reconnects: 0 },
    ...{ stepMs: 2_000, answers: [], backlogs: [] },
    ...change,
  };
}

const LINK = { roundTripMs: 60, usualMs: 40, silentMs: 0 };

describe('where the time goes', () => {
  it('is told in three parts where the link is measured', () => {
    expect(shares(report({ link: LINK, hostMs: 30, appMs: 10 }), 'link')).toEqual([
      { part: 'Link', ms: 60, share: 0.6 },
      { part: 'Host', ms: 30, share: 0.3 },
      { part: 'App', ms: 10, share: 0.1 },
    ]);
  });

  it('leaves link and host together where they can’t be told apart', () => {
    const parts = shares(report({ echoMs: 30, appMs: 10 }), 'echo');
    expect(parts.map(({ part, share }) => [part, share])).toEqual([
      ['Link and host', 0.75],
      ['App', 0.25],
    ]);
  });

  it('has no link on this computer, and no shares of nothing', () => {
    expect(shares(report({}), 'program')).toEqual([
      { part: 'Program', ms: null, share: 0 },
      { part: 'App', ms: null, share: 0 },
    ]);
    expect(msOrUnknown(null)).toBe('not measured yet');
  });

  it('is told by the link wherever there is one, as over SSH with the agent', () => {
    expect(shares(report({ link: LINK }), 'echo').map(({ part }) => part)).toContain('Link');
  });
});

describe('a curve in words', () => {
  it('says its range and where it is now', () => {
    expect(curveWords([null, 38, 640, 620], 75_000, milliseconds)).toBe(
      'Over the last 5 min: from 38 ms to 640 ms, now 620 ms.',
    );
  });

  it('says when nothing is known, or no longer', () => {
    expect(curveWords([null, null], 2_000, milliseconds)).toBe(
      'Over the last 4 s: nothing was measured.',
    );
    expect(curveWords([40, null], 2_000, milliseconds)).toContain('not known now');
  });
});

it('amounts come with their rate where there is one', () => {
  expect(amount(2_048, null)).toBe('2.0 KB');
  expect(amount(2_048, 0.4)).toBe('2.0 KB');
  expect(amount(2_048, 1_536)).toBe('2.0 KB, 1.5 KB/s');
});
