// The agent's end of a real WebSocket, with a peer made by hand that does whatever peers do.
import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { Outbox, PRIORITY } from '../../../core/connection/outbox.ts';
import {
  CLOSE_ANSWER_MS,
  SOCKET_DRAIN_MS,
  SocketEndpoint,
} from '../../../core/socket/socketEndpoint.ts';
import { ProtocolError } from '../../../core/wire/errors.ts';
import { LIMITS } from '../../../core/wire/protocol.ts';
import { startAcceptor } from '../../support/acceptor.ts';
import { ManualClock, settle } from '../../support/manualClock.ts';
import { OPCODE, RawWebSocket } from '../../support/rawWebSocket.ts';

const FRAME = Buffer.alloc(16 * 1024, 'x');

interface Ends {
  endpoint: SocketEndpoint;
  outbox: Outbox;
  clock: ManualClock;
  /** The TCP socket of the endpoint. */
  socket: Socket;
  peer: RawWebSocket;
}

async function connected(): Promise<Ends> {
  const outbox = new Outbox();
  const clock = new ManualClock();
  let endpoint!: SocketEndpoint;
  const acceptor = await startAcceptor(({ ws }) => {
    endpoint = new SocketEndpoint(ws, outbox, clock);
  });
  const accepted = acceptor.next();
  const peer = await RawWebSocket.open(acceptor.port);
  return { endpoint, outbox, clock, peer, socket: (await accepted).socket };
}

/** A source of frames that never ends; how many it was asked for. */
function flood(outbox: Outbox) {
  const source = {
    priority: PRIORITY.bulk,
    asked: 0,
    nextFrame: () => {
      source.asked++;
      return FRAME;
    },
  };
  outbox.ready(source);
  return source;
}

/** Floods the peer, which reads nothing, until the writer is stuck. */
async function stuck({ outbox, socket }: Ends) {
  const source = flood(outbox);
  for (let before = -1, still = 0; still < 100; before = source.asked) {
    await settle();
    still = source.asked === before && socket.writableLength > 0 ? still + 1 : 0;
  }
  return source;
}

const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes!).toString();

/** Both tasks have ended, and nothing is left of the socket. */
async function gone({ endpoint, socket, clock }: Ends) {
  const end = await endpoint.ended;
  expect([socket.destroyed, endpoint.inbound.closed, clock.waiting]).toEqual([true, true, 0]);
  return end;
}

describe('an endpoint of a WebSocket', () => {
  it('carries bytes both ways, in order', async () => {
    const { endpoint, outbox, peer } = await connected();
    for (const part of ['a', 'b', 'c']) peer.send(OPCODE.binary, part);
    let received = '';
    while (received.length < 3) received += text(await endpoint.inbound.receive());
    expect(received).toBe('abc');
    for (const part of ['1', '2']) outbox.control(Buffer.from(part));
    expect([text((await peer.next())?.payload), text((await peer.next())?.payload)]).toEqual([
      '1',
      '2',
    ]);
    endpoint.end('us');
  });

  it('reads on while the peer reads nothing', async () => {
    const ends = await connected();
    const source = await stuck(ends);
    const asked = source.asked;
    for (let count = 0; count < 10; count++) {
      ends.peer.send(OPCODE.binary, `message ${count}`);
      expect(text(await ends.endpoint.inbound.receive())).toBe(`message ${count}`);
    }
    expect(source.asked).toBe(asked); // the writer was stuck all the while
    ends.peer.socket.destroy();
  });

  it('writes on while nobody takes what it reads', async () => {
    const { outbox, peer, endpoint, socket } = await connected();
    let drained = true;
    while (drained) {
      drained = peer.socket.write(frames(64));
      if (!drained)
        for (let turns = 0; turns < 100 && !drained; turns++) {
          await settle();
          drained = peer.socket.writableLength === 0;
        }
    }
    expect(socket.isPaused()).toBe(true);
    expect(endpoint.inbound.held).toBeLessThanOrEqual(512 * 1024 + LIMITS.maxMessage);
    for (let count = 0; count < 10; count++) {
      outbox.control(Buffer.from(`answer ${count}`));
      expect(text((await peer.next())?.payload)).toBe(`answer ${count}`);
    }
    peer.socket.destroy();
    void drain(endpoint);
    await endpoint.ended;
  });

  it('asks for no frame before the socket can take it', async () => {
    const ends = await connected();
    const source = await stuck(ends);
    expect(ends.socket.writableLength).toBeLessThan(64 * 1024 + 2 * FRAME.byteLength);
    expect(source.asked * FRAME.byteLength).toBeLessThan(16 * 1024 * 1024);
    ends.peer.socket.destroy();
  });
});

