// A sender and a receiver with everything between them under way for a while: whatever crosses
// on its way, nobody is accused of breaking the rules, and the stream never stands still.
import { describe, expect, it } from 'vitest';
import { ReceiveCredit, SendCredit } from '../../../core/replay/credit.ts';
import { eachSeed, type Random } from '../../support/random.ts';

type Down = { offset: number; length: number } | { lagged: number };
type Up = { consumed: number; limit: number };

const WINDOW = 64;

class Link {
  readonly send = new SendCredit(0, WINDOW);
  readonly receive = new ReceiveCredit(0, WINDOW);
  readonly down: Down[] = [];
  readonly up: Up[] = [];
  readonly #random: Random;
  #unparsed = 0;
  skips = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  produce(): void {
    const length = Math.min(this.send.available, this.#random.between(1, 40));
    if (length === 0) return;
    this.down.push({ offset: this.send.sent, length });
    this.send.sent += length;
  }

  /** The log was shorter than the client's delay. */
  skip(): void {
    this.send.skipTo(this.send.sent + this.#random.between(1, 200));
    this.down.push({ lagged: this.send.sent });
    this.skips++;
  }

  deliverDown(): void {
    const message = this.down.shift();
    if (!message) return;
    if ('lagged' in message) this.receive.skipTo(message.lagged);
    else
      this.#unparsed += this.receive.accept(message.offset, new Uint8Array(message.length)).length;
    this.#report();
  }

  deliverUp(): void {
    const grant = this.up.shift();
    if (grant) this.send.grant(grant.consumed, grant.limit);
  }

  parse(): void {
    const bytes = Math.min(this.#unparsed, this.#random.between(1, 30));
    this.#unparsed -= bytes;
    this.receive.consume(bytes);
    this.#report();
  }

  /** Lets everything arrive and be parsed. */
  settle(): void {
    while (this.down.length + this.up.length + this.#unparsed > 0) {
      this.deliverDown();
      this.parse();
      this.deliverUp();
    }
  }

  #report(): void {
    const report = this.receive.report();
    if (report) this.up.push(report);
  }
}

describe('credit between two ends', () => {
  it('holds through any crossing of data, skips and grants', async () => {
    await eachSeed(300, (random) => {
      const link = new Link(random);
      for (let step = 0; step < 500; step++) {
        if (random.once(12)) link.skip();
        for (let times = random.int(3); times > 0; times--) link.produce();
        for (let times = random.int(3); times > 0; times--) link.deliverDown();
        for (let times = random.int(3); times > 0; times--) link.parse();
        for (let times = random.int(3); times > 0; times--) link.deliverUp();
        expect(link.receive.inFlight).toBeLessThanOrEqual(WINDOW);
      }
      link.settle();
      expect(link.skips).toBeGreaterThan(0);
      expect(link.receive.received).toBe(link.send.sent);
      expect(link.send.available).toBe(WINDOW);
    });
  });

  it('comes to life again after a skip that left no credit', () => {
    const link = new Link({ between: () => 64 } as unknown as Random);
    link.produce();
    link.deliverDown();
    link.parse();
    expect([link.send.available, link.up.length]).toEqual([0, 1]); // the grant is under way
    link.skip();
    link.deliverUp();
    link.settle();
    expect(link.send.available).toBe(WINDOW);
  });
});
