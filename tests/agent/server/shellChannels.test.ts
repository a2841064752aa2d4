// What a client may do on a channel, message by message: each has its shell until it is left, and
// whoever breaks a rule is told which one.
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../core/wire/protocol.ts';
import { settle } from '../../support/manualClock.ts';
import { MemoryAgent, type MemoryPeer } from '../../support/memoryAgent.ts';
import { randomId } from '../../support/rawSocket.ts';

const VIEW = { cols: 80, rows: 24, window: 65_536 };
const CAT = ['sh', '-c', 'stty raw -echo; printf ready; exec cat'];
const START = { command: ['sleep', '1000'], cwd: '', env: {} };

const view = (input = randomId()) => ({ ...VIEW, input });

/** Types that were sent since; those of the connection itself left out. */
function since({ socket }: MemoryPeer, from: number): string[] {
  return socket.types.slice(from).filter((type) => !/^(ping|pong|receipt|meter)$/.test(type));
}

const refusal = ({ socket }: MemoryPeer): string | undefined => socket.closedBy?.reason;

async function ready(command = CAT) {
  const agent = new MemoryAgent();
  const session = agent.openShell(command);
  const shell = agent.registry.get(session);
  if (command === CAT) await expect.poll(() => shell.log.end).toBe(5);
  return { agent, session, shell };
}

/** A program without a terminal, which that input may take up again. */
function piped(agent: MemoryAgent, input: string, command = START.command): string {
  const session = randomId();
  const kept = { keepMs: 60_000, client: input };
  agent.registry.open(session, { ...START, command }, VIEW, kept);
  return session;
}

describe('a shell that is opened', () => {
  it('is found by the same OPEN again, which starts no other', async () => {
    const agent = new MemoryAgent();
    const [one, other] = [await agent.login(), await agent.login()];
    const session = randomId();
    await one.socket.hear('open', 1, { ...START, ...view(), session });
    await other.socket.hear('open', 1, { ...START, ...view(), session });
    const [first, second] = [one, other].map(({ socket }) => socket.last('opened').body.pid);
    expect(first).toBe(second);
    expect(agent.registry.list()).toHaveLength(1);
    expect(agent.registry.get(session).viewers).toBe(2);
  });

  it('isn’t found by an OPEN of the other kind', async () => {
    const agent = new MemoryAgent();
    const input = randomId();
    const { socket } = await agent.login();
    const [shell, program] = [agent.openShell(), piped(agent, input)];
    await socket.hear('open', 1, { ...START, ...VIEW, input, session: program });
    expect(socket.last('reset')).toMatchObject({ channel: 1, body: { code: 'no-terminal' } });
    const pipes = { keepMs: 60_000 };
    await socket.hear('open', 2, { ...START, ...VIEW, input, pipes, session: shell });
    expect(socket.last('reset')).toMatchObject({ channel: 2, body: { code: 'no-terminal' } });
    expect(socket.types).not.toContain('opened');
  });

  it('is refused to guests, and none starts', async () => {
    const { agent, session } = await ready();
    const { socket } = await agent.join(agent.invite(session, 'editor'));
    await socket.hear('open', 1, { ...START, ...view(), session: randomId() });
    expect(socket.last('reset')).toMatchObject({ channel: 1, body: { code: 'forbidden' } });
    expect(agent.registry.list()).toHaveLength(1);
  });
});

describe('whoever attaches', () => {
  it('goes on where its output ended, and not beyond what there is', async () => {
    const { agent, session } = await ready();
    const peer = await agent.login();
    await peer.socket.hear('attach', 1, { session, ...view(), have: 3 });
    expect(peer.socket.last('opened').body).toMatchObject({ output: 3, end: 5, input: 0 });
    expect(Buffer.from(peer.socket.last('data').body.bytes).toString()).toBe('dy');
    await peer.socket.hear('attach', 2, { session, ...view(), have: 5 });
    expect(peer.socket.last('opened').body).toMatchObject({ output: 5, end: 5 });
    await peer.socket.hear('attach', 3, { session, ...view(), have: 6 });
    expect(refusal(peer)).toBe('offset-gap');
  });

  it('asks for as much output as may be in flight, and no more', async () => {
    const { agent, session } = await ready();
    const peer = await agent.login();
    const most = LIMITS.maxOutputWindow;
    await peer.socket.hear('attach', 1, { session, ...view(), have: 0, window: most });
    expect(peer.socket.last('opened').channel).toBe(1);
    await peer.socket.hear('attach', 2, { session, ...view(), have: 0, window: most + 1 });
    expect(refusal(peer)).toBe('bad-body');
  });

  it('finds no shell that isn’t there, and may use the next channel', async () => {
    const { agent, session } = await ready();
    const peer = await agent.login();
    await peer.socket.hear('attach', 1, { session: randomId(), ...view(), have: 0 });
    expect(peer.socket.last('reset').body.code).toBe('no-such-session');
    await peer.socket.hear('attach', 2, { session, ...view(), have: 0 });
    expect([peer.socket.last('opened').channel, refusal(peer)]).toEqual([2, undefined]);
  });

  it('with the same input elsewhere replaces itself, and is told so there', async () => {
    const { agent, session, shell } = await ready();
    const [before, after] = [await agent.login(), await agent.login()];
    const input = randomId();
    await before.socket.hear('attach', 7, { session, ...VIEW, input, have: 0 });
    await after.socket.hear('attach', 1, { session, ...VIEW, input, have: 5 });
    expect(before.socket.last('detached')).toMatchObject({
      ...{ channel: 7, body: { reason: 'replaced' } },
    });
    expect([shell.viewers, shell.absences.oldestPlace]).toEqual([1, Infinity]);
    await before.socket.hear('data', 7, { offset: 0, bytes: Buffer.from('late') });
    await after.socket.hear('data', 1, { offset: 0, bytes: Buffer.from('now') });
    await expect.poll(() => shell.log.end).toBe(8);
    expect(Buffer.from(shell.log.read(5, 8)).toString()).toBe('now');
    expect(refusal(before)).toBeUndefined();
  });
});

