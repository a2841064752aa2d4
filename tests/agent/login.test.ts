import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parsePairingLink } from '../../core/link/pairingLink.ts';
import { startFrame } from '../../core/wire/frame.ts';
import { encode } from '../../core/wire/messages.ts';
import { startAgent, type TestAgent } from '../support/agent.ts';
import { connect } from '../support/agentShell.ts';
import { HELLO, proofFor, RawSocket, refusedStatus, randomId } from '../support/rawSocket.ts';

let agent: TestAgent;

beforeAll(async () => {
  agent = await startAgent();
});
afterAll(() => agent.stop());

const OPEN = { cols: 80, rows: 24, window: 1000, command: [], cwd: '', env: {} };

/** So long every refusal is held back at least, however few there were. */
const DELAY_MS = 250;
/** Timers count whole milliseconds. */
const TIMER_MS = 2;

describe('logging in', () => {
  it('works with the token of the pairing link', async () => {
    const client = await connect(agent.link);
    expect(client.welcome).toMatchObject({ version: 1, auth: ['token'] });
    await client.close();
  });

  it('is reported by a name that moves nothing in a terminal', async () => {
    const client = { name: `evil\u001b[2J\u202e\n${'x'.repeat(40)}`, version: '1' };
    const raw = await RawSocket.open(agent.url);
    raw.send('hello', 0, { ...HELLO, client });
    const { nonce } = (await raw.message('welcome')).body;
    const { token } = parsePairingLink(agent.link);
    raw.send('auth', 0, { method: 'token', proof: proofFor(token, nonce) });
    const said = await agent.event('connected', (event) => String(event.client).startsWith('evil'));
    expect(said.client).toBe(`evil[2J${'x'.repeat(40)} 1`);
    raw.ws.terminate();
  });

  it('is refused with another token, and teaches nothing', async () => {
    const other = agent.link.replace(/token=[^&]+/, `token=${'x'.repeat(43)}`);
    await expect(connect(other)).rejects.toMatchObject({ kind: 'wrong-token', permanent: true });
    await agent.event('login-refused');
    const raw = await RawSocket.open(agent.url);
    raw.send('hello', 0, HELLO);
    await raw.message('welcome');
    const asked = performance.now();
    raw.send('auth', 0, { method: 'token', proof: 'A'.repeat(43) });
    expect(await raw.closed).toEqual({ code: 4002, reason: 'wrong-token' });
    expect(performance.now() - asked).toBeGreaterThanOrEqual(DELAY_MS - TIMER_MS);
    expect(raw.messages.map(({ type }) => type)).toEqual(['welcome', 'error']);
    await (await connect(agent.link)).close(); // and is forgiven who knows it
  });

  it.each([
    ['no proof at all', { method: 'token' as const }],
    ['the method for unix sockets', { method: 'none' as const }],
  ])('is refused with %s', async (_what, auth) => {
    const raw = await RawSocket.open(agent.url);
    raw.send('hello', 0, HELLO);
    await raw.message('welcome');
    raw.send('auth', 0, auth);
    expect(await raw.closed).toEqual({ code: 4002, reason: 'wrong-token' });
    await (await connect(agent.link)).close();
  });

  it('is refused with a proof that was recorded on another connection', async () => {
    const { token } = parsePairingLink(agent.link);
    const first = await RawSocket.open(agent.url);
    first.send('hello', 0, HELLO);
    const proof = proofFor(token, (await first.message('welcome')).body.nonce);
    first.ws.terminate();
    const second = await RawSocket.open(agent.url);
    second.send('hello', 0, HELLO);
    await second.message('welcome');
    second.send('auth', 0, { method: 'token', proof });
    expect((await second.closed).code).toBe(4002);
    await (await connect(agent.link)).close();
  });

  it('fails for a client of another version, which is told ours', async () => {
    const raw = await RawSocket.open(agent.url);
    raw.send('hello', 0, { ...HELLO, versions: [99] });
    const { body } = await raw.message('error');
    expect(body).toMatchObject({ code: 'unsupported-version' });
    expect(body.message).toBe(
      'This agent speaks protocol version 1, the client 99. Update bowline-agent on that machine.',
    );
    expect((await raw.closed).code).toBe(4001);
  });

  it('speaks the newest version that both know', async () => {
    const raw = await RawSocket.open(agent.url);
    raw.send('hello', 0, { ...HELLO, versions: [99, 1] });
    expect((await raw.message('welcome')).body.version).toBe(1);
    raw.ws.terminate();
  });

  it('is given up when it takes too long', async () => {
    const hasty = await startAgent({ args: ['--handshake-timeout', '2'] });
    const silent = await RawSocket.open(hasty.url);
    const slow = await RawSocket.open(hasty.url);
    slow.send('hello', 0, HELLO);
    expect(await silent.closed).toEqual({ code: 4004, reason: 'handshake-timeout' });
    expect(await slow.closed).toEqual({ code: 4004, reason: 'handshake-timeout' });
    await hasty.stop();
  });
});

