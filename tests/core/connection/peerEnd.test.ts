// The end of a connection on a socket in memory: the first reason stands, and nothing waits on.
import { describe, expect, it } from 'vitest';
import { Peer } from '../../../core/connection/peer.ts';
import { SOCKET_DRAIN_MS } from '../../../core/socket/socketEndpoint.ts';
import { ProtocolError } from '../../../core/wire/errors.ts';
import { encode, type Message } from '../../../core/wire/messages.ts';
import { LIMITS } from '../../../core/wire/protocol.ts';
import { ManualClock, settle } from '../../support/manualClock.ts';
import { MemorySocket } from '../../support/memorySocket.ts';

function setUp() {
  const clock = new ManualClock();
  const socket = new MemorySocket();
  const heard: Message[] = [];
  const peer = new Peer({
    ...{ socket: socket.socket, clock },
    onMessage: (message) => void heard.push(message),
  });
  peer.promote(LIMITS.maxBody, LIMITS.heartbeatMs, LIMITS.silenceMs);
  return { clock, socket, peer, heard };
}

const first = new ProtocolError('offset-gap', 'first');
const second = new ProtocolError('bad-body', 'second');
const data = encode('data', 1, { offset: 0, bytes: new Uint8Array(10) });

describe('the reason', () => {
  it('is the first one, for whoever asks and for the other side', async () => {
    const { socket, peer } = setUp();
    peer.fail(first);
    peer.fail(second);
    void peer.close();
    expect(await peer.over).toBe(first);
    expect((await peer.ended).error).toBe(first);
    expect(socket.types).toEqual(['error']);
    expect(socket.closedBy).toEqual({ code: 4000, reason: 'offset-gap' });
  });

  it('is none where this side was done before', async () => {
    const { socket, peer } = setUp();
    void peer.close();
    peer.fail(first);
    expect(await peer.over).toBeUndefined();
    expect(socket.types).toEqual(['goodbye']);
  });
});

describe('after it', () => {
  it('nothing that comes is heard any more', async () => {
    const { socket, peer, heard } = setUp();
    await socket.hearBytes(data);
    expect(heard).toHaveLength(1);
    peer.fail(first);
    await socket.hearBytes(data);
    expect(heard).toHaveLength(1);
  });

  it.each([
    ['of heartbeats', false],
    ['of receipts', true],
  ])('no timer is left %s', async (_whose, hears) => {
    const { socket, peer, clock } = setUp();
    for (let times = 0; hears && times < 2; times++) await socket.hearBytes(data);
    expect(clock.waiting).toBe(hears ? 2 : 1);
    await peer.close();
    expect(clock.waiting).toBe(0);
  });

  it('a peer that reads nothing is left for gone', async () => {
    const { socket, peer, clock } = setUp();
    socket.isStuck = true;
    const much = encode('data', 1, { offset: 0, bytes: new Uint8Array(100_000) });
    for (let times = 0; times < 2; times++) peer.outbox.control(much);
    await settle();
    void peer.close();
    let isGone = false;
    void peer.ended.then(() => (isGone = true));
    await clock.pass(SOCKET_DRAIN_MS - 1);
    expect([isGone, socket.types]).toEqual([false, ['data']]);
    await clock.pass(1);
    expect([isGone, clock.waiting]).toEqual([true, 0]);
  });
});
