// The shells that a real agent holds: listed and ended without a tab, and taken up by a tab that
// has seen nothing of them.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock, type Clock } from '../../../core/time/clock.ts';
import { ChannelError } from '../../../core/wire/errors.ts';
import { AgentConnections } from '../../../electron/agents/agentConnections.ts';
import type { StoredHost } from '../../../electron/hosts/storedHost.ts';
import { agentShells } from '../../../electron/shells/agentShell.ts';
import { RunningShells } from '../../../electron/shells/runningShells.ts';
import { startAgent, type AgentEvent, type TestAgent } from '../../support/agent.ts';
import { FaultProxy } from '../../support/faultProxy.ts';
import { ManualClock, settle } from '../../support/manualClock.ts';
import { TestRun } from '../../support/runs.ts';
import { ShellDriver } from '../../support/shellDriver.ts';
import { agentHost, localHost } from './hosts.ts';
import { inWords } from '../../../words/said.ts';

const SESSION = /^[0-9a-f]{32}$/;

let agent: TestAgent;
let hosts: StoredHost[];
let connections: AgentConnections;
let drivers: ShellDriver[];

beforeAll(async () => {
  agent = await startAgent();
});
afterAll(async () => {
  await agent.stop();
});
beforeEach(() => {
  connections = new AgentConnections(systemClock, 'test');
  hosts = [agentHost({ pairingLink: agent.link }), localHost()];
  drivers = [];
});
afterEach(async () => {
  await Promise.all(drivers.map(({ shell }) => shell.close()));
});

function runningShells(clock: Clock = systemClock, openHere: string[] = []): RunningShells {
  return new RunningShells({
    findHost: (id) => hosts.find((host) => host.id === id),
    hold: ({ kind, pairingLink }) =>
      kind === 'agent' ? connections.acquire(pairingLink) : undefined,
    isOpenHere: (_, session) => openHere.includes(session),
    clock,
  });
}

function linkThrough({ port }: FaultProxy): string {
  return agent.link.replace(new URL(agent.url).host, `127.0.0.1:${port}`);
}

/** A tab on a new shell, or on one that runs there. */
function start(session?: string): ShellDriver {
  const shell = agentShells(connections, systemClock)(hosts[0]!, null, session);
  const driver = new ShellDriver(shell).start();
  drivers.push(driver);
  return driver;
}

