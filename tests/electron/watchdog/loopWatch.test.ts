// The watchdog over an event loop: which stalls it tells of, and what it costs when all is quiet.
import { expect, it } from 'vitest';
import { LoopWatch } from '../../../electron/watchdog/loopWatch.ts';
import { ManualClock } from '../../support/manualClock.ts';

function make() {
  const clock = new ManualClock();
  const thread = { worked: 0 };
  const stalls: [ms: number, what: string][] = [];
  const watch = new LoopWatch({
    clock,
    worked: () => thread.worked,
    onStall: (ms, what) => stalls.push([ms, what]),
  });
  watch.start();
  /** Something runs so long, and nothing else can meanwhile. */
  const work = (ms: number) => {
    thread.worked += ms;
    clock.standStill(ms);
  };
  return { clock, thread, stalls, watch, work };
}

/** Timers fired while time passes. */
function wakeUps(clock: ManualClock, ms: number): number {
  const after = clock.after.bind(clock);
  let count = 0;
  clock.after = (wait, action) =>
    after(wait, () => {
      count += 1;
      action();
    });
  clock.advance(ms);
  return count;
}

it('looks up four times a second while there is little to do', () => {
  const { clock, stalls } = make();
  clock.advance(250);
  expect(wakeUps(clock, 10_000)).toBeLessThanOrEqual(40);
  expect(stalls).toEqual([]);
});

it('sees each stall while there is much to do', () => {
  const { clock, stalls, work } = make();
  work(30);
  clock.advance(220); // it has looked up, and found much to do
  work(65);
  clock.advance(0);
  expect(stalls).toEqual([[55, '']]);
});

it('says nothing of work that leaves others their turn', () => {
  const { clock, stalls, work } = make();
  for (let count = 0; count < 100; count++) {
    work(45);
    clock.advance(10);
  }
  expect(stalls).toEqual([]);
});

it('sees a long one also when it comes out of the quiet', () => {
  const { clock, stalls, work } = make();
  clock.advance(10_000);
  work(400);
  clock.advance(0);
  expect(stalls).toEqual([[150, '']]);
});

it('tells by name, and once, of what was run under its eyes', () => {
  const { clock, stalls, watch, work } = make();
  expect(watch.run('the call hosts:list', () => 'hosts')).toBe('hosts');
  watch.run('the call hosts:save', () => work(80));
  clock.advance(1000);
  expect(stalls).toEqual([[80, 'the call hosts:save']]);
});

it('leaves no timer once it is stopped', () => {
  const { clock, watch } = make();
  watch.stop();
  expect(clock.waiting).toBe(0);
});
