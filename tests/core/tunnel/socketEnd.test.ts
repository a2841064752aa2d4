// Sockets at the ends of a stream: two programs on real connections, with a stream in memory between
// them. What they read and write, how each half ends, and how a failure looks at the other end.
import { once } from 'node:events';
import { connect, createServer, Socket } from 'node:net';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { SYSTEM } from '../../../core/system.ts';
import { destroyHard, gone, SocketEnd } from '../../../core/tunnel/socketEnd.ts';
import { TunnelStream } from '../../../core/tunnel/tunnelStream.ts';
import { closed } from '../../support/orders.ts';
import { StreamPair } from '../../support/streamPair.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { ignoreErrors, serve } from '../../support/tunnels.ts';
import { told as asTold } from '../../support/told.ts';
import { inWords, type Said } from '../../../words/said.ts';

const ends: (() => unknown)[] = [];
afterEach(() => Promise.all(ends.splice(0).map((end) => end())));

/** Both sockets of a connection: a program's, and the one that its tunnel has. */
async function connection(): Promise<{ program: Socket; socket: Socket; errors: string[] }> {
  const came: Socket[] = [];
  const server = await serve((socket) => came.push(socket.pause()));
  const errors: string[] = [];
  const program = connect({ port: server.port, host: '127.0.0.1', allowHalfOpen: true });
  program.on('error', (error: NodeJS.ErrnoException) => errors.push(error.code ?? ''));
  ends.push(
    () => server.close(),
    () => program.destroy(),
  );
  await once(program, 'connect');
  await expect.poll(() => came.length).toBe(1);
  return { program, socket: came[0]!, errors };
}

/** One whose program takes as much as the test says. */
class SlowSocket extends Socket {
  override writableLength = 0;
  override writableEnded = false;
  ends = 0;
  #taken: () => void = () => undefined;

  override write(bytes: unknown, taken?: unknown): boolean {
    this.writableLength += (bytes as Uint8Array).byteLength;
    this.#taken = taken as () => void;
    return true;
  }

  override end(): this {
    this.ends++;
    this.writableEnded = true;
    return this;
  }

  passes(bytes: number): void {
    this.writableLength -= bytes;
    this.#taken();
  }
}

/** Two programs, a stream between them, and somebody who carries its messages. */
async function joined(window = 1024 * 1024) {
  const pair = new StreamPair({ window });
  pair.connect();
  for (let turn = 0; turn < 4; turn++) await pair.travel();
  const [left, right] = [await connection(), await connection()];
  const near = new SocketEnd(left.socket, pair.client);
  const far = new SocketEnd(right.socket, pair.agent);
  let stopped = false;
  const carry = async (): Promise<void> => {
    while (!stopped) await pair.travel();
  };
  const carrying = carry();
  ends.push(() => ((stopped = true), carrying));
  return { pair, left, right, near, far };
}

/** All that a program reads up to the end of that half. */
async function readAll(program: Socket): Promise<Buffer> {
  const parts: Buffer[] = [];
  program.on('data', (bytes: Buffer) => parts.push(bytes));
  await once(program, 'end');
  return Buffer.concat(parts);
}

