// What two ends that are joined may do to each other and to the node: nothing. Whoever reads slowly is
// waited for, whoever breaks the rules goes, and the other end is told that its peer has gone.
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../support/manualClock.ts';
import { agentIn, Line, spliced, wantAgent } from '../support/relay/ends.ts';
import { closeRelays, openRelay } from '../support/relay/relay.ts';

afterEach(closeRelays);

const MESSAGE = Buffer.alloc(64 * 1024, 7);
const HIGH_WATER = 256 * 1024;

/** Sends until the relay reads no more: what was sent last waits here for so long. */
async function fill(line: Line, isFull: () => boolean): Promise<number> {
  let sent = 0;
  while (!isFull()) {
    if (line.ws.bufferedAmount < 4 * MESSAGE.length) {
      line.ws.send(MESSAGE);
      sent++;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  return sent;
}

describe('backpressure', () => {
  it.each(['client', 'end'] as const)('holds little for who never reads (%s)', async (who) => {
    const { url, counts } = await openRelay();
    const ends = await spliced(url, await agentIn(url));
    const [deaf, speaker] = who === 'client' ? [ends.client, ends.end] : [ends.end, ends.client];
    deaf.ws.pause();
    const sent = await fill(speaker, () => counts.pauses > 0);
    expect(counts.mostHeld).toBeLessThanOrEqual(HIGH_WATER + 2 * MESSAGE.length);
    const others = await spliced(url, await agentIn(url));
    others.client.ws.send(Buffer.from('others don’t notice'));
    expect(String(await others.end.next())).toBe('others don’t notice');
    deaf.ws.resume();
    let read = 0;
    for (; read < sent; read++) expect(await deaf.next()).toEqual(MESSAGE);
    speaker.ws.send(Buffer.from('at last'));
    expect(String(await deaf.next())).toBe('at last');
  });

  it('ends with who never reads, once the other end goes', async () => {
    const { url, counts } = await openRelay({ limits: { closeMs: 50 } });
    const { client, end } = await spliced(url, await agentIn(url));
    end.ws.pause();
    await fill(client, () => counts.pauses > 0);
    client.ws.terminate();
    await expect.poll(() => counts.splices).toBe(0);
    await expect.poll(() => counts.connections).toBe(1); // its agent's control connection
  });

  it('answers no pings of who reads nothing', async () => {
    const { url, counts } = await openRelay();
    const { client, end } = await spliced(url, await agentIn(url));
    client.ws.pause();
    await fill(end, () => counts.pauses > 0);
    client.ws.ping(Buffer.alloc(125));
    await expect.poll(() => counts.unanswered).toBe(1);
  });

  it('answers pings of who reads', async () => {
    const { url } = await openRelay();
    const { client } = await spliced(url, await agentIn(url));
    client.ws.ping(Buffer.from('now'));
    const [data] = (await once(client.ws, 'pong')) as [Buffer];
    expect(String(data)).toBe('now');
  });
});

describe('a splice', () => {
  it('takes no message beyond 64 KiB, and no text', async () => {
    const { url, counts } = await openRelay();
    const agent = await agentIn(url);
    const large = await spliced(url, agent);
    large.client.ws.send(Buffer.alloc(64 * 1024 + 1));
    expect((await large.client.ended).code).toBe(1009);
    expect(await large.end.ended).toEqual({ code: 1000, reason: 'peer-gone' });
    const text = await spliced(url, agent);
    text.end.ws.send('text');
    expect(await text.end.ended).toEqual({ code: 1008, reason: 'bad-message' });
    expect(await text.client.ended).toEqual({ code: 1000, reason: 'peer-gone' });
    expect(counts.refused.get('message-too-large')).toBe(1);
    await expect.poll(() => counts.splices).toBe(0);
  });

  it('outlives its agent’s control connection, and ends without a Close', async () => {
    const { url } = await openRelay();
    const agent = await agentIn(url);
    const { client, end } = await spliced(url, agent);
    agent.line.ws.terminate();
    await agent.line.ended;
    client.ws.send(Buffer.from('still here'));
    expect(String(await end.next())).toBe('still here');
    client.ws.terminate();
    expect(await end.ended).toEqual({ code: 1000, reason: 'peer-gone' });
  });

  it('says the last words of who closes', async () => {
    const { url } = await openRelay();
    const { client, end } = await spliced(url, await agentIn(url));
    for (let count = 0; count < 20; count++) client.ws.send(MESSAGE);
    client.ws.close();
    for (let count = 0; count < 20; count++) expect(await end.next()).toEqual(MESSAGE);
    expect(await end.next()).toBeUndefined();
  });

  it('ends when nothing has passed for so long, and not before', async () => {
    const clock = new ManualClock();
    const { url, counts } = await openRelay({ clock, limits: { idleMs: 60_000 } });
    const { client, end } = await spliced(url, await agentIn(url));
    for (let count = 0; count < 3; count++) {
      clock.advance(50_000);
      client.ws.send(Buffer.from('x'));
      expect(String(await end.next())).toBe('x');
    }
    clock.advance(59_999);
    expect(counts.splices).toBe(1);
    clock.advance(40_000);
    for (const line of [client, end]) expect((await line.ended).reason).toBe('idle');
    expect(counts.ended.get('idle')).toBe(1);
  });

  it('is no faster than its agent’s ticket allows, and tells what it has spent', async () => {
    const clock = new ManualClock();
    const { url, registry, counts } = await openRelay({ clock });
    const spent: number[] = [];
    registry.allowanceOf = () => ({ agents: 1, clients: 9, bytes: 1e9, rate: 65_536 });
    registry.spend = (_id, bytes) => spent.push(bytes);
    const { client, end } = await spliced(url, await agentIn(url));
    for (let count = 0; count < 4; count++) {
      client.ws.send(MESSAGE);
      await end.next();
      if (count === 0) continue;
      expect(counts.pauses).toBeGreaterThan(0);
      clock.advance(1_000);
    }
    client.ws.close();
    await end.ended;
    expect(spent.reduce((sum, bytes) => sum + bytes)).toBe(4 * MESSAGE.length);
  });
});

describe('a node that goes', () => {
  it('tells agents to move, takes nobody, and lets splices end by themselves', async () => {
    const { url, node, counts } = await openRelay();
    const agent = await agentIn(url);
    const { client, end } = await spliced(url, agent);
    const other = await spliced(url, agent);
    const gone = node.drain(60_000);
    expect(await agent.line.told()).toEqual({ type: 'move', withinMs: 60_000 });
    await expect(agentIn(url)).rejects.toThrow('ECONNREFUSED');
    client.ws.send(Buffer.from('goes on'));
    expect(String(await end.next())).toBe('goes on');
    expect(counts.splices).toBe(2);
    agent.line.ws.close();
    client.ws.close();
    await end.ended;
    expect(counts.splices).toBe(1);
    other.end.ws.close();
    await gone;
  });

  it('ends within its time, and says so to whoever is left', async () => {
    const { url, node, counts } = await openRelay();
    const agent = await agentIn(url);
    const { client, end } = await spliced(url, agent);
    const stranger = await Line.open(url, 'client');
    await node.drain(20);
    for (const line of [client, end])
      expect(await line.ended).toEqual({ code: 1001, reason: 'draining' });
    expect(await agent.line.told()).toMatchObject({ type: 'move' });
    expect(await agent.line.told()).toMatchObject({ code: 'draining', retryMs: 5_000 });
    expect(await stranger.told()).toMatchObject({ code: 'draining' });
    await expect.poll(() => counts.connections).toBe(0);
  });

  it('ends at once where nobody is left, and refuses who waits', async () => {
    const { url, node } = await openRelay();
    const agent = await agentIn(url);
    const client = await wantAgent(url, agent.id);
    await agent.line.told();
    const gone = node.drain(600_000);
    expect(await client.told()).toMatchObject({ type: 'refused', code: 'draining' });
    agent.line.ws.close();
    await gone;
  });
});
