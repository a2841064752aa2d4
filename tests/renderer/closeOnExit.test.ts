// Which tabs close by themselves when their programs end.
import { expect, it } from 'vitest';
import { closesAfter } from '../../renderer/lib/closeOnExit.ts';

const ended = (exitCode: number | null, signal: string | null = null) =>
  ({ state: 'closed', exitCode, signal }) as const;

it.each([
  ['never', ended(0), false],
  ['clean', ended(0), true],
  ['clean', ended(1), false],
  ['clean', ended(null, 'SIGTERM'), false],
  ['clean', ended(null), false],
  ['always', ended(1), true],
  ['always', ended(null, 'SIGKILL'), true],
  ['always', { state: 'failed', exitCode: 0, signal: null }, false],
  ['always', { state: 'reconnecting', exitCode: null, signal: null }, false],
] as const)('by the setting %s, after %j: %s', (setting, status, closes) => {
  expect(closesAfter(setting, 'online', status)).toBe(closes);
  expect(closesAfter(setting, 'lagging', status)).toBe(closes);
});

it('what had ended before, or was never there, stays', () => {
  for (const before of [null, 'closed', 'failed', 'connecting'] as const) {
    expect(closesAfter('always', before, ended(0))).toBe(false);
  }
});
