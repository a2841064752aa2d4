// One shell of a real agent, its owner and its guests.
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { AgentClient } from '../../core/client/agentClient.ts';
import { groupChanges } from '../../core/client/group.ts';
import {
  invitations,
  revoke,
  setSizePolicy,
  type InvitationWish,
} from '../../core/client/sharing.ts';
import { newCursor } from '../../core/client/shellCursor.ts';
import type { InvitationLink } from '../../core/link/invitationLink.ts';
import { startAgent, type TestAgent } from '../support/agent.ts';
import { AgentShell, connect, inviteTo, join, type ShellOptions } from '../support/agentShell.ts';
import { randomId, RawSocket } from '../support/rawSocket.ts';

let agent: TestAgent;
let owner: AgentClient;

beforeAll(async () => {
  agent = await startAgent();
  owner = await connect(agent.link);
});
afterAll(async () => {
  await owner.close();
  await agent.stop();
});

const RAW = ['sh', '-c', 'stty raw -echo; printf ready; exec cat'];

/** A shell that prints what is typed, and nothing else. */
async function openShell(options: ShellOptions = {}): Promise<AgentShell> {
  const shell = AgentShell.open(owner, { command: RAW, name: 'Olga', ...options });
  const { session } = shell.cursor;
  onTestFinished(async () => {
    await owner.request('kill', { session, signal: 'SIGKILL' }).catch(() => undefined); // it ended
  });
  await shell.sees(/ready/);
  return shell;
}

type Wish = Partial<InvitationWish>;

function inviteFor(shell: AgentShell, wish: Wish = {}): Promise<InvitationLink> {
  return inviteTo(owner, agent.link, {
    ...{ session: shell.cursor.session, role: 'viewer' },
    ...wish,
  });
}

async function comeBy(link: InvitationLink, member?: string): Promise<AgentClient> {
  const guest = await join(link, member);
  onTestFinished(() => guest.close());
  return guest;
}

async function guestOf(shell: AgentShell, wish: Wish = {}, options: ShellOptions = {}) {
  const client = await comeBy(await inviteFor(shell, wish));
  const seen = AgentShell.attach(client, newCursor(client.session!), { name: 'Greta', ...options });
  await seen.opened;
  return { client, seen };
}

