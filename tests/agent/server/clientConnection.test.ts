// One client's connection from the first byte on, on a clock that the test holds: who is sent away
// when, what is left of it, and what becomes of what it typed.
import { describe, expect, it } from 'vitest';
import { ProtocolError } from '../../../core/wire/errors.ts';
import { encode } from '../../../core/wire/messages.ts';
import { LIMITS } from '../../../core/wire/protocol.ts';
import { settle } from '../../support/manualClock.ts';
import { MemoryAgent, type MemoryPeer } from '../../support/memoryAgent.ts';
import { HELLO, randomId } from '../../support/rawSocket.ts';

const WRONG = 'x'.repeat(43);

/** Sends it away for another reason, so that nothing of it is left. */
async function end(agent: MemoryAgent, { connection }: MemoryPeer): Promise<void> {
  await connection.end(new ProtocolError('shutting-down', 'over'));
  expect(agent.clock.waiting).toBe(0);
}

describe('a login', () => {
  it('is answered at once where the proof is right, and leaves its place', async () => {
    const agent = new MemoryAgent();
    const peer = await agent.login();
    expect(peer.socket.types.slice(0, 2)).toEqual(['welcome', 'ready']);
    expect(peer.stages).toEqual(['greeted', 'in']);
    for (let ms = 0; ms <= LIMITS.handshakeMs; ms += LIMITS.heartbeatMs) {
      await agent.clock.pass(LIMITS.heartbeatMs);
      await peer.socket.hear('ping', 0, { token: 1 });
    }
    expect([peer.connection.ready, peer.socket.closedBy]).toEqual([true, undefined]);
    await end(agent, peer);
  });

  it('with a wrong proof is answered later and later, until there is a right one', async () => {
    const agent = new MemoryAgent();
    for (const [times, delay] of [250, 500, 1_000].entries()) {
      const { socket, stages } = await agent.login([], WRONG);
      expect([agent.refused, stages]).toEqual([times + 1, ['greeted', 'refused']]);
      await agent.clock.pass(delay - 1);
      expect([socket.types, socket.closedBy]).toEqual([['welcome'], undefined]);
      await agent.clock.pass(1);
      expect(socket.types).toEqual(['welcome', 'error']);
      expect(socket.last('error').body.message).toBe('The pairing token is wrong.');
      expect(socket.closedBy).toEqual({ code: 4002, reason: 'wrong-token' });
    }
    await end(agent, await agent.login());
    const { socket } = await agent.login([], WRONG);
    await agent.clock.pass(250);
    expect(socket.closedBy?.reason).toBe('wrong-token');
    expect([agent.clock.waiting, agent.ready]).toEqual([0, 1]);
  });

  it('that is refused, and whose client goes, leaves nothing that waits', async () => {
    const agent = new MemoryAgent();
    const { socket } = await agent.login([], WRONG);
    socket.leave();
    await settle();
    expect(agent.clock.waiting).toBe(0);
  });

  it.each([
    ['HELLO', LIMITS.helloMs, false],
    ['the proof', LIMITS.handshakeMs, true],
  ])('in which %s is long in coming is given up', async (_what, ms, greets) => {
    const agent = new MemoryAgent();
    const { socket } = agent.come();
    if (greets) await socket.hear('hello', 0, HELLO);
    await agent.clock.pass(ms - 1);
    expect(socket.closedBy).toBeUndefined();
    await agent.clock.pass(1);
    expect(socket.closedBy).toEqual({ code: 4004, reason: 'handshake-timeout' });
    expect(socket.last('error').body.message).toContain(`within ${ms / 1_000} s`);
    expect(agent.clock.waiting).toBe(0);
  });

  it('finds no room where there is none, though its proof is right', async () => {
    const agent = new MemoryAgent();
    agent.hasRoomFor = () => false;
    const { socket, connection } = await agent.login();
    expect([socket.closedBy?.reason, connection.ready]).toEqual(['too-many-connections', false]);
    expect(agent.ready).toBe(0);
  });
});

describe('a guest', () => {
  it('is here until its connection ends', async () => {
    const agent = new MemoryAgent();
    const guest = await agent.join(agent.invite('a'.repeat(32)));
    const online = (): number | undefined => agent.invitations.list()[0]?.online;
    expect(online()).toBe(1);
    guest.socket.leave();
    await settle();
    expect(online()).toBe(0);
  });
});

