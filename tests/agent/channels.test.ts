import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { newCursor } from '../../core/client/shellCursor.ts';
import type { AllBodies, Message } from '../../core/wire/messages.ts';
import { startAgent, type TestAgent } from '../support/agent.ts';
import { AgentShell, connect } from '../support/agentShell.ts';
import { HELLO, randomId, RawSocket } from '../support/rawSocket.ts';

let agent: TestAgent;
let raw: RawSocket;

beforeAll(async () => {
  agent = await startAgent();
});
afterAll(() => agent.stop());
beforeEach(async () => {
  raw = (await RawSocket.login(agent.link)).staysAlive();
  onTestFinished(() => raw.ws.terminate());
});

function openBody(change: Partial<AllBodies['open']> = {}): AllBodies['open'] {
  const ids = { session: randomId(), input: randomId() };
  const view = { cols: 80, rows: 24, window: 100_000 };
  return { ...ids, ...view, command: ['cat'], cwd: '', env: {}, ...change };
}

function attachBody(session: string): AllBodies['attach'] {
  return { session, input: randomId(), cols: 80, rows: 24, window: 100_000, have: null };
}

/** Output of a channel so far, in the order of its offsets. */
function outputOf(messages: readonly Message[], channel: number): string {
  const chunks = messages.filter((m) => m.type === 'data' && m.channel === channel);
  return chunks.map((m) => Buffer.from((m.body as AllBodies['data']).bytes).toString()).join('');
}

const on = (channel: number) => (message: { channel: number }) => message.channel === channel;

describe('input by offset', () => {
  it('is typed once, however often it is sent, and acknowledged', async () => {
    const command = ['sh', '-c', 'stty raw -echo; echo up; head -c 9; exit 0'];
    raw.send('open', 1, openBody({ command }));
    await raw.message('data');
    raw.send('data', 1, { offset: 0, bytes: Buffer.from('abc') });
    raw.send('data', 1, { offset: 0, bytes: Buffer.from('abcdef') });
    raw.send('data', 1, { offset: 2, bytes: Buffer.from('cd') });
    raw.send('data', 1, { offset: 5, bytes: Buffer.from('fghi') });
    await raw.message('exit');
    expect(outputOf(raw.messages, 1)).toBe('up\nabcdefghi');
    const credits = raw.messages.filter(({ type }) => type === 'credit');
    expect(credits.at(-1)?.body).toEqual({ consumed: 9, limit: 9 + 256 * 1024 });
  });

  it('goes on after a cut where the agent says, and nothing is typed twice', async () => {
    const body = openBody({ command: ['sh', '-c', 'stty raw -echo; echo up; head -c 6; exit 0'] });
    raw.send('open', 1, body);
    await raw.message('data');
    raw.send('data', 1, { offset: 0, bytes: Buffer.from('abc') });
    await raw.message('credit', ({ body: credit }) => credit.consumed === 3);
    raw.socket.resetAndDestroy();

    const again = (await RawSocket.login(agent.link)).staysAlive();
    again.send('attach', 1, { ...attachBody(body.session), input: body.input, have: 0 });
    expect((await again.message('opened')).body).toMatchObject({ input: 3, output: 0 });
    again.send('data', 1, { offset: 1, bytes: Buffer.from('bcdef') });
    await again.message('exit');
    expect(outputOf(again.messages, 1)).toBe('up\nabcdef');
    again.ws.terminate();
  });

  it('of two inputs counts apart', async () => {
    const body = openBody({ command: ['sh', '-c', 'stty raw -echo; echo up; head -c 2; exit 0'] });
    raw.send('open', 1, body);
    raw.send('attach', 2, attachBody(body.session));
    await raw.message('data', on(2));
    raw.send('data', 1, { offset: 0, bytes: Buffer.from('a') });
    raw.send('data', 2, { offset: 0, bytes: Buffer.from('b') });
    await raw.message('exit', on(2));
    expect(outputOf(raw.messages, 2)).toMatch(/^up\n(?:ab|ba)$/);
  });

  it.each([
    ['offset-gap', 'leaves a gap', [{ offset: 1, bytes: Buffer.from('x') }]],
    [
      'credit-exceeded',
      'is more than was granted',
      // Five frames of 64 KiB into a program that reads nothing.
      Array.from({ length: 5 }, (_, i) => ({ offset: i * 60_000, bytes: new Uint8Array(60_000) })),
    ],
  ])('ends the connection as %s when it %s, and not the shell', async (code, _what, frames) => {
    const body = openBody({ command: ['sh', '-c', 'stty raw -echo; echo up; sleep 1000'] });
    raw.send('open', 1, body);
    await raw.message('data');
    for (const frame of frames) raw.send('data', 1, frame);
    expect((await raw.closed).reason).toBe(code);
    await expectAlive(body.session);
  });
});

