// When memory is given back, in a time of the test’s own: after something was let go, not while it
// isn’t worth it, and in steps.
import { describe, expect, it } from 'vitest';
import { GiveBack, MOST_REST_MS, REST_MS, WORTH_BYTES } from '../../../agent/memory/giveBack.ts';
import { ManualClock, settle } from '../../support/manualClock.ts';

function setUp() {
  const clock = new ManualClock();
  let passed = 0;
  const process = { resident: 100e6, collected: 0, takesMs: 0 };
  const giveBack = new GiveBack({
    clock: { now: () => clock.now() + passed, after: (ms, action) => clock.after(ms, action) },
    resident: () => process.resident,
    steps: [
      () => {
        process.collected++;
        process.resident = 110e6;
        passed += process.takesMs;
      },
    ],
  });
  const pass = async (ms: number) => {
    clock.advance(ms);
    await settle();
  };
  return { clock, process, giveBack, pass };
}

describe('memory that was let go', () => {
  it('is given back a while later, once, however often something was', async () => {
    const { process, giveBack, pass, clock } = setUp();
    process.resident = 500e6;
    for (let times = 0; times < 100; times++) giveBack.soon();
    await pass(REST_MS - 1);
    expect(process.collected).toBe(0);
    await pass(1);
    expect([process.collected, clock.waiting]).toEqual([1, 0]);
  });

  it('isn’t worth the time where it is little beyond the start', async () => {
    const { process, giveBack, pass } = setUp();
    process.resident = 100e6 + WORTH_BYTES - 1;
    giveBack.soon();
    await pass(REST_MS);
    expect(process.collected).toBe(0);
    for (const times of [1, 2]) {
      process.resident = 100e6 + WORTH_BYTES;
      giveBack.soon();
      await pass(REST_MS);
      expect(process.collected).toBe(times);
    }
  });

  it('is given back less often where that takes long, but not much less', async () => {
    const { process, giveBack, pass } = setUp();
    process.takesMs = 10_000;
    for (const resident of [500e6, 600e6]) {
      process.resident = resident;
      giveBack.soon();
      await pass(REST_MS);
    }
    expect(process.collected).toBe(1);
    await pass(MOST_REST_MS - REST_MS);
    expect(process.collected).toBe(2);
  });

  it('stays where it is when the agent ends', async () => {
    const { process, giveBack, pass } = setUp();
    process.resident = 500e6;
    giveBack.soon();
    giveBack.close();
    giveBack.soon();
    await pass(REST_MS);
    expect(process.collected).toBe(0);
  });

  it('is given back in steps, between which others have their turn', async () => {
    const clock = new ManualClock();
    const order: string[] = [];
    const step = (name: string) => () => void order.push(name);
    const held = { resident: 0 };
    const resident = () => held.resident;
    const giveBack = new GiveBack({ clock, resident, steps: [step('first'), step('second')] });
    held.resident = 2 * WORTH_BYTES;
    giveBack.soon();
    clock.after(REST_MS, () => {
      order.push('echo');
      giveBack.soon();
    });
    clock.advance(REST_MS);
    await settle();
    clock.advance(0);
    await settle();
    expect([order, clock.waiting]).toEqual([['first', 'echo', 'second'], 1]);
    held.resident = 0;
    clock.advance(REST_MS); // what was let go in between is looked for, too
    await settle();
    expect([order.length, clock.waiting]).toEqual([3, 0]);
  });
});
