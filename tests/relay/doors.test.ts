// The relay's three doors, with real sockets: who comes in, who meets whom, and by which name everybody
// else is turned away.
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { nextKey, prove } from '../../core/relay/agentProof.ts';
import { RELAY_SUBPROTOCOL, type Challenge } from '../../core/relay/messages.ts';
import { ticketHash } from '../../relay/registry/ledger.ts';
import {
  agentIn,
  Line,
  newKeys,
  proveAgent,
  spliced,
  takeTicket,
  wantAgent,
  type AgentKeys,
} from '../support/relay/ends.ts';
import { closeRelays, openRelay } from '../support/relay/relay.ts';

afterEach(closeRelays);

const TICKET = 'A'.repeat(43);

async function refusal(line: Line): Promise<unknown> {
  const { type, code } = await line.told();
  const { reason } = await line.ended;
  expect(type).toBe('refused');
  expect(reason).toBe(code);
  return code;
}

function rotated(before: AgentKeys): AgentKeys {
  const { privateKey } = generateKeyPairSync('ed25519');
  const next = nextKey(before.id, before.current, privateKey);
  return { id: before.id, keys: [...before.keys, next], current: privateKey };
}

describe('an agent', () => {
  it('is challenged by the name it dialled, and owns its id once it has proved it', async () => {
    const { url, port, counts } = await openRelay();
    const agent = await agentIn(url);
    expect(agent.challenge).toMatchObject({ relay: `127.0.0.1:${port}`, node: '' });
    expect(agent.owned).toEqual({ type: 'owned', heartbeatMs: 30_000, limits: { clients: 64 } });
    expect(counts).toMatchObject({ agents: 1, halfOpen: 0, connections: 1 });
  });

  it('is refused with a wrong key, a stale one, another’s challenge, and a broken chain', async () => {
    const { url } = await openRelay();
    const keys = newKeys();
    const stolen = { ...keys, current: newKeys().current };
    expect(await refusal((await proveAgent(url, { keys: stolen })).line)).toBe('bad-proof');
    const later = rotated(keys);
    const forged = { ...later, keys: [later.keys[0]!, { ...later.keys[1]!, by: TICKET }] };
    expect(await refusal((await proveAgent(url, { keys: forged })).line)).toBe('bad-proof');
    await agentIn(url, { keys: later });
    expect(await refusal((await proveAgent(url, { keys })).line)).toBe('stale-key');
    const replayed = await Line.open(url, 'agent');
    await replayed.told<Challenge>();
    const other = { type: 'challenge', relay: 'other', node: '', nonce: TICKET } as const;
    replayed.say(prove(other, { id: keys.id, epoch: 9, keys: keys.keys }, keys.current));
    expect(await refusal(replayed)).toBe('bad-proof');
  });

  it('has its id by the later of two connections', async () => {
    const { url, counts } = await openRelay();
    const keys = newKeys();
    const first = await agentIn(url, { keys, epoch: 5 });
    const second = await agentIn(url, { keys, epoch: 6 });
    expect(await refusal(first.line)).toBe('replaced');
    expect(await refusal((await proveAgent(url, { keys, epoch: 5 })).line)).toBe('replaced');
    await expect.poll(() => counts.agents).toBe(1);
    const { client, end } = await spliced(url, second);
    client.ws.send(Buffer.from('to the second'));
    expect(String(await end.next())).toBe('to the second');
  });

  it('needs a ticket where the operator says so, and is kept out where it is banned', async () => {
    const allowance = { agents: 1, clients: 2, bytes: 1_000_000, rate: 1_000_000 };
    const banned = newKeys();
    const { url } = await openRelay({
      policy: {
        ...{ demandTickets: true, bans: [banned.id] },
        tickets: { [ticketHash('good ticket')]: allowance },
      },
    });
    expect(await refusal((await proveAgent(url)).line)).toBe('enrolment');
    expect(await refusal((await proveAgent(url, { ticket: 'bad' })).line)).toBe('enrolment');
    const { owned } = await agentIn(url, { ticket: 'good ticket' });
    expect(owned.limits).toEqual({ clients: 2 });
    const again = await proveAgent(url, { ticket: 'good ticket' });
    expect(await refusal(again.line)).toBe('enrolment');
    const out = await proveAgent(url, { keys: banned, ticket: 'good ticket' });
    expect(await refusal(out.line)).toBe('banned');
  });

  it('is refused for whatever isn’t what it should say', async () => {
    const { url } = await openRelay();
    for (const said of ['', '{', '[]', '{"type":"want"}', `{"type":"prove","id":"${TICKET}"}`]) {
      const line = await Line.open(url, 'agent');
      await line.told();
      line.ws.send(said);
      expect(await refusal(line)).toBe('bad-message');
    }
    const binary = await agentIn(url);
    binary.line.ws.send(Buffer.from('binary'));
    expect(await refusal(binary.line)).toBe('bad-message');
    const long = await agentIn(url);
    long.line.ws.send('x'.repeat(5_000));
    expect((await long.line.ended).code).toBe(1009);
  });
});

