// Bounds of a connection: how large what comes may be, how many may come, and how long each may take.
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { Guests } from '../../../agent/auth/guests.ts';
import { WaitingRoom } from '../../../agent/auth/waitingRoom.ts';
import { Outbox } from '../../../core/connection/outbox.ts';
import { startFrame } from '../../../core/wire/frame.ts';
import { encode } from '../../../core/wire/messages.ts';
import { FIRST_OPTIONAL_CODE, PATH, SUBPROTOCOL } from '../../../core/wire/protocol.ts';
import { startAcceptor } from '../../support/acceptor.ts';
import { FullHouse } from '../../support/fullHouse.ts';
import { MemoryAgent, type MemoryPeer } from '../../support/memoryAgent.ts';
import { HELLO } from '../../support/rawSocket.ts';
import { refusedAs, type Limit } from './limit.ts';

/** A frame that means nothing, of a type that nobody has to know. */
const frame = (body: number): Uint8Array => startFrame(FIRST_OPTIONAL_CODE + 0x7f, 0, body);

const endOf = ({ socket }: MemoryPeer): string => socket.closedBy?.reason ?? '';

async function takesBody({ socket }: MemoryPeer, bytes: number): Promise<string> {
  await socket.hearBytes(frame(bytes));
  return socket.closedBy?.reason ?? '';
}

/** Whether somebody is still there just before so much time is over. */
async function staysFor(agent: MemoryAgent, peer: MemoryPeer, ms: number): Promise<string> {
  await agent.clock.pass(ms - 1);
  return endOf(peer);
}

async function takesMessage(bytes: number): Promise<string> {
  const { port, next } = await startAcceptor();
  const accepted = next();
  const client = new WebSocket(`ws://127.0.0.1:${port}${PATH}`, SUBPROTOCOL);
  const { ws } = await accepted;
  ws.on('error', () => undefined); // it is told to the client
  if (client.readyState !== client.OPEN) await once(client, 'open');
  client.send(new Uint8Array(bytes));
  return new Promise((resolve) => {
    ws.once('message', () => resolve(''));
    client.once('close', (code) => resolve(`${code}`));
  });
}

async function takesPings(bytes: number): Promise<string> {
  const agent = new MemoryAgent();
  const guest = await agent.join(agent.invite(agent.openShell()));
  const { socket } = guest;
  await agent.clock.pass(0); // its own first PING
  socket.isStuck = true;
  const ping = encode('ping', 0, { token: 1 });
  // What the socket itself takes before it is full costs the outbox nothing.
  while (socket.bufferedAmount <= 64 * 1024) await socket.hearBytes(ping);
  const count = Math.ceil(bytes / ping.byteLength);
  await socket.hearBytes(Buffer.concat(Array.from({ length: count }, () => ping)));
  await agent.clock.pass(1_500); // its last words are not read either
  return endOf(guest);
}

const strangers = (count: number): string => {
  let dropped = '';
  const room = new WaitingRoom({ knows: () => false });
  for (let n = 0; n < count; n++) room.enter(`10.0.${n >> 8}.${n & 255}`, () => (dropped = 'drop'));
  return dropped;
};

const comings = (count: number): string => {
  let ended = '';
  const guests = new Guests(1);
  for (let n = 0; n < count; n++) guests.come('member', ({ code }) => (ended = code));
  return ended;
};

const house = new FullHouse();

export const CONNECTION_LIMITS = {
  maxBody: {
    takes: async (bytes) => takesBody(await new MemoryAgent().login(), bytes),
    refusal: 'frame-too-large',
  },
  maxBodyBeforeReady: {
    takes: (bytes) => takesBody(new MemoryAgent().come(), bytes),
    refusal: 'frame-too-large',
  },
  maxMessage: { takes: takesMessage, refusal: '1009' },
  maxConnections: { takes: (count) => house.owners(count), refusal: 'too-many-connections' },
  maxGuests: { takes: (count) => house.guests(count), refusal: 'too-many-connections' },
  maxGuestWaiting: { takes: comings, refusal: 'replaced' },
  maxStrangers: { takes: strangers, refusal: 'drop' },
  helloMs: {
    takes: (ms) => {
      const agent = new MemoryAgent();
      return staysFor(agent, agent.come(), ms);
    },
    refusal: 'handshake-timeout',
  },
  handshakeMs: {
    takes: async (ms) => {
      const agent = new MemoryAgent();
      const peer = agent.come();
      await peer.socket.hear('hello', 0, HELLO);
      return staysFor(agent, peer, ms);
    },
    refusal: 'handshake-timeout',
  },
  heartbeatMs: {
    takes: async (ms) => {
      const agent = new MemoryAgent();
      const { socket } = await agent.login();
      await agent.clock.pass(0); // the first one goes at once
      await agent.clock.pass(ms - 1);
      return socket.types.filter((type) => type === 'ping').length > 1 ? 'ping' : '';
    },
    refusal: 'ping',
  },
  silenceMs: {
    takes: async (ms) => {
      const agent = new MemoryAgent();
      return staysFor(agent, await agent.login(), ms);
    },
    refusal: 'heartbeat-timeout',
  },
  maxControlBacklog: {
    takes: (bytes) => refusedAs(() => new Outbox().control(new Uint8Array(bytes))),
    refusal: 'control-backlog',
  },
  maxGuestBacklog: { takes: takesPings, refusal: 'control-backlog' },
} satisfies Record<string, Limit>;