describe('a guest', () => {
  it('sees the shell from where it can be seen, and is told its role', async () => {
    const shell = await openShell();
    const { client, seen } = await guestOf(shell);
    expect([client.role, client.session]).toEqual(['viewer', shell.cursor.session]);
    shell.type('hello');
    await seen.sees(/readyhello/);
  });

  it('who may only watch types nothing, and is told so once', async () => {
    const shell = await openShell();
    const { seen } = await guestOf(shell);
    for (const text of ['a', 'b', 'rm -rf /\r']) seen.type(text);
    await seen.typed();
    seen.cursor.input.eof = true;
    seen.shell.inputReady();
    seen.shell.resize(10, 5);
    await seen.until(() => seen.refusals.length > 0, 'a refusal');
    await seen.shell.say('done'); // all that was sent before has been looked at
    shell.type('only this');
    await shell.sees(/only this/);
    await seen.sees(/only this/);
    expect([shell.text, seen.text]).toEqual(Array(2).fill('readyonly this'));
    expect(seen.refusals).toEqual(['view-only']);
    expect((await shell.group(({ total }) => total === 2)).cols).toBe(80);
  });

  it('who may only watch makes nobody forgotten who types, whatever it calls its input', async () => {
    const shell = await openShell();
    const link = await inviteFor(shell, { role: 'editor' });
    const member = randomId();
    const editor = await join(link, member);
    const cursor = newCursor(editor.session!);
    const typist = AgentShell.attach(editor, cursor);
    typist.type('one ');
    await typist.typed();
    await editor.close();
    const raw = await RawSocket.join(await inviteFor(shell));
    const { session } = shell.cursor;
    for (let channel = 1; channel <= 1_100; channel++) {
      const view = { cols: 80, rows: 24, window: 1_000, have: null };
      raw.send('attach', channel, { session, input: randomId(), ...view });
      raw.send('detach', channel, {});
      if (channel % 20 === 0) await raw.message('detached', (one) => one.channel === channel);
    }
    raw.ws.terminate();
    const again = AgentShell.attach(await comeBy(link, member), cursor);
    expect((await again.opened).input).toBe(4);
    again.type('two');
    await shell.sees(/readyone two/);
  });

  it('who may type does', async () => {
    const shell = await openShell();
    const { seen } = await guestOf(shell, { role: 'editor' });
    seen.type('from the guest');
    await shell.sees(/from the guest/);
  });

  it('is cut off at once when the invitation is taken back, and the others are not', async () => {
    const shell = await openShell();
    const { client, seen } = await guestOf(shell);
    const { seen: other } = await guestOf(shell);
    const [first] = await invitations(owner, shell.cursor.session);
    expect(first).toMatchObject({ used: 1, online: 1, state: 'open', role: 'viewer' });
    expect(await revoke(owner, first!.id)).toEqual({ cutOff: 1 });
    expect(await client.lost).toMatchObject({ kind: 'invitation-revoked', final: true });
    expect(await seen.end).toEqual({ kind: 'lost' });
    await shell.group(({ total }) => total === 2);
    shell.type('still here');
    await other.sees(/still here/);
  });

  it('who is sent away has nothing typed any more that still waited', async () => {
    const shell = await openShell();
    const { client, seen } = await guestOf(shell, { role: 'editor' });
    shell.type('\x1b[200~paste'); // others wait for its end
    await shell.sees(/paste/);
    seen.type('rm -rf /');
    await seen.shell.say('typed'); // the agent has read it
    const [one] = await invitations(owner, shell.cursor.session);
    await revoke(owner, one!.id);
    await client.lost;
    shell.type('\x1b[201~!');
    await shell.sees(/!$/);
    const { seen: other } = await guestOf(shell, { role: 'editor' });
    other.type('?');
    await shell.sees(/\?$/);
    expect(shell.text).toBe('ready\x1b[200~paste\x1b[201~!?');
  });

  it('comes back to its own place after a cut, though the invitation is used up', async () => {
    const shell = await openShell();
    const link = await inviteFor(shell, { uses: 1, role: 'editor' });
    const member = randomId();
    const before = await join(link, member);
    const cursor = newCursor(before.session!);
    const seen = AgentShell.attach(before, cursor);
    const { member: number } = await seen.opened;
    seen.type('one ');
    await shell.sees(/one /);
    await before.close();
    await expect(join(link)).rejects.toMatchObject({ kind: 'invitation-used-up' });
    const after = await comeBy(link, member);
    const again = AgentShell.attach(after, cursor);
    expect((await again.opened).member).toBe(number);
    again.type('two');
    await shell.sees(/readyone two/);
  });

  it('takes the place of an older connection of its own where it attaches', async () => {
    const shell = await openShell();
    const link = await inviteFor(shell, { uses: 1 });
    const member = randomId();
    const attach = async (): Promise<AgentClient> => {
      const client = await comeBy(link, member);
      await AgentShell.attach(client, newCursor(client.session!)).opened;
      return client;
    };
    const older = await attach();
    await attach();
    expect(await older.lost).toMatchObject({ kind: 'replaced', final: true });
  });

  it('is not put out by an attempt that it gave up', async () => {
    const shell = await openShell();
    const link = await inviteFor(shell, { uses: 1 });
    const member = randomId();
    const client = await comeBy(link, member);
    const raw = await RawSocket.join(link, member); // READY has come: the agent knows of both
    const seen = AgentShell.attach(client, newCursor(client.session!));
    await seen.opened;
    shell.type('hello');
    await seen.sees(/readyhello/);
    raw.ws.terminate();
  });

  it('hears that it comes too late only if it knows the token', async () => {
    const shell = await openShell();
    const link = await inviteFor(shell);
    await revoke(owner, link.invitation.id);
    await expect(join(link)).rejects.toMatchObject({ kind: 'invitation-revoked' });
    const guessed = { ...link, token: 'x'.repeat(43) };
    await expect(join(guessed)).rejects.toMatchObject({ kind: 'wrong-token' });
    const unknown = { ...link, invitation: { ...link.invitation, id: '0'.repeat(16) } };
    await expect(join(unknown)).rejects.toMatchObject({ kind: 'wrong-token' });
  });

  it('never comes in with the agent’s token as an invitation’s, nor the other way round', async () => {
    const shell = await openShell();
    const link = await inviteFor(shell);
    const { token } = link;
    const { invitation: _, ...pairing } = link;
    await expect(join({ ...pairing, token } as InvitationLink)).rejects.toMatchObject({
      kind: 'wrong-token',
    });
    const agents = new URL(agent.link).searchParams.get('token')!;
    await expect(join({ ...link, token: agents })).rejects.toMatchObject({ kind: 'wrong-token' });
  });

  it('whose shell ends sees its end and its exit code', async () => {
    const shell = await openShell();
    const { seen } = await guestOf(shell);
    await owner.request('kill', { session: shell.cursor.session });
    expect(await seen.end).toMatchObject({ kind: 'exited' });
  });
});