describe('before the login', () => {
  const id = randomId();
  it.each([
    [
      'a shell is asked for',
      encode('open', 1, { session: id, input: id, ...OPEN }),
      4000,
      'unexpected-message',
    ],
    [
      'a request is made',
      encode('request', 0, { id: 1, method: 'list', params: {} }),
      4000,
      'unexpected-message',
    ],
    ['a heartbeat is sent', encode('ping', 0, { token: 1 }), 4000, 'unexpected-message'],
    ['AUTH comes first', encode('auth', 0, { method: 'none' }), 4000, 'unexpected-message'],
    ['HELLO comes on a channel', encode('hello', 3, HELLO), 4000, 'bad-frame'],
    ['HELLO holds nonsense', Buffer.from('0000020100000000' + '7b7d', 'hex'), 4000, 'bad-body'],
    ['an unknown type is used', Buffer.from('0000007f00000000', 'hex'), 4000, 'unknown-type'],
    ['a frame is too large', startFrame(1, 0, 4097).subarray(0, 8), 4006, 'frame-too-large'],
    ['a text message is sent', 'GET / HTTP/1.1', 1003, 'text-message'],
  ])('the connection ends by name when %s', async (_what, bytes, code, reason) => {
    const raw = await RawSocket.open(agent.url);
    raw.sendBytes(bytes);
    expect(await raw.closed).toEqual({ code, reason });
  });

  it('a message larger than any frame ends the connection', async () => {
    const raw = await RawSocket.open(agent.url);
    raw.sendBytes(new Uint8Array(300 * 1024));
    expect((await raw.closed).code).toBe(1009);
  });

  it('what is optional and unknown is skipped', async () => {
    const raw = await RawSocket.open(agent.url);
    raw.sendBytes(Buffer.from('000001ff0000000000', 'hex'));
    raw.send('hello', 0, HELLO);
    await raw.message('welcome');
    raw.ws.terminate();
  });
});

describe('the door', () => {
  it('is closed while 64 are inside, and opens again', async () => {
    const inside: RawSocket[] = [];
    for (let i = 0; i < 64; i++) {
      inside.push((await RawSocket.login(agent.link)).staysAlive());
    }
    await expect(RawSocket.login(agent.link)).rejects.toThrow('4006 too-many-connections');
    await expect(connect(agent.link)).rejects.toMatchObject({ kind: 'busy' });
    for (const raw of inside) raw.ws.terminate();
    const comesIn = async (): Promise<boolean> => {
      const client = await connect(agent.link).catch(() => undefined);
      await client?.close();
      return client !== undefined;
    };
    await expect.poll(comesIn).toBe(true);
  });

  it.each([
    [403, 'a web page', { headers: { Origin: 'https://example.org' } }],
    [403, 'a local file in a browser', { headers: { Origin: 'null' } }],
    [404, 'another path', { path: '/' }],
    [400, 'no subprotocol', { protocol: '' }],
    [400, 'another subprotocol', { protocol: 'chat' }],
  ])('answers %s to %s', async (status, _what, options) => {
    expect(await refusedStatus(agent.url, options)).toBe(status);
    await agent.event('turned-away', (event) => event.status === status);
  });

  it('tells a browser that somebody points at it what it is', async () => {
    const answer = await fetch(agent.url.replace('ws:', 'http:'));
    expect(answer.status).toBe(426);
    expect(await answer.text()).toMatch(/This is a Bowline agent/);
  });
});
