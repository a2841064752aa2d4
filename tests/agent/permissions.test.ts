// What a viewer's token is good for: every message and every request of the protocol is tried
// with it. The tables are the protocol's own, so that what is new can't be forgotten here.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { METHODS } from '../../agent/server/requests.ts';
import type { AgentClient } from '../../core/client/agentClient.ts';
import type { InvitationLink } from '../../core/link/invitationLink.ts';
import { encode, type AllBodies } from '../../core/wire/messages.ts';
import { CODES, type MessageType } from '../../core/wire/protocol.ts';
import { startAgent, type TestAgent } from '../support/agent.ts';
import { AgentShell, connect, inviteTo } from '../support/agentShell.ts';
import { seeded } from '../support/random.ts';
import { randomMessage } from '../support/randomMessages.ts';
import { randomId, RawSocket } from '../support/rawSocket.ts';

const SECRET = 'another-shell-that-no-guest-hears-of';
const RAW = ['sh', '-c', 'stty raw -echo; printf ready; exec cat'];
const VIEW = { cols: 80, rows: 24, window: 65_536 };

let agent: TestAgent;
let owner: AgentClient;
let shared: AgentShell;
let secret: AgentShell;
let link: InvitationLink;

beforeAll(async () => {
  agent = await startAgent();
  owner = await connect(agent.link);
  shared = AgentShell.open(owner, { command: RAW });
  secret = AgentShell.open(owner, { command: ['sh', '-c', `: ${SECRET}; ${RAW[2]}`] });
  for (const shell of [shared, secret]) await shell.sees(/ready/);
  link = await inviteTo(owner, agent.link, { session: shared.cursor.session, role: 'viewer' });
});
afterAll(async () => {
  await owner.close();
  await agent.stop();
});

/** What the owner sees of its shells: nothing of it may change. */
async function facts(): Promise<object> {
  const { shells } = (await owner.request('list')) as { shells: Record<string, unknown>[] };
  const { invitations } = (await owner.request('invitations')) as { invitations: { id: string }[] };
  const kept = shells.map(({ session, cols, rows, exit, outputBytes, pid }) => ({
    ...{ session, cols, rows, exit, outputBytes, pid },
  }));
  return { kept, invitations: invitations.map(({ id }) => id) };
}

async function enter(): Promise<RawSocket> {
  const raw = await RawSocket.join(link);
  raw.send('attach', 1, { session: shared.cursor.session, input: randomId(), ...VIEW, have: null });
  await raw.message('opened');
  return raw;
}

/** Everything sent so far has been looked at, or the connection has ended; the reason of its end. */
async function settled(raw: RawSocket): Promise<string> {
  raw.send('ping', 0, { token: 424_242 });
  const answered = raw.message('pong', ({ body }) => body.token === 424_242).then(() => '');
  return Promise.race([answered, raw.closed.then(({ reason }) => reason)]);
}

/** What is to come of a message; the reason for which the connection ends, or '' where it goes on. */
const OUTCOMES: Readonly<Record<MessageType, string>> = {
  hello: 'unexpected-message',
  welcome: 'unexpected-message',
  auth: 'unexpected-message',
  ready: 'unexpected-message',
  error: '',
  ping: '',
  pong: '',
  goodbye: '',
  request: '',
  response: 'unexpected-message',
  open: '', // and RESET forbidden
  attach: '', // and RESET no-such-session
  opened: 'unexpected-message',
  detach: '',
  detached: 'unexpected-message',
  exit: 'unexpected-message',
  eof: '', // and REFUSED
  reset: '',
  resize: '',
  size: 'unexpected-message',
  lagged: 'unexpected-message',
  data: '', // and REFUSED
  credit: '',
  group: 'unexpected-message',
  chat: 'unexpected-message',
  refused: 'unexpected-message',
  connect: 'unexpected-message',
  connected: 'unexpected-message',
  resume: 'unexpected-message',
  resumed: 'unexpected-message',
  ended: 'unexpected-message',
  listen: 'unexpected-message',
  listening: 'unexpected-message',
  screen: 'unexpected-message',
  receipt: '',
  meter: 'unexpected-message',
};

/** Bodies that fit where they are sent: random ones would be refused for being out of order. */
const FITTING: { [K in MessageType]?: () => AllBodies[K] } = {
  request: () => ({ id: 1, method: 'list', params: {} }),
  open: () => ({ session: randomId(), input: randomId(), ...VIEW, command: RAW, cwd: '', env: {} }),
  attach: () => ({ session: secret.cursor.session, input: randomId(), ...VIEW, have: null }),
  eof: () => ({ offset: 0 }),
  data: () => ({ offset: 0, bytes: Buffer.from('typed by a viewer') }),
  credit: () => ({ consumed: 0, limit: 65_536 }),
  receipt: () => ({ total: 0 }),
};

const CHANNEL: Partial<Record<MessageType, number>> = { open: 2, attach: 2 };

