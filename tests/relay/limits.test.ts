// Every limit of a node lets in as many as it says, and refuses one more by its name.
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { Counts } from '../../relay/counts.ts';
import { crowdOf } from '../../core/link/crowd.ts';
import { plainAddress } from '../../relay/doors/crowds.ts';
import { HalfOpen } from '../../relay/doors/halfOpen.ts';
import { Misses } from '../../relay/doors/misses.ts';
import { TokenBucket } from '../../relay/tokenBucket.ts';
import { Wheel } from '../../relay/wheel.ts';
import { ManualClock } from '../support/manualClock.ts';
import { agentIn, Line, newKeys, spliced, takeTicket, wantAgent } from '../support/relay/ends.ts';
import { closeRelays, openRelay } from '../support/relay/relay.ts';

const sockets: Socket[] = [];

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  closeRelays();
});

function tcp(port: number, localAddress?: string): Socket {
  const socket = connect({ host: '127.0.0.1', port, ...(localAddress && { localAddress }) });
  socket.on('error', () => undefined);
  sockets.push(socket.resume());
  return socket;
}

/** Reset or ended: it is gone. */
async function closed(socket: Socket): Promise<void> {
  if (!socket.closed) await new Promise<void>((resolve) => socket.once('close', () => resolve()));
}

async function refusal(line: Line): Promise<unknown> {
  const { code, message } = await line.told();
  return `${String(code)}: ${String(message)}`;
}

const TICKET = 'A'.repeat(43);

describe('the gate', () => {
  it.each(['connections', 'perAddress'] as const)('takes %s as many as it may', async (limit) => {
    const { port, counts, url } = await openRelay({ limits: { [limit]: 3 } });
    for (let count = 0; count < 3; count++) tcp(port);
    await expect.poll(() => counts.connections).toBe(3);
    await closed(tcp(port));
    expect(counts.refused.get(limit)).toBe(1);
    sockets[0]!.destroy();
    await expect.poll(() => counts.connections).toBe(2);
    await agentIn(url);
  });

  it('lets another address in where one has too many', async () => {
    const { port, counts, url } = await openRelay({ limits: { perAddress: 3 } });
    for (let count = 0; count < 3; count++) tcp(port, '127.0.0.9');
    await expect.poll(() => counts.connections).toBe(3);
    await agentIn(url, { options: { localAddress: '127.0.0.10' } });
  });

  it('keeps those beyond its rate waiting in their order, and cuts those beyond that', async () => {
    const clock = new ManualClock();
    const limits = { acceptRate: 10, acceptBurst: 2, atDoor: 3 };
    const { port, counts } = await openRelay({ limits, clock });
    for (let count = 0; count < 5; count++) {
      tcp(port);
      await expect.poll(() => counts.connections).toBe(count + 1);
    }
    expect(counts).toMatchObject({ accepted: 2, atDoor: 3 });
    await closed(tcp(port));
    expect(counts.refused.get('atDoor')).toBe(1);
    clock.advance(100);
    expect(counts).toMatchObject({ accepted: 3, atDoor: 2 });
    clock.advance(1_000);
    expect(counts).toMatchObject({ accepted: 5, atDoor: 0 });
  });

  it('cuts whoever is banned before a word is read', async () => {
    const turnedAway: string[] = [];
    const on = {
      turnedAway: (address: string, why: string) => turnedAway.push(`${address} ${why}`),
    };
    const { port } = await openRelay({ policy: { bans: ['127.0.0.64/26'] }, on });
    await closed(tcp(port, '127.0.0.65'));
    expect(turnedAway).toEqual(['127.0.0.65 banned']);
  });
});

