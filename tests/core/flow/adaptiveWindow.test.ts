import { describe, expect, it } from 'vitest';
import { AdaptiveWindow, type WindowRule } from '../../../core/flow/adaptiveWindow.ts';
import { DeliveryMeter, type Delivery } from '../../../core/flow/deliveryMeter.ts';
import { eachSeed } from '../../support/random.ts';
import { Path } from './path.ts';

const RULE: WindowRule = {
  startBytes: 32 * 1024,
  minBytes: 4 * 1024,
  maxBytes: 16 * 1024 * 1024,
  queueMs: () => 200,
  maxQueueBytes: 512 * 1024,
  startGain: 1,
};

/** An endless flood over a path, in pieces of an eighth of the window. */
class Flood {
  readonly window: AdaptiveWindow;
  readonly path: Path;
  readonly #meter = new DeliveryMeter();

  constructor(path: Path, rule: Partial<WindowRule> = {}) {
    this.path = path;
    this.window = new AdaptiveWindow({ ...RULE, ...rule });
  }

  /** Goes on for so long, milliseconds; bytes that arrived meanwhile. */
  run(ms: number): number {
    const { path } = this;
    const [end, before] = [path.now + ms, path.delivered];
    while (path.now < end) {
      while (path.inFlight < this.window.bytes) this.#send(Math.ceil(this.window.bytes / 8));
      const delivery = this.#meter.delivered(path.next(), path.now);
      if (delivery) this.window.take(delivery, 2 * path.delayMs);
    }
    return path.delivered - before;
  }

  /** Lets all that is under way arrive. */
  drain(): void {
    while (this.path.inFlight > 0) {
      const delivery = this.#meter.delivered(this.path.next(), this.path.now);
      if (delivery) this.window.take(delivery, 2 * this.path.delayMs);
    }
  }

  /** A little is sent now and then. */
  trickle(pieces: number, bytes: number): void {
    for (let piece = 0; piece < pieces; piece++) {
      this.#meter.ranDry();
      this.path.now += 100;
      this.#send(bytes);
      const delivery = this.#meter.delivered(this.path.next(), this.path.now);
      if (delivery) this.window.take(delivery, 2 * this.path.delayMs);
    }
  }

  #send(bytes: number): void {
    this.path.send(bytes);
    this.#meter.sent(bytes, this.path.now);
  }
}

describe('a window that adapts', () => {
  it('comes to what the path carries in its delay and the time allowed', () => {
    const flood = new Flood(new Path({ delayMs: 50, rate: 100 })); // 100 KB/s
    flood.run(10_000);
    expect(flood.window.bytes).toBeGreaterThan(100 * 300 * 0.9);
    expect(flood.window.bytes).toBeLessThan(100 * 300 * 1.1);
  });

  it('shrinks with the path, and grows with it again', () => {
    const flood = new Flood(new Path({ delayMs: 20, rate: 1000 }));
    flood.run(10_000);
    const wide = flood.window.bytes;
    flood.path.rate = 100;
    flood.run(10_000);
    expect(flood.window.bytes).toBeLessThan(wide / 5);
    flood.path.rate = 1000;
    flood.run(10_000);
    expect(flood.window.bytes).toBeGreaterThan(wide * 0.9);
  });

  it('keeps paths of all kinds full, and their queues short', () =>
    eachSeed(50, (random) => {
      const path = new Path({
        delayMs: random.between(0, 150),
        rate: Math.exp(random.between(400, 1000) / 100), // 55 KB/s to 22 MB/s
      });
      const flood = new Flood(path);
      flood.run(20_000);
      path.longestQueueMs = 0;
      const carried = flood.run(5_000);
      expect(carried).toBeGreaterThan(path.rate * 5_000 * 0.9);
      expect(path.longestQueueMs).toBeLessThan(250);
    }));

  it('what is queued never exceeds its bound, however fast the path', () => {
    const flood = new Flood(new Path({ delayMs: 0, rate: 50_000 })); // 50 MB/s
    flood.run(1_000);
    expect(flood.window.bytes).toBe(512 * 1024);
  });

  it('too little to send says nothing about the path', () => {
    const flood = new Flood(new Path({ delayMs: 5, rate: 5_000 }));
    flood.run(5_000);
    flood.drain();
    const before = flood.window.bytes;
    flood.trickle(200, 20);
    expect(flood.window.bytes).toBe(before);
  });

  it('begins to grow faster where it is told to', () => {
    const path = () => new Path({ delayMs: 100, rate: 10_000 });
    const short = { queueMs: () => 25, startBytes: 16 * 1024 };
    const [slow, fast] = [new Flood(path(), short), new Flood(path(), { ...short, startGain: 2 })];
    for (const flood of [slow, fast]) flood.run(2_000);
    expect(fast.path.delivered).toBeGreaterThan(slow.path.delivered * 2);
    for (const flood of [slow, fast]) flood.run(30_000);
    expect(fast.window.bytes / slow.window.bytes).toBeCloseTo(1, 1);
  });

  it('stays within its bounds', () => {
    const slow = new Flood(new Path({ delayMs: 0, rate: 0.1 }));
    slow.run(60_000);
    expect(slow.window.bytes).toBe(RULE.minBytes);
    const fast = new Flood(new Path({ delayMs: 500, rate: 100_000 }), { maxBytes: 1_000_000 });
    fast.run(60_000);
    expect(fast.window.bytes).toBe(1_000_000);
  });
});