describe('a client', () => {
  it('meets its agent, and each is told what the other says', async () => {
    const { url, counts } = await openRelay();
    const agent = await agentIn(url);
    const { client, end } = await spliced(url, agent);
    expect(counts).toMatchObject({ splices: 1, waiting: 0, halfOpen: 0 });
    client.ws.send(Buffer.alloc(65_536, 1));
    end.ws.send(Buffer.from('an answer'));
    expect(await end.next()).toEqual(Buffer.alloc(65_536, 1));
    expect(String(await client.next())).toBe('an answer');
    client.ws.close();
    expect(await end.ended).toEqual({ code: 1000, reason: 'peer-gone' });
    await expect.poll(() => counts.splices).toBe(0);
  });

  it('hears at once that nobody is there, and that its agent won’t come', async () => {
    const { url } = await openRelay();
    expect(await refusal(await wantAgent(url, newKeys().id))).toBe('agent-offline');
    const agent = await agentIn(url);
    const client = await wantAgent(url, agent.id);
    const { ticket } = await agent.line.told<{ ticket: string }>();
    agent.line.say({ type: 'declined', ticket });
    expect(await refusal(client)).toBe('agent-busy');
  });

  it('isn’t declined by another agent', async () => {
    const { url } = await openRelay();
    const [agent, other] = [await agentIn(url), await agentIn(url)];
    const client = await wantAgent(url, agent.id);
    const { ticket } = await agent.line.told<{ ticket: string }>();
    other.line.say({ type: 'declined', ticket });
    const end = await takeTicket(url, ticket);
    expect(await end.told()).toEqual({ type: 'spliced' });
    expect(await client.told()).toEqual({ type: 'spliced' });
  });

  it('is refused for whatever isn’t what it should say, also while it waits', async () => {
    const { url, counts } = await openRelay();
    const agent = await agentIn(url);
    for (const said of ['{}', '{"type":"want","id":"short"}', Buffer.from('binary')]) {
      const line = await Line.open(url, 'client');
      line.ws.send(said);
      expect(await refusal(line)).toBe('bad-message');
    }
    const early = await wantAgent(url, agent.id);
    const { ticket } = await agent.line.told<{ ticket: string }>();
    early.ws.send(Buffer.from('too early'));
    expect(await refusal(early)).toBe('bad-message');
    expect(await refusal(await takeTicket(url, ticket))).toBe('bad-ticket');
    expect(counts.waiting).toBe(0);
  });
});

describe('a ticket', () => {
  it('is good once, and no longer than its client waits', async () => {
    const { url } = await openRelay();
    const agent = await agentIn(url);
    const { ticket } = await spliced(url, agent);
    expect(await refusal(await takeTicket(url, ticket))).toBe('bad-ticket');
    expect(await refusal(await takeTicket(url, TICKET))).toBe('bad-ticket');
    const left = await wantAgent(url, agent.id);
    const { ticket: second } = await agent.line.told<{ ticket: string }>();
    left.ws.close();
    await left.ended;
    expect(await refusal(await takeTicket(url, second))).toBe('bad-ticket');
  });

  it('ends by itself, which its client is told', async () => {
    const { url } = await openRelay({ limits: { ticketMs: 50 } });
    const agent = await agentIn(url);
    const client = await wantAgent(url, agent.id);
    const { ticket } = await agent.line.told<{ ticket: string }>();
    expect(await refusal(client)).toBe('agent-silent');
    expect(await refusal(await takeTicket(url, ticket))).toBe('bad-ticket');
  });
});

describe('a door', () => {
  async function status(url: string, protocol: string, headers = {}): Promise<number | undefined> {
    const ws = new WebSocket(url, protocol, { headers });
    ws.on('error', () => undefined);
    const [, response] = (await once(ws, 'unexpected-response')) as [
      unknown,
      { statusCode?: number },
    ];
    ws.terminate();
    return response.statusCode;
  }

  it('is open to nobody from a web page, under another path or with another protocol', async () => {
    const { url } = await openRelay();
    const door = `${url}/relay/agent`;
    const origin = { origin: 'https://page.example' };
    expect(await status(door, RELAY_SUBPROTOCOL, origin)).toBe(403);
    expect(await status(`${url}/relay`, RELAY_SUBPROTOCOL)).toBe(404);
    expect(await status(door, 'bowline.v1')).toBe(400);
    expect(await status(door, RELAY_SUBPROTOCOL, { host: 'no name' })).toBe(400);
  });

  it('says in plain HTTP whether the node lives and takes anybody', async () => {
    const { url, node } = await openRelay();
    const http = url.replace('ws', 'http');
    expect((await fetch(`${http}/healthz`)).status).toBe(200);
    expect((await fetch(`${http}/readyz`)).status).toBe(200);
    expect((await fetch(`${http}/metrics`)).status).toBe(426);
    await node.drain(0);
    expect(node.ready).toBe(false);
  });
});