describe('a viewer’s token', () => {
  it.each(Object.keys(CODES) as MessageType[])('does nothing with %s', async (type) => {
    const before = await facts();
    const raw = await enter();
    const message = randomMessage(seeded(1), type);
    const channel = message.channel === 0 ? 0 : (CHANNEL[type] ?? 1);
    raw.send(type, channel, FITTING[type]?.() ?? message.body);
    expect(await settled(raw)).toBe(OUTCOMES[type]);
    if (type === 'open') expect((await raw.message('reset')).body.code).toBe('forbidden');
    if (type === 'attach') expect((await raw.message('reset')).body.code).toBe('no-such-session');
    if (type === 'data' || type === 'eof') await raw.message('refused');
    expect(await facts()).toEqual(before);
    expect(JSON.stringify(raw.messages)).not.toContain(SECRET);
    expect(JSON.stringify(raw.messages)).not.toContain(secret.cursor.session);
    raw.ws.terminate();
  });

  const allowed = ['say', 'flow'];

  it.each(METHODS)('asks for %s, of its own shell or another', async (method) => {
    const before = await facts();
    const raw = await enter();
    const ids = [shared.cursor.session, secret.cursor.session, randomId()];
    const [known] = (before as { invitations: string[] }).invitations;
    for (const [id, session] of ids.entries()) {
      const all = { session, id: known, role: 'editor', policy: 'fit', signal: 'SIGKILL' };
      raw.send('request', 0, { id, method, params: all });
    }
    for (const id of ids.keys()) {
      const { body } = await raw.message('response', (one) => one.body.id === id);
      if (!allowed.includes(method)) expect(body).toMatchObject({ error: { code: 'forbidden' } });
      expect(JSON.stringify(body)).not.toContain(SECRET);
    }
    expect(await facts()).toEqual(before);
    raw.ws.terminate();
  });

  it('attaches to a shell that there is as to one that there isn’t', async () => {
    const raw = await enter();
    for (const [channel, session] of [
      [2, secret.cursor.session],
      [3, randomId()],
    ] as const) {
      raw.send('attach', channel, { session, input: randomId(), ...VIEW, have: 10 ** 9 });
    }
    const [one, other] = await Promise.all(
      [2, 3].map((channel) => raw.message('reset', (message) => message.channel === channel)),
    );
    expect(one!.body).toEqual(other!.body);
    raw.ws.terminate();
  });

  it('never types, in whatever disguise', async () => {
    const raw = await enter();
    // The input of the owner, whose name nobody tells: somebody might guess it.
    const input = shared.cursor.inputId;
    raw.send('attach', 2, { session: shared.cursor.session, input, ...VIEW, have: null });
    await raw.message('opened', ({ channel }) => channel === 2);
    for (const channel of [1, 2]) {
      raw.send('data', channel, { offset: 0, bytes: Buffer.from('typed by a viewer') });
    }
    expect(await settled(raw)).toBe('');
    shared.type('typed by the owner');
    await shared.sees(/owner/);
    expect(shared.text).toBe('readytyped by the owner');
    raw.ws.terminate();
  });

  it('talks no faster through many channels than through one', async () => {
    const raw = await enter();
    const session = shared.cursor.session;
    for (let id = 0, channel = 2; channel < 12; channel++) {
      raw.send('attach', channel, { session, input: randomId(), ...VIEW, have: null });
      await raw.message('opened', (one) => one.channel === channel);
      for (let n = 0; n < 3; n++) {
        const params = { channel, id: randomId(), text: 'flood' };
        raw.send('request', 0, { id: id++, method: 'say', params });
      }
      raw.send('detach', channel, {});
      await raw.message('detached', (one) => one.channel === channel);
    }
    expect(await settled(raw)).toBe('');
    const answers = raw.messages.flatMap(({ type, body }) =>
      type === 'response' ? [body.error?.code ?? 'said'] : [],
    );
    expect(answers).toHaveLength(30);
    expect(answers.filter((answer) => answer === 'said').length).toBeLessThanOrEqual(10);
    expect(new Set(answers)).toEqual(new Set(['said', 'chat-too-fast']));
    raw.ws.terminate();
  });

  it('holds few channels', async () => {
    const raw = await enter();
    const body = () => ({ session: shared.cursor.session, input: randomId(), ...VIEW, have: null });
    for (let channel = 2; channel <= 5; channel++) raw.send('attach', channel, body());
    const { channel, body: refusal } = await raw.message('reset');
    expect([channel, refusal.code]).toEqual([5, 'too-many-channels']);
    raw.ws.terminate();
  });
});

describe('a guest that asks and never reads', () => {
  it('is dropped for it before it costs much', async () => {
    const raw = await enter();
    raw.socket.pause();
    for (let token = 0; token < 400_000; token += 1_000) {
      const pings = Array.from({ length: 1_000 }, (_, n) =>
        encode('ping', 0, { token: token + n }),
      );
      raw.sendBytes(Buffer.concat(pings));
    }
    await agent.event('disconnected', ({ code }) => code === 'control-backlog');
    raw.ws.terminate();
  });
});
