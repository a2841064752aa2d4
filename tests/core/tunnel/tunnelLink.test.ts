// What all tunnels of a host share, over connections in memory that come and go: which streams go
// on, which are asked for again, and what the agent is told that it couldn't be told before.
import { describe, expect, it } from 'vitest';
import { ClientChannels } from '../../../core/client/clientChannels.ts';
import { Outbox } from '../../../core/connection/outbox.ts';
import { newName, TunnelLink } from '../../../core/tunnel/tunnelLink.ts';
import type { StreamEnd, TunnelStream } from '../../../core/tunnel/tunnelStream.ts';
import { LIMITS } from '../../../core/wire/protocol.ts';
import { failure, ConnectionRig, MemoryClient } from '../../support/connectionRig.ts';
import { settle } from '../../support/manualClock.ts';
import { loopback } from '../../support/tunnels.ts';
import { told as asTold } from '../../support/told.ts';
import { says } from '../../support/says.ts';

const ASK_MS = 15_000;
const TARGET = loopback(80);

/** A connection, and what is sent on it. */
class TunnelClient extends MemoryClient {
  readonly sent: { type: string; channel: number; [field: string]: unknown }[] = [];
  readonly channels = new ClientChannels({
    outbox: new Outbox(),
    maxBody: LIMITS.maxBody,
    send: (type, channel, body) => void this.sent.push({ ...body, type, channel }),
  });
  knowsTunnels = true;

  has(): boolean {
    return this.knowsTunnels;
  }

  get types(): string[] {
    return this.sent.map(({ type }) => type);
  }

  answer(stream: TunnelStream): void {
    stream.receive({ type: 'connected', channel: stream.channel, body: { window: 1_000 } });
  }
}

function setUp() {
  const rig = new ConnectionRig({ patient: true });
  const link = new TunnelLink(rig.connection, rig.clock);
  const ends: StreamEnd[] = [];
  const connected: number[] = [];
  const ask = (): TunnelStream =>
    link.ask(TARGET, {
      onConnected: () => connected.push(ends.length),
      onEnd: (end) => ends.push(end),
    });
  const come = async (): Promise<TunnelClient> => {
    rig.last.onDialed();
    return (await rig.last.succeed(new TunnelClient())) as TunnelClient;
  };
  const cut = async (client: MemoryClient): Promise<void> => {
    client.lose(failure('lost'));
    await settle();
  };
  return { rig, link, ends, connected, ask, come, cut };
}

describe('a connection that is asked for', () => {
  it('is asked of the agent at once, and stands when that has answered', async () => {
    const { rig, ask, come, connected, ends } = setUp();
    const client = await come();
    const before = rig.clock.waiting;
    const stream = ask();
    expect(client.sent).toMatchObject([{ type: 'connect', stream: stream.id, target: TARGET }]);
    client.answer(stream);
    expect([connected.length, rig.clock.waiting]).toEqual([1, before]);
    rig.clock.advance(ASK_MS);
    expect(ends).toEqual([]);
  });

  it('waits for a connection to the host, and is asked for on it', async () => {
    const { link, ask, come } = setUp();
    expect(link.condition).toBe('connecting');
    const stream = ask();
    const client = await come();
    expect(client.sent).toMatchObject([{ type: 'connect', stream: stream.id }]);
    expect(link.condition).toBe('online');
  });

  it.each([
    ['The agent did not answer', true],
    ['The connection to the host is down', false],
  ])('fails in a while: %s', async (why, stands) => {
    const { rig, ask, come, ends } = setUp();
    const client = stands ? await come() : undefined;
    ask();
    rig.clock.advance(ASK_MS - 1);
    expect(ends).toEqual([]);
    rig.clock.advance(1);
    expect(ends).toMatchObject([{ kind: 'reset', by: 'here', code: 'target-timeout' }]);
    expect(ends).toMatchObject([{ said: says(new RegExp(why)) }]);
    expect(client?.types ?? []).toEqual(stands ? ['connect', 'reset'] : []);
  });

  it('beyond what a connection carries is refused', () => {
    const { ask } = setUp();
    for (let n = 0; n < LIMITS.maxStreams; n++) ask();
    expect(ask).toThrow(expect.objectContaining({ code: 'too-many-streams' }) as Error);
  });
});

