// A stream of a tunnel's as Node's own: what is written comes out at the other side, each half ends by
// itself, and who doesn't read closes the window.
import type { Duplex } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { streamDuplex } from '../../../core/tunnel/streamDuplex.ts';
import { seeded } from '../../support/random.ts';
import { StreamPair } from '../../support/streamPair.ts';

const WINDOW = 64 * 1024;

async function rig(): Promise<{ pair: StreamPair; near: Duplex; far: Duplex }> {
  const pair = new StreamPair({ window: WINDOW });
  const far = streamDuplex(pair.agent);
  pair.connect();
  while (pair.client.state === 'asking') await pair.travel();
  return { pair, near: streamDuplex(pair.client), far };
}

async function until<T>(pair: StreamPair, done: Promise<T>): Promise<T> {
  let isDone = false;
  const look = (): void => void (isDone = true);
  done.then(look, look);
  while (!isDone) {
    await pair.travel();
    await setImmediate();
  }
  return done;
}

const all = async (duplex: Duplex): Promise<string> =>
  Buffer.concat(await duplex.toArray()).toString('hex');

it('carries both directions, each to its own end', async () => {
  const { pair, near, far } = await rig();
  const bytes = Buffer.from(seeded(1).bytes(300_000));
  near.end(bytes);
  expect(await until(pair, all(far))).toBe(bytes.toString('hex'));
  far.end('answer');
  expect(await until(pair, all(near))).toBe(Buffer.from('answer').toString('hex'));
  await until(pair, Promise.all([closed(near), closed(far)]));
  expect(pair.ends).toEqual({ client: { kind: 'done' }, agent: { kind: 'done' } });
});

it('sends small pieces that are written together as one, and large ones as they are', async () => {
  const { pair, near, far } = await rig();
  const pushed: number[] = [];
  const push = pair.client.push.bind(pair.client);
  pair.client.push = (bytes, isSlab) => {
    pushed.push(bytes.byteLength);
    push(bytes, isSlab);
  };
  const random = seeded(2);
  const pieces = [10, 20, 4_096, 30, 40, 50, 10_000, 60].map((length) => random.bytes(length));
  near.cork();
  for (const piece of pieces) near.write(piece);
  near.uncork();
  near.end();
  expect(await until(pair, all(far))).toBe(Buffer.concat(pieces).toString('hex'));
  expect(pushed).toEqual([30, 4_096, 120, 10_000, 60]);
  far.destroy();
});

it('holds whoever writes while nobody reads', async () => {
  const { pair, near, far } = await rig();
  let written = 0;
  const piece = Buffer.alloc(32 * 1024);
  const more = (): void => void near.write(piece, () => (written += piece.length) && more());
  more();
  for (let turn = 0; turn < 200; turn++) await pair.travel();
  const most = WINDOW + 2 * 256 * 1024;
  expect(written).toBeLessThanOrEqual(most);
  far.resume();
  await until(
    pair,
    (async () => {
      while (written < 4 * most) await setImmediate();
    })(),
  );
  near.destroy();
});

it('destroyed at one side, it is at the other', async () => {
  const { pair, near, far } = await rig();
  near.destroy();
  await until(pair, closed(far));
  expect(pair.ends.agent).toMatchObject({ kind: 'reset', code: 'stream-reset' });
});

function closed(duplex: Duplex): Promise<void> {
  return new Promise((resolve) => (duplex.closed ? resolve() : duplex.once('close', resolve)));
}
