// The client of an agent over a real WebSocket, against an agent that does as the test says.
import { describe, expect, it } from 'vitest';
import { AgentClient, type AgentClientOptions } from '../../../core/client/agentClient.ts';
import { dial } from '../../../core/socket/dial.ts';
import type { RemoteShellEvents, ShellEnd } from '../../../core/client/remoteShell.ts';
import { newCursor } from '../../../core/client/shellCursor.ts';
import { Peer } from '../../../core/connection/peer.ts';
import { ConnectFailure } from '../../../core/socket/connectFailure.ts';
import { CLOSE_ANSWER_MS, SOCKET_DRAIN_MS } from '../../../core/socket/socketEndpoint.ts';
import { ProtocolError } from '../../../core/wire/errors.ts';
import type { Message } from '../../../core/wire/messages.ts';
import { LIMITS } from '../../../core/wire/protocol.ts';
import { startAcceptor } from '../../support/acceptor.ts';
import { ManualClock, settle } from '../../support/manualClock.ts';
import { until } from '../../support/ptys.ts';

const VIEW = { cols: 80, rows: 24, window: 1000 };
const OPEN = { ...VIEW, command: [], cwd: '', env: {} };

/** An agent behind a unix socket's permissions: it greets, and hears everything else. */
class ScriptedAgent {
  readonly heard: Message[] = [];
  readonly clock = new ManualClock();
  peer!: Peer;
  maxChannels = 2;
  maxBody = 65_536;
  /** What it does instead of greeting. */
  onHello = (): void =>
    this.peer.send('welcome', 0, {
      version: 1,
      nonce: 'A'.repeat(43),
      auth: ['none'],
      agent: { name: 'scripted', version: '1', host: 'here', platform: 'linux' },
      limits: { maxBody: this.maxBody, maxChannels: this.maxChannels },
      heartbeatMs: LIMITS.heartbeatMs,
      silenceMs: LIMITS.silenceMs,
    });

  receive(message: Message): void {
    if (message.type === 'hello') return this.onHello();
    if (message.type !== 'auth') return void this.heard.push(message);
    this.peer.send('ready', 0, { role: 'owner' });
    this.peer.promote(LIMITS.maxBody, LIMITS.heartbeatMs, LIMITS.silenceMs);
  }
}

/** A running agent, and how to connect to it. */
async function scripted() {
  const agent = new ScriptedAgent();
  const acceptor = await startAcceptor(({ ws }) => {
    const onMessage = (message: Message): void => agent.receive(message);
    agent.peer = new Peer({ socket: ws, clock: agent.clock, onMessage });
  });
  const clock = new ManualClock();
  const address = { kind: 'tcp', host: '127.0.0.1', port: acceptor.port, tls: false } as const;
  const connect = (change: Partial<AgentClientOptions> = {}): Promise<AgentClient> =>
    AgentClient.connect({
      dial,
      link: { address, token: '', fingerprint: null },
      client: { name: 'test', version: '1' },
      clock,
      ...change,
    });
  return { agent, clock, connect };
}

async function connected() {
  const { agent, clock, connect } = await scripted();
  return { agent, clock, client: await connect() };
}

/** Events of a shell of which only the end matters. */
function watching(ends: ShellEnd[]): RemoteShellEvents {
  const nothing = (): undefined => undefined;
  return {
    onOpened: nothing,
    onAcknowledged: nothing,
    onLagged: nothing,
    onScreen: nothing,
    onEnd: (end) => ends.push(end),
  };
}

/** The kind of the failure that the promise rejects with. */
async function failure(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ConnectFailure) return error.kind;
  throw new Error('no ConnectFailure', { cause: error });
}