describe('asked which shells it holds, an agent', () => {
  it('tells what each is, who looks at it, and whether it has ended', async () => {
    const [lives, ends] = [start(), start()];
    await lives.reaches('online');
    await ends.type('exit 7\r');
    await ends.ended();
    const list = await runningShells(systemClock, [lives.shell.session!]).list('agent');
    const [first, second] = [lives, ends].map(({ shell }) =>
      list.find(({ session }) => session === shell.session),
    );
    expect(first).toMatchObject({ viewers: 1, ended: false, exitCode: null, openHere: true });
    expect(first!.session).toMatch(SESSION);
    expect(first!.pid).toBeGreaterThan(1);
    expect(second).toMatchObject({ ended: true, exitCode: 7, openHere: false });
  });

  it('leaves out the programs of scripts, which have no terminal to attach to', async () => {
    const { length } = agent.events;
    const run = new TestRun(agent.link, ['sh', '-c', 'echo up; exec cat']);
    await run.sees(/up/);
    const isNew = (event: AgentEvent): boolean => agent.events.indexOf(event) >= length;
    const { session } = await agent.event('shell-opened', isNew);
    const list = await runningShells().list('agent');
    expect(list.filter((shell) => shell.session === session)).toEqual([]);
    run.child.stdin.end();
    expect(await run.ended).toEqual({ code: 0, signal: null });
  });

  it('ends one, whose tab says so; ending it again is fine', async () => {
    const driver = start();
    await driver.reaches('online');
    await runningShells().end('agent', driver.shell.session!);
    expect(await driver.ended()).toMatchObject({ state: 'closed', signal: 'SIGHUP' });
    await runningShells().end('agent', driver.shell.session!);
    await runningShells().end('agent', '0'.repeat(32));
  });

  it('ends one that missed the hang-up, as bash does while it prints its prompt', async () => {
    const driver = start();
    const misses = "trap 'trap - HUP' HUP; echo re''ady; while :; do read -r line; done";
    await driver.type(`exec sh -c "${misses}"\r`);
    await driver.sees(/ready\r/);
    await runningShells().end('agent', driver.shell.session!);
    expect(await driver.ended()).toMatchObject({ state: 'closed', signal: 'SIGHUP' });
  });

  it('is asked at once where its connection stands, and no timer is left behind', async () => {
    const hold = connections.acquire(agent.link);
    await new Promise<void>((resolve) => {
      const look = (): void => void (hold.connection.client && resolve());
      hold.connection.subscribe({ onChange: look, onClient: look });
      look();
    });
    const clock = new ManualClock();
    const { client } = hold.connection;
    // Nothing happens to this link any more that anybody could be told of.
    const quiet = { status: hold.connection.status, client, subscribe: () => () => undefined };
    const shells = new RunningShells({
      findHost: () => hosts[0],
      hold: () => ({
        ...hold,
        connection: quiet as unknown as typeof hold.connection,
        release: () => Promise.resolve(),
      }),
      ...{ isOpenHere: () => false, clock },
    });
    expect(await shells.list('agent')).toBeInstanceOf(Array);
    await settle();
    expect(clock.waiting).toBe(0);
    await hold.release();
  });

  describe('whose connection stands', () => {
    /** Answers as the test says; what came of it, and how often the connection was let go of. */
    function answering(request: (method: string) => Promise<unknown>) {
      const clock = new ManualClock();
      const connection = { status: {}, client: { request }, subscribe: () => () => undefined };
      let released = 0;
      const shells = new RunningShells({
        findHost: () => hosts[0],
        hold: () => ({ connection, release: () => Promise.resolve(released++) }) as never,
        ...{ isOpenHere: () => false, clock },
      });
      const told = (asked: Promise<unknown>): Promise<string> =>
        asked.then(
          () => '',
          (error: Error) => error.message,
        );
      return { clock, shells, told, released: () => released };
    }

    it('is understood, or told in words that it isn’t', async () => {
      const { shells, told, released } = answering(() => Promise.resolve({ shells: 'many' }));
      expect(await told(shells.list('agent'))).toBe(
        'The agent gave an answer that Bowline doesn’t understand.',
      );
      expect(released()).toBe(1);
    });

    it('is passed on as it is, but for programs without a terminal', async () => {
      const shell = {
        ...{ session: 'a'.repeat(32), title: 'one', command: 'sh', pid: 7, startedAt: 1 },
        ...{ lastOutputAt: 2, viewers: 0, outputBytes: 3 },
      };
      const exit = { code: null, signal: 'SIGKILL' };
      const { shells } = answering(() =>
        Promise.resolve({
          shells: [
            { ...shell, exit: null },
            { ...shell, exit },
            { ...shell, pipes: true, exit: null },
            { ...shell, pipes: false, exit: { code: 3, signal: null } },
          ],
        }),
      );
      const known = { ...shell, openHere: false };
      expect(await shells.list('agent')).toEqual([
        { ...known, ended: false, exitCode: null, signal: null },
        { ...known, ended: true, exitCode: null, signal: 'SIGKILL' },
        { ...known, ended: true, exitCode: 3, signal: null },
      ]);
    });

    it('is not taken where any of it isn’t what it should be', async () => {
      const shell = {
        ...{ session: 'a'.repeat(32), title: '', command: '', pid: 7, startedAt: 1 },
        ...{ lastOutputAt: 2, viewers: 0, outputBytes: 0, exit: null },
      };
      const list = (all: unknown): Promise<string> => {
        const { shells, told } = answering(() => Promise.resolve({ shells: all }));
        return told(shells.list('agent'));
      };
      const many = (count: number): unknown[] => Array.from({ length: count }, () => shell);
      expect([
        await list(many(1_000)),
        await list([{ ...shell, title: 'x'.repeat(1_024) }]),
      ]).toEqual(['', '']);
      const wrong: unknown[] = [
        ...[undefined, {}, many(1_001)],
        ...['A'.repeat(32), 'a'.repeat(31), 'a'.repeat(33)].map((session) => [
          { ...shell, session },
        ]),
        ...[{ viewers: -1 }, { outputBytes: -1 }, { pid: 1.5 }, { title: 'x'.repeat(1_025) }].map(
          (change) => [{ ...shell, ...change }],
        ),
        [{ ...shell, exit: { code: 'x', signal: null } }],
        [{ ...shell, exit: undefined }],
      ];
      for (const all of wrong) expect(await list(all)).toContain('doesn’t understand');
    });

    it('is waited for ten seconds, and no longer', async () => {
      const { clock, shells, told, released } = answering(() => new Promise(() => undefined));
      let message: string | undefined;
      void told(shells.list('agent')).then((text) => (message = text));
      await clock.pass(9_999);
      expect([message, released()]).toEqual([undefined, 0]);
      await clock.pass(1);
      const late = 'The agent did not answer in time. Check your network, then try again.';
      expect([message, released(), clock.waiting]).toEqual([late, 1, 0]);
    });

    it('refuses in its own words, but for one that is gone already', async () => {
      for (const [code, message] of [
        ['session-ended', ''],
        ['no-such-session', ''],
        ['forbidden', 'The agent refused: it said so'],
      ]) {
        const { shells, told, clock } = answering(() =>
          Promise.reject(new ChannelError(code!, 'it said so')),
        );
        expect(await told(shells.end('agent', '0'.repeat(32)))).toBe(message);
        await settle();
        expect(clock.waiting).toBe(0);
      }
    });
  });

  it('lets go of the connection when nobody else uses it', async () => {
    const { length } = agent.events;
    await runningShells().list('agent');
    await agent.event('disconnected', (event) => agent.events.indexOf(event) >= length);
  });
});