describe('two programs', () => {
  it('read what the other wrote, far more than is ever under way, and each half ends by itself', async () => {
    const { pair, left, right, near, far } = await joined(64 * 1024);
    near.start();
    far.start();
    const text = Buffer.from(Array.from({ length: 1_000_000 }, (_, at) => at % 251));
    const there = readAll(right.program);
    left.program.end(text);
    expect((await there).equals(text)).toBe(true);
    expect(pair.ends).toEqual({});
    expect(pair.agent.progress).toMatchObject({ have: text.byteLength, consumed: text.byteLength });
    const back = readAll(left.program);
    right.program.end('answer');
    expect((await back).toString()).toBe('answer');
    await expect
      .poll(() => pair.ends)
      .toEqual({ client: { kind: 'done' }, agent: { kind: 'done' } });
    await Promise.all([left, right].map(({ socket }) => closed(socket)));
    expect([left.errors, right.errors]).toEqual([[], []]);
  });

  it('get what was read before the stream stood, first', async () => {
    const { left, right, near, far } = await joined();
    left.program.write('later');
    near.start(Buffer.from('first, '));
    far.start(new Uint8Array(0));
    const there = readAll(right.program);
    left.program.end();
    expect((await there).toString()).toBe('first, later');
  });

  it('are read no further than the other one reads', async () => {
    const { pair, left, right, near, far } = await joined(16 * 1024);
    near.start();
    far.start();
    right.program.pause();
    left.program.end(Buffer.alloc(30_000_000));
    await expect.poll(() => left.socket.isPaused()).toBe(true);
    expect(pair.client.wantsMore).toBe(false);
    right.program.resume();
    await once(right.program, 'end');
    expect(right.program.bytesRead).toBe(30_000_000);
  });

  it.each(['resets', 'is killed'])('see one that %s as a reset connection', async (how) => {
    const { pair, left, right, near, far } = await joined();
    near.start();
    far.start();
    right.program.resume();
    left.program.write('x');
    await once(right.program, 'data');
    if (how === 'resets') left.program.resetAndDestroy();
    else left.socket.destroy();
    await closed(right.program);
    expect(right.errors).toEqual(['ECONNRESET']);
    const end = { kind: 'reset', code: 'stream-reset' };
    expect(pair.ends).toMatchObject({
      client: { ...end, by: 'here' },
      agent: { ...end, by: 'there' },
    });
    expect(inWords((pair.ends.client as { said: Said }).said)).not.toBe('');
  });

  it('see a stream that fails as reset, also with a half closed, or bytes that nobody reads', async () => {
    for (const state of ['open', 'half closed', 'waiting'] as const) {
      const { pair, left, right, near, far } = await joined();
      near.start();
      far.start();
      if (state === 'waiting') {
        right.program.pause();
        left.program.write(Buffer.alloc(20_000_000));
        await expect.poll(() => right.socket.writableLength).toBeGreaterThan(0);
      } else right.program.resume();
      if (state === 'half closed') {
        left.program.end();
        await once(right.program, 'end');
      }
      pair.agent.fail('stopped', asTold('over'));
      right.program.resume();
      await closed(right.socket);
      // Whoever has read an end hears of more only when it writes.
      if (state === 'half closed') right.program.write('x');
      await closed(right.program);
      const how = state === 'half closed' ? /^(EPIPE|ECONNRESET)$/ : /^ECONNRESET$/;
      expect([state, right.errors]).toEqual([state, [expect.stringMatching(how)]]);
    }
  });
});

