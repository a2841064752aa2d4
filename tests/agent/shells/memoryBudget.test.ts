// The bound over all shells, without shells: who yields, in which order, and down to what.
import { describe, expect, it } from 'vitest';
import { MemoryBudget, YIELD_BYTES, type Holder } from '../../../agent/shells/memoryBudget.ts';
import { eachSeed, type Random } from '../../support/random.ts';

const KIB = 1024;
const MIN = 288 * KIB;
const BLOCK = 32 * KIB;

class Fake implements Holder {
  held = 0;
  attended = false;
  claimed = 0;
  fixed = 0;
  yielded = 0;
  readonly name: string;
  readonly order: string[];

  constructor(name: string, order: string[] = []) {
    this.name = name;
    this.order = order;
  }

  yieldTo(bytes: number): void {
    const kept = Math.min(this.held, Math.floor(bytes / BLOCK) * BLOCK);
    this.yielded += this.held - kept;
    this.held = kept;
    this.order.push(this.name);
  }
}

function holders(budget: MemoryBudget, all: Record<string, Partial<Fake>>) {
  const order: string[] = [];
  const made = Object.entries(all).map(([name, as]) => Object.assign(new Fake(name, order), as));
  for (const one of made) budget.join(one);
  return { made, order };
}

describe('memory for all shells', () => {
  it('is nobody’s business while there is enough', () => {
    const budget = new MemoryBudget(4096 * KIB, MIN);
    const { order } = holders(budget, { a: { held: 2048 * KIB }, b: { held: 2048 * KIB } });
    expect([order, budget.total]).toEqual([[], 4096 * KIB]);
  });

  it('is taken until there is just enough, and no more', () => {
    const budget = new MemoryBudget(2048 * KIB, MIN);
    const { made, order } = holders(budget, {
      large: { held: 1024 * KIB },
      grown: { held: 1024 * KIB + YIELD_BYTES, attended: true },
    });
    expect([order, budget.total, made[0]!.held]).toEqual([
      ...[['large'], budget.limit, 1024 * KIB - YIELD_BYTES],
    ]);
  });

  it('is taken from the largest that nobody watches, then from the largest that is watched', () => {
    const budget = new MemoryBudget(4 * MIN + 4096 * KIB, MIN);
    const { made, order } = holders(budget, {
      watched: { held: 4096 * KIB, attended: true },
      small: { held: MIN + YIELD_BYTES },
      large: { held: MIN + 2 * YIELD_BYTES },
    });
    const grows = Object.assign(new Fake('grows', order), { attended: true });
    budget.join(grows);
    for (const kept of [1, 2, 3, 4, 5]) {
      grows.held = budget.limit - budget.total + grows.held + kept;
      budget.update(grows);
    }
    expect(order.slice(0, 3)).toEqual(['large', 'small', 'large']);
    expect(new Set(order.slice(3))).toEqual(new Set(['watched']));
    expect(made.map(({ held }) => held <= MIN)).toEqual([false, true, true]);
  });

  it('is taken from what somebody is waited for only when all else is gone', () => {
    const budget = new MemoryBudget(2048 * KIB, MIN);
    const { made, order } = holders(budget, {
      awaited: { held: 1024 * KIB, claimed: 1024 * KIB },
      watched: { held: 1024 * KIB, attended: true },
    });
    const [awaited, watched] = made;
    expect(budget.hasRoomFor(512 * KIB)).toBe(true);
    expect(budget.hasRoomFor(1024 * KIB)).toBe(false);
    const third = Object.assign(new Fake('third', order), { held: 512 * KIB, claimed: 512 * KIB });
    budget.join(third);
    expect([new Set(order), awaited!.yielded]).toEqual([new Set(['watched']), 0]);
    third.held = third.claimed = 1024 * KIB;
    budget.update(third);
    expect(watched!.held).toBeLessThanOrEqual(MIN);
    expect(order.some((name) => name !== 'watched')).toBe(true);
    expect(budget.total).toBeLessThanOrEqual(budget.limit);
  });

  it('is free again when somebody has left, and counts each once', () => {
    const budget = new MemoryBudget(1024 * KIB, MIN);
    const { made } = holders(budget, { a: { held: 1024 * KIB }, b: { held: 0 } });
    budget.leave(made[0]!);
    budget.update(made[0]!); // it says so late
    budget.leave(made[0]!);
    expect([budget.total, budget.isFull]).toEqual([0, false]);
  });

  it('is shared in equal parts, none below the minimum', () => {
    const budget = new MemoryBudget(8 * MIN + 1, MIN);
    const shares = [budget.share];
    for (let holders = 1; holders <= 9; holders++) {
      budget.join(new Fake(`${holders}`));
      shares.push(budget.share);
    }
    const all = 8 * MIN + 1;
    const parts = [1, 2, 3, 4, 5, 6, 7, 8].map((count) => Math.floor(all / count));
    expect(shares).toEqual([all, ...parts, MIN]);
  });

  it('has no room for one more below the minimum of each', () => {
    const budget = new MemoryBudget(2 * MIN, MIN);
    const { made } = holders(budget, { a: {} });
    expect(budget.hasRoomForOneMore).toBe(true);
    budget.join(new Fake('b'));
    expect(budget.hasRoomForOneMore).toBe(false);
    budget.leave(made[0]!);
    expect(budget.hasRoomForOneMore).toBe(true);
  });

  it('is had for good up to a half, what each is certain of included', () => {
    const budget = new MemoryBudget(16 * MIN, MIN);
    expect([budget.hasRoomForGood(8 * MIN), budget.hasRoomForGood(8 * MIN + 1)]).toEqual([
      true,
      false,
    ]);
    holders(budget, { a: { held: 4 * MIN, fixed: 3 * MIN }, b: { held: 9 * MIN } });
    expect([budget.hasRoomForGood(4 * MIN), budget.hasRoomForGood(4 * MIN + 1)]).toEqual([
      true,
      false,
    ]);
  });

  it('never asks one again that can’t', () => {
    const budget = new MemoryBudget(MIN, MIN);
    const stuck = new (class extends Fake {
      override yieldTo(): void {
        this.order.push(this.name);
      }
    })('stuck');
    stuck.held = 2 * MIN;
    budget.join(stuck);
    expect(stuck.order).toHaveLength(2); // with regard for claims, and without
  });

  it('is never exceeded, and the watched yield only when all others have, whatever happens', () =>
    eachSeed(50, (random) => {
      const count = random.between(1, 40);
      const budget = new MemoryBudget(random.between(count * MIN, 64 * 1024 * KIB), MIN);
      const all = Array.from({ length: count }, (_, n) => new Fake(String(n)));
      for (const one of all) budget.join(one);
      for (let step = 0; step < 150; step++) happen(random, budget, all);
    }));

  it('isn’t exceeded by those who never give up either, as they ask before', () =>
    eachSeed(50, (random) => {
      const budget = new MemoryBudget(random.between(2 * MIN, 16 * 1024 * KIB), MIN);
      const all: Fake[] = [];
      for (let step = 0; step < 300; step++) {
        if (random.once(4) && budget.hasRoomForOneMore) all.push(joined(budget, random));
        else if (all.length > 0) grow(budget, random.pick(all), random);
        expect(budget.total).toBeLessThanOrEqual(budget.limit);
      }
    }));
});