describe('those who haven’t shown who they are', () => {
  it('are no more than there are places: the largest crowd pays', async () => {
    const { port, counts, url } = await openRelay({ limits: { halfOpen: 20 } });
    for (let count = 0; count < 20; count++) tcp(port, '127.0.0.9');
    await expect.poll(() => counts.halfOpen).toBe(20);
    await agentIn(url, { options: { localAddress: '127.0.0.10' } });
    await closed(sockets[0]!);
    expect(counts.refused.get('halfOpen')).toBe(1);
    expect(counts.halfOpen).toBe(19);
  });

  it('are cut where they are slow, at each step, and hear why where they can', async () => {
    const clock = new ManualClock();
    const { port, counts, url } = await openRelay({ clock });
    const silent = tcp(port);
    const slowHead = tcp(port);
    slowHead.write('GET /relay/agent HTTP/1.1\r\nHost: a\r\nX: ');
    const lines = [await Line.open(url, 'agent'), await Line.open(url, 'client')];
    await lines[0]!.told();
    await expect.poll(() => counts.halfOpen).toBe(4);
    clock.advance(9_999);
    expect(counts.halfOpen).toBe(4);
    clock.advance(1);
    expect(counts.halfOpen).toBe(0);
    for (const line of lines) expect(await refusal(line)).toBe('too-slow: too-slow');
    for (const socket of [silent, slowHead]) await closed(socket);
    expect(counts.refused.get('too-slow')).toBe(4);
  });

  it('send no longer heads than they may', async () => {
    const { port, counts } = await openRelay({ limits: { head: 2_000 } });
    const socket = tcp(port);
    socket.write(`GET /relay/agent HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(100_000)}`);
    await closed(socket);
    await expect.poll(() => counts.connections).toBe(0);
  });
});

describe('agents', () => {
  it('are as many as there may be', async () => {
    const { url, counts } = await openRelay({ limits: { agents: 2 } });
    const [first] = [await agentIn(url), await agentIn(url)];
    await expect(agentIn(url)).rejects.toThrow('503');
    first.line.ws.close();
    await expect.poll(() => counts.agents).toBe(1);
    await agentIn(url);
  });

  it('are told of no more clients at once than they may be', async () => {
    const limits = { summonBurst: 2, summonRate: 1 };
    const { url } = await openRelay({ limits, clock: new ManualClock() });
    const agent = await agentIn(url);
    for (let count = 0; count < 2; count++) {
      await wantAgent(url, agent.id);
      expect(await agent.line.told()).toMatchObject({ type: 'waiting' });
    }
    const third = await wantAgent(url, agent.id);
    expect(await refusal(third)).toBe('agent-busy: limit summonRate');
  });

  it('answer what nobody asked so often, and no more', async () => {
    const { url } = await openRelay({ limits: { strays: 3 } });
    const { line } = await agentIn(url);
    for (let count = 0; count < 4; count++) line.say({ type: 'declined', ticket: TICKET });
    expect(await refusal(line)).toBe('limit: strays');
  });

  it('are pinged, and cut after a silence of three', async () => {
    const clock = new ManualClock();
    const { url, counts } = await openRelay({ clock, limits: { heartbeatMs: 1_000 } });
    const lively = await agentIn(url);
    const deaf = await agentIn(url, { options: { autoPong: false } });
    const pings: unknown[] = [];
    lively.line.ws.on('ping', () => pings.push(0));
    for (let beat = 1; beat <= 6; beat++) {
      clock.advance(1_000);
      await expect.poll(() => pings.length).toBe(beat);
      // its pong has arrived when what it says after it has
      const client = await wantAgent(url, lively.id);
      const { ticket } = await lively.line.told<{ ticket: string }>();
      lively.line.say({ type: 'declined', ticket });
      expect(await refusal(client)).toContain('agent-busy');
    }
    expect((await deaf.line.ended).code).toBe(1006);
    expect(counts.refused.get('silent')).toBe(1);
    expect(counts.agents).toBe(1);
  });
});

