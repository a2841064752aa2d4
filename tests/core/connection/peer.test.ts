// Two peers over a real WebSocket, with a proxy between them that makes the faults.
import { describe, expect, it, onTestFinished } from 'vitest';
import { PRIORITY, type FrameSource, type Priority } from '../../../core/connection/outbox.ts';
import { Peer } from '../../../core/connection/peer.ts';
import { dial } from '../../../core/socket/dial.ts';
import { CLOSE_ANSWER_MS, SOCKET_DRAIN_MS } from '../../../core/socket/socketEndpoint.ts';
import { ProtocolError } from '../../../core/wire/errors.ts';
import { encode, type Message } from '../../../core/wire/messages.ts';
import { LIMITS } from '../../../core/wire/protocol.ts';
import { startAcceptor } from '../../support/acceptor.ts';
import { FaultProxy } from '../../support/faultProxy.ts';
import { ManualClock, settle } from '../../support/manualClock.ts';
import { until } from '../../support/ptys.ts';
import { OPCODE, RawWebSocket } from '../../support/rawWebSocket.ts';
import { seeded } from '../../support/random.ts';

/** One side, and all that it heard. */
interface Side {
  peer: Peer;
  heard: Message[];
  clock: ManualClock;
  roundTrips: number;
}

function side(socket: ConstructorParameters<typeof Peer>[0]['socket']): Side {
  const clock = new ManualClock();
  const heard: Message[] = [];
  const made: Side = { heard, clock, roundTrips: 0, peer: undefined as never };
  made.peer = new Peer({
    socket,
    clock,
    onMessage: (message) => {
      if (message.type === 'hello') throw new Error('a bug in a handler');
      heard.push(message);
    },
    onRoundTrip: () => made.roundTrips++,
  });
  return made;
}

/** A client and an agent, connected through a proxy and past the handshake. */
async function connected() {
  let agent!: Side;
  const acceptor = await startAcceptor(({ ws }) => (agent = side(ws)));
  const proxy = await FaultProxy.open({ port: acceptor.port });
  onTestFinished(() => proxy.close());
  const client = side(await dialed(proxy.port));
  for (const { peer } of [client, agent]) {
    peer.promote(LIMITS.maxBody, LIMITS.heartbeatMs, LIMITS.silenceMs);
  }
  return { client, agent, proxy };
}

async function dialed(port: number) {
  const address = { kind: 'tcp', host: '127.0.0.1', port, tls: false } as const;
  return (await dial({ address, fingerprint: null, timeoutMs: 20_000 })).ws;
}

/** An agent's peer with a client that is made by hand. */
async function withRawClient() {
  let agent!: Side;
  const acceptor = await startAcceptor(({ ws }) => (agent = side(ws)));
  const raw = await RawWebSocket.open(acceptor.port);
  return { agent, raw };
}

class Source implements FrameSource {
  readonly priority: Priority;
  readonly #channel: number;
  #left: number;
  offset = 0;

  constructor(channel: number, priority: Priority, left = Infinity) {
    this.#channel = channel;
    this.priority = priority;
    this.#left = left;
  }

