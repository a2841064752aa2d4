// What may be asked about shells, and how it is answered: by name where it is refused, and in one
// frame however many there are.
import { describe, expect, it } from 'vitest';
import { answerRequest, METHODS, type RequestContext } from '../../../agent/server/requests.ts';
import { settle } from '../../support/manualClock.ts';
import { MemoryAgent } from '../../support/memoryAgent.ts';
import { randomId } from '../../support/rawSocket.ts';

const MAX_BODY = 64 * 1024;

interface Told {
  title: string;
  command: string;
  pid: number;
}

/** Shells that differ by their numbers, with such a title. */
function shells(count: number, title = '') {
  return Array.from({ length: count }, (_, pid) => ({
    ...{ session: randomId(), pid, title, startedAt: pid, lastOutputAt: 0, viewers: 0 },
    ...{ command: title, log: { end: 7 }, exit: undefined, pipes: undefined },
    sizes: { current: { cols: 80, rows: 24 } },
    foreground: () => '',
  }));
}

function listed(all: object[], maxBody = MAX_BODY): Told[] {
  const asker = { role: 'owner', maxBody };
  const context = { registry: { list: () => all }, asker } as unknown as RequestContext;
  const answer = answerRequest({ id: 1, method: 'list', params: {} }, context);
  expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThanOrEqual(maxBody);
  return (answer.result as { shells: Told[] }).shells;
}

describe('a list of shells', () => {
  it('tells all that is known of each', () => {
    const [plain] = shells(1, 'a title');
    const ended = { ...plain, exit: { code: 1, signal: null }, pipes: { keepMs: 1, client: '' } };
    const busy = { ...plain, foreground: () => 'vim' };
    const known = { title: 'a title', cols: 80, rows: 24, outputBytes: 7, viewers: 0 };
    expect(listed([plain!, ended, busy])).toMatchObject([
      { ...known, exit: null, command: 'a title' },
      { ...known, exit: { code: 1, signal: null }, pipes: true },
      { ...known, command: 'vim' },
    ]);
    expect(listed([plain!])[0]).not.toHaveProperty('pipes');
  });

  it('has long titles where there is room, and shorter ones where there is less', () => {
    const title = '😀'.repeat(300);
    const lengths = [1, 40, 120].map((count) => {
      const list = listed(shells(count, title));
      expect(list).toHaveLength(count);
      expect(list.every((one) => one.title === one.command)).toBe(true);
      return [...list[0]!.title].length;
    });
    expect(lengths).toEqual([256, 64, 16]);
  });

  it('has the newest, without titles, where not even all of those fit', () => {
    const list = listed(shells(1_000, 'a title of some length'));
    expect(list.length).toBe(Math.floor(MAX_BODY / 512));
    expect(list.map(({ pid }) => pid)).toEqual(list.map((_, at) => 1_000 - list.length + at));
    expect(list[0]).toMatchObject({ title: '', command: '' });
  });
});

async function asked(agent: MemoryAgent) {
  const { socket } = await agent.login();
  let id = 0;
  return async (method: string, params: object = {}): Promise<unknown> => {
    await socket.hear('request', 0, { id: ++id, method, params });
    const { body } = socket.last('response');
    expect(body.id).toBe(id);
    return body.error?.code ?? body.result;
  };
}

