// The words and figures shown for a shell's state.
import { describe, expect, it } from 'vitest';
import type { ShellStatus } from '../../electron/ipc/contract.ts';
import {
  announcement,
  badge,
  ending,
  figures,
  panesInTrouble,
  mostUrgent,
  pendingWords,
} from '../../renderer/lib/words.ts';
import { told } from '../support/told.ts';
import { say } from '../../words/said.ts';

function status(change: Partial<ShellStatus>): ShellStatus {
  return {
    shellId: 's',
    hostId: 'h',
    state: 'online',
    message: say('connected'),
    hint: null,
    exitCode: null,
    signal: null,
    rttMs: null,
    lag: null,
    echoMs: null,
    backlog: 0,
    pendingInput: 0,
    canReconnect: false,
    kept: false,
    attempt: null,
    nextTryInMs: null,
    skippedBytes: 0,
    ...change,
  };
}

describe('the badge of a tab', () => {
  it.each<[NonNullable<ShellStatus['lag']>['cause'], number, string]>([
    ['round-trip', 620.4, 'slow, 620 ms'],
    ['echo', 900, 'slow, 900 ms'],
    ['drawing', 1_200, 'slow, 1200 ms'],
    ['silence', 5_900, 'silent, 5 s'],
    ['backlog', 2.5 * 1024 * 1024, '2.5 MB behind'],
    ['input', 312, '312 bytes not taken'],
  ])('says what is slow, and by how much: %s', (cause, value, words) => {
    expect(badge(status({ state: 'lagging', lag: { cause, value } }))).toBe(words);
  });

  it('shows how the program ended', () => {
    expect(badge(status({ state: 'closed', exitCode: 3 }))).toBe('exit 3');
    expect(badge(status({ state: 'closed', signal: 'SIGKILL' }))).toBe('SIGKILL');
    expect(badge(status({ state: 'closed' }))).toBe('closed');
  });

  it('is not there while all is well', () => {
    expect(badge(status({ rttMs: 4 }))).toBe('');
  });

  it('tells what was skipped and not seen, unless something is wrong now', () => {
    const behind = status({ skippedBytes: 12 * 1024 * 1024 });
    expect(badge(behind, behind.skippedBytes)).toBe('12.0 MB skipped');
    expect(badge(behind)).toBe('');
    expect(badge({ ...behind, state: 'reconnecting' }, behind.skippedBytes)).toBe('retrying');
  });
});

describe('the panes of a tab that fare badly', () => {
  it('are counted by the worst state beside the focused one', () => {
    expect(panesInTrouble('online', ['lagging', 'online'])).toBe('1 of 3 panes lagging');
    expect(panesInTrouble('lagging', ['reconnecting', 'lagging'])).toBe(
      '1 of 3 panes reconnecting',
    );
    expect(panesInTrouble('failed', ['failed'])).toBe('2 of 2 panes failed');
  });

  it('are no news where only the focused one does, or none', () => {
    expect(panesInTrouble('failed', ['online', 'closed'])).toBe('');
    expect(panesInTrouble('lagging', [])).toBe('');
  });
});

describe('the figures of the status line', () => {
  it('tell the round trip and what is not acknowledged', () => {
    const behind = status({ rttMs: 4.2, pendingInput: 2, backlog: 64 * 1024 });
    expect(figures(behind)).toEqual(['round trip 4 ms', '64.0 KB behind']);
    expect(pendingWords(behind)).toBe('2 bytes typed, not yet received');
    expect(pendingWords(status({}))).toBe('');
  });

  it('tell the echo, and never call it a round trip', () => {
    expect(figures(status({ echoMs: 42 }))).toEqual(['echo 42 ms']);
  });

  it('tell what waits while there is no connection, and no round trip', () => {
    const lost = status({ state: 'reconnecting', rttMs: 4, pendingInput: 12 });
    expect(figures(lost)).toEqual([]);
    expect(pendingWords(lost)).toBe('12 bytes typed, waiting');
  });

  it('tell what was skipped, and where the program lives on', () => {
    const behind = status({ skippedBytes: 2.4 * 1024 * 1024 });
    expect(figures(behind, 'build-box')).toEqual(['2.4 MB skipped', 'kept alive on build-box']);
  });

  it('tell no round trip of a connection that is gone', () => {
    expect(figures(status({ state: 'failed', rttMs: 4 }))).toEqual([]);
  });

  it('tell the exit code once closed, and never before', () => {
    expect(figures(status({ state: 'closed', exitCode: 0 }))).toEqual(['exit code 0']);
    expect(figures(status({ exitCode: null }))).toEqual([]);
  });

  it('name the signal that ended the program', () => {
    expect(figures(status({ state: 'closed', signal: 'SIGTERM' }))).toEqual(['ended by SIGTERM']);
  });
});

it('that it is no longer slow is said once, and only where it was', () => {
  const well = status({ message: say('connected') });
  expect(announcement('lagging', well)).toBe('No longer slow. Connected.');
  expect(announcement('reconnecting', well)).toBe('Connected.');
  expect(announcement(null, well)).toBe('Connected.');
  expect(announcement('lagging', status({ state: 'failed', message: told('Lost.') }))).toBe(
    'Lost.',
  );
});

it('an ending without a code or a signal has no words', () => {
  expect(ending({ exitCode: null, signal: null })).toBe('');
});

it('a host shows the most urgent of its shells', () => {
  expect(mostUrgent(['online', 'lagging', 'closed'])).toBe('lagging');
  expect(mostUrgent(['closed', 'failed'])).toBe('failed');
  expect(mostUrgent([])).toBeNull();
});
