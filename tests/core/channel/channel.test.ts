import { describe, expect, it } from 'vitest';
import { byteChannel, Channel, ChannelClosedError } from '../../../core/channel/channel.ts';
import { settle } from '../../support/manualClock.ts';

const numbers = (capacity: number): Channel<number> => new Channel({ name: 'numbers', capacity });

/** Whether the promise has settled by the time nothing else can happen. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  const done = (): unknown => (settled = true);
  promise.then(done, done);
  await settle();
  return settled;
}

async function drain<T>(channel: Channel<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of channel) items.push(item);
  return items;
}

describe('a channel', () => {
  it('gives items in the order in which they went in', async () => {
    const channel = numbers(10);
    for (const item of [3, 1, 2]) await channel.send(item);
    channel.close();
    expect(await drain(channel)).toEqual([3, 1, 2]);
  });

  it('makes the sender wait while it is full, and lets it go on as soon as there is room', async () => {
    const channel = numbers(2);
    await channel.send(1);
    await channel.send(2);
    const third = channel.send(3);
    expect(await isSettled(third)).toBe(false);
    expect(channel.held).toBe(2);
    expect(channel.tryReceive()).toBe(1);
    await third;
    expect(channel.held).toBe(2);
  });

  it('lets nobody overtake a waiting sender, though a smaller item would fit', async () => {
    const channel = byteChannel('bytes', 10);
    await channel.send(new Uint8Array(8));
    const large = channel.send(new Uint8Array(5));
    expect(channel.trySend(new Uint8Array(1))).toBe(false);
    const small = channel.send(new Uint8Array(1));
    expect(await isSettled(small)).toBe(false);
    channel.tryReceive();
    await Promise.all([large, small]);
    expect([channel.tryReceive()?.byteLength, channel.tryReceive()?.byteLength]).toEqual([5, 1]);
  });

  it('lets an item in that is larger than the capacity once it is empty, and only then', async () => {
    const channel = byteChannel('bytes', 10);
    await channel.send(new Uint8Array(1));
    const large = channel.send(new Uint8Array(100));
    expect(await isSettled(large)).toBe(false);
    channel.tryReceive();
    await large;
    expect(channel.held).toBe(100);
    expect(channel.trySend(new Uint8Array(1))).toBe(false);
  });

  it('is bounded for empty chunks too', () => {
    const channel = byteChannel('bytes', 10);
    for (let sent = 0; sent < 10; sent++) expect(channel.trySend(new Uint8Array(0))).toBe(true);
    expect(channel.trySend(new Uint8Array(0))).toBe(false);
  });

  it('wakes a receiver that waits', async () => {
    const channel = numbers(1);
    const item = channel.receive();
    expect(await isSettled(item)).toBe(false);
    channel.trySend(7);
    expect(await item).toBe(7);
  });

  it('gives each item to one receiver, however many wait', async () => {
    const channel = numbers(1);
    const received = Promise.all([channel.receive(), channel.receive(), channel.receive()]);
    for (const item of [1, 2, 3]) await channel.send(item);
    expect((await received).sort()).toEqual([1, 2, 3]);
  });

  it('gives what is queued after it was closed, and then the end', async () => {
    const channel = numbers(5);
    await channel.send(1);
    await channel.send(2);
    channel.close('enough');
    expect(await drain(channel)).toEqual([1, 2]);
    expect(await channel.receive()).toBeUndefined();
    expect([channel.closed, channel.reason]).toEqual([true, 'enough']);
  });

  it('throws away what is queued when it is aborted, also after it was closed', async () => {
    const channel = numbers(5);
    await channel.send(1);
    channel.close('first');
    channel.abort('second');
    expect(await channel.receive()).toBeUndefined();
    expect([channel.held, channel.reason]).toEqual([0, 'first']);
  });

  it('tells everyone who waits that it was closed, and why', async () => {
    const channel = numbers(1);
    await channel.send(1);
    const reason = new Error('the shell is gone');
    const sender = channel.send(2);
    channel.close(reason);
    await expect(sender).rejects.toThrow(ChannelClosedError);
    await expect(sender).rejects.toMatchObject({ reason, cause: reason });
    await expect(channel.send(3)).rejects.toThrow('channel "numbers" is closed');
    expect(() => channel.trySend(4)).toThrow(ChannelClosedError);
    expect(await drain(channel)).toEqual([1]);
  });

  it('ends every receiver that waits when it is closed', async () => {
    const channel = numbers(1);
    const ends = Promise.all([channel.receive(), channel.receive()]);
    channel.close();
    expect(await ends).toEqual([undefined, undefined]);
  });

  it.each([0, -1, Number.NaN])('refuses a capacity of %s', (capacity) => {
    expect(() => numbers(capacity)).toThrow(RangeError);
  });
});