describe('what keeps the answer away is told in words:', () => {
  it('a host without an agent', async () => {
    await expect(runningShells().list('local')).rejects.toThrow(/^No agent keeps the shells of/);
  });

  it('a host that was deleted', async () => {
    await expect(runningShells().list('gone')).rejects.toThrow('has been deleted meanwhile');
  });

  it('an agent that isn’t there', async () => {
    const proxy = await FaultProxy.open({ port: 1 });
    await proxy.close();
    hosts[0]!.pairingLink = linkThrough(proxy);
    await expect(runningShells().list('agent')).rejects.toThrow(/^Nothing listens at/);
  });

  it('an agent that never answers', async () => {
    const proxy = await FaultProxy.open({ port: Number(new URL(agent.url).port) });
    proxy.stall();
    hosts[0]!.pairingLink = linkThrough(proxy);
    const clock = new ManualClock();
    const answer = runningShells(clock).list('agent');
    clock.advance(10_000);
    await expect(answer).rejects.toThrow('The agent did not answer in time.');
    await proxy.close();
  });
});

describe('a tab that takes a shell up', () => {
  it('shows all of it, told apart from what is new', async () => {
    const first = start();
    await first.type('kept=$((6*7)); printf "\\e[6nasked\\n"\r');
    await first.sees(/asked\r/);
    await first.shell.detach!();
    const next = start(first.shell.session);
    await next.sees(/asked\r/);
    const replayed = next.marks.reduce(
      (sum, mark) => sum + (mark.type === 'replayed' ? mark.bytes : 0),
      0,
    );
    expect(next.marks[0]).toEqual({ type: 'fresh' });
    expect(replayed).toBe(next.bytes);
    await next.type('echo "still $kept"\r');
    await next.sees(/still 42\r/);
    expect(next.shell.state).toMatchObject({ state: 'online', kept: true });
  });

  it('shows the last output of one that has ended, and how it did', async () => {
    const first = start();
    await first.type('echo last words; exit 7\r');
    await first.ended();
    const next = start(first.shell.session);
    expect(await next.ended()).toMatchObject({ state: 'closed', exitCode: 7, kept: false });
    expect(next.text).toContain('last words\r\n');
  });

  it('says that there is none of that name, and opens a new one when asked again', async () => {
    const first = start('0'.repeat(32));
    const state = await first.ended();
    expect(state).toMatchObject({ state: 'failed', canReconnect: true, kept: false });
    expect(inWords(state.message)).toBe('This shell is no longer on the agent.');
    const next = agentShells(connections, systemClock)(hosts[0]!, first.shell);
    expect(next.session).not.toBe(first.shell.session);
    drivers.push(new ShellDriver(next).start());
    await drivers.at(-1)!.reaches('online');
  });

  it('waits for an agent that can’t be reached yet', async () => {
    const first = start();
    await first.reaches('online');
    const target = { port: 1 }; // nobody listens there
    const proxy = await FaultProxy.open(target);
    hosts[0]!.pairingLink = linkThrough(proxy);
    const next = start(first.shell.session);
    await next.until(() => next.shell.state.attempt === 2, 'the second attempt');
    target.port = Number(new URL(agent.url).port);
    await next.reaches('online');
    expect(next.states.map(({ state }) => state)).not.toContain('failed');
    await next.shell.close();
    await proxy.close();
  });

  it('may be the second one: both see what is printed', async () => {
    const first = start();
    await first.reaches('online');
    const second = start(first.shell.session);
    await second.reaches('online');
    await second.type('echo $((6*7))\r');
    await Promise.all([first.sees(/42\r/), second.sees(/42\r/)]);
  });
});