describe('a socket', () => {
  it('that was destroyed before it was joined fails its stream', async () => {
    const { socket } = await connection();
    socket.destroy();
    const told: unknown[] = [];
    const stream = new TunnelStream('a', 1_000, { onEnd: (end) => told.push(end) });
    new SocketEnd(socket, stream);
    expect(told).toMatchObject([{ kind: 'reset', by: 'here', code: 'stream-reset' }]);
    expect((told[0] as { message: string }).message).not.toBe('');
  });

  it('sends small pieces at once, and asks after a peer that is silent for half a minute', () => {
    const set: unknown[] = [];
    class Watched extends Socket {
      override setNoDelay(...args: unknown[]): this {
        set.push(['no delay', ...args]);
        return this;
      }
      override setKeepAlive(...args: unknown[]): this {
        set.push(['keep alive', ...args]);
        return this;
      }
    }
    new SocketEnd(new Watched(), new TunnelStream('a', 1, { onEnd: () => undefined }));
    expect(set).toEqual([
      ['no delay', true],
      ['keep alive', true, 30_000],
    ]);
  });

  it('holds a copy of few bytes that wait, and much as it is', () => {
    const written: Uint8Array[] = [];
    class Watched extends Socket {
      override write(bytes: unknown): boolean {
        written.push(bytes as Uint8Array);
        return true;
      }
    }
    const end = new SocketEnd(new Watched(), new TunnelStream('a', 1, { onEnd: () => undefined }));
    const large = new Uint8Array(100_000);
    for (const bytes of [large.subarray(0, 100), large.subarray(0, 50_000)]) end.write(bytes);
    expect(written.map(({ byteLength }) => byteLength)).toEqual([100, 50_000]);
    expect(written.map(({ buffer }) => buffer === large.buffer)).toEqual([false, true]);
  });

  it('tells of what its program has taken: each byte once, nothing after its end', () => {
    const told: number[] = [];
    class Counted extends TunnelStream {
      override taken(bytes: number): void {
        told.push(bytes);
      }
    }
    const socket = new SlowSocket();
    const end = new SocketEnd(socket, new Counted('a', 1, { onEnd: () => undefined }));
    for (const bytes of [100, 50, 30]) end.write(new Uint8Array(bytes));
    socket.passes(0);
    expect(told).toEqual([]);
    socket.passes(100);
    socket.passes(70);
    end.write(new Uint8Array(5));
    socket.passes(15);
    expect(told).toEqual([100, 70, 15]);
    end.write(new Uint8Array(40));
    socket.destroy();
    socket.passes(40);
    expect(told).toEqual([100, 70, 15]);
  });

  it('is ended once, and not before all that was written is taken', () => {
    const socket = new SlowSocket();
    let delivered = 0;
    class Counted extends TunnelStream {
      override taken(): void {}
      override delivered(): void {
        delivered++;
      }
    }
    const end = new SocketEnd(socket, new Counted('a', 1, { onEnd: () => undefined }));
    end.write(new Uint8Array(10));
    socket.passes(4);
    end.end();
    expect([socket.ends, delivered]).toEqual([0, 0]);
    socket.passes(5);
    expect(socket.ends).toBe(0);
    socket.passes(1);
    expect([socket.ends, delivered]).toEqual([1, 0]);
    end.end();
    expect(socket.ends).toBe(1);
    socket.emit('finish');
    expect(delivered).toBe(1);
  });

  it('that is gone is waited for', async () => {
    const { socket } = await connection();
    let over = false;
    const waiting = gone(socket).then(() => (over = true));
    await new Promise(setImmediate);
    expect(over).toBe(false);
    socket.destroy();
    await waiting;
  });
});

describe('the end of a connection as a failure', () => {
  it('is one while its end is under way, and before', async () => {
    for (const ending of [false, true]) {
      const { program, socket, errors } = await connection();
      program.resume();
      if (ending) socket.end();
      destroyHard(socket);
      await closed(socket);
      if (ending) program.write('x'); // it has read an end, and hears of more only so
      await closed(program);
      const how = ending ? /^(EPIPE|ECONNRESET)$/ : /^ECONNRESET$/;
      expect([ending, errors]).toEqual([ending, [expect.stringMatching(how)]]);
    }
  });

  it('is one with an end behind bytes that nobody reads', async () => {
    const { program, socket, errors } = await connection();
    program.pause();
    socket.end(Buffer.alloc(20_000_000));
    await expect.poll(() => socket.writableLength).toBeGreaterThan(0);
    destroyHard(socket);
    await closed(socket);
    program.resume().end();
    await closed(program);
    expect(program.bytesRead).toBeLessThan(20_000_000);
    expect(errors.length).toBeLessThan(2);
  });

  it('ends one that isn’t connected yet, or anything any more', () => {
    const connecting = ignoreErrors(connect({ port: 9, host: '127.0.0.1' }));
    for (const socket of [connecting, new Socket()]) {
      destroyHard(socket);
      destroyHard(socket);
      expect(socket.destroyed).toBe(true);
    }
  });

  it.skipIf(SYSTEM === 'win32')(
    'is its end where there is no reset: on a unix socket',
    async () => {
      const at = path.join(temporaryDirectory(), 'a.sock');
      const came: Socket[] = [];
      const server = createServer((socket) => came.push(ignoreErrors(socket))).listen(at);
      ends.push(() => server.close());
      await once(server, 'listening');
      const program = ignoreErrors(connect(at));
      await expect.poll(() => came.length).toBe(1);
      destroyHard(came[0]!);
      expect(came[0]!.destroyed).toBe(true);
      program.resume();
      await closed(program);
    },
  );
});