describe('clients', () => {
  it('wait, and are spliced, as many as may', async () => {
    const limits = { waiting: 1, splices: 1, agentClients: 5 };
    const { url, counts } = await openRelay({ limits });
    const agent = await agentIn(url);
    const waits = await wantAgent(url, agent.id);
    const { ticket } = await agent.line.told<{ ticket: string }>();
    expect(await refusal(await wantAgent(url, agent.id))).toBe('limit: waiting');
    await (await takeTicket(url, ticket)).told();
    expect(await refusal(await wantAgent(url, agent.id))).toBe('limit: splices');
    await waits.told();
    waits.ws.close();
    await expect.poll(() => counts.splices).toBe(0);
    await spliced(url, agent);
  });

  it('are of one agent as many as may', async () => {
    const { url, counts } = await openRelay({ limits: { agentClients: 2 } });
    const [agent, other] = [await agentIn(url), await agentIn(url)];
    const { client } = await spliced(url, agent);
    await wantAgent(url, agent.id);
    await agent.line.told();
    const third = await wantAgent(url, agent.id);
    expect(await refusal(third)).toBe('agent-busy: limit agentClients');
    await spliced(url, other);
    client.ws.close();
    await expect.poll(() => counts.splices).toBe(1);
    await wantAgent(url, agent.id);
    expect(await agent.line.told()).toMatchObject({ type: 'waiting' });
  });

  it('guess ids, and their agents tickets, no more often than they may', async () => {
    const clock = new ManualClock();
    const { url } = await openRelay({ clock, limits: { misses: 2 } });
    expect(await refusal(await wantAgent(url, newKeys().id))).toContain('agent-offline');
    expect(await refusal(await takeTicket(url, TICKET))).toContain('bad-ticket');
    expect(await refusal(await wantAgent(url, newKeys().id))).toBe('limit: misses');
    expect(await refusal(await takeTicket(url, TICKET))).toBe('limit: misses');
    const elsewhere = await wantAgent(url, newKeys().id, { localAddress: '127.0.0.10' });
    expect(await refusal(elsewhere)).toContain('agent-offline');
    clock.advance(30_000);
    expect(await refusal(await wantAgent(url, newKeys().id))).toContain('agent-offline');
  });

  it('get no more bytes than their agent’s ticket has left', async () => {
    const { url, registry } = await openRelay();
    const agent = await agentIn(url);
    const allowance = { agents: 1, clients: 9, bytes: 0, rate: 1_000 };
    registry.allowanceOf = () => allowance;
    expect(await refusal(await wantAgent(url, agent.id))).toBe('limit: bytes of this month');
  });
});

describe('the parts', () => {
  it('remember as many addresses with misses as they may, the latest', () => {
    const clock = new ManualClock();
    const misses = new Misses(clock, { misses: 1, missedAddresses: 2 });
    for (const crowd of ['a', 'b', 'c']) misses.miss(crowd);
    expect(['a', 'b', 'c'].map((crowd) => misses.waitMs(crowd))).toEqual([0, 60_000, 60_000]);
  });

  it('give as many tokens as there are, and owe those beyond', () => {
    const bucket = new TokenBucket(10, 2, 0);
    expect([bucket.take(0), bucket.take(0), bucket.take(0)]).toEqual([true, true, false]);
    expect(bucket.waitMs(50)).toBeCloseTo(50);
    bucket.owe(100, 5);
    expect(bucket.waitMs(100, 0)).toBeCloseTo(400);
    expect(bucket.take(10_000, 2)).toBe(true);
    expect(bucket.take(10_000)).toBe(false);
  });

  it('count a /64 of IPv6 as one, and IPv4 within IPv6 as IPv4', () => {
    expect(crowdOf('2001:db8::1')).toBe(crowdOf('2001:db8::ffff:2'));
    expect(crowdOf('2001:db8:0:1::1')).not.toBe(crowdOf('2001:db8::1'));
    expect(plainAddress('::ffff:192.0.2.1')).toBe('192.0.2.1');
  });

  it('drop the oldest of the largest crowd', () => {
    const half = new HalfOpen(new ManualClock(), { halfOpen: 3, sayMs: 10 }, new Counts());
    const dropped: string[] = [];
    for (const [crowd, name] of [
      ['a', '1'],
      ['b', '2'],
      ['b', '3'],
      ['c', '4'],
    ] as const) {
      half.enter({ crowd, dueAt: 0, drop: (why) => dropped.push(`${name} ${why}`) });
    }
    expect(dropped).toEqual(['2 halfOpen']);
  });

  it('visit everybody once a turn, and need no timer for nobody', () => {
    const clock = new ManualClock();
    const wheel = new Wheel(clock, 3_200);
    const visits = [0, 0, 0];
    const items = visits.map((_, at) => ({ visit: () => visits[at]!++ }));
    const places = items.map((item) => wheel.add(item));
    clock.advance(32_000);
    expect(visits).toEqual([10, 10, 10]);
    items.forEach((item, at) => wheel.remove(item, places[at]!));
    clock.advance(3_200);
    expect(visits).toEqual([10, 10, 10]);
    expect(clock.waiting).toBe(0);
  });
});
