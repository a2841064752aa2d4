import { describe, expect, it } from 'vitest';
import { OutputWindow } from '../../../core/flow/outputWindow.ts';
import { LIMITS } from '../../../core/wire/protocol.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { Path } from './path.ts';

/** An endless flood to a viewer that parses at a rate, over a link of a delay. */
class Flood {
  readonly clock = new ManualClock();
  readonly path: Path;
  readonly window: OutputWindow;

  constructor(path: Path, linkMs = 2 * path.delayMs) {
    this.path = path;
    this.window = new OutputWindow(this.clock, () => linkMs);
  }

  run(ms: number): number {
    const { path, window } = this;
    const [end, before] = [path.now + ms, path.delivered];
    while (path.now < end) {
      while (window.inFlight < window.bytes) this.#send(window.piece);
      const bytes = path.next();
      this.clock.advance(path.now - this.clock.now());
      window.parsed(bytes);
    }
    return path.delivered - before;
  }

  #send(bytes: number): void {
    this.path.send(bytes);
    this.window.sent(bytes);
  }
}

describe('the window of a shell’s output', () => {
  it('holds little where answers come at once, in time and in bytes', () => {
    const slow = new Flood(new Path({ delayMs: 0.2, rate: 6_000 })); // 6 MB/s
    slow.run(3_000);
    expect(slow.window.bytes / 6_000).toBeLessThan(50);
    const fast = new Flood(new Path({ delayMs: 0.2, rate: 60_000 }));
    fast.run(3_000);
    expect(fast.window.bytes).toBeLessThan(600 * 1024);
    expect(fast.run(1_000)).toBeGreaterThan(60_000 * 950);
  });

  it('holds more over a long link, and reads the program in larger pieces over a fast one', () => {
    const slow = new Flood(new Path({ delayMs: 50, rate: 100 }));
    slow.run(10_000);
    expect(slow.window.bytes).toBeGreaterThan(100 * 220);
    expect(slow.window.bytes).toBeLessThan(100 * 300);
    expect(slow.window.piece).toBe(4 * 1024);
    const fast = new Flood(new Path({ delayMs: 50, rate: 10_000 }));
    fast.run(10_000);
    expect(fast.window.piece).toBe(64 * 1024);
  });

  it('grows again when a viewer that took long for everything takes long for nothing', () => {
    const flood = new Flood(new Path({ delayMs: 1, rate: 20_000 }), 2);
    flood.run(2_000);
    flood.path.delayMs = 60; // busy with something else: 120 ms for the smallest piece
    flood.run(10_000);
    const busy = flood.run(5_000);
    expect(busy).toBeGreaterThan(20_000 * 5_000 * 0.25); // the smallest window brings 0.007 of it
    flood.path.delayMs = 1;
    flood.run(2_000);
    expect(flood.run(1_000)).toBeGreaterThan(20_000 * 1_000 * 0.95);
  });

  it('is as that of a viewer that was never slow when one has long been fast again', () => {
    const windows = [false, true].map((slow) => {
      const flood = new Flood(new Path({ delayMs: 0.1, rate: 5_000 }), 0.2);
      flood.run(2_000);
      if (slow) flood.path.delayMs = 60;
      flood.run(2_000);
      flood.path.delayMs = 0.1;
      flood.run(10_000);
      return flood.window.bytes;
    });
    expect(Math.abs(windows[1]! / windows[0]! - 1)).toBeLessThan(0.03);
  });

  it('reads the program in an eighth of the window, and begins with 32 KiB of it', () => {
    const window = new OutputWindow(new ManualClock(), () => 100);
    expect([window.bytes, window.piece, window.inFlight]).toEqual([32 * 1024, 4 * 1024, 0]);
    const flood = new Flood(new Path({ delayMs: 50, rate: 1_000 }));
    flood.run(10_000);
    expect(flood.window.piece).toBe(Math.floor(flood.window.bytes / 8));
  });

  it('is never less than 16 KiB, nor more than its bound, whatever the pace', () => {
    const slowest = new Flood(new Path({ delayMs: 0.2, rate: 1 }));
    const sizes = Array.from({ length: 200 }, () => (slowest.run(5_000), slowest.window.bytes));
    expect(Math.min(...sizes)).toBe(16 * 1024);
    expect(Math.max(...sizes)).toBeLessThan(32 * 1024);
    const fastest = new Flood(new Path({ delayMs: 500, rate: 1_000_000 }));
    fastest.run(120_000);
    expect(fastest.window.bytes).toBe(LIMITS.maxOutputWindow);
  });

  it.each([
    [25, 90],
    [50, 150],
    [200, 150],
  ])('holds over a link of %i ms each way what %i ms bring besides', (delayMs, queueMs) => {
    const flood = new Flood(new Path({ delayMs, rate: 1_000 }));
    flood.run(60_000);
    const queued = flood.window.bytes / 1_000 - 2 * delayMs;
    expect(queued).toBeGreaterThan(0.9 * queueMs);
    expect(queued).toBeLessThan(1.1 * queueMs);
  });

  it('comes to its size from below: what goes beyond it is what Ctrl+C waits for', () => {
    const flood = new Flood(new Path({ delayMs: 50, rate: 1_000 }));
    const sizes = Array.from({ length: 500 }, () => (flood.run(20), flood.window.bytes));
    expect(Math.max(...sizes)).toBeLessThan(1.1 * sizes.at(-1)!);
  });

  it('is that of a flood still when the program has printed little for long', () => {
    const flood = new Flood(new Path({ delayMs: 50, rate: 1_000 }));
    flood.run(10_000);
    const { clock, window } = flood;
    window.parsed(window.inFlight);
    const before = window.bytes;
    for (let line = 0; line < 100; line++) {
      window.ranDry();
      window.sent(10);
      clock.advance(100);
      window.parsed(10);
    }
    expect(window.bytes).toBe(before);
  });

  it('goes by the link’s own delay where that is known: a viewer’s slowness is no distance', () => {
    const flood = new Flood(new Path({ delayMs: 10, rate: 1_000 }), 1);
    flood.run(10_000);
    expect(flood.window.bytes).toBeLessThan(1_000 * 40);
  });
});
