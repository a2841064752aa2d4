// The words and figures shown for a shell's state.
import { describe, expect, it } from 'vitest';
import type { ShellStatus } from '../../electron/ipc/contract.ts';
import { badge, bytes, ending, figures, mostUrgent } from '../../renderer/lib/words.ts';

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
  it('shows how long answers take while the link lags', () => {
    expect(badge(status({ state: 'lagging', rttMs: 620.4 }))).toBe('620 ms');
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
      'round trip 4 ms',
      '2 bytes typed, not yet received',
    ]);
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
