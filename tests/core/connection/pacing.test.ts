// Which frames are paced: those that can fill a link, output and screens. Their receipt is told, and
// what is under way of them is counted.
import { describe, expect, it } from 'vitest';
import { PRIORITY, type FrameSource } from '../../../core/connection/outbox.ts';
import { Peer } from '../../../core/connection/peer.ts';
import { encode } from '../../../core/wire/messages.ts';
import { LIMITS } from '../../../core/wire/protocol.ts';
import { ManualClock, settle } from '../../support/manualClock.ts';
import { MemorySocket } from '../../support/memorySocket.ts';

const bytes = new Uint8Array(1_000);
const PACED = {
  data: encode('data', 1, { offset: 0, bytes }),
  screen: encode('screen', 1, { offset: 0, cols: 80, rows: 24, more: 0, bytes }),
};
const OTHERS = {
  request: encode('request', 0, { id: 1, method: 'x'.repeat(60), params: {} }),
  exit: encode('exit', 1, { code: 0, signal: null, offset: 0 }),
};

function setUp() {
  const clock = new ManualClock();
  const socket = new MemorySocket();
  const peer = new Peer({ socket: socket.socket, clock, onMessage: () => undefined });
  peer.promote(LIMITS.maxBody, LIMITS.heartbeatMs, LIMITS.silenceMs);
  return { clock, socket, peer };
}

/** One frame of much. */
function once(frame: Uint8Array): FrameSource {
  let left = [frame];
  return {
    priority: PRIORITY.output,
    nextFrame: () => {
      const [next] = left;
      left = [];
      return next;
    },
  };
}

describe('of what comes', () => {
  it.each(Object.entries(PACED))('the receipt of %s is told, whole', async (_type, frame) => {
    const { socket } = setUp();
    await socket.hearBytes(frame);
    expect(socket.last('receipt').body.total).toBe(frame.byteLength);
  });

  it.each(Object.entries(OTHERS))('that of %s is not', async (_type, frame) => {
    const { socket, clock } = setUp();
    await socket.hearBytes(frame);
    await clock.pass(1_000);
    expect(socket.types).not.toContain('receipt');
  });
});

describe('of what is sent', () => {
  it.each(Object.entries(PACED))(
    '%s is under way until its receipt comes',
    async (_type, frame) => {
      const { socket, peer } = setUp();
      peer.outbox.ready(once(frame));
      await settle();
      expect(peer.flow.inFlight).toBe(frame.byteLength);
      await socket.hear('receipt', 0, { total: frame.byteLength });
      expect(peer.flow.inFlight).toBe(0);
    },
  );

  it.each(Object.entries(OTHERS))('%s doesn’t count', async (_type, frame) => {
    const { peer } = setUp();
    peer.outbox.control(frame);
    await settle();
    expect([peer.flow.inFlight, peer.bytesOut]).toEqual([0, frame.byteLength]);
  });

  it('what was never sent can’t be acknowledged, which ends the connection', async () => {
    const { socket } = setUp();
    await socket.hear('receipt', 0, { total: 1 });
    expect(socket.closedBy?.reason).toBe('credit-ahead');
  });
});
