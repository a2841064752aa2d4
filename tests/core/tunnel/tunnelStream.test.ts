// A stream between two programs that write, read and leave as they like, over connections that are
// cut at any moment: compared with what was written, byte for byte and counted by hand.
import { describe, expect, it } from 'vitest';
import { ProtocolError } from '../../../core/wire/errors.ts';
import type { Message } from '../../../core/wire/messages.ts';
import type { LocalEnd } from '../../../core/tunnel/localEnd.ts';
import { TunnelStream, type StreamWire } from '../../../core/tunnel/tunnelStream.ts';
import { named } from '../../support/protocolErrors.ts';
import { eachSeed, type Random } from '../../support/random.ts';
import { MemorySocket, StreamPair } from '../../support/streamPair.ts';
import { told as asTold } from '../../support/told.ts';
import { says } from '../../support/says.ts';

/** A program at one end: what it wrote so far, and how much more it will. */
class Program {
  readonly socket: MemorySocket;
  readonly wrote: number[] = [];
  #left: number;
  finished = false;

  constructor(socket: MemorySocket, bytes: number) {
    this.socket = socket;
    this.#left = bytes;
  }

  act(random: Random): void {
    if (random.once(2)) this.socket.pass();
    if (this.finished || !this.socket.mayPush || random.once(3)) return;
    const bytes = random.bytes(Math.min(this.#left, random.between(1, 300)));
    this.#left -= bytes.byteLength;
    this.wrote.push(...bytes);
    if (bytes.byteLength > 0) this.socket.push(bytes);
    if (this.#left > 0) return;
    this.finished = true;
    this.socket.stream.finish();
  }
}

async function talk(random: Random, cuts: boolean): Promise<[StreamPair, Program, Program]> {
  const window = random.between(1, 2_000);
  const pair = new StreamPair({ window, maxBody: random.between(40, 600) });
  const near = new Program(pair.near, random.int(5_000));
  const far = new Program(pair.far, random.int(5_000));
  pair.connect();
  for (let turn = 0; turn < 20_000 && !(pair.ends.client && pair.ends.agent); turn++) {
    if (cuts && random.once(60)) pair.cut();
    if (pair.isCut && random.once(4)) pair.connect();
    await pair.travel();
    if (pair.client.state === 'open') near.act(random);
    if (pair.agent.state === 'open') far.act(random);
    expect(pair.near.waiting).toBeLessThanOrEqual(window);
    expect(pair.far.waiting).toBeLessThanOrEqual(window);
    // The other side was done, and its last word was lost: nobody is left to say it again.
    if (pair.lostLastWord && !pair.ends.agent && pair.agent.isLocallyDone) break;
  }
  return [pair, near, far];
}

describe('a stream', () => {
  it('carries both directions whole, and each end by itself', async () => {
    await eachSeed(60, async (random) => {
      const [pair, near, far] = await talk(random, false);
      expect(pair.far.got).toEqual(near.wrote);
      expect(pair.near.got).toEqual(far.wrote);
      expect([pair.near.ended, pair.far.ended]).toEqual([true, true]);
      expect(pair.ends).toEqual({ client: { kind: 'done' }, agent: { kind: 'done' } });
      expect([pair.near.wasReset, pair.far.wasReset]).toEqual([false, false]);
    });
  });

  it('carries them whole through any number of cuts', async () => {
    await eachSeed(120, async (random) => {
      const [pair, near, far] = await talk(random, true);
      expect(pair.far.got).toEqual(near.wrote);
      expect(pair.near.got).toEqual(far.wrote);
      expect([pair.near.ended, pair.far.ended]).toEqual([true, true]);
      expect(pair.ends.client).toEqual({ kind: 'done' });
      if (!pair.lostLastWord) expect(pair.ends.agent).toEqual({ kind: 'done' });
      expect(pair.near.wasReset).toBe(false);
    });
  });

  it.each(['during a cut', 'before the agent has answered'])(
    'says its last word where it comes to its end %s',
    async (when) => {
      const pair = await opened();
      pair.client.finish();
      pair.agent.finish();
      await travel(pair);
      pair.far.pass();
      await travel(pair); // the agent's ENDED has come
      pair.cut();
      if (when === 'during a cut') pair.near.pass();
      pair.connect();
      pair.near.pass();
      await travel(pair);
      expect(pair.ends).toEqual({ client: { kind: 'done' }, agent: { kind: 'done' } });
    },
  );

  it('goes on in one direction after the other has ended', async () => {
    const pair = await opened();
    pair.client.finish();
    await travel(pair);
    pair.far.pass();
    expect(pair.far.ended).toBe(true);
    pair.far.push(Uint8Array.of(1, 2, 3));
    await travel(pair);
    pair.near.pass();
    expect(pair.near.got).toEqual([1, 2, 3]);
    expect(pair.ends).toEqual({});
  });

  it('resets the other end with the reason', async () => {
    const pair = await opened();
    pair.client.push(Uint8Array.of(1));
    pair.client.fail('stream-reset', asTold('gone'));
    await travel(pair);
    expect(pair.far.wasReset).toBe(true);
    expect(pair.ends.agent).toMatchObject({ kind: 'reset', by: 'there', code: 'stream-reset' });
    expect(pair.ends.client).toMatchObject({ kind: 'reset', by: 'here' });
  });

  it('is read no more than its window ahead of a reader that has stopped', async () => {
    const pair = await opened(1_000);
    let pushed = 0;
    while (pair.near.mayPush && pushed < 10_000) {
      pair.near.push(new Uint8Array(100));
      pushed += 100;
      await travel(pair);
    }
    expect(pushed).toBe(1_000);
    for (let passed = 0; passed < 500; passed += 100) pair.far.pass();
    await travel(pair);
    expect(pair.near.mayPush).toBe(true);
  });

  it('is over when the agent has forgotten it, without harm where all was said', async () => {
    const pair = await opened();
    pair.client.finish();
    pair.agent.finish();
    await travel(pair);
    pair.near.pass(); // its ENDED is lost
    pair.cut();
    pair.agent.fail('stopped', asTold('nobody came back'));
    pair.connect();
    await travel(pair);
    expect(pair.ends.client).toEqual({ kind: 'done' });
    expect(pair.near.wasReset).toBe(false);
  });

  it('that fails a second time keeps its first reason, at both ends', async () => {
    const pair = await opened();
    pair.client.fail('stream-reset', asTold('first'));
    pair.client.fail('stopped', asTold('second'));
    pair.client.push(new Uint8Array(1));
    pair.client.finish();
    await travel(pair);
    const end = { kind: 'reset', code: 'stream-reset', said: says('first') };
    expect(pair.ends).toEqual({ client: { ...end, by: 'here' }, agent: { ...end, by: 'there' } });
    expect([pair.told.client, pair.told.agent]).toEqual([1, 1]);
  });

  it('says of an end no more than a message may hold', async () => {
    const pair = await opened();
    pair.client.fail('stream-reset', asTold('x'.repeat(5_000)));
    await travel(pair);
    expect(pair.ends.agent).toMatchObject({ said: says('x'.repeat(1_024)) });
  });

  it('that is reset when its own end is done hears of that', async () => {
    const pair = await opened();
    pair.client.finish();
    pair.agent.finish();
    await travel(pair);
    pair.near.pass();
    expect(pair.client.isLocallyDone).toBe(true);
    pair.agent.fail('stream-reset', asTold('gone'));
    await travel(pair);
    expect(pair.ends.client).toMatchObject({ kind: 'reset', by: 'there', code: 'stream-reset' });
  });

  it('passes on once that nothing follows, however often that is said', async () => {
    const pair = await opened();
    let ends = 0;
    pair.far.end = () => ends++;
    pair.client.finish();
    for (let times = 0; times < 3; times++) {
      await travel(pair);
      pair.cut();
      pair.connect(); // and says it again
    }
    await travel(pair);
    expect([ends, pair.ends]).toEqual([1, {}]);
  });

  it.each([
    ['its own program has ended', true, false],
    ['the other’s end was passed on', false, true],
    ['both', true, true],
  ])('is done at its end when both halves are: %s', async (_what, finished, passed) => {
    const pair = await opened();
    if (finished) pair.client.finish();
    if (passed) pair.agent.finish();
    await travel(pair);
    pair.near.pass();
    expect(pair.client.isLocallyDone).toBe(finished && passed);
  });

  it('counts what comes a second time once', () => {
    let received = 0;
    const stream = new TunnelStream('a', 1_000, {
      onConnected: () => undefined,
      onBytes: (direction, bytes) => (received += direction === 'received' ? bytes : 0),
      onEnd: () => undefined,
    });
    const hear = (message: object): void => stream.receive({ channel: 1, ...message } as Message);
    hear({ type: 'connected', body: { window: 1_000 } });
    hear({ type: 'data', body: { offset: 0, bytes: new Uint8Array(10) } });
    hear({ type: 'data', body: { offset: 0, bytes: new Uint8Array(10) } });
    hear({ type: 'data', body: { offset: 5, bytes: new Uint8Array(10) } });
    expect(received).toBe(15);
  });

  it.each([
    ['an eighth of a large window', 1024 * 1024, 128 * 1024],
    ['32 KiB', 64 * 1024, 32 * 1024],
    ['32 KiB of a larger window, too', 128 * 1024, 32 * 1024],
    ['half of a small window', 16 * 1024, 8 * 1024],
  ])('tells of what was passed on when it is %s', (_what, window, report) => {
    const sent: unknown[] = [];
    const stream = new TunnelStream('a', window, { onEnd: () => undefined });
    const outbox = { ready: () => undefined, remove: () => undefined };
    const send = (...message: unknown[]): unknown => sent.push(message);
    const wire = { outbox, send, maxBody: 1_000, release: () => undefined };
    stream.attach(wire as unknown as StreamWire, 7);
    stream.accept(1_000);
    const data = { offset: 0, bytes: new Uint8Array(window) };
    stream.receive({ type: 'data', channel: 7, body: data });
    sent.length = 0;
    stream.taken(report - 1);
    expect(sent).toEqual([]);
    stream.taken(1);
    expect(sent).toEqual([['credit', 7, { consumed: report, limit: report + window }]]);
  });

  it('is read 256 KiB ahead of the link, and again when half of that has gone', () => {
    const passed: [string, number][] = [];
    const stream = new TunnelStream('a', 1024 * 1024, {
      onBytes: (direction, bytes) => passed.push([direction, bytes]),
      onEnd: () => undefined,
    });
    let resumed = 0;
    stream.join({ ...new MemorySocket(stream), resume: () => resumed++ } as unknown as LocalEnd);
    const outbox = { ready: () => undefined, remove: () => undefined, frameBytes: 32 * 1024 };
    const wire = { outbox, send: () => undefined, maxBody: 128 * 1024, release: () => undefined };
    stream.attach(wire, 1);
    stream.accept(1024 * 1024);
    stream.push(new Uint8Array(256 * 1024 - 1));
    expect(stream.wantsMore).toBe(true);
    stream.push(new Uint8Array(1));
    expect(stream.wantsMore).toBe(false);
    for (let left = 256; left > 128; left -= 32) {
      expect([stream.wantsMore, resumed]).toEqual([false, 0]);
      stream.nextFrame();
    }
    stream.nextFrame();
    expect([stream.wantsMore, resumed]).toEqual([true, 1]);
    expect(passed).toEqual([
      ['sent', 256 * 1024 - 1],
      ['sent', 1],
    ]);
  });

  it('says once that its local end has taken everything', () => {
    const sent: string[] = [];
    const stream = new TunnelStream('a', 1_000, { onEnd: () => undefined });
    const outbox = { ready: () => undefined, remove: () => undefined, frameBytes: Infinity };
    const send = (type: string): void => void sent.push(type);
    const wire = { outbox, send, maxBody: 1_000, release: () => undefined };
    stream.attach(wire, 7);
    stream.accept(1_000);
    stream.delivered();
    stream.delivered();
    expect(sent).toEqual(['connected', 'ended']);
  });

  it('has nothing to send where nobody carries it, before it is answered, and until it goes on', () => {
    const stream = new TunnelStream('a', 1_000, { onEnd: () => undefined });
    const outbox = { ready: () => undefined, remove: () => undefined, frameBytes: Infinity };
    const wire = { outbox, send: () => undefined, maxBody: 1_000, release: () => undefined };
    const attach = (channel: number): void => stream.attach(wire, channel);
    const frames = (): number => (stream.nextFrame() ? 1 + frames() : 0);
    stream.push(Uint8Array.of(1));
    expect(frames()).toBe(0);
    attach(1);
    expect(frames()).toBe(0);
    stream.accept(1_000);
    expect(frames()).toBe(1);
    stream.push(Uint8Array.of(2));
    stream.detach();
    expect(frames()).toBe(0);
    attach(2);
    stream.resume();
    stream.finish();
    expect(frames()).toBe(0);
    stream.receive({
      ...{ type: 'resumed', channel: 2 },
      body: { have: 0, consumed: 0, limit: 1_000 },
    });
    expect(frames()).toBe(3); // both bytes, and the end
    stream.fail('stopped', asTold('over'));
    expect(frames()).toBe(0);
  });

  it('leaves its channel when it is carried by another, and when it is over', () => {
    const left: string[] = [];
    const wireOf = (name: string): StreamWire =>
      ({
        outbox: { ready: () => undefined, remove: () => left.push(`${name} outbox`) },
        ...{ send: () => undefined, maxBody: 1_000 },
        release: (channel: number) => left.push(`${name} ${channel}`),
      }) as unknown as StreamWire;
    const stream = new TunnelStream('a', 1_000, { onEnd: () => undefined });
    stream.attach(wireOf('first'), 1);
    stream.attach(wireOf('second'), 2);
    expect(left).toEqual(['first outbox', 'first 1']);
    stream.fail('stopped', asTold('over'));
    expect(left.slice(2)).toEqual(['second outbox', 'second 2']);
  });

  it('is reset when the agent has forgotten it', async () => {
    const pair = await opened();
    pair.cut();
    pair.agent.fail('stopped', asTold('nobody came back'));
    pair.connect();
    await travel(pair);
    expect(pair.ends.client).toMatchObject({ kind: 'reset', code: 'no-such-stream' });
    expect(pair.near.wasReset).toBe(true);
  });
});

describe('a peer that breaks the rules is told so:', () => {
  it.each([
    [
      'more than was granted',
      'credit-exceeded',
      { type: 'data', body: { offset: 0, bytes: new Uint8Array(1_001) } },
    ],
    ['a gap', 'offset-gap', { type: 'data', body: { offset: 1, bytes: new Uint8Array(1) } }],
    ['an end that leaves bytes out', 'offset-gap', { type: 'eof', body: { offset: 7 } }],
    [
      'a grant for what was never sent',
      'credit-ahead',
      { type: 'credit', body: { consumed: 1, limit: 9_999 } },
    ],
    ['ENDED before there was an end', 'unexpected-message', { type: 'ended', body: {} }],
    ['CONNECTED twice', 'unexpected-message', { type: 'connected', body: { window: 1 } }],
    ['a terminal’s size', 'unexpected-message', { type: 'resize', body: { cols: 1, rows: 1 } }],
  ] as const)('%s', async (_what, code, message) => {
    const pair = await opened(1_000);
    const send = (): void => pair.client.receive({ ...message, channel: 1 });
    expect(send).toThrow(ProtocolError);
    expect(send).toThrow(expect.objectContaining({ code }) as Error);
  });

  it('bytes after the end', async () => {
    const pair = await opened(1_000);
    pair.client.receive({ type: 'eof', channel: 1, body: { offset: 0 } });
    pair.client.receive({ type: 'eof', channel: 1, body: { offset: 0 } }); // as after a cut
    const body = { offset: 0, bytes: new Uint8Array(1) };
    const send = (): void => pair.client.receive({ type: 'data', channel: 1, body });
    expect(named(send)).toBe('unexpected-message');
  });
});

async function opened(window = 10_000): Promise<StreamPair> {
  const pair = new StreamPair({ window });
  pair.connect();
  await travel(pair);
  expect([pair.client.state, pair.agent.state]).toEqual(['open', 'open']);
  return pair;
}

async function travel(pair: StreamPair): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await pair.travel();
}
