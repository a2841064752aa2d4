// How long a tunnel goes on asking for a port that is in use, and at which pace.
import { beforeEach, expect, it } from 'vitest';
import { PortRetry } from '../../../core/tunnel/portRetry.ts';
import { TunnelError } from '../../../core/tunnel/tunnelError.ts';
import { LIMITS } from '../../../core/wire/protocol.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { told as asTold } from '../../support/told.ts';

const IN_USE = new TunnelError('port-in-use', asTold('in use'));
const PATIENCE_MS = LIMITS.streamKeepMs + 10_000;

let clock: ManualClock;
let retry: PortRetry;
let tries: number[];

beforeEach(() => {
  clock = new ManualClock();
  retry = new PortRetry(clock);
  tries = [];
});

/** The port is in use, each time it is asked for. False when there is no point any more. */
function refused(): boolean {
  return retry.again(IN_USE, () => {
    tries.push(clock.now());
    refused();
  });
}

it('asks after 1, 2, 4, 8 seconds, then every 10, and once more at the very end', () => {
  expect(refused()).toBe(true);
  clock.advance(2 * PATIENCE_MS);
  const pauses = tries.map((at, index) => at - (tries[index - 1] ?? 0));
  expect(pauses.slice(0, 6)).toEqual([1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
  expect(tries.at(-1)).toBe(PATIENCE_MS);
  expect([refused(), clock.waiting]).toEqual([false, 0]);
});

it('is as patient again after the port was had', () => {
  refused();
  clock.advance(PATIENCE_MS);
  expect(refused()).toBe(false);
  retry.succeeded();
  const since = clock.now();
  expect(refused()).toBe(true);
  tries = [];
  clock.advance(3_000);
  expect(tries.map((at) => at - since)).toEqual([1_000, 3_000]);
});

it('waits for nothing but a port in use, and no more when that is called off', () => {
  expect(retry.again(new TunnelError('port-forbidden', asTold('no')), () => undefined)).toBe(false);
  expect(clock.waiting).toBe(0);
  retry.cancel();
  refused();
  retry.cancel();
  clock.advance(PATIENCE_MS);
  expect([tries, clock.waiting]).toEqual([[], 0]);
});
