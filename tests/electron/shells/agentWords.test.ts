// What tabs say of the connection to an agent, state by state, and when something can be done.
import { describe, expect, it } from 'vitest';
import type { LinkStatus } from '../../../core/client/agentConnection.ts';
import { ConnectFailure } from '../../../core/socket/connectFailure.ts';
import { describeLink, skippedNote } from '../../../electron/shells/agentWords.ts';
import { told } from '../../support/told.ts';
import { says } from '../../support/says.ts';
import { inWords } from '../../../words/said.ts';

const NOW = 5_000;

function words(status: Partial<LinkStatus>, shownMs: number | null = null) {
  const none = { attempt: 1, nextTryAt: null, failure: null, shutDown: false };
  return describeLink({ ...none, ...status } as unknown as LinkStatus, NOW, shownMs);
}

it.each([
  ['connecting', 'Connecting…'],
  ['authenticating', 'Proving who we are to the agent…'],
  ['online', 'Connected to the agent.'],
] as const)('%s: “%s”, and nothing to be done', (state, message) => {
  expect(words({ state })).toEqual({
    state,
    message: says(message),
    hint: null,
    canReconnect: false,
  });
});

it.each(['closed', 'failed'] as const)('nothing of one that is %s', (state) => {
  expect(words({ state })).toEqual({});
});

it('tells of a lost one why, and when the next attempt is due', () => {
  const lost = words({ state: 'reconnecting', attempt: 3, nextTryAt: NOW + 700 });
  expect(lost).toMatchObject({
    ...{
      message: says('The connection was lost.'),
      attempt: 3,
      nextTryInMs: 700,
      canReconnect: true,
    },
  });
  const failure = new ConnectFailure('refused', told('Nobody listens there.'), null);
  const late = words({ state: 'reconnecting', failure, nextTryAt: NOW - 1 });
  expect(late).toMatchObject({ message: says('Nobody listens there.'), nextTryInMs: 0 });
  expect(words({ state: 'reconnecting' })).toMatchObject({ nextTryInMs: 0 });
});

it('says what waiting is good for, behind what else would help', () => {
  const hint = (status: Partial<LinkStatus>) =>
    inWords(words({ state: 'reconnecting', ...status }).hint);
  expect(hint({})).toMatch(/^The shell keeps running there\./);
  expect(hint({ shutDown: true })).toMatch(/^The shell has ended with it\./);
  const failure = new ConnectFailure('wrong-token', told('Wrong.'), told('Pair again.'));
  expect(hint({ failure })).toMatch(/^Pair again\. The shell keeps running there\./);
  const passing = new ConnectFailure('refused', told('Nobody listens there.'), told('Start it.'));
  expect(hint({ failure: passing })).toMatch(/^The shell keeps running there\./);
});

describe('a link that lags', () => {
  const silent = (silentMs: number, silenceMs: number) =>
    words({ state: 'lagging', lag: 'silence', silentMs, silenceMs });

  it('of silence says for how long it lasts, and once it is over, how long it was', () => {
    expect(silent(5_999, 5_000)).toEqual({
      ...{ state: 'lagging', hint: null, canReconnect: true },
      message: says('The link is slow. No answer for 5 s.'),
      lag: { cause: 'silence', value: 5_000 },
    });
    expect(inWords(silent(7_000, 7_000).message)).toBe('The link is slow. No answer for 7 s.');
    expect(silent(100, 7_900)).toMatchObject({
      message: says('The link is slow. The last answer took 7 s to come.'),
      lag: { cause: 'silence', value: 7_000 },
    });
  });

  it('of slow answers says how long they take, as it is shown', () => {
    const status = { state: 'lagging', lag: 'round-trip', usualMs: 40 } as const;
    expect(words({ ...status, roundTripMs: 999 }, 620)).toEqual({
      ...{ state: 'lagging', hint: null, canReconnect: true },
      message: says('The link is slow. Answers take 620 ms, usually 40.'),
      lag: { cause: 'round-trip', value: 620 },
    });
    expect(words(status)).toMatchObject({ lag: { cause: 'round-trip', value: 0 } });
  });
});

it('what was skipped is told with how much it was', () => {
  const text = '2.0 KB of output skipped here. What follows is complete.';
  expect(skippedNote(2_048)).toEqual({ type: 'note', text });
});
