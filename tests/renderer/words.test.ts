// The words and figures shown for a shell's state.
import { describe, expect, it } from 'vitest';
import type { ShellStatus } from '../../electron/ipc/contract.ts';
import { badge, bytes, ending, figures, listed, mostUrgent } from '../../renderer/lib/words.ts';

function status(change: Partial<ShellStatus>): ShellStatus {
  return {
    shellId: 's',
    hostId: 'h',
    state: 'online',
    message: 'Connected',
    hint: '',
    exitCode: null,
    signal: null,
    rttMs: null,
    pendingInput: 0,
    canReconnect: false,
    kept: false,
    attempt: null,
    nextTryInMs: null,
    skippedBytes: 0,
    customTitle: null,
    ...change,
  };
}

describe('the badge of a tab', () => {
  it('says that the link is slow, and how slow', () => {
    expect(badge(status({ state: 'lagging', rttMs: 620.4 }))).toBe('slow, 620 ms');
    expect(badge(status({ state: 'lagging' }))).toBe('slow');
  });

  it('shows how the program ended', () => {
    expect(badge(status({ state: 'closed', exitCode: 3 }))).toBe('exit 3');
    expect(badge(status({ state: 'closed', signal: 'SIGKILL' }))).toBe('SIGKILL');
    expect(badge(status({ state: 'closed' }))).toBe('closed');
  });

  it('is not there while all is well', () => {
    expect(badge(status({ rttMs: 4 }))).toBe('');
  });
});

describe('the figures of the status line', () => {
  it('tell the round trip and what is not acknowledged', () => {
    expect(figures(status({ rttMs: 4.2, pendingInput: 2 }))).toEqual([
      '2 bytes typed, not yet received',
      'round trip 4 ms',
    ]);
  });

  it('tell what waits while there is no connection, and no round trip', () => {
    const lost = status({ state: 'reconnecting', rttMs: 4, pendingInput: 12 });
    expect(figures(lost)).toEqual(['12 bytes typed, waiting']);
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

it('an ending without a code or a signal has no words', () => {
  expect(ending({ exitCode: null, signal: null })).toBe('');
});

it('amounts are written as people read them', () => {
  expect([1, 900, 2048, 5 * 1024 * 1024].map(bytes)).toEqual([
    '1 byte',
    '900 bytes',
    '2.0 KB',
    '5.0 MB',
  ]);
});

it('a host shows the most urgent of its shells', () => {
  expect(mostUrgent(['online', 'lagging', 'closed'])).toBe('lagging');
  expect(mostUrgent(['closed', 'failed'])).toBe('failed');
  expect(mostUrgent([])).toBeNull();
});

it('several things are listed as people say them', () => {
  expect([[], ['vim'], ['vim', 'make'], ['vim', 'make', 'top']].map(listed)).toEqual([
    '',
    'vim',
    'vim and make',
    'vim, make and top',
  ]);
});
