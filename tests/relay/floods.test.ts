// Floods of every kind beside an agent and its client, who don't notice; and a million messages by
// seed, of which none does more than to be refused.
import { EventEmitter } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { RELAY_CODES } from '../../core/relay/messages.ts';
import type { AgentSocket } from '../../core/socket/agentSocket.ts';
import { AgentControl } from '../../relay/control/agentControl.ts';
import { TicketBook } from '../../relay/control/ticketBook.ts';
import { Counts } from '../../relay/counts.ts';
import { WaitingClient } from '../../relay/doors/clientDoor.ts';
import { Crowds } from '../../relay/doors/crowds.ts';
import { Misses } from '../../relay/doors/misses.ts';
import { ComingAgent } from '../../relay/doors/spliceDoor.ts';
import { RELAY_LIMITS } from '../../relay/limits.ts';
import { Peer } from '../../relay/peer.ts';
import { InProcessRegistry } from '../../relay/registry/inProcess.ts';
import { Wheel } from '../../relay/wheel.ts';
import { ManualClock } from '../support/manualClock.ts';
import { seeded, type Random } from '../support/random.ts';
import { agentIn, Line, newKeys, spliced, takeTicket, wantAgent } from '../support/relay/ends.ts';
import { closeRelays, openRelay } from '../support/relay/relay.ts';

const strangers: Socket[] = [];

afterEach(() => {
  for (const socket of strangers.splice(0)) socket.destroy();
  closeRelays();
});

const FLOODS: Record<string, (at: number) => void> = {
  'half-open connections': () => undefined,
  'slow heads': (at) => strangers[at]!.write('GET /relay/client HTTP/1.1\r\nHost: '),
  'half upgrades': (at) =>
    strangers[at]!.write('GET /relay/agent HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n'),
  'what is no HTTP': (at) => strangers[at]!.write(Buffer.alloc(100, 0x16)),
};

describe('an agent and its client', () => {
  it.each(Object.keys(FLOODS))('meet and talk beside a flood of %s', async (kind) => {
    const limits = { halfOpen: 50, acceptRate: 100_000, acceptBurst: 100_000 };
    const { url, port, counts } = await openRelay({ limits });
    for (let count = 0; count < 400; count++) {
      const localAddress = `127.0.1.${1 + (count % 40)}`;
      const socket = connect({ host: '127.0.0.1', port, localAddress });
      socket.on('error', () => undefined);
      strangers.push(socket.resume());
      socket.once('connect', () => FLOODS[kind]!(count));
    }
    await expect.poll(() => counts.accepted).toBeGreaterThan(300);
    const agent = await agentIn(url);
    const { client, end } = await spliced(url, agent);
    client.ws.send(Buffer.from('through'));
    expect(String(await end.next())).toBe('through');
    expect(counts.halfOpen).toBeLessThanOrEqual(50);
  });

  it('meet and talk beside one that guesses', async () => {
    const limits = { misses: 20, acceptBurst: 1_000 };
    const { url, counts } = await openRelay({ limits, clock: new ManualClock() });
    const guess = { localAddress: '127.0.1.1' };
    for (let count = 0; count < 15; count++) {
      const client = await wantAgent(url, newKeys().id, guess);
      expect(await client.told()).toMatchObject({ code: count < 10 ? 'agent-offline' : 'limit' });
      const agentEnd = await takeTicket(url, 'A'.repeat(43), guess);
      expect(await agentEnd.told()).toMatchObject({ code: count < 10 ? 'bad-ticket' : 'limit' });
    }
    const { client, end } = await spliced(url, await agentIn(url));
    client.ws.send(Buffer.from('through'));
    expect(String(await end.next())).toBe('through');
    expect(counts.refused.get('limit')).toBe(10);
  });
});

/** What comes by, made of what the messages are made of, and broken in one way or several. */
function randomMessage(random: Random, ids: readonly string[]): Buffer {
  const kind = random.pick(['prove', 'declined', 'want', 'take', 'owned', 'spliced', '__proto__']);
  const text = random.pick(['A'.repeat(43), random.pick(ids), '', 'x'.repeat(600), '\u0000', '🎣']);
  const value = random.pick([text, 0, -1, 1e308, null, true, [], {}, [text], { key: text }]);
  const message: Record<string, unknown> = { type: kind, id: random.pick(ids), ticket: text };
  if (random.once(2)) message[random.pick(['id', 'ticket', 'epoch', 'keys', 'type'])] = value;
  if (kind === 'prove') {
    Object.assign(message, { epoch: random.int(9), keys: [{ key: text }], signature: text });
  }
  const json = Buffer.from(JSON.stringify(message));
  if (random.once(4)) json[random.int(json.length)] = random.int(256);
  return random.once(10) ? json.subarray(0, random.int(json.length)) : json;
}

