// Text that another program holds: asked for with an end, and never handed out late.
import { expect, it } from 'vitest';
import { withResolvers } from '../../../core/task/taskGroup.ts';
import { READ_LIMIT_MS, readInTime } from '../../../electron/main/clipboardReading.ts';
import { ManualClock } from '../../support/manualClock.ts';

it('hands out what comes in time, and leaves no timer', async () => {
  const clock = new ManualClock();
  const text = withResolvers<string>();
  const reading = readInTime(() => text.promise, clock);
  clock.advance(READ_LIMIT_MS - 1);
  text.resolve('copied');
  expect(await reading).toBe('copied');
  expect(clock.waiting).toBe(0);
});

it('says so where nobody answers, and drops an answer that comes later', async () => {
  const clock = new ManualClock();
  const text = withResolvers<string>();
  const reading = readInTime(() => text.promise, clock);
  clock.advance(READ_LIMIT_MS);
  text.resolve('minutes ago');
  await expect(reading).rejects.toThrow('doesn’t answer');
  expect(await readInTime(() => Promise.resolve('now'), clock)).toBe('now');
});

it('passes on what went wrong, and leaves no timer', async () => {
  const clock = new ManualClock();
  const refused = readInTime(() => Promise.reject(new Error('refused')), clock);
  await expect(refused).rejects.toThrow('refused');
  expect(clock.waiting).toBe(0);
});
