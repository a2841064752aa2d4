// Shells that nobody watches: how long they are kept, how many, and how much of their output.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Detached } from '../../../agent/shells/retention.ts';
import type { AgentClient } from '../../../core/client/agentClient.ts';
import { newCursor } from '../../../core/client/shellCursor.ts';
import { runAgent, startAgent, type TestAgent } from '../../support/agent.ts';
import { AgentShell, connect } from '../../support/agentShell.ts';
import { ManualClock } from '../../support/manualClock.ts';

const MINUTE = 60_000;

describe('a shell that nobody watches', () => {
  let clock: ManualClock;
  let ended: string[];
  const shell = (session: string, keepMs = Infinity) => ({
    session,
    keepMs,
    hangUp: () => {
      ended.push(session);
      return Promise.resolve();
    },
  });
  beforeEach(() => {
    clock = new ManualClock();
    ended = [];
  });

  it('is kept for as long as was asked for, and then told of and ended', () => {
    const expired: string[] = [];
    const detached = new Detached(clock, 10 * MINUTE, (session) => expired.push(session));
    detached.add(shell('a'));
    clock.advance(10 * MINUTE - 1);
    expect([expired, ended]).toEqual([[], []]);
    clock.advance(1);
    expect([expired, ended]).toEqual([['a'], ['a']]);
  });

  it('is kept anew each time that somebody has been there', () => {
    const detached = new Detached(clock, 10 * MINUTE, () => undefined);
    detached.add(shell('a'));
    clock.advance(9 * MINUTE);
    detached.remove(shell('a'));
    clock.advance(60 * MINUTE);
    detached.add(shell('a'));
    clock.advance(9 * MINUTE);
    expect(ended).toEqual([]);
    clock.advance(MINUTE);
    expect(ended).toEqual(['a']);
  });

  it('is kept no longer than it asks to be, and no longer than the agent keeps any', () => {
    const short = new Detached(clock, 10 * MINUTE, () => undefined);
    short.add(shell('asks for less', MINUTE));
    short.add(shell('asks for more', 60 * MINUTE));
    clock.advance(MINUTE);
    expect(ended).toEqual(['asks for less']);
    clock.advance(9 * MINUTE);
    expect(ended).toEqual(['asks for less', 'asks for more']);
    const forever = new Detached(clock, Infinity, () => undefined);
    forever.add(shell('a program of a script', MINUTE));
    clock.advance(MINUTE);
    expect(ended).toContain('a program of a script');
  });

  it('is kept for ever where nothing else was asked for', () => {
    const detached = new Detached(clock, Infinity, () => undefined);
    detached.add(shell('a'));
    clock.advance(1e12);
    expect([ended, detached.count, clock.waiting]).toEqual([[], 1, 0]);
  });

  it('counts once, and no longer when it has ended', () => {
    const detached = new Detached(clock, MINUTE, () => undefined);
    detached.add(shell('a'));
    detached.add(shell('a'));
    detached.add(shell('b'));
    expect(detached.count).toBe(2);
    detached.remove(shell('a'));
    detached.remove(shell('a'));
    expect([detached.count, clock.waiting]).toEqual([1, 1]);
  });
});

describe('an agent with settings of its own', () => {
  let agent: TestAgent;
  let client: AgentClient;

  async function start(...args: string[]): Promise<void> {
    agent = await startAgent({ args });
    client = await connect(agent.link);
  }
  afterEach(async () => {
    await client.close();
    await agent.stop();
  });

  async function opened(): Promise<AgentShell> {
    const shell = AgentShell.open(client, { command: ['cat'] });
    await shell.opened;
    return shell;
  }

  it('opens no shell while it keeps as many as it may, and ends none for that', async () => {
    await start('--max-detached', '1');
    const [kept, watched] = [await opened(), await opened()];
    kept.shell.detach();
    await kept.end;
    const refused = AgentShell.open(client, { command: ['cat'] });
    expect(await refused.end).toMatchObject({ kind: 'reset', code: 'too-many-shells' });
    const again = AgentShell.attach(client, newCursor(kept.cursor.session));
    await again.opened;
    await opened();
    again.type('still there\r');
    await again.sees(/still there/);
    expect(watched.cursor.output).toBe(0);
  });

  it('keeps as many bytes of output as it was told to', async () => {
    await start('--log-bytes', '256K');
    const script = 'stty raw; seq 1 99999; exec sleep 1000';
    const shell = AgentShell.open(client, { command: ['sh', '-c', script] });
    await shell.sees(/\n99999\n/);
    const late = AgentShell.attach(client, newCursor(shell.cursor.session));
    await late.sees(/99999/);
    expect((await late.opened).output).toBe(shell.cursor.output);
    const near = newCursor(shell.cursor.session);
    near.output = shell.cursor.output! - 32 * 1024;
    const back = AgentShell.attach(client, near);
    await back.sees(/\n99999\n/);
    expect([back.lags, back.bytes]).toEqual([[], 32 * 1024]);
  });

  it('ends a shell to which nobody came back in time, and says so', async () => {
    await start('--keep', '1');
    const shell = await opened();
    shell.shell.detach();
    const { session } = shell.cursor;
    expect(await agent.event('shell-expired')).toEqual({ event: 'shell-expired', session });
    expect(await agent.event('shell-ended')).toMatchObject({ session, signal: 'SIGHUP' });
  });

  it('takes a shell from whoever watches it, when told to', async () => {
    await start();
    const shell = await opened();
    const { session } = shell.cursor;
    const told = await runAgent(['detach', session.slice(0, 8), '--state-dir', agent.stateDir]);
    expect(told).toMatchObject({ code: 0, stderr: '' });
    expect(await shell.end).toEqual({ kind: 'detached', reason: 'requested' });
    const again = AgentShell.attach(client, newCursor(session));
    await again.opened;
  });
});

describe('a setting that makes no sense', () => {
  it.each([
    ['--log-bytes', '255K', '256K to 1G'],
    ['--log-bytes', '2G', '256K to 1G'],
    ['--log-bytes', 'lots', '256K to 1G'],
    ['--keep', '0', 'number of seconds'],
    ['--keep', '1e9', 'number of seconds'],
    ['--keep', 'never', '"forever"'],
    ['--max-detached', '257', '0 to 256'],
    ['--max-detached', '-1', '0 to 256'],
  ])('%s %s is refused in words', async (option, value, words) => {
    const { code, stderr } = await runAgent(['serve', `${option}=${value}`]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(words)]);
  });
});