describe('an owner', () => {
  it.each([
    ['no-such-session', { session: 'f'.repeat(32) }],
    ['bad-request', { role: 'owner' }],
    ['bad-request', { uses: 0 }],
    ['bad-request', { uses: 1_001 }],
    ['bad-request', { expiresInMs: 1 }],
    ['bad-request', { expiresInMs: 8 * 24 * 3_600_000 }],
  ])('is refused an invitation as %s (%j)', async (code, wish) => {
    const shell = await openShell();
    await expect(inviteFor(shell, wish as Wish)).rejects.toMatchObject({ code });
  });
});

describe('who is here', () => {
  it('is told to all, as they come and go', async () => {
    const shell = await openShell();
    const alone = await shell.group(({ total }) => total === 1);
    expect(alone.members).toMatchObject([{ name: 'Olga', role: 'owner' }]);
    const { client } = await guestOf(shell, { role: 'editor' });
    const two = await shell.group(({ total }) => total === 2);
    const { joined } = groupChanges(alone, two);
    expect(joined).toMatchObject([{ name: 'Greta', role: 'editor' }]);
    expect(new Set(two.members.map(({ colour }) => colour)).size).toBe(2);
    await shell.group(({ members }) => members[1]?.roundTripMs != null);
    await client.close();
    const one = await shell.group(({ total }) => total === 1);
    expect(groupChanges(two, one).left).toMatchObject([{ name: 'Greta' }]);
  });

  it('says who types now, and who stopped', async () => {
    const shell = await openShell();
    const { seen } = await guestOf(shell, { role: 'editor' });
    const typing = (is: boolean) =>
      shell.group(({ members }) =>
        members.some(({ id, typing: t }) => id === seen.shell.member && t === is),
      );
    seen.type('x');
    await typing(true);
    await typing(false);
  });

  it('says how far somebody is behind', async () => {
    const shell = await openShell({
      command: [
        'sh',
        '-c',
        'printf ready; stty raw -echo; while read x; do head -c 100000 /dev/zero; done',
      ],
    });
    const { client } = await guestOf(shell);
    const slow = AgentShell.attach(client, newCursor(client.session!), {
      name: 'Slow',
      read: false,
    });
    await slow.opened;
    shell.type('\n');
    const behind = await shell.group(({ members }) =>
      members.some(({ name, behind: bytes }) => name === 'Slow' && bytes >= 97 * 1024),
    );
    expect(behind.members.find(({ name }) => name === 'Greta')!.behind).toBe(0);
  });

  it('shows names cut and cleaned, whoever sends them', async () => {
    const shell = await openShell();
    const link = await inviteFor(shell);
    const raw = await RawSocket.join(link);
    const name = `evil\u001b[2J\u202e${'x'.repeat(10_000)}`;
    const view = { cols: 80, rows: 24, window: 65_536, have: null };
    raw.send('attach', 1, { session: shell.cursor.session, input: randomId(), ...view, name });
    const group = await shell.group(({ total }) => total === 2);
    expect(group.members[1]!.name).toBe(`evil[2J${'x'.repeat(33)}`);
    raw.ws.terminate();
  });
});

