import { describe, expect, it } from 'vitest';
import { ChunkQueue } from '../../../core/channel/chunkQueue.ts';
import { eachSeed } from '../../support/random.ts';
import { settle } from '../../support/manualClock.ts';

const LIMIT = 100;

function queued(limit = LIMIT) {
  const calls: string[] = [];
  const source = { pause: () => calls.push('pause'), resume: () => calls.push('resume') };
  return { queue: new ChunkQueue(source, limit), calls };
}

const text = (chunk: Uint8Array | undefined): string | undefined =>
  chunk && Buffer.from(chunk).toString();

describe('a chunk queue', () => {
  it('hands the first chunk after silence on at once, as it came', async () => {
    const { queue } = queued();
    const taken = queue.take();
    const chunk = Buffer.from('a');
    queue.push(chunk);
    queue.push(Buffer.from('b'));
    expect(await taken).toBe(chunk);
  });

  it('makes one chunk of all that piled up', async () => {
    const { queue } = queued();
    for (const part of ['a', 'bc', 'd']) queue.push(Buffer.from(part));
    expect(text(await queue.take())).toBe('abcd');
  });

  it('pauses its source once at the limit, and resumes it once when emptied', async () => {
    const { queue, calls } = queued();
    queue.push(new Uint8Array(LIMIT - 1));
    expect([calls, queue.paused]).toEqual([[], false]);
    queue.push(new Uint8Array(1));
    queue.push(new Uint8Array(1));
    expect([calls, queue.paused]).toEqual([['pause'], true]);
    await queue.take();
    expect([calls, queue.paused]).toEqual([['pause', 'resume'], false]);
  });

  it('gives what is queued after the end, and then the end', async () => {
    const { queue } = queued();
    queue.push(Buffer.from('last'));
    queue.end();
    queue.push(Buffer.from('too late'));
    expect(text(await queue.take())).toBe('last');
    expect(await queue.take()).toBeUndefined();
  });

  it('gives what piled up one by one to who asks so, and goes on below the limit', async () => {
    const { queue, calls } = queued();
    for (const size of [60, 50, 30]) queue.push(Buffer.alloc(size, size));
    expect((await queue.takeOne())?.byteLength).toBe(60);
    expect(calls).toEqual(['pause', 'resume']);
    expect((await queue.takeOne())?.byteLength).toBe(50);
    queue.end();
    expect((await queue.takeOne())?.byteLength).toBe(30);
    expect(await queue.takeOne()).toBeUndefined();
  });

  it('ends whoever waits', async () => {
    const { queue } = queued();
    const taken = queue.take();
    queue.end();
    expect(await taken).toBeUndefined();
  });

  it('holds nothing of empty chunks, however many come', async () => {
    const { queue } = queued();
    const taken = queue.take();
    for (let count = 0; count < 1000; count++) queue.push(new Uint8Array(0));
    queue.push(Buffer.from('a'));
    expect(text(await taken)).toBe('a');
  });

  it('passes every byte on in order, whatever the chunks and however slow the consumer', async () => {
    await eachSeed(50, async (random) => {
      const { queue } = queued();
      const sent = random.bytes(3000);
      const taken: Uint8Array[] = [];
      const consuming = (async () => {
        for (let chunk = await queue.take(); chunk; chunk = await queue.take()) {
          taken.push(chunk);
          while (random.once(3)) await settle();
        }
      })();
      for (let at = 0; at < sent.byteLength;) {
        const chunk = sent.subarray(at, at + random.int(60));
        queue.push(chunk);
        at += chunk.byteLength;
        while (queue.paused || random.once(3)) await settle();
      }
      queue.end();
      await consuming;
      expect(Buffer.concat(taken).equals(sent)).toBe(true);
    });
  });
});

describe('a chunk queue that holds nothing', () => {
  it('runs its source while somebody waits, and stops it after the turn in which nobody does', async () => {
    const { queue, calls } = queued(0);
    const first = queue.take();
    queue.push(Buffer.from('a'));
    expect(text(await first)).toBe('a');
    expect(calls).toEqual([]);
    await settle();
    expect(calls).toEqual(['pause']);
    const second = queue.take();
    expect(calls).toEqual(['pause', 'resume']);
    queue.push(Buffer.from('b'));
    expect(text(await second)).toBe('b');
  });

  it('leaves it alone where the consumer waits again at once', async () => {
    const { queue, calls } = queued(0);
    let waiting = queue.take();
    for (const letter of 'abc') {
      queue.push(Buffer.from(letter));
      expect(text(await waiting)).toBe(letter);
      waiting = queue.take();
      await settle();
    }
    expect(calls).toEqual([]);
  });

  it('keeps what the source had at hand, and goes on only for more', async () => {
    const { queue, calls } = queued(0);
    queue.push(Buffer.from('a'));
    expect(calls).toEqual(['pause']);
    expect(text(await queue.take())).toBe('a');
    expect(calls).toEqual(['pause']);
    void queue.take();
    expect(calls).toEqual(['pause', 'resume']);
  });
});