describe('a program without a terminal', () => {
  it('is taken up by its own client alone', async () => {
    const agent = new MemoryAgent();
    const input = randomId();
    const session = piped(agent, input);
    const { socket } = await agent.login(['groups']);
    await socket.hear('attach', 1, { session, ...view(), have: 0 });
    expect(socket.last('reset').body.code).toBe('no-terminal');
    await socket.hear('attach', 2, { session, ...VIEW, input, have: 0 });
    const { body } = socket.last('opened');
    expect([body.session, 'member' in body && body.member !== undefined]).toEqual([session, false]);
  });

  it('keeps no output that its client has, and gives none before that again', async () => {
    const agent = new MemoryAgent();
    const input = randomId();
    const session = piped(agent, input, ['sh', '-c', 'printf output; exec sleep 1000']);
    const { log } = agent.registry.get(session);
    await expect.poll(() => log.end).toBeGreaterThan(6);
    const [first, next, last] = [await agent.login(), await agent.login(), await agent.login()];
    await first.socket.hear('attach', 1, { session, ...VIEW, input, have: 0 });
    expect([first.socket.last('opened').body.output, log.start]).toEqual([0, 0]);
    await next.socket.hear('attach', 1, { session, ...VIEW, input, have: 4 });
    expect([next.socket.last('opened').body.output, log.start]).toEqual([4, 4]);
    await last.socket.hear('attach', 1, { session, ...VIEW, input, have: 3 });
    expect(refusal(last)).toBe('offset-gap');
  });
});

describe('a channel', () => {
  it.each(['detach', 'reset'] as const)(
    'is left by %s, and what crossed it means nothing',
    async (how) => {
      const { agent, session, shell } = await ready();
      const peer = await agent.login();
      await peer.socket.hear('attach', 1, { session, ...view(), have: 5 });
      const from = peer.socket.types.length;
      if (how === 'detach') await peer.socket.hear('detach', 1, {});
      else await peer.socket.hear('reset', 1, { code: 'cancelled', message: '' });
      expect(since(peer, from)).toEqual(how === 'detach' ? ['detached'] : []);
      if (how === 'detach') expect(peer.socket.last('detached').body.reason).toBe('requested');
      expect([shell.viewers, shell.absences.oldestPlace]).toEqual([0, Infinity]);
      await peer.socket.hear('data', 1, { offset: 0, bytes: Buffer.from('late') });
      await peer.socket.hear('resize', 1, { cols: 90, rows: 30 });
      expect([refusal(peer), shell.sizes.current.cols]).toEqual([undefined, 80]);
    },
  );

  it('is left by who is sent away, and isn’t waited for', async () => {
    const { agent, session, shell } = await ready();
    const peer = await agent.login();
    await peer.socket.hear('attach', 1, { session, ...view(), have: 5 });
    await peer.socket.hear('request', 0, { id: 1, method: 'detach', params: { session } });
    expect(peer.socket.last('detached').body.reason).toBe('requested');
    expect([shell.viewers, shell.absences.oldestPlace]).toEqual([0, Infinity]);
  });

  it('that never was is nobody’s', async () => {
    const { agent } = await ready();
    const peer = await agent.login();
    await peer.socket.hear('data', 1, { offset: 0, bytes: Buffer.from('x') });
    expect(refusal(peer)).toBe('unexpected-message');
  });

  it('takes no terminal without cells', async () => {
    for (const size of [
      { cols: 0, rows: 1 },
      { cols: 1, rows: 0 },
    ]) {
      const { agent, session, shell } = await ready();
      const peer = await agent.login();
      await peer.socket.hear('attach', 1, { session, ...view(), have: 5 });
      await peer.socket.hear('resize', 1, { cols: 1, rows: 1 });
      expect([shell.sizes.current.cols, refusal(peer)]).toEqual([1, undefined]);
      await peer.socket.hear('resize', 1, size);
      expect(refusal(peer)).toBe('bad-body');
    }
  });

  it('takes nothing that only an agent says', async () => {
    const { agent, session } = await ready();
    const peer = await agent.login();
    await peer.socket.hear('attach', 1, { session, ...view(), have: 5 });
    await peer.socket.hear('exit', 1, { offset: 5, code: 0, signal: null });
    expect(refusal(peer)).toBe('unexpected-message');
  });

  it('ends with its shell, behind the last byte', async () => {
    const { agent, session, shell } = await ready();
    const peer = await agent.login();
    await peer.socket.hear('attach', 1, { session, ...view(), have: 5 });
    shell.signal('SIGKILL');
    await shell.ended;
    await settle();
    expect(peer.socket.last('exit').body).toMatchObject({ signal: 'SIGKILL', offset: 5 });
    expect(shell.viewers).toBe(0);
    await peer.socket.hear('credit', 1, { consumed: 5, limit: 100 }); // crossed it
    expect(refusal(peer)).toBeUndefined();
  });

  it('is listed with what is under way on it, while it is there', async () => {
    const { agent, session } = await ready();
    const { socket } = await agent.login();
    const flow = async (id: number): Promise<unknown> => {
      await socket.hear('request', 0, { id, method: 'flow', params: {} });
      return (socket.last('response').body.result as { channels: unknown }).channels;
    };
    await socket.hear('attach', 3, { session, ...view(), have: 1 });
    expect(await flow(1)).toMatchObject([{ channel: 3, session, inFlight: 4, produced: 5 }]);
    await socket.hear('credit', 3, { consumed: 4, limit: 70_000 });
    expect(await flow(2)).toMatchObject([{ channel: 3, inFlight: 1 }]);
    await socket.hear('detach', 3, {});
    expect(await flow(3)).toEqual([]);
  });
});