  nextFrame(): Uint8Array | undefined {
    if (this.#left-- <= 0) return undefined;
    const bytes = new Uint8Array(16 * 1024);
    this.offset += bytes.byteLength;
    return encode('data', this.#channel, { offset: this.offset, bytes });
  }
}

/** Waits until the source is not asked any more: the socket takes nothing. */
async function stuck(source: Source): Promise<void> {
  for (let before = -1, still = 0; still < 200; before = source.offset) {
    await settle();
    still = source.offset === before ? still + 1 : 0;
  }
}

const codeOf = (error: unknown): string => (error instanceof ProtocolError ? error.code : '');

describe('two peers', () => {
  it('tell each other messages, in order', async () => {
    const { client, agent } = await connected();
    const random = seeded(1);
    const sent = Array.from({ length: 100 }, (_, id) => ({ id, method: 'list', params: null }));
    for (const body of sent) client.peer.send('request', 0, body);
    agent.peer.send('goodbye', 0, { reason: `${random.int(9)}` });
    await until(() => agent.heard.length === 100 && client.heard.length === 1);
    expect(agent.heard.map(({ body }) => body)).toEqual(sent);
    await client.peer.close();
  });

  it('understand each other wherever the network tears the stream', async () => {
    const { client, agent, proxy } = await connected();
    const random = seeded(2);
    proxy.up.fragment = proxy.down.fragment = () => random.between(1, 50);
    const source = new Source(1, PRIORITY.output, 5);
    agent.peer.outbox.ready(source);
    for (let id = 0; id < 20; id++) client.peer.send('request', 0, { id, method: '', params: 0 });
    await until(() => agent.heard.length === 20 && client.heard.length === 5);
    expect(codeOf((await client.peer.close()).error)).toBe('');
  });

  it('measure the round trip', async () => {
    const { client, agent } = await connected();
    expect(client.peer.roundTripMs).toBeNull();
    client.clock.advance(0);
    await until(() => client.roundTrips === 1);
    expect([client.peer.roundTripMs, agent.heard]).toEqual([0, []]);
    await client.peer.close();
  });

  it('hear on while their own sending is stalled', async () => {
    const { client, agent, proxy } = await connected();
    proxy.down.stall();
    const flood = new Source(1, PRIORITY.output);
    agent.peer.outbox.ready(flood);
    await stuck(flood);
    for (let id = 0; id < 50; id++) client.peer.send('request', 0, { id, method: '', params: 0 });
    await until(() => agent.heard.length === 50);
    expect(client.heard).toEqual([]);
    proxy.down.resume();
    await until(() => client.heard.length > 100);
    client.peer.outbox.close();
    proxy.cut('rst');
    await Promise.all([client.peer.ended, agent.peer.ended]);
  });

  it('tell each other what they have read, and then send no more than the link takes', async () => {
    const { client, agent, proxy } = await connected();
    client.clock.advance(1);
    agent.peer.outbox.ready(new Source(1, PRIORITY.output, 1));
    await until(() => client.heard.length === 1);
    await until(() => agent.peer.flow.inFlight === 0);
    proxy.up.stall(); // no receipt comes back, but the frames arrive
    const flood = new Source(1, PRIORITY.output);
    agent.peer.outbox.ready(flood);
    await stuck(flood);
    const { inFlight, window } = agent.peer.flow;
    expect(inFlight).toBeGreaterThanOrEqual(window);
    expect(inFlight).toBeLessThan(window + 32 * 1024); // it may overshoot by a frame
    agent.peer.outbox.ready(new Source(2, PRIORITY.echo, 1));
    await until(() => client.heard.at(-1)!.channel === 2);
    proxy.up.resume();
    proxy.cut('rst');
    await Promise.all([client.peer.ended, agent.peer.ended]);
  });

  it('send a keystroke ahead of all the bulk that waits', async () => {
    const { client, agent, proxy } = await connected();
    proxy.up.stall();
    const bulk = new Source(2, PRIORITY.bulk);
    client.peer.outbox.ready(bulk);
    await stuck(bulk);
    const ahead = bulk.offset / (16 * 1024);
    client.peer.outbox.ready(new Source(1, PRIORITY.input, 1));
    proxy.up.resume();
    await until(() => agent.heard.some(({ channel }) => channel === 1));
    expect(agent.heard.findIndex(({ channel }) => channel === 1)).toBe(ahead);
    proxy.cut('rst');
    await Promise.all([client.peer.ended, agent.peer.ended]);
  });

  it('part with a word, both with the same end', async () => {
    const { client, agent } = await connected();
    await client.peer.close('enough');
    expect(await agent.peer.ended).toMatchObject({ peerCode: 1000, error: undefined });
    expect(agent.heard).toEqual([
      { type: 'goodbye', channel: 0, body: { reason: 'enough' } },
    ] satisfies Message[]);
    expect([client.clock.waiting, agent.clock.waiting]).toEqual([0, 0]);
  });

  it.each(['fin', 'rst'] as const)('both learn at once of a cut by %s', async (how) => {
    const { client, agent, proxy } = await connected();
    proxy.cut(how);
    const ends = await Promise.all([client.peer.ended, agent.peer.ended]);
    expect(ends.map(({ peerCode }) => peerCode)).toEqual([1006, 1006]);
    expect([client.clock.waiting, agent.clock.waiting]).toEqual([0, 0]);
  });

  it('both find out about a link that silently died, in the stated time', async () => {
    const { client, agent, proxy } = await connected();
    proxy.cut('drop');
    for (const { clock, peer } of [client, agent]) {
      await clock.pass(LIMITS.silenceMs + SOCKET_DRAIN_MS + CLOSE_ANSWER_MS);
      expect(codeOf((await peer.ended).error)).toBe('heartbeat-timeout');
      expect(clock.waiting).toBe(0);
    }
  });

  it('end over a backlog of control messages that is not read', async () => {
    const { client, agent, proxy } = await connected();
    proxy.down.stall();
    const before = agent.clock.waiting;
    const body = { code: 'forbidden', message: 'x'.repeat(1000) };
    while (agent.clock.waiting === before) {
      for (let count = 0; count < 100; count++) agent.peer.send('reset', 1, body);
      await settle();
    }
    await agent.clock.pass(SOCKET_DRAIN_MS + CLOSE_ANSWER_MS);
    expect(codeOf((await agent.peer.ended).error)).toBe('control-backlog');
    proxy.cut('rst');
    await client.peer.ended;
  });
});

describe('a peer', () => {
  it.each([
    ['unknown-type', 4000, '000000 0b 00000000'],
    ['bad-frame', 4000, '000000 13 00000000'],
    ['bad-body', 4000, '000001 06 00000000 00'],
    ['frame-too-large', 4006, '001001 05 00000000'],
    ['unexpected-message', 4000, '000008 07 00000000 0000000000000001'],
  ])('tells whoever breaks the rules: %s, and closes', async (code, closeCode, hex) => {
    const { agent, raw } = await withRawClient();
    agent.peer.ended.catch(() => undefined);
    raw.send(OPCODE.binary, Buffer.from(hex.replaceAll(' ', ''), 'hex'));
    if (code === 'unexpected-message') {
      // PONG before READY is the handler's to refuse.
      await until(() => agent.heard.length === 1);
      agent.peer.fail(new ProtocolError(code, 'too early'));
    }
    const error = await raw.next();
    expect(JSON.parse(error!.payload.toString('utf8', 8))).toMatchObject({ code });
    expect(await raw.closed()).toEqual([closeCode, code]);
    raw.close(closeCode);
    raw.socket.end();
    expect(codeOf((await agent.peer.ended).error)).toBe(code);
  });

  it('closes over a fault in its own handler, and names it as its own', async () => {
    const { agent, raw } = await withRawClient();
    const hello = encode('hello', 0, {
      versions: [1],
      nonce: 'A'.repeat(43),
      client: { name: '', version: '' },
      limits: { maxBody: 65_536, maxChannels: 1 },
    });
    raw.send(OPCODE.binary, hello);
    expect(await raw.closed()).toEqual([4008, 'internal-error']);
    raw.close(1000);
    raw.socket.end();
    expect(codeOf((await agent.peer.ended).error)).toBe('internal-error');
  });

  it('handles nothing any more once it is ending', async () => {
    const { agent, raw } = await withRawClient();
    const ping = encode('ping', 0, { token: 1 });
    raw.send(OPCODE.binary, Buffer.concat([Buffer.from('0000000b00000000', 'hex'), ping, ping]));
    await raw.closed();
    raw.send(OPCODE.binary, ping);
    raw.close(1000);
    raw.socket.end();
    await agent.peer.ended;
    expect(agent.heard).toEqual([]);
  });

  it('survives any noise: it ends by name, or waits for more', async () => {
    const random = seeded(3);
    for (let count = 0; count < 100; count++) {
      const { agent, raw } = await withRawClient();
      for (let times = random.int(4); times >= 0; times--) {
        raw.send(OPCODE.binary, random.bytes(random.int(300)));
      }
      if (random.once(2)) raw.socket.write(random.bytes(random.int(50)));
      raw.socket.end();
      void raw.closed();
      const { error } = await agent.peer.ended;
      expect(error === undefined || error instanceof Error).toBe(true);
    }
  });
});
