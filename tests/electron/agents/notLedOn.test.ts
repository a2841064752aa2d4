// Why a way to an agent was closed: ssh says it by another way, which may be read late.
import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { systemClock } from '../../../core/time/clock.ts';
import { saysNotLedOn } from '../../../electron/agents/notLedOn.ts';
import { ManualClock } from '../../support/manualClock.ts';

const WORDS = 'channel 2: open failed: administratively prohibited: open failed';

/** Milliseconds, in which this process does nothing else. */
function standStill(ms: number): void {
  const began = performance.now();
  while (performance.now() - began < ms);
}

it('is told at once where it was said already, and by no other words', async () => {
  const clock = new ManualClock();
  expect(await saysNotLedOn(() => `debug\r\n${WORDS}`, clock)).toBe(true);
  const other = saysNotLedOn(() => 'Connection reset by peer', clock);
  await clock.pass(1_000);
  expect([await other, clock.waiting]).toEqual([false, 0]);
});

it('is read, though this process stood still while it came', async () => {
  const said = new PassThrough().setEncoding('utf8');
  let words = '';
  said.on('data', (text: string) => (words += text));
  // What has arrived is read behind the timers that are over.
  setTimeout(() => setImmediate(() => said.write(WORDS)));
  const told = saysNotLedOn(() => words, systemClock);
  standStill(400);
  expect(await told).toBe(true);
});
