import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FaultProxy, type Cut } from './faultProxy.ts';
import { ManualClock } from './manualClock.ts';
import { seeded } from './random.ts';

/** A proxy before a server, and a client that is connected through both. */
async function connected(clock?: ManualClock) {
  const ignore = (socket: Socket): unknown => socket.on('error', () => undefined);
  const server = createServer({ allowHalfOpen: true }, ignore);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const proxy = await FaultProxy.open({ port: portOf(server) }, clock);
  const arrived = once(server, 'connection');
  const client = connect({ port: proxy.port, allowHalfOpen: true });
  ignore(client);
  const [[far]] = (await Promise.all([arrived, once(client, 'connect')])) as unknown as [[Socket]];
  onTestFinished(async () => {
    client.destroy();
    far.destroy();
    server.close();
    await proxy.close();
  });
  return { proxy, client, far };
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

/** Resolves with exactly so many bytes. */
async function receive(socket: Socket, bytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for (let got = 0; got < bytes;) {
    const chunk = (socket.read() as Buffer | null) ?? undefined;
    if (chunk) chunks.push(chunk);
    got += chunk?.byteLength ?? 0;
    if (got < bytes && !chunk) await once(socket, 'readable');
  }
  return Buffer.concat(chunks);
}

/** What the socket came to: the name of its error, or its end. */
function fate(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    socket.once('end', () => resolve('end'));
    socket.resume();
  });
}

describe('the fault proxy', () => {
  it('carries bytes in both directions, and each half-close by itself', async () => {
    const { client, far } = await connected();
    client.end('question');
    expect((await receive(far, 8)).toString()).toBe('question');
    expect(await fate(far)).toBe('end');
    far.end('answer');
    expect((await receive(client, 6)).toString()).toBe('answer');
    expect(await fate(client)).toBe('end');
  });

  it('leads to another connection for each client, and counts them', async () => {
    const { proxy, client } = await connected();
    const second = connect(proxy.port);
    await proxy.next();
    expect([proxy.accepted, proxy.connections.size]).toEqual([2, 2]);
    client.resetAndDestroy();
    second.resetAndDestroy();
    await Promise.all([...proxy.connections].map(({ closed }) => closed));
    expect([proxy.accepted, proxy.connections.size]).toEqual([2, 0]);
  });

  it('stalls one direction while the other one carries', async () => {
    const { proxy, client, far } = await connected();
    proxy.up.stall();
    client.write('up');
    far.write('down');
    expect((await receive(client, 4)).toString()).toBe('down');
    expect(far.readableLength).toBe(0);
    proxy.up.resume();
    expect((await receive(far, 2)).toString()).toBe('up');
  });

  it('makes the sender wait while it stalls', async () => {
    const { proxy, client, far } = await connected();
    proxy.up.stall();
    const flood = Buffer.alloc(16 * 1024 * 1024, 'x');
    expect(client.write(flood)).toBe(false);
    let drained = false;
    client.once('drain', () => (drained = true));
    far.write('?');
    await receive(client, 1);
    expect(drained).toBe(false);
    proxy.up.resume();
    expect((await receive(far, flood.byteLength)).equals(flood)).toBe(true);
    if (!drained) await once(client, 'drain');
  });

  it('delays bytes without slowing the ones behind them', async () => {
    const clock = new ManualClock();
    const { proxy, client, far } = await connected(clock);
    proxy.up.delayMs = 50;
    client.write('one');
    await proxyHolds(clock);
    expect(far.readableLength).toBe(0);
    clock.advance(50);
    expect((await receive(far, 3)).toString()).toBe('one');
  });

  it('keeps to a rate', async () => {
    const clock = new ManualClock();
    const { proxy, client, far } = await connected(clock);
    proxy.up.bytesPerSecond = 1000;
    client.write(Buffer.alloc(500));
    for (let took = 0; took < 500; took += 10) {
      await proxyHolds(clock);
      expect(far.readableLength).toBe(0);
      clock.advance(10);
      expect((await receive(far, 10)).byteLength).toBe(10);
    }
    expect(clock.now()).toBe(500);
  });

  it('keeps to its rate also when its timers are late', async () => {
    const clock = new ManualClock();
    const { proxy, client, far } = await connected(clock);
    proxy.up.bytesPerSecond = 1000;
    client.write(Buffer.alloc(500));
    for (let piece = 1; piece <= 50; piece++) {
      await proxyHolds(clock);
      clock.advance(piece * 10 + 3 - clock.now()); // 3 ms late each time
      await receive(far, 10);
    }
    expect(clock.now()).toBe(503);
  });

  it('tears the stream at the bytes a test chooses, and loses none', async () => {
    const { proxy, client, far } = await connected();
    const random = seeded(1);
    const pieces: number[] = [];
    proxy.up.fragment = () => {
      pieces.push(random.between(1, 7));
      return pieces.at(-1)!;
    };
    const sent = random.bytes(1000);
    client.write(sent);
    expect((await receive(far, 1000)).equals(sent)).toBe(true);
    expect(pieces.length).toBeGreaterThan(140);
  });

  it.each<[Cut, string]>([
    ['fin', 'end'],
    ['rst', 'ECONNRESET'],
  ])('cuts by %s, which both sides see as %s', async (how, seen) => {
    const { proxy, client, far } = await connected();
    const fates = Promise.all([fate(client), fate(far)]);
    proxy.cut(how);
    expect(await fates).toEqual([seen, seen]);
  });

  it('plays dead: bytes vanish and nobody is told, until it is cut for good', async () => {
    const { proxy, client, far } = await connected();
    proxy.cut('drop');
    client.write('lost');
    far.end('lost too');
    const other = connect(proxy.port); // the target still listens: only this connection is dead
    await once(other, 'connect');
    other.destroy();
    expect([client.readableLength, far.readableLength]).toEqual([0, 0]);
    const fates = fate(client);
    proxy.cut('rst');
    expect(await fates).toBe('ECONNRESET');
  });

  it('cuts right after the byte a test chooses', async () => {
    const { proxy, client, far } = await connected();
    void proxy.up.cutAfter(1000, 'fin');
    const chunks: Buffer[] = [];
    far.on('data', (chunk) => chunks.push(chunk));
    const ended = once(far, 'end');
    client.write(Buffer.alloc(5000, 1));
    await ended;
    expect(Buffer.concat(chunks).byteLength).toBe(1000);
    expect(proxy.up.carried).toBe(1000);
  });

  it('passes on the reset of one side to the other', async () => {
    const { client, far } = await connected();
    const seen = fate(client);
    far.resetAndDestroy();
    expect(await seen).toBe('ECONNRESET');
  });

  it('takes no connection after it was closed', async () => {
    const { proxy } = await connected();
    await proxy.close();
    const late = connect(proxy.port);
    expect(await fate(late)).toBe('ECONNREFUSED');
  });

  it('resets a connection whose orderly end is under way, and knows that it is gone', async () => {
    const { proxy } = await connected();
    const [connection] = proxy.connections;
    proxy.cut('fin');
    proxy.cut('rst');
    await connection!.closed;
    expect(proxy.connections.size).toBe(0);
  });
});

/** Resolves when the proxy waits for its clock. */
async function proxyHolds(clock: ManualClock): Promise<void> {
  while (clock.waiting === 0) await new Promise((resolve) => setImmediate(resolve));
}
