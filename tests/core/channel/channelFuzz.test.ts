// Random use of a channel by many senders and receivers, against what must hold of any of it.
import { describe, expect, it } from 'vitest';
import { Channel, ChannelClosedError } from '../../../core/channel/channel.ts';
import { settle } from '../../support/manualClock.ts';
import { eachSeed, type Random } from '../../support/random.ts';

interface Item {
  sender: number;
  number: number;
  size: number;
}

const CAPACITY = 20;
const sized = (): Channel<Item> =>
  new Channel({ name: 'fuzzed', capacity: CAPACITY, size: ({ size }) => size });

async function sender(channel: Channel<Item>, name: number, count: number, random: Random) {
  let sent = 0;
  try {
    for (; sent < count; sent++) {
      const item = { sender: name, number: sent, size: random.between(1, 30) };
      if (!random.once(3) || !channel.trySend(item)) await channel.send(item);
      if (random.once(4)) await settle();
    }
  } catch (error) {
    if (!(error instanceof ChannelClosedError)) throw error;
  }
  return sent;
}

async function receiver(channel: Channel<Item>, got: Item[], random: Random) {
  for (;;) {
    // More than the capacity only where a single item is larger than all of it.
    expect(channel.held).toBeLessThanOrEqual(30);
    const item = (random.once(2) ? channel.tryReceive() : undefined) ?? (await channel.receive());
    if (!item) return;
    got.push(item);
    if (random.once(5)) await settle();
  }
}

const numbersOf = (items: Item[], name: number): number[] =>
  items.filter((item) => item.sender === name).map(({ number }) => number);
const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

describe('a channel used at random', () => {
  it('loses nothing, doubles nothing, and keeps the order of each of many senders', async () => {
    await eachSeed(60, async (random) => {
      const channel = sized();
      const got: Item[] = [];
      const reading = receiver(channel, got, random);
      await Promise.all([0, 1, 2, 3, 4].map((name) => sender(channel, name, 40, random)));
      channel.close();
      await reading;
      for (const name of [0, 1, 2, 3, 4]) expect(numbersOf(got, name)).toEqual(upTo(40));
    });
  });

  it('delivers exactly what it took, when it is closed in the middle', async () => {
    await eachSeed(60, async (random) => {
      const channel = sized();
      const got: Item[] = [];
      const reading = receiver(channel, got, random);
      const sending = [0, 1, 2].map((name) => sender(channel, name, 1000, random));
      for (let turns = random.int(20); turns > 0; turns--) await settle();
      channel.close();
      const counts = await Promise.all(sending);
      await reading;
      for (const name of [0, 1, 2]) expect(numbersOf(got, name)).toEqual(upTo(counts[name]!));
    });
  });

  it('follows a plain list through any sequence of calls', async () => {
    await eachSeed(200, (random) => {
      const channel = sized();
      const model: Item[] = [];
      for (let step = 0; step < 200; step++) {
        const held = model.reduce((sum, { size }) => sum + size, 0);
        expect(channel.held).toBe(held);
        const item = { sender: 0, number: step, size: random.between(1, 30) };
        if (random.once(2)) {
          const fits = model.length === 0 || held + item.size <= CAPACITY;
          expect(channel.trySend(item)).toBe(fits);
          if (fits) model.push(item);
        } else expect(channel.tryReceive()).toBe(model.shift());
      }
    });
  });
});