describe('a client', () => {
  it('says how far it is, and knows the agent then', async () => {
    const { connect } = await scripted();
    let dialed = 0;
    const client = await connect({ onDialed: () => dialed++ });
    expect([dialed, client.welcome.agent.name]).toEqual([1, 'scripted']);
    await client.close();
  });

  it('gives each shell a channel of its own, and each message to its shell', async () => {
    const { agent, client } = await connected();
    const ends: ShellEnd[] = [];
    const cursors = [newCursor(), newCursor()];
    client.open(cursors[0]!, OPEN, watching([]));
    client.attach(cursors[1]!, VIEW, watching(ends));
    await until(() => agent.heard.length === 2);
    expect(agent.heard.map(({ type, channel }) => [type, channel])).toEqual([
      ['open', 1],
      ['attach', 2],
    ]);
    agent.peer.send('reset', 2, { code: 'no-such-session', message: 'Gone.' });
    agent.peer.send('reset', 99, { code: 'forbidden', message: 'nobody is there' });
    await until(() => ends.length === 1);
    expect(ends[0]).toMatchObject({ code: 'no-such-session' });
    await client.close();
  });

  it('asks for pipes only where somebody wants them: an older agent knows of none', async () => {
    const { agent, client } = await connected();
    const pipes = { keepMs: LIMITS.minRunKeepMs };
    for (const how of [OPEN, { ...OPEN, pipes }]) client.open(newCursor(), how, watching([]));
    await until(() => agent.heard.length === 2);
    const [without, withPipes] = agent.heard.map(({ body }) => body);
    expect(without).not.toHaveProperty('pipes');
    expect(withPipes).toMatchObject({ pipes });
    await client.close();
  });

  it('opens no more shells than the agent allows, until one has ended', async () => {
    const { agent, client } = await connected();
    const ends: ShellEnd[] = [];
    for (let count = 0; count < 2; count++) client.open(newCursor(), OPEN, watching(ends));
    const open = (): unknown => client.open(newCursor(), OPEN, watching([]));
    expect(open).toThrow(expect.objectContaining({ code: 'too-many-channels' }));
    agent.peer.send('reset', 1, { code: 'cannot-start', message: 'No such program.' });
    await until(() => ends.length === 1);
    open();
    await client.close();
  });

  it.each([
    [65_536, 65_536],
    [0xffffff, LIMITS.maxBody],
  ])('takes frames no larger than both sides do (the agent %d)', async (theirs, both) => {
    const { agent, connect } = await scripted();
    agent.maxBody = theirs;
    const client = await connect();
    expect(client.channels.maxBody).toBe(both);
    await client.close();
  });

  it('tells an agent that knows no logins what of one it can take', async () => {
    const { agent, connect } = await scripted();
    const env = { SHORT: 'x', LONG: 'y'.repeat(4_097), BOTH: 'login' };
    const client = await connect({ login: { env } });
    client.open(newCursor(), { ...OPEN, env: { BOTH: 'own' } }, watching([]));
    await until(() => agent.heard.length === 1);
    expect(agent.heard[0]).toMatchObject({
      type: 'open',
      body: { env: { SHORT: 'x', BOTH: 'own' } },
    });
    const { body } = agent.heard[0] as { body: { env: object } };
    expect(Object.keys(body.env).sort()).toEqual(['BOTH', 'SHORT']);
    await client.close();
  });

  it('that stands is not ended by the signal of its dialling', async () => {
    const { connect } = await scripted();
    const abort = new AbortController();
    const client = await connect({ signal: abort.signal });
    abort.abort();
    await settle();
    expect(await client.close().then(() => client.lost)).toMatchObject({
      message: 'The connection was closed.',
    });
  });

  it('asks, and is answered', async () => {
    const { agent, client } = await connected();
    const answer = client.request('list');
    await until(() => agent.heard.length === 1);
    agent.peer.send('response', 0, { id: 1, result: { shells: [] } });
    expect(await answer).toEqual({ shells: [] });
    await client.close();
  });

  it('measures the round trip', async () => {
    const { connect, clock } = await scripted();
    let trips = 0;
    const client = await connect({ onRoundTrip: () => trips++ });
    clock.advance(0);
    await until(() => trips === 1);
    expect(client.roundTripMs).toBe(0);
    await client.close();
  });
});

describe('a client whose connection ends', () => {
  it('tells every shell and every question, once, and says why', async () => {
    const { agent, client } = await connected();
    const ends: ShellEnd[] = [];
    client.open(newCursor(), OPEN, watching(ends));
    client.open(newCursor(), OPEN, watching(ends));
    const answer = failure(client.request('list'));
    await until(() => agent.heard.length === 3);
    agent.peer.fail(new ProtocolError('shutting-down', 'bye'));
    expect((await client.ended).message).toMatch(/was shut down/);
    expect(await answer).toBe('shut-down');
    expect(ends).toEqual([{ kind: 'lost' }, { kind: 'lost' }]);
  });

  it('tells shells and questions that come later, too', async () => {
    const { agent, client } = await connected();
    void agent.peer.close();
    await client.ended;
    expect(await failure(client.request('list'))).toBe('lost');
    const ends: ShellEnd[] = [];
    client.open(newCursor(), OPEN, watching(ends));
    await settle();
    expect(ends).toEqual([{ kind: 'lost' }]);
  });

  it('because of it leaves no timer behind', async () => {
    const { client, clock } = await connected();
    await client.close();
    expect((await client.ended).kind).toBe('cancelled');
    expect(clock.waiting).toBe(0);
  });

  it('because the agent breaks the rules says so by name', async () => {
    const { agent, client } = await connected();
    agent.peer.send('resize', 1, { cols: 1, rows: 1 }); // to a channel that nobody uses: no harm
    agent.peer.send('request', 0, { id: 1, method: 'list', params: {} });
    const failed = await client.ended;
    expect((failed.cause as ProtocolError).code).toBe('unexpected-message');
  });
});

describe('connecting fails by name', () => {
  it('when the agent greets in no time', async () => {
    const { agent, clock, connect } = await scripted();
    agent.onHello = () => undefined;
    const failed = failure(connect());
    await until(() => clock.waiting > 0);
    await clock.pass(LIMITS.handshakeMs + SOCKET_DRAIN_MS + CLOSE_ANSWER_MS);
    expect(await failed).toBe('timeout');
  });

  it('when it is given up while the agent is silent', async () => {
    const { agent, connect } = await scripted();
    const control = new AbortController();
    agent.onHello = () => control.abort();
    expect(await failure(connect({ signal: control.signal }))).toBe('cancelled');
  });

  it.each([
    ['wrong-token', 'wrong-token'],
    ['unsupported-version', 'unsupported-version'],
    ['too-many-connections', 'busy'],
  ] as const)('when the agent refuses with %s', async (code, kind) => {
    const { agent, connect } = await scripted();
    agent.onHello = () => agent.peer.fail(new ProtocolError(code, 'no'));
    expect(await failure(connect())).toBe(kind);
  });

  it('when the agent is gone in the middle of it', async () => {
    const { agent, connect } = await scripted();
    agent.onHello = () => void agent.peer.close();
    expect(await failure(connect())).toBe('lost');
  });

  it('when the agent talks of shells before it was proved', async () => {
    const { agent, connect } = await scripted();
    agent.onHello = () => agent.peer.send('detached', 1, { reason: 'requested' });
    expect(await failure(connect())).toBe('lost');
  });
});