describe('what is asked of a shell', () => {
  it('that isn’t there, or in a wrong way, is refused by name', async () => {
    const agent = new MemoryAgent();
    const ask = await asked(agent);
    const session = agent.openShell();
    const unknown = { session: randomId() };
    for (const method of ['kill', 'forget', 'detach', 'foreground']) {
      expect([method, await ask(method, unknown)]).toEqual([method, 'no-such-session']);
      expect([method, await ask(method, {})]).toEqual([method, 'bad-request']);
    }
    expect(await ask('kill', { session, signal: 'SIGNONE' })).toBe('bad-request');
    expect(await ask('kill', { session, signal: 'constructor' })).toBe('bad-request');
    expect(await ask('no such')).toBe('unknown-method');
    expect(await ask('toString')).toBe('unknown-method');
    expect(METHODS).toContain('kill');
  });

  it('is done to those alone that can do it', async () => {
    const agent = new MemoryAgent();
    const ask = await asked(agent);
    const program = randomId();
    const pipes = { keepMs: 60_000, client: 'me' };
    const request = { command: ['sleep', '1000'], cwd: '', env: {} };
    agent.registry.open(program, request, { cols: 80, rows: 24 }, pipes);
    expect(await ask('detach', { session: program })).toBe('no-terminal');
    expect(await ask('size-policy', { session: program, policy: 'fit' })).toBe('no-terminal');
    expect(await ask('invite', { session: program, role: 'viewer' })).toBe('no-terminal');
    expect(await ask('end-output', { session: program, stream: 1 })).toEqual({});
    expect(await ask('end-output', { session: program, stream: 0 })).toBe('bad-request');
    expect(await ask('end-output', { session: program, stream: 3 })).toBe('bad-request');
    expect(await ask('end-output', { session: agent.openShell(), stream: 1 })).toBe('no-terminal');
  });

  it('ends it by a signal, or hangs it up, and once only', async () => {
    const agent = new MemoryAgent();
    const ask = await asked(agent);
    for (const [wish, signal] of [
      [{ signal: 'SIGKILL' }, 'SIGKILL'],
      [{}, 'SIGHUP'],
    ] as const) {
      const session = agent.openShell();
      const shell = agent.registry.get(session);
      expect(await ask('kill', { session, ...wish })).toEqual({});
      await shell.ended;
      expect(shell.exit).toMatchObject({ signal });
      expect(await ask('kill', { session })).toBe('session-ended');
      expect(await ask('forget', { session })).toEqual({});
      expect(await ask('forget', { session })).toBe('no-such-session');
    }
  });
});

describe('a signal that is counted', () => {
  it('counts once by its number, from 1 on, however often it is sent', async () => {
    const agent = new MemoryAgent();
    const ask = await asked(agent);
    const script = `process.on('SIGUSR2', () => process.stdout.write('got'));
      setInterval(() => undefined, 1_000_000); process.stdout.write('ready')`;
    const session = agent.openShell([process.execPath, '-e', script]);
    const { log } = agent.registry.get(session);
    const printed = async (): Promise<string> => {
      await agent.clock.pass(10); // what little comes is gathered for so long
      return Buffer.from(log.read(0, log.end)).toString();
    };
    await expect.poll(printed).toBe('ready');
    const send = (number: number): Promise<unknown> =>
      ask('signal', { session, number, signal: 'SIGUSR2' });
    for (const wrong of [0, -1, 1.5, 2 ** 53]) expect(await send(wrong)).toBe('bad-request');
    expect(await ask('signal', { session, number: 1, signal: 'SIGNONE' })).toBe('bad-request');
    expect(await send(1)).toEqual({});
    await expect.poll(printed).toBe('readygot');
    for (const again of [1, 1]) expect(await send(again)).toEqual({});
    expect(await send(2)).toEqual({});
    await expect.poll(printed).toBe('readygotgot');
    expect(await send(1)).toEqual({}); // late, and done already
    expect(await send(3)).toEqual({});
    await expect.poll(printed).toBe('readygotgotgot');
  });
});

describe('a guest', () => {
  it('may ask for nothing that is the owner’s', async () => {
    const agent = new MemoryAgent();
    const session = agent.openShell();
    const { socket } = await agent.join(agent.invite(session));
    for (const [at, method] of ['list', 'kill', 'signal', 'invite', 'detach'].entries()) {
      await socket.hear('request', 0, { id: at, method, params: { session } });
      await settle();
      expect(socket.last('response').body).toMatchObject({ id: at, error: { code: 'forbidden' } });
    }
    expect(agent.registry.get(session).exit).toBeUndefined();
  });
});