describe('after a cut', () => {
  it('what stood goes on, and what was not answered is asked for again', async () => {
    const { link, ask, come, cut, ends } = setUp();
    const first = await come();
    const [stood, asked] = [ask(), ask()];
    first.answer(stood);
    await cut(first);
    expect([link.condition, ends]).toEqual(['cut', []]);
    const next = await come();
    expect(next.sent).toMatchObject([
      { type: 'resume', stream: stood.id },
      { type: 'connect', stream: asked.id, target: TARGET },
    ]);
  });

  it('what stood is reset when no connection comes back in time', async () => {
    const { rig, ask, come, cut, ends } = setUp();
    const client = await come();
    const stream = ask();
    client.answer(stream);
    await cut(client);
    rig.clock.advance(LIMITS.streamKeepMs);
    expect(ends).toMatchObject([{ kind: 'reset', code: 'stopped' }]);
  });

  it('the agent is told what was reset here meanwhile, and of nothing else', async () => {
    const { ask, come, cut } = setUp();
    const client = await come();
    const [mine, theirs] = [ask(), ask()];
    client.answer(mine);
    client.answer(theirs);
    theirs.receive({ type: 'reset', channel: theirs.channel, body: { code: 'x', message: '' } });
    await cut(client);
    mine.fail('stream-reset', asTold('gone'));
    const next = await come();
    expect(next.sent).toMatchObject([
      { type: 'resume', stream: mine.id },
      { type: 'reset', code: 'stream-reset' },
    ]);
  });

  it('the end of the old connection, told late, cuts nothing', async () => {
    const { rig, link, ask, come } = setUp();
    const old = await come();
    old.silentMs = 6_000;
    rig.connection.look();
    const stream = ask();
    old.answer(stream);
    old.close = () => old.ended.then(() => undefined); // its loss is heard of only later
    rig.connection.reconnectNow();
    await come();
    old.lose(failure('lost'));
    await settle();
    expect([link.condition, stream.channel > 0]).toEqual(['online', true]);
  });
});

describe('a listener at the agent', () => {
  const NAME = 'a'.repeat(32);
  const none = (): undefined => undefined;
  const events = { onListening: none, onRefused: none, dial: none, onStream: none };
  const listen = (link: TunnelLink) => link.listen(NAME, { at: TARGET }, events as never);

  it('is asked for on each connection, until it is closed', async () => {
    const { link, come, cut } = setUp();
    const listener = listen(link);
    const first = await come();
    expect(first.sent).toMatchObject([{ type: 'listen', forward: NAME, at: TARGET }]);
    await cut(first);
    const second = await come();
    expect(second.types).toEqual(['listen']);
    listener.close();
    expect(second.types).toEqual(['listen', 'reset']);
    await cut(second);
    expect((await come()).types).toEqual([]);
  });

  it('that was closed during a cut is closed there when the link is back, once', async () => {
    const { link, come, cut } = setUp();
    const listener = listen(link);
    const first = await come();
    await cut(first);
    listener.close();
    const second = await come();
    expect(second.types).toEqual(['listen', 'reset']);
    await cut(second);
    expect((await come()).types).toEqual([]);
  });

  it('that is there again by then is asked for, and not closed', async () => {
    const { link, come, cut } = setUp();
    const listener = listen(link);
    await cut(await come());
    listener.close();
    listen(link);
    expect((await come()).types).toEqual(['listen']);
  });
});

describe('where there are no tunnels', () => {
  it('because the agent knows none, all is refused in words', async () => {
    const { rig, link, ask, ends } = setUp();
    ask();
    rig.last.onDialed();
    const old = Object.assign(new TunnelClient(), { knowsTunnels: false });
    await rig.last.succeed(old);
    expect([link.condition, link.trouble?.code, old.sent]).toEqual([
      'failed',
      'tunnels-unknown',
      [],
    ]);
    expect(ends).toMatchObject([{ kind: 'reset', code: 'stopped' }]);
  });

  it('because the link failed for good, nothing is kept for the agent', async () => {
    const { rig, link, ask, come, cut, ends } = setUp();
    const client = await come();
    const [mine, other] = [ask(), ask()];
    client.answer(mine);
    client.answer(other);
    await cut(client);
    mine.fail('stream-reset', asTold('gone'));
    rig.connection.stopTrying();
    expect([link.condition, link.trouble?.code]).toEqual(['failed', 'unreachable-host']);
    expect(ends).toHaveLength(2);
    expect(rig.clock.waiting).toBe(0);
    rig.connection.reconnectNow();
    expect((await come()).types).toEqual([]);
  });
});

describe('whoever watches', () => {
  it('hears of each change of the condition, until it watches no more', async () => {
    const { link, come, cut } = setUp();
    const seen: string[] = [];
    const stop = link.watch(() => seen.push(link.condition));
    const client = await come();
    expect(new Set(seen)).toEqual(new Set(['connecting', 'online']));
    await cut(client);
    expect(seen.at(-1)).toBe('cut');
    stop();
    const before = seen.length;
    await come();
    expect([link.condition, seen.length]).toEqual(['online', before]);
  });
});

describe('the end of it', () => {
  it('ends all there is, leaves no timer, and hears no more of the link', async () => {
    const { rig, link, ask, come, cut, ends } = setUp();
    const client = await come();
    const [lost, open] = [ask(), ask()];
    client.answer(lost);
    client.answer(open);
    await cut(client);
    lost.fail('stream-reset', asTold('gone'));
    link.close();
    expect(ends).toHaveLength(2);
    expect((await come()).types).toEqual([]);
    void rig.connection.close();
    expect(rig.clock.waiting).toBe(0);
  });
});

it('names are 16 random bytes in hexadecimal digits', () => {
  const names = Array.from({ length: 20 }, newName);
  for (const name of names) expect(name).toMatch(/^[0-9a-f]{32}$/);
  expect(new Set(names).size).toBe(20);
});
