import { describe, expect, it } from 'vitest';
import { BELIEVED_MS } from '../../../core/flow/baseDelay.ts';
import { Pacer } from '../../../core/flow/pacer.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { named } from '../../support/protocolErrors.ts';
import { Path } from './path.ts';

/** A pacer with an endless flood behind it, over a path of numbers. */
class PacedFlood {
  readonly clock = new ManualClock();
  readonly pacer = new Pacer(this.clock);
  readonly path: Path;

  constructor(path: Path) {
    this.path = path;
    this.pacer.acknowledged(0); // this peer knows how to
  }

  run(ms: number): void {
    const end = this.path.now + ms;
    while (this.path.now < end) {
      while (this.pacer.open) this.#send(Math.min(64 * 1024, this.pacer.frameBytes));
      this.#acknowledge();
    }
  }

  #send(bytes: number): void {
    this.path.send(bytes);
    this.pacer.sent(bytes);
  }

  #acknowledge(): void {
    this.path.next();
    this.clock.advance(this.path.now - this.clock.now());
    this.pacer.acknowledged(this.path.delivered);
  }
}

describe('a pacer', () => {
  it('takes a heartbeat for the bare delay where nothing else was under way', () => {
    const clock = new ManualClock();
    const pacer = new Pacer(clock);
    pacer.roundTrip(50);
    pacer.sent(1_000);
    clock.advance(BELIEVED_MS + 1);
    pacer.roundTrip(300); // behind what is under way
    expect(pacer.baseMs).toBe(50);
    pacer.acknowledged(1_000);
    clock.advance(BELIEVED_MS + 1);
    pacer.roundTrip(70);
    expect(pacer.baseMs).toBe(70);
  });

  it('looks for the bare delay now and then, with half of the window, while bulk goes on', () => {
    const flood = new PacedFlood(new Path({ delayMs: 50, rate: 100 }));
    const windows: number[] = [];
    for (let ms = 0; ms < 3 * BELIEVED_MS; ms += 20) {
      flood.run(20);
      if (ms > BELIEVED_MS / 2) windows.push(flood.pacer.flow.window);
    }
    const most = Math.max(...windows);
    const halved = windows.filter((window) => window < most * 0.6).length;
    expect(halved).toBeGreaterThan(0);
    expect(halved).toBeLessThan(windows.length / 10);
  });

  it('believes what it saw with the queue run empty: neither the round before, nor the longest', () => {
    const clock = new ManualClock();
    const pacer = new Pacer(clock);
    const round = (ms: number): void => {
      pacer.sent(8 * 1024);
      clock.advance(ms);
      pacer.acknowledged((total += 8 * 1024));
    };
    let total = 0;
    round(50);
    for (let ms = 0; ms <= BELIEVED_MS; ms += 100) round(100);
    const { window } = pacer.flow;
    round(60); // left before the queue was empty, or the link became longer
    expect(pacer.flow.window).toBe(window);
    round(110);
    expect(pacer.baseMs).toBe(50); // not yet
    round(120);
    expect(pacer.baseMs).toBe(110);
    round(110);
    expect(pacer.flow.window).toBeGreaterThan(window);
  });

  it('looks for no bare delay where there was less to send than could have been', () => {
    const clock = new ManualClock();
    const pacer = new Pacer(clock);
    let total = 0;
    const round = (ms: number): void => {
      pacer.sent(8 * 1024);
      clock.advance(ms);
      pacer.acknowledged((total += 8 * 1024));
    };
    round(50);
    const { window } = pacer.flow;
    for (let ms = 0; ms <= 2 * BELIEVED_MS; ms += 100) {
      pacer.ranDry();
      pacer.sent(10);
      clock.advance(100);
      pacer.acknowledged((total += 10));
      expect(pacer.flow.window).toBe(window);
    }
  });

  it('holds nothing back from a peer that acknowledges nothing', () => {
    const pacer = new Pacer(new ManualClock());
    for (let frame = 0; frame < 1000; frame++) pacer.sent(64 * 1024);
    expect(pacer.open).toBe(true);
    expect(pacer.frameBytes).toBe(Infinity);
  });

  it('begins with 16 KiB under way, and never lets fewer than 4 KiB be', () => {
    const flood = new PacedFlood(new Path({ delayMs: 10, rate: 0.01 }));
    expect(flood.pacer.flow).toEqual({
      ...{ window: 16 * 1024, inFlight: 0, bytesPerSecond: null, baseMs: null },
    });
    expect(flood.pacer.frameBytes).toBe(2 * 1024);
    flood.run(1e8);
    expect(flood.pacer.flow.window).toBe(4 * 1024);
    expect(flood.pacer.frameBytes).toBe(1024);
  });

  it('keeps the queue on a slow link short, and the link full', () => {
    const flood = new PacedFlood(new Path({ delayMs: 50, rate: 100 }));
    flood.run(20_000);
    flood.path.longestQueueMs = 0;
    const before = flood.path.delivered;
    flood.run(5_000);
    // Twice the usual, because after a look at the bare link half a window leaves at once.
    expect(flood.path.longestQueueMs).toBeLessThan(80);
    expect(flood.path.delivered - before).toBeGreaterThan(100 * 5_000 * 0.85);
  });

  it('cuts frames smaller the slower the link is', () => {
    const frames = [100, 1_000, 10_000].map((rate) => {
      const flood = new PacedFlood(new Path({ delayMs: 20, rate }));
      flood.run(5_000);
      return flood.pacer.frameBytes;
    });
    expect(frames[0]!).toBeLessThan(2_000);
    expect(frames[1]!).toBeGreaterThan(2 * frames[0]!);
    expect(frames[2]!).toBeGreaterThan(2 * frames[1]!);
  });

  it('learns that the link has become longer, and shorter again', () => {
    const flood = new PacedFlood(new Path({ delayMs: 10, rate: 500 }));
    flood.run(5_000);
    expect(flood.pacer.baseMs).toBeLessThan(40);
    flood.path.delayMs = 100;
    flood.run(3 * BELIEVED_MS);
    expect(flood.pacer.baseMs).toBeGreaterThan(195);
    expect(flood.pacer.baseMs).toBeLessThan(250);
    flood.path.delayMs = 10;
    flood.run(3 * BELIEVED_MS);
    expect(flood.pacer.baseMs).toBeLessThan(60);
  });

  it('a queue of its own is not taken for a longer link', () => {
    const flood = new PacedFlood(new Path({ delayMs: 50, rate: 100 }));
    flood.run(20 * BELIEVED_MS);
    expect(flood.pacer.baseMs).toBeLessThan(160);
    flood.path.longestQueueMs = 0;
    flood.run(BELIEVED_MS);
    expect(flood.path.longestQueueMs).toBeLessThan(100);
  });

  it('is never in the way of a fast link', () => {
    const flood = new PacedFlood(new Path({ delayMs: 0.1, rate: 50_000 }));
    flood.run(1_000);
    expect(flood.pacer.flow.window).toBeGreaterThan(20 * 50_000); // its own queue of 20 ms
    expect(flood.path.delivered).toBeGreaterThan(50_000 * 900);
  });

  it('takes a peer that has become busy for no slow link', () => {
    const flood = new PacedFlood(new Path({ delayMs: 0.2, rate: 50_000 }));
    flood.run(1_000);
    flood.path.delayMs = 40; // it reads on at the same rate, and takes its time to say so
    flood.run(3_000);
    expect(flood.pacer.flow.window).toBeGreaterThan(256 * 1024);
  });

  it('heartbeats tell of the link while nothing else does', () => {
    const clock = new ManualClock();
    const pacer = new Pacer(clock);
    expect(pacer.baseMs).toBeUndefined();
    pacer.roundTrip(30);
    expect(pacer.baseMs).toBe(30);
    clock.advance(BELIEVED_MS + 1);
    pacer.roundTrip(300);
    expect(pacer.baseMs).toBe(300);
  });

  it('refuses acknowledgements that can’t be', () => {
    const pacer = new Pacer(new ManualClock());
    pacer.sent(1000);
    expect(named(() => pacer.acknowledged(1001))).toBe('credit-ahead');
    pacer.acknowledged(600);
    expect(named(() => pacer.acknowledged(599))).toBe('credit-shrunk');
  });
});
