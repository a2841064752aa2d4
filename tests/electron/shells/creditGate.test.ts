// How much is under way to a window, with windows of known pace.
import { beforeEach, describe, expect, it } from 'vitest';
import { CreditGate, OUTPUT_WINDOW_BYTES } from '../../../electron/shells/creditGate.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { eachSeed } from '../../support/random.ts';

const PIECE_BYTES = 4 * 1024;
const LARGEST_PIECE_BYTES = 64 * 1024;

let clock: ManualClock;
let gate: CreditGate;

beforeEach(() => {
  clock = new ManualClock();
  gate = new CreditGate(clock);
});

/** Lets the program print until it is held up. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 300; turn++) await Promise.resolve();
}

/** A program that prints without end, and a window that parses so many bytes a millisecond. */
async function flood(bytesPerMs: number, ms: number): Promise<number> {
  let inFlight = 0;
  let most = 0;
  let stopped = false;
  const program = (async () => {
    for (;;) {
      await gate.room();
      if (stopped) return;
      gate.sent(PIECE_BYTES);
      inFlight += PIECE_BYTES;
      most = Math.max(most, inFlight);
    }
  })();
  for (let at = 0; at < ms; at++) {
    await turns();
    if (at === ms / 2) most = 0; // it had half of the time to find its size
    clock.advance(1);
    const parsed = Math.min(bytesPerMs, inFlight);
    inFlight -= parsed;
    gate.parsed(parsed);
  }
  stopped = true;
  gate.break();
  await program;
  return most;
}

describe('the credit gate', () => {
  it('lets a fast window have all that may be under way', async () => {
    expect(await flood(25_000, 400)).toBeGreaterThanOrEqual(OUTPUT_WINDOW_BYTES);
  });

  it('lets a slow one have what it parses in some 35 ms', async () => {
    const most = await flood(5_000, 400);
    expect(most).toBeGreaterThan(5_000 * 30);
    expect(most).toBeLessThan(5_000 * 45);
  });

  it('leaves the slowest enough for its pieces', async () => {
    expect(await flood(100, 400)).toBeLessThanOrEqual(64 * 1024 + PIECE_BYTES);
  });

  it('holds up a window that parses nothing, and goes on when it does', async () => {
    let sent = 0;
    const program = (async () => {
      for (; sent < 2_000_000; sent += PIECE_BYTES) {
        await gate.room();
        gate.sent(PIECE_BYTES);
      }
    })();
    await turns();
    expect(sent).toBeLessThanOrEqual(OUTPUT_WINDOW_BYTES);
    const held = sent;
    clock.advance(60_000);
    gate.parsed(held);
    await turns();
    expect(sent).toBeGreaterThan(held);
    gate.break();
    await program;
  });

  it('never has more under way than its bound and one piece, whatever the window does', () =>
    eachSeed(20, async (random) => {
      clock = new ManualClock();
      gate = new CreditGate(clock);
      let [inFlight, sent, stopped] = [0, 0, false];
      const program = (async () => {
        for (;;) {
          await gate.room();
          if (stopped) return;
          const piece = random.between(1, LARGEST_PIECE_BYTES);
          gate.sent(piece);
          inFlight += piece;
          sent += piece;
          expect(inFlight).toBeLessThan(OUTPUT_WINDOW_BYTES + LARGEST_PIECE_BYTES);
        }
      })();
      for (let step = 0; step < 100; step++) {
        await turns();
        clock.advance(random.int(20));
        const parsed = random.int(inFlight + 1);
        inFlight -= parsed;
        gate.parsed(parsed);
      }
      stopped = true;
      gate.break();
      await program;
      expect(sent).toBeGreaterThan(OUTPUT_WINDOW_BYTES); // it did go on
    }));
});