describe('a word beside the shell', () => {
  it('comes to everybody in one order, and not into the terminal', async () => {
    const shell = await openShell();
    const { seen } = await guestOf(shell);
    await Promise.all([shell.shell.say('from the owner'), seen.shell.say('from the guest\n: )')]);
    for (const one of [shell, seen]) await one.until(() => one.chat.length === 2, 'chat');
    expect(shell.chat).toEqual(seen.chat);
    expect(shell.chat.map(({ seq }) => seq)).toEqual([0, 1]);
    expect(shell.chat.map(({ name, text }) => `${name}: ${text}`).sort()).toEqual([
      'Greta: from the guest\n: )',
      'Olga: from the owner',
    ]);
    expect([shell.text, seen.text]).toEqual(['ready', 'ready']);
  });

  it('is there for those who come later, and comes again to nobody', async () => {
    const shell = await openShell();
    await shell.shell.say('before');
    const link = await inviteFor(shell);
    const member = randomId();
    const first = await join(link, member);
    const cursor = newCursor(first.session!);
    const seen = AgentShell.attach(first, cursor);
    await seen.until(() => seen.chat.length === 1, 'what was said before');
    await first.close();
    await shell.shell.say('meanwhile');
    const again = AgentShell.attach(await comeBy(link, member), cursor);
    await again.until(() => again.chat.length > 0, 'what was said meanwhile');
    expect(again.chat.map(({ text }) => text)).toEqual(['meanwhile']);
  });

  it('counts once, however often it is sent', async () => {
    const shell = await openShell();
    const id = randomId();
    for (let i = 0; i < 3; i++) await shell.shell.say('once', id);
    await shell.shell.say('then');
    await shell.until(() => shell.chat.length === 2, 'chat');
    expect(shell.chat.map(({ text }) => text)).toEqual(['once', 'then']);
  });

  it('is limited in speed and length, and the sender is told', async () => {
    const shell = await openShell();
    const { seen } = await guestOf(shell);
    const all = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) => seen.shell.say(`${n}`)),
    );
    const codes = all.map((one) =>
      one.status === 'fulfilled' ? 'said' : (one.reason as { code: string }).code,
    );
    expect(new Set(codes)).toEqual(new Set(['said', 'chat-too-fast']));
    expect(codes.slice(0, 5)).toEqual(Array(5).fill('said'));
    await shell.shell.say('the owner can still speak');
    await expect(shell.shell.say('x'.repeat(2_001))).rejects.toMatchObject({
      code: 'chat-too-long',
    });
    await expect(shell.shell.say(' \u0007\n')).rejects.toMatchObject({ code: 'chat-empty' });
  });
});

describe('what terminals answer by themselves', () => {
  it('comes from the driver’s alone, and takes nobody the wheel', async () => {
    const shell = await openShell();
    const { seen } = await guestOf(shell, { role: 'editor' });
    const { driver } = await shell.group(({ total }) => total === 2);
    expect(driver).toBe(shell.shell.member);
    for (const one of [seen, shell]) {
      one.type('\x1b[5;9R');
      await one.typed();
    }
    seen.type('k');
    await shell.group((group) => group.driver === seen.shell.member);
    for (const one of [seen, shell]) {
      one.type('\x1b[?1;2c');
      await one.typed();
    }
    seen.type('!');
    await shell.sees(/!$/);
    expect(shell.text).toBe('ready\x1b[5;9Rk\x1b[?1;2c!');
  });
});

describe('the size', () => {
  it('follows the driver, and is told to the others in its place', async () => {
    const shell = await openShell({ cols: 100, rows: 40 });
    const { seen } = await guestOf(shell, { role: 'editor' }, { cols: 70, rows: 20 });
    const { seen: viewer } = await guestOf(shell, {}, { cols: 10, rows: 10 });
    expect(await viewer.opened).toMatchObject({ cols: 100, rows: 40 });
    seen.type('x');
    await viewer.until(() => viewer.sizes.includes('70x20'), 'the size');
    await shell.group(({ driver, cols }) => driver === seen.shell.member && cols === 70);
    shell.type('y');
    for (const one of [seen, viewer]) {
      await one.until(() => one.sizes.includes('100x40'), 'the size');
    }
    expect(viewer.sizes).toEqual(['70x20', '100x40']);
  });

  it('fits everyone who may type, where the owner says so', async () => {
    const shell = await openShell({ cols: 100, rows: 20 });
    const { client, seen } = await guestOf(shell, { role: 'editor' }, { cols: 70, rows: 50 });
    await guestOf(shell, {}, { cols: 10, rows: 10 });
    await setSizePolicy(owner, shell.cursor.session, 'fit');
    await shell.group(({ policy, cols, rows }) => policy === 'fit' && cols === 70 && rows === 20);
    seen.shell.resize(90, 90); // what it doesn't get, it is told of
    await seen.until(() => seen.sizes.includes('90x20'), 'the size');
    await client.close();
    await shell.group(({ cols, rows }) => cols === 100 && rows === 20);
  });
});