/** A socket that takes everything and leads nowhere. */
class NoSocket extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  readonly bufferedAmount = 0;
  readonly isPaused = false;
  readonly said: string[] = [];

  send(text: string): void {
    this.said.push(text);
  }

  close(): void {
    this.readyState = 3;
    this.emit('close');
  }

  resume(): void {
    // it is read anyway
  }
}

describe('a million messages', () => {
  // Where each of them failed is of no interest, and is most of the time it takes.
  const { stackTraceLimit } = Error;
  beforeAll(() => (Error.stackTraceLimit = 0));
  afterAll(() => (Error.stackTraceLimit = stackTraceLimit));

  it.each([20, 21, 22, 23])(
    'leave nothing behind, and nobody in (a quarter, seed %i)',
    async (seed) => {
      const random = seeded(seed);
      const clock = new ManualClock();
      const limits = RELAY_LIMITS;
      const counts = new Counts();
      const registry = new InProcessRegistry();
      const tickets = new TicketBook<WaitingClient>(clock, limits.ticketMs);
      const misses = new Misses(clock, { misses: 1e9, missedAddresses: 10 });
      const clients = new Crowds();
      const control = {
        ...{ clock, limits, counts, registry, heartbeats: new Wheel(clock, 1_000), retryMs: 1 },
        node: '',
        declined: (ticket: string, agent: string) => tickets.decline(ticket, agent),
        proved: () => expect.unreachable('nobody has a key'),
        gone: () => expect.unreachable('nobody was in'),
      };
      const client = { limits, counts, registry, tickets, clients, misses, node: '' };
      const splice = () => expect.unreachable('nobody has a ticket');
      const ids = [newKeys().id, newKeys().id];
      const codes = new Set<string>(RELAY_CODES);
      let messages = 0;
      let peers = 0;
      while (messages < 250_000) {
        if (++peers % 1_000 === 0) await setImmediate();
        const ws = new NoSocket();
        const nobody = { message: () => undefined, closed: () => undefined };
        const peer = new Peer(
          ws as unknown as AgentSocket,
          `10.0.0.${random.int(99)}`,
          counts,
          nobody,
        );
        const door = random.int(3);
        const challenge = {
          type: 'challenge',
          relay: 'a',
          node: '',
          nonce: 'A'.repeat(43),
        } as const;
        if (door === 0) new AgentControl(peer, challenge, control);
        else if (door === 1) new WaitingClient(peer, client);
        else new ComingAgent(peer, { tickets, misses, splice });
        for (let count = 0; count < 8 && ws.readyState === 1; count++, messages++) {
          ws.emit('message', randomMessage(random, ids), random.once(20));
        }
        const last = ws.said.at(-1);
        if (ws.readyState === 1) ws.close();
        else if (last === undefined || !codes.has((JSON.parse(last) as { code: string }).code)) {
          expect.fail(`ended without a name: ${last}`);
        }
      }
      expect(counts).toMatchObject({ agents: 0, waiting: 0, splices: 0 });
      expect([tickets.size, clients.count]).toEqual([0, 0]);
    },
  );

  it('and some thousands over real sockets: the node lives, and everybody is gone', async () => {
    const random = seeded(24);
    const limits = { acceptRate: 100_000, acceptBurst: 100_000, misses: 1e9 };
    const { url, counts } = await openRelay({ limits });
    const agent = await agentIn(url);
    for (let round = 0; round < 20; round++) {
      const lines = await Promise.all(
        Array.from({ length: 25 }, () =>
          Line.open(url, random.pick(['agent', 'client', 'splice'])),
        ),
      );
      for (const { ws } of lines) {
        for (let count = 0; count < 4; count++) {
          const message = randomMessage(random, [newKeys().id]);
          ws.send(message, { binary: random.once(8) });
        }
        if (random.once(3)) ws.terminate();
        else ws.close();
      }
      await Promise.all(lines.map(({ ended }) => ended));
    }
    await expect.poll(() => counts.connections).toBe(1);
    expect(agent.line.ws.readyState).toBe(WebSocket.OPEN);
    expect(counts).toMatchObject({ agents: 1, waiting: 0, splices: 0, halfOpen: 0 });
    const { client, end } = await spliced(url, agent);
    client.ws.send(Buffer.from('alive'));
    expect(String(await end.next())).toBe('alive');
  });
});