describe('output by offset and credit', () => {
  it('stops at the limit, to the byte, and goes on with the next grant', async () => {
    const command = ['sh', '-c', 'stty raw; head -c 100000 /dev/zero | tr "\\0" x; exit 0'];
    raw.send('open', 1, openBody({ command, window: 1000 }));
    const bytes = (): number => outputOf(raw.messages, 1).length;
    await raw.message('data', () => bytes() >= 1000);
    raw.send('request', 0, { id: 1, method: 'list', params: {} });
    await raw.message('response');
    expect(bytes()).toBe(1000);
    raw.send('credit', 1, { consumed: 1000, limit: 1001 });
    await raw.message('data', () => bytes() >= 1001);
    for (let seen = bytes(); seen < 100_000; seen = bytes()) {
      raw.send('credit', 1, { consumed: seen, limit: 1_000_000 });
      await raw.message('data', () => bytes() > seen);
    }
    const { body } = await raw.message('exit');
    expect(body).toEqual({ code: 0, signal: null, offset: 100_000 });
    expect(bytes()).toBe(100_000);
  });

  it('begins for ATTACH with the first byte that the client lacks', async () => {
    const body = openBody({ command: ['sh', '-c', 'stty raw; printf 0123456789; sleep 1000'] });
    raw.send('open', 1, body);
    await raw.message('data', () => outputOf(raw.messages, 1).length === 10);
    raw.send('attach', 2, { ...attachBody(body.session), have: 7 });
    expect((await raw.message('opened', on(2))).body.output).toBe(7);
    await raw.message('data', on(2));
    expect(outputOf(raw.messages, 2)).toBe('789');
  });

  it.each([
    ['credit-shrunk', { consumed: 0, limit: 5 }],
    ['credit-ahead', { consumed: 99_999, limit: 200_000 }],
  ])('ends the connection as %s for such a grant, and not the shell', async (code, grant) => {
    const body = openBody();
    raw.send('open', 1, body);
    await raw.message('opened');
    raw.send('credit', 1, grant);
    expect((await raw.closed).reason).toBe(code);
    await expectAlive(body.session);
  });

  it('tells a stalled client exactly what it missed, while another gets it all', async () => {
    const script = 'read x; head -c 15000000 /dev/zero | tr "\\0" "\\n"; sleep 1000';
    const body = openBody({ command: ['sh', '-c', `stty -onlcr; ${script}`], window: 1000 });
    raw.send('open', 1, body);
    await raw.message('opened');
    const client = await connect(agent.link);
    onTestFinished(() => client.close());
    const reader = AgentShell.attach(client, newCursor(body.session));
    await reader.opened;
    reader.type('\r');
    await reader.until(() => reader.bytes >= 15_000_000, 'all of it');
    raw.send('credit', 1, { consumed: 0, limit: 100_000_000 });
    const { from, to } = (await raw.message('lagged')).body;
    expect(from).toBe(1000);
    expect(to - from).toBeGreaterThan(5_000_000);
    expect(to).toBe(reader.cursor.output);
    const screen = (await raw.message('screen', ({ body: part }) => part.more === 0)).body;
    expect(screen).toMatchObject({ offset: to, cols: 80, rows: 24 });
    expect(outputOf(raw.messages, 1).length).toBe(1000);
    expect(reader.lags).toEqual([]);
  });
});