describe('the first reason for which a connection ends', () => {
  it('is the one that is told, once', async () => {
    const agent = new MemoryAgent();
    const { socket, connection } = await agent.login();
    void connection.end(new ProtocolError('shutting-down', 'first'));
    const { error } = await connection.end(new ProtocolError('internal-error', 'second'));
    expect(error).toMatchObject({ code: 'shutting-down' });
    expect(socket.sent.filter(({ type }) => type === 'error')).toMatchObject([
      { body: { code: 'shutting-down', message: 'first' } },
    ]);
    expect(socket.closedBy).toEqual({ code: 4007, reason: 'shutting-down' });
  });
});

describe('a connection', () => {
  it('is known by what its client calls itself, fit to be printed, and where it comes from', async () => {
    const agent = new MemoryAgent();
    const { socket, connection } = agent.come('192.0.2.7');
    expect([connection.remote, connection.client, connection.role]).toEqual([
      ...['192.0.2.7', '', undefined],
    ]);
    const client = { name: `evil\x1b[2J${'n'.repeat(40)}`, version: '1' };
    await socket.hear('hello', 0, { ...HELLO, client });
    expect(connection.client).toMatch(/^evil[\x20-\x7e\ufffd]+n 1$/u);
    expect(connection.ready).toBe(false);
  });

  it('is known by no more of that than a name and a version of the longest that are allowed', async () => {
    const { socket, connection } = new MemoryAgent().come('192.0.2.7');
    const client = { name: '🪢'.repeat(40), version: 'v'.repeat(200) };
    await socket.hear('hello', 0, { ...HELLO, client });
    expect(connection.client.length).toBeLessThanOrEqual(129);
  });

  it('is its owner’s, or a guest’s by an invitation', async () => {
    const agent = new MemoryAgent();
    const owner = (await agent.login()).connection;
    expect([owner.ready, owner.role, owner.invitation]).toEqual([true, 'owner', undefined]);
    expect(owner.client).toBe('raw 1');
    const invitation = agent.invite(agent.openShell(), 'editor');
    const guest = (await agent.join(invitation)).connection;
    expect([guest.role, guest.invitation]).toEqual(['editor', invitation.id]);
    expect(agent.ready).toBe(2); // each was told of, once
  });

  it.each([
    ['data', { offset: 0, bytes: new Uint8Array(1) }],
    ['request', { id: 1, method: 'list', params: {} }],
    ['ping', { token: 1 }],
  ] as const)('ends by name when %s comes before READY', async (type, body) => {
    const agent = new MemoryAgent();
    const { socket } = agent.come();
    await socket.hear(type, type === 'data' ? 1 : 0, body);
    expect(socket.closedBy?.reason).toBe('unexpected-message');
    expect(agent.clock.waiting).toBe(0);
  });

  it('of a guest does nothing that is the owner’s alone', async () => {
    const agent = new MemoryAgent();
    const guest = await agent.join(agent.invite(agent.openShell()));
    const at = { kind: 'tcp', host: '127.0.0.1', port: 0 } as const;
    await guest.socket.hear('listen', 1, { forward: 'f'.repeat(32), at });
    expect(guest.socket.closedBy?.reason).toBe('unexpected-message');
  });
});

it('a guest that reads nothing may have less to be answered than an owner', async () => {
  const agent = new MemoryAgent();
  const guest = await agent.join(agent.invite(agent.openShell()));
  const owner = await agent.login();
  await agent.clock.pass(0); // their own first PINGs
  const ping = encode('ping', 0, { token: 1 });
  const many = Math.ceil((3 * LIMITS.maxGuestBacklog) / ping.byteLength);
  for (const { socket } of [guest, owner]) {
    socket.isStuck = true;
    await socket.hearBytes(Buffer.concat(Array<Uint8Array>(many).fill(ping)));
  }
  await agent.clock.pass(1_500); // its last words are not read either
  expect(guest.socket.closedBy?.reason).toBe('control-backlog');
  expect(owner.socket.closedBy).toBeUndefined();
});

describe('a client that is in', () => {
  it('could have said before why it goes, too', async () => {
    const agent = new MemoryAgent();
    const { socket } = agent.come();
    await socket.hear('goodbye', 0, { reason: 'over' });
    await socket.hear('error', 0, { code: 'internal-error', message: 'a mistake of mine' });
    expect(socket.closedBy).toBeUndefined();
    await socket.hear('request', 0, { id: 1, method: 'list', params: {} });
    expect(socket.closedBy?.reason).toBe('unexpected-message');
  });

  it('may say why it goes, and nothing that only an agent says', async () => {
    const agent = new MemoryAgent();
    const { socket } = await agent.login();
    await socket.hear('goodbye', 0, { reason: 'over' });
    await socket.hear('error', 0, { code: 'internal-error', message: 'a mistake of mine' });
    expect(socket.closedBy).toBeUndefined();
    await socket.hear('response', 0, { id: 1, result: {} });
    expect(socket.closedBy?.reason).toBe('unexpected-message');
  });
});