class Fixed extends Fake {
  override yieldTo(): void {
    throw new Error('asked for what it never gives up');
  }
}

function joined(budget: MemoryBudget, random: Random): Fake {
  const one = random.once(2) ? new Fake('gives') : new Fixed('gives nothing');
  budget.join(one);
  return one;
}

function grow(budget: MemoryBudget, one: Fake, random: Random): void {
  const isFixed = one instanceof Fixed;
  if (!isFixed || one.held + BLOCK <= MIN || budget.hasRoomForGood(BLOCK)) one.held += BLOCK;
  if (!isFixed && random.once(2)) one.held += 512 * KIB;
  if (isFixed && random.once(8)) one.held = 0;
  one.fixed = isFixed ? one.held : 0;
  budget.update(one);
}

function happen(random: Random, budget: MemoryBudget, all: Fake[]): void {
  const one = random.pick(all);
  if (random.once(5)) one.attended = !one.attended;
  if (random.once(5)) one.claimed = random.int(one.held + 1);
  const before = all.map((other) => ({ other, held: other.held, yielded: other.yielded }));
  const grown = one.held + random.pick([0, BLOCK, 2 * BLOCK, 512 * KIB, 8192 * KIB]);
  one.held = grown;
  budget.update(one);
  expect(budget.total).toBe(all.reduce((sum, { held }) => sum + held, 0));
  expect(budget.total).toBeLessThanOrEqual(budget.limit);
  const gave = before.filter(({ other, yielded }) => other.yielded > yielded);
  for (const { other, held } of gave) {
    const had = other === one ? grown : held;
    expect(had).toBeGreaterThan(MIN);
    expect(other.held).toBeGreaterThan(MIN - BLOCK);
  }
  const unattended = all.filter(({ attended }) => !attended);
  if (!gave.some(({ other }) => other.attended)) return;
  // Somebody who is watched has given: of the others nobody has any to spare.
  for (const { held, claimed } of unattended) {
    expect(held).toBeLessThanOrEqual(Math.max(MIN, claimed) + BLOCK);
  }
}
