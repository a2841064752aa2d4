// A splice as a stream: all of it comes, in order, in messages that a relay takes, no faster than the
// other side reads; and every end has a name.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import { MAX_SPLICE_MESSAGE, splicedSchema } from '../../../core/relay/messages.ts';
import { RelayEnd } from '../../../core/socket/relayEnd.ts';
import { RelaySocket } from '../../../core/socket/relaySocket.ts';
import { SpliceStream } from '../../../core/socket/spliceStream.ts';
import { eachSeed } from '../../support/random.ts';

const ended: (() => void)[] = [];
afterEach(() => {
  for (const end of ended.splice(0)) end();
});

/** A stream and what the relay has of it. `before` is said by the relay right behind `spliced`. */
async function splice(before: Buffer[] = []): Promise<{ stream: SpliceStream; relay: WebSocket }> {
  const server = createServer();
  const wss = new WebSocketServer({ server, maxPayload: MAX_SPLICE_MESSAGE });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  ended.push(() => {
    for (const client of wss.clients) client.terminate();
    server.close();
  });
  const came = once(wss, 'connection') as Promise<[WebSocket]>;
  wss.on('connection', (ws) => {
    ws.send('{"type":"spliced"}');
    for (const bytes of before) ws.send(bytes);
  });
  const { port } = server.address() as AddressInfo;
  const place = { host: '127.0.0.1', port, tls: false };
  const socket = await RelaySocket.open({ relay: place, door: 'client', timeoutMs: 5_000 });
  await socket.hear(splicedSchema, 5_000);
  return { stream: new SpliceStream(socket), relay: (await came)[0] };
}

function endOf(stream: SpliceStream): Promise<unknown> {
  return new Promise((resolve) => {
    stream.on('error', resolve).on('end', () => resolve('end'));
    stream.resume();
  });
}

it('carries everything both ways, whatever it is cut into', async () => {
  await eachSeed(5, async (random) => {
    const sent = Buffer.from(random.bytes(600_000));
    const { stream, relay } = await splice([sent.subarray(0, 10), sent.subarray(10, 20)]);
    relay.on('message', (data: Buffer) => {
      expect(data.length).toBeLessThanOrEqual(MAX_SPLICE_MESSAGE);
      back.push(data);
      relay.send(data);
    });
    const back: Buffer[] = [];
    const got: Buffer[] = [];
    let bytes = 0;
    const all = new Promise<void>((resolve) =>
      stream.on('data', (data: Buffer) => {
        got.push(data);
        if ((bytes += data.length) >= sent.length) resolve();
      }),
    );
    for (let at = 20; at < sent.length;) {
      const length = 1 + random.int(150_000);
      stream.write(sent.subarray(at, at + length));
      at += length;
    }
    await all;
    expect(Buffer.concat(got).equals(sent)).toBe(true);
    stream.end();
    await once(relay, 'close');
  });
});

it('waits for a relay that doesn’t read, and makes one wait that it doesn’t read', async () => {
  const { stream, relay } = await splice();
  relay.pause();
  const chunk = Buffer.alloc(256 * 1024);
  const whole = 64 * 1024 * 1024;
  let taken = 0;
  const all = new Promise<void>((resolve) => {
    const took = (): void => void ((taken += chunk.length) === whole && resolve());
    for (let written = 0; written < whole; written += chunk.length) stream.write(chunk, took);
  });
  // The kernel's buffers take some of it, by the time that the other way has gone round often enough.
  for (let round = 0; round < 200; round++) {
    relay.send(Buffer.of(round));
    while (stream.read() === null) await once(stream, 'readable');
  }
  expect(taken).toBeLessThan(whole / 2);
  relay.resume();
  relay.on('message', () => undefined);
  await all;
  for (let sent = 0; sent < 400; sent++) relay.send(Buffer.alloc(MAX_SPLICE_MESSAGE));
  await once(stream, 'readable');
  expect(stream.readableLength).toBeLessThan(1024 * 1024);
  expect(relay.bufferedAmount).toBeGreaterThan(0);
  stream.destroy();
});

it.each<[string, (relay: WebSocket) => void, unknown]>([
  ['as agreed', (relay) => relay.close(1000), 'end'],
  ['as the other end’s', (relay) => relay.close(1000, 'peer-gone'), 'end'],
  ['by a drain', (relay) => relay.close(1001, 'draining'), 'draining'],
  ['by a limit', (relay) => relay.close(1013, 'limit'), 'limit'],
  ['idle', (relay) => relay.close(1000, 'idle'), 'idle'],
  ['without a word', (relay) => relay.terminate(), 'broken'],
  ['by nonsense', (relay) => relay.send('hello'), 'no-relay'],
  ['by a refusal', (relay) => relay.send('{"type":"refused","code":"idle","message":"x"}'), 'idle'],
  ['too large', (relay) => relay.send(Buffer.alloc(MAX_SPLICE_MESSAGE + 1)), 'broken'],
])('ends %s by that name', async (_how, end, name) => {
  const { stream, relay } = await splice();
  const over = endOf(stream);
  end(relay);
  const why = await over;
  expect(why instanceof RelayEnd ? why.code : why).toBe(name);
});

it('tells how far the relay is', async () => {
  const { stream } = await splice();
  expect(await stream.roundTrip(() => performance.now())).toBeGreaterThan(0);
  stream.destroy();
});