describe('of single samples', () => {
  const BASE_MS = 100;
  const window = (): AdaptiveWindow =>
    new AdaptiveWindow({ ...RULE, queueMs: () => 1_000, maxQueueBytes: 1e9, startGain: 2 });
  const sample = (rate: number, change: Partial<Delivery> = {}): Delivery => ({
    ...{ rttMs: BASE_MS, rate, bytes: 1e9, idle: false, newRound: true },
    ...change,
  });
  /** What the formula says of a rate, milliseconds' worth. */
  const FORMULA_MS = BASE_MS + 1_000;

  it('a rate that only comes back is no growth', () => {
    const adaptive = window();
    for (const rate of [100, 50, 100, 50, 100]) adaptive.take(sample(rate), BASE_MS);
    expect(adaptive.bytes).toBe(100 * FORMULA_MS);
  });

  it('one that grows is, and is doubled', () => {
    const adaptive = window();
    for (const rate of [100, 50, 50, 130]) adaptive.take(sample(rate), BASE_MS);
    expect(adaptive.bytes).toBe(2 * 130 * FORMULA_MS);
  });

  it('one that has grown is looked for in three rounds more', () => {
    const adaptive = window();
    for (const rate of [100, 200, 200, 200]) adaptive.take(sample(rate), BASE_MS);
    expect(adaptive.bytes).toBe(2 * 200 * FORMULA_MS);
    adaptive.take(sample(200), BASE_MS);
    expect(adaptive.bytes).toBe(200 * FORMULA_MS);
  });

  it('a queue shows that there is nothing more to find', () => {
    const adaptive = window();
    adaptive.take(sample(100, { rttMs: FORMULA_MS + 1 }), BASE_MS);
    expect(adaptive.bytes).toBe(100 * FORMULA_MS);
  });

  it('one that is no longer than it may be shows nothing yet', () => {
    const adaptive = window();
    adaptive.take(sample(100, { rttMs: FORMULA_MS }), BASE_MS);
    expect(adaptive.bytes).toBe(2 * 100 * FORMULA_MS);
  });

  it('one of a sender with little to send counts where it is the best yet, and the first is', () => {
    const adaptive = window();
    for (const rate of [0.5, 0.4, 0.6]) adaptive.take(sample(rate, { idle: true }), BASE_MS);
    expect(adaptive.rate).toBe(0.6);
    adaptive.take(sample(0.5, { idle: true }), BASE_MS);
    expect(adaptive.rate).toBe(0.6);
    adaptive.take(sample(0.5), BASE_MS);
    expect(adaptive.rate).toBe(0.5);
  });

  it('each counts for the part of the window that it speaks of', () => {
    const adaptive = window();
    adaptive.take(sample(100), BASE_MS);
    adaptive.take(sample(200, { bytes: adaptive.bytes / 4 }), BASE_MS);
    expect(adaptive.rate).toBe(125);
  });
});