describe('a channel', () => {
  it('is used once', async () => {
    raw.send('open', 1, openBody());
    await raw.message('opened');
    raw.send('open', 1, openBody());
    expect((await raw.message('reset')).body.code).toBe('channel-in-use');
  });

  it('is one of at most 256', async () => {
    const body = openBody();
    raw.send('open', 1, body);
    for (let channel = 2; channel <= 257; channel++) {
      raw.send('attach', channel, attachBody(body.session));
    }
    expect(await raw.message('reset')).toMatchObject({
      channel: 257,
      body: { code: 'too-many-channels' },
    });
  });

  it('may be left, and what crosses its end on the way does no harm', async () => {
    const body = openBody();
    raw.send('open', 1, body);
    await raw.message('opened');
    raw.send('detach', 1, {});
    raw.send('data', 1, { offset: 0, bytes: Buffer.from('late') });
    raw.send('resize', 1, { cols: 10, rows: 10 });
    raw.send('detach', 1, {});
    expect((await raw.message('detached')).body).toEqual({ reason: 'requested' });
    await expectAlive(body.session);
    expect(raw.ws.readyState).toBe(raw.ws.OPEN);
  });

  it('may be reset by its client', async () => {
    const body = openBody();
    raw.send('open', 1, body);
    await raw.message('opened');
    raw.send('reset', 1, { code: 'enough', message: '' });
    await expectAlive(body.session, 0);
  });

  it.each([
    ['no-such-session', randomId()],
    ['no-such-session', '0'.repeat(32)],
  ])('is reset with %s for a shell that is not there', async (code, session) => {
    raw.send('attach', 1, attachBody(session));
    expect((await raw.message('reset')).body.code).toBe(code);
  });

  it.each<[string, (session: string) => void]>([
    ['unexpected-message', () => raw.send('resize', 7, { cols: 1, rows: 1 })],
    ['unexpected-message', () => raw.send('exit', 1, { code: 0, signal: null, offset: 0 })],
    ['unexpected-message', () => raw.send('ready', 0, { role: 'owner' })],
    ['unexpected-message', () => raw.send('hello', 0, HELLO)],
    ['unexpected-message', () => raw.send('auth', 0, { method: 'none' })],
    ['credit-shrunk', () => raw.send('credit', 1, { consumed: 0, limit: 1 })],
    ['bad-body', () => raw.send('resize', 1, { cols: 0, rows: 24 })],
    ['bad-body', (session) => raw.send('attach', 2, { ...attachBody(session), window: 2 ** 25 })],
    ['offset-gap', (session) => raw.send('attach', 2, { ...attachBody(session), have: 10 ** 9 })],
    ['offset-gap', () => raw.send('eof', 1, { offset: 5 })],
    ['frame-too-large', () => raw.sendBytes(Buffer.from('0100012000000001', 'hex'))],
  ])('whose client breaks the rules ends the connection as %s (case %#)', async (code, act) => {
    const body = openBody();
    raw.send('open', 1, body);
    await raw.message('opened');
    const before = agent.events.length;
    const isNew = (event: object) => agent.events.indexOf(event as never) >= before;
    act(body.session);
    const { reason } = await raw.closed;
    expect(reason).toBe(code);
    await agent.event('disconnected', (event) => isNew(event) && event.code === code);
    await expectAlive(body.session);
    // Said once: besides that, only the client that has just looked came and went.
    const told = agent.events.filter((event) => isNew(event) && event.event === 'disconnected');
    expect(told.filter((event) => event.code !== 'closed')).toHaveLength(1);
  });
});

describe('the size of a shell', () => {
  it('is told to those who did not set it, at its place in the output', async () => {
    const script = 'stty raw -echo; printf AB; while read x; do printf "<$x>"; done';
    const body = openBody({ command: ['sh', '-c', `${script}; exit 0`], cols: 100, rows: 50 });
    raw.send('open', 1, body);
    await raw.message('data', () => outputOf(raw.messages, 1) === 'AB');
    raw.send('attach', 2, { ...attachBody(body.session), cols: 70, rows: 20 });
    const { body: opened } = await raw.message('opened', on(2));
    expect(opened).toMatchObject({ output: 0, cols: 100, rows: 50 });
    const told = { offset: 2, cols: 70, rows: 20 };
    expect((await raw.message('size', on(1))).body).toEqual(told);
    expect((await raw.message('size', on(2))).body).toEqual(told);
    raw.send('resize', 2, { cols: 71, rows: 21 });
    const next = await raw.message('size', (m) => m.channel === 1 && m.body.cols === 71);
    expect(next.body).toEqual({ offset: 2, cols: 71, rows: 21 });
    raw.send('data', 1, { offset: 0, bytes: Buffer.from('go\n') });
    await raw.message('data', () => outputOf(raw.messages, 2) === 'AB<go>');
    // Not of its own, but of that of the other one, who has the wheel since it typed.
    const sizes = raw.messages.filter(({ type, channel }) => type === 'size' && channel === 2);
    const { body: back } = await raw.message('size', (m) => m.channel === 2 && m.body.cols === 100);
    expect(back).toEqual({ offset: 2, cols: 100, rows: 50 });
    expect(sizes.map(({ body: size }) => size)).toEqual([told, back]);
  });
});

describe('a connection', () => {
  it('whose client falls silent is given up, and reported', async () => {
    const body = openBody();
    raw.send('open', 1, body);
    await raw.message('opened');
    raw.socket.pause(); // what a dead link looks like from the other side
    await agent.event('disconnected', (event) => event.code === 'heartbeat-timeout');
    await expectAlive(body.session, 0);
  });
});

/** The shell runs on; with as many viewers as given. */
async function expectAlive(session: string, viewers?: number): Promise<void> {
  const client = await connect(agent.link);
  const find = async () => {
    const { shells } = (await client.request('list')) as {
      shells: { session: string; exit: unknown; viewers: number }[];
    };
    return shells.find((shell) => shell.session === session);
  };
  expect(await find()).toMatchObject({ exit: null });
  if (viewers !== undefined) await expect.poll(find).toMatchObject({ viewers });
  await client.request('kill', { session });
  await client.close();
}