describe('an endpoint whose peer', () => {
  it('says goodbye answers the Close, and is gone at once', async () => {
    const ends = await connected();
    ends.peer.send(OPCODE.binary, 'last');
    ends.peer.close(4007, 'shutting-down');
    expect(await ends.peer.closed()).toEqual([4007, 'shutting-down']);
    ends.peer.socket.end();
    expect(text(await ends.endpoint.inbound.receive())).toBe('last');
    expect(await gone(ends)).toEqual({
      peerCode: 4007,
      peerReason: 'shutting-down',
      error: undefined,
    });
  });

  it('resets is gone at once', async () => {
    const ends = await connected();
    ends.peer.socket.resetAndDestroy();
    expect(await gone(ends)).toMatchObject({ peerCode: 1006 });
  });

  it('resets is gone at once, also with the writer stuck', async () => {
    const ends = await connected();
    await stuck(ends);
    ends.peer.socket.resetAndDestroy();
    expect(await gone(ends)).toMatchObject({ peerCode: 1006 });
  });

  it('ends its half of the stream is gone at once', async () => {
    const ends = await connected();
    ends.peer.socket.end();
    expect(await gone(ends)).toMatchObject({ peerCode: 1006 });
  });

  it.each<[string, (peer: RawWebSocket) => void]>([
    ['sends Close and then plays dead', (peer) => peer.close(1000)],
    ['ends its half of the stream and then plays dead', (peer) => peer.socket.end()],
    ['breaks the framing and then plays dead', (peer) => peer.send(0x0b, 'no such opcode')],
    ['announces too much and then plays dead', (peer) => peer.send(OPCODE.binary, '', 262_145)],
  ])('%s, reading nothing, is gone in the stated time', async (_how, misbehave) => {
    const ends = await connected();
    await stuck(ends);
    misbehave(ends.peer);
    while (!ends.endpoint.inbound.closed) await settle();
    await ends.clock.pass(SOCKET_DRAIN_MS + CLOSE_ANSWER_MS);
    await gone(ends);
  });

  it('sends Close and keeps the connection open is gone in the stated time', async () => {
    const ends = await connected();
    ends.peer.close(1000);
    await ends.peer.closed();
    while (!ends.endpoint.inbound.closed) await settle();
    await ends.clock.pass(SOCKET_DRAIN_MS + CLOSE_ANSWER_MS);
    expect(await gone(ends)).toMatchObject({ peerCode: 1000 });
  });

  it('sends text is told so by name', async () => {
    const ends = await connected();
    ends.peer.send(OPCODE.text, 'hello');
    expect(await ends.peer.closed()).toEqual([1003, 'text-message']);
    ends.peer.close(1003);
    ends.peer.socket.end();
    const { error } = await gone(ends);
    expect((error as ProtocolError).code).toBe('text-message');
  });

  it('sends too large a message is told so', async () => {
    const ends = await connected();
    ends.peer.send(OPCODE.binary, '', LIMITS.maxMessage + 1);
    expect((await ends.peer.closed())?.[0]).toBe(1009);
    ends.peer.socket.end();
    expect((await gone(ends)).error).toMatchObject({ code: 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH' });
  });

  it('sends the largest message there is, or an empty one, is heard', async () => {
    const { endpoint, peer } = await connected();
    peer.send(OPCODE.binary, '');
    peer.send(OPCODE.binary, Buffer.alloc(LIMITS.maxMessage, 'x'));
    let bytes = 0;
    while (bytes < LIMITS.maxMessage) bytes += (await endpoint.inbound.receive())!.byteLength;
    expect(bytes).toBe(LIMITS.maxMessage);
    peer.socket.destroy();
  });
});

describe('an endpoint that is ended', () => {
  it('flushes its control frames, sends Close once, and waits for the answer', async () => {
    const ends = await connected();
    ends.outbox.control(Buffer.from('last words'));
    ends.endpoint.end('us', new ProtocolError('heartbeat-timeout', 'silence'));
    expect(text((await ends.peer.next())?.payload)).toBe('last words');
    expect(await ends.peer.closed()).toEqual([4005, 'heartbeat-timeout']);
    expect(ends.socket.destroyed).toBe(false);
    ends.peer.close(4005);
    expect(await ends.peer.next()).toBeUndefined();
    ends.peer.socket.end();
    expect(await gone(ends)).toMatchObject({ peerCode: 4005 });
    expect(ends.clock.now()).toBe(0);
  });

  it('does not wait long for a peer that does not answer', async () => {
    const ends = await connected();
    ends.endpoint.end('us');
    expect(await ends.peer.closed()).toEqual([1000, '']);
    await ends.clock.pass(CLOSE_ANSWER_MS - 1);
    expect(ends.socket.destroyed).toBe(false);
    await ends.clock.pass(1);
    expect(await gone(ends)).toMatchObject({ peerCode: 1006, error: undefined });
  });

  it('is gone in the stated time when the peer has vanished', async () => {
    const ends = await connected();
    await stuck(ends);
    ends.endpoint.end('us');
    await ends.clock.pass(SOCKET_DRAIN_MS + CLOSE_ANSWER_MS - 1);
    expect(ends.socket.destroyed).toBe(false);
    await ends.clock.pass(1);
    await gone(ends);
  });

  it('hears the answer behind messages that nobody wants any more', async () => {
    const ends = await connected();
    const { peer, socket, clock } = ends;
    while (!socket.isPaused()) {
      peer.socket.write(frames(64));
      await settle();
    }
    peer.close(1000);
    ends.endpoint.end('us');
    await clock.pass(SOCKET_DRAIN_MS); // the reader can't pass on what it holds
    void peer.closed().then(() => peer.socket.end());
    expect(await gone(ends)).toMatchObject({ peerCode: 1000 });
    expect(clock.now()).toBe(SOCKET_DRAIN_MS);
  });

  it('by a fault of its own says so, and not that all is well', async () => {
    const ends = await connected();
    const fault = new RangeError('a bug');
    ends.outbox.ready({
      priority: PRIORITY.output,
      nextFrame: () => {
        throw fault;
      },
    });
    expect(await ends.peer.closed()).toEqual([4008, 'internal-error']);
    ends.peer.close(1000);
    ends.peer.socket.end();
    expect((await gone(ends)).error).toBe(fault);
  });

  it('leaves nothing behind in the process', async () => {
    const before = sockets();
    for (let count = 0; count < 50; count++) {
      const ends = await connected();
      ends.endpoint.end('us');
      await ends.peer.closed();
      ends.peer.close(1000);
      ends.peer.socket.end();
      await gone(ends);
    }
    await settle();
    expect(sockets()).toBeLessThanOrEqual(before);
  });
});

function sockets(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;
}

/** Binary messages of 1 KiB each. */
function frames(count: number): Buffer {
  const one = Buffer.concat([Buffer.from([0x82, 0xfe, 4, 0, 0, 0, 0, 0]), Buffer.alloc(1024)]);
  return Buffer.concat(Array.from({ length: count }, () => one));
}

async function drain({ inbound }: SocketEndpoint): Promise<void> {
  while (await inbound.receive());
}