describe('who comes to a shell', () => {
  it('and has nothing of its output yet gets it from the first byte on', async () => {
    const agent = new MemoryAgent();
    const session = agent.openShell(['sh', '-c', 'printf ready; exec sleep 1000']);
    const { log } = agent.registry.get(session);
    await expect.poll(() => log.end).toBe(5);
    const { socket } = await agent.login();
    const view = { input: randomId(), cols: 80, rows: 24, window: 65_536 };
    await socket.hear('attach', 1, { session, have: null, ...view });
    expect(socket.last('opened').body).toMatchObject({ output: 0, end: 5 });
    const { offset, bytes } = socket.last('data').body;
    expect([offset, Buffer.from(bytes).toString()]).toEqual([0, 'ready']);
  });
});

describe('an owner who is cut off', () => {
  it('is waited for until the program has ended, and no longer', async () => {
    const agent = new MemoryAgent();
    const session = agent.openShell();
    const shell = agent.registry.get(session);
    const { socket } = await agent.login();
    const view = { input: randomId(), cols: 80, rows: 24, window: 65_536 };
    await socket.hear('attach', 1, { session, have: 0, ...view });
    expect(shell.absences.oldestPlace).toBe(Infinity);
    socket.leave();
    await settle();
    expect(shell.absences.oldestPlace).toBe(0);
    process.kill(shell.pid, 'SIGKILL');
    await expect.poll(() => shell.exit).toMatchObject({ signal: 'SIGKILL' });
    expect(shell.absences.oldestPlace).toBe(Infinity);
  });
});

describe('what a guest typed, and has to wait', () => {
  const SHELL = ['sh', '-c', 'stty raw -echo; printf ready; exec cat'];
  const VIEW = { cols: 80, rows: 24, window: 65_536 };

  /** A guest types while the owner is in the middle of a paste. */
  async function typed() {
    const agent = new MemoryAgent();
    const session = agent.openShell(SHELL);
    const { log } = agent.registry.get(session);
    const printed = (): string => Buffer.from(log.read(0, log.end)).toString();
    await expect.poll(printed).toBe('ready');
    const owner = await agent.login();
    await owner.socket.hear('attach', 1, { session, input: randomId(), ...VIEW, have: 0 });
    await owner.socket.hear('data', 1, { offset: 0, bytes: Buffer.from('\x1b[200~paste ') });
    const invitation = agent.invite(session, 'editor');
    const [member, input] = [randomId(), randomId()];
    const guest = await agent.join(invitation, member);
    await guest.socket.hear('attach', 1, { session, input, ...VIEW, have: 0 });
    await guest.socket.hear('data', 1, { offset: 0, bytes: Buffer.from('guest') });
    let offset = 12;
    const paste = async (text: string): Promise<void> => {
      await owner.socket.hear('data', 1, { offset, bytes: Buffer.from(text) });
      offset += text.length;
    };
    return { agent, session, invitation, member, input, guest, printed, paste };
  }

  it('is typed, though it has come again by another connection since', async () => {
    const { agent, session, invitation, member, input, guest, printed, paste } = await typed();
    const again = await agent.join(invitation, member);
    await again.socket.hear('attach', 1, { session, input, ...VIEW, have: 0 });
    expect(guest.socket.closedBy?.reason).toBe('replaced');
    expect(again.socket.last('opened').body.input).toBe(5);
    await paste('over\x1b[201~');
    await expect.poll(printed).toBe('ready\x1b[200~paste over\x1b[201~guest');
  });

  it('is never typed where it was sent away', async () => {
    const { agent, invitation, guest, printed, paste } = await typed();
    agent.invitations.revoke(invitation.id);
    await settle();
    expect(guest.socket.closedBy?.reason).toBe('invitation-revoked');
    await paste('over\x1b[201~');
    await agent.clock.pass(6_000); // longer than anybody waits for a turn
    await paste('!'); // behind whatever was typed before
    await expect.poll(printed).toBe('ready\x1b[200~paste over\x1b[201~!');
  });
});