describe('one connection', () => {
  it('of a guest carries four shells at a time, and is told so at the fifth', async () => {
    const { agent, session } = await ready();
    const guest = await agent.join(agent.invite(session));
    const most = LIMITS.maxGuestChannels;
    const attach = (channel: number): Promise<void> =>
      guest.socket.hear('attach', channel, { session, ...view(), have: 5 });
    for (let channel = 1; channel <= most; channel++) await attach(channel);
    expect(guest.socket.types).not.toContain('reset');
    await attach(most + 1);
    expect(guest.socket.last('reset')).toMatchObject({
      ...{ channel: most + 1, body: { code: 'too-many-channels' } },
    });
    await guest.socket.hear('detach', 1, {});
    await attach(most + 2);
    expect(guest.socket.last('opened').channel).toBe(most + 2);
  });

  it('of an owner carries more than that', async () => {
    const { agent, session } = await ready();
    const { socket } = await agent.login();
    for (let channel = 1; channel <= LIMITS.maxGuestChannels + 1; channel++) {
      await socket.hear('attach', channel, { session, ...view(), have: 5 });
    }
    expect(socket.types).not.toContain('reset');
  });

  it('says things beside the shells that are on it, and beside no other', async () => {
    const { agent, session, shell } = await ready();
    const { socket } = await agent.login(['groups']);
    await socket.hear('attach', 1, { session, ...view(), have: 5 });
    const say = async (channel: number, id: number): Promise<unknown> => {
      const params = { channel, id: randomId(), text: 'hello' };
      await socket.hear('request', 0, { id, method: 'say', params });
      const { error, result } = socket.last('response').body;
      return error?.code ?? result;
    };
    expect(await say(1, 1)).toEqual({ seq: expect.any(Number) });
    expect(socket.last('chat')).toMatchObject({ channel: 1, body: { text: 'hello' } });
    expect(shell.group.chat.end).toBe(1);
    expect(await say(2, 2)).toBe('no-such-session');
  });

  it('is told how far its program is, a quarter of a second later', async () => {
    const { agent, session } = await ready();
    const { socket } = await agent.login();
    await socket.hear('attach', 1, { session, ...view(), have: 0 });
    await agent.clock.pass(249);
    expect(socket.types).not.toContain('meter');
    await agent.clock.pass(1);
    expect(socket.last('meter')).toMatchObject({ channel: 1, body: { produced: 5 } });
  });
});

describe('somebody who may only watch', () => {
  it('is told once that it can’t type, and where it knows of others', async () => {
    const { agent, session, shell } = await ready();
    const guest = await agent.join(agent.invite(session, 'viewer'));
    await guest.socket.hear('attach', 1, { session, ...view(), have: 5 });
    for (const offset of [0, 1]) {
      await guest.socket.hear('data', 1, { offset, bytes: Buffer.from('x') });
    }
    const refused = guest.socket.sent.filter(({ type }) => type === 'refused');
    expect(refused).toMatchObject([{ channel: 1, body: { code: 'view-only' } }]);
    expect([shell.log.end, refusal(guest)]).toEqual([5, undefined]);
  });
});
