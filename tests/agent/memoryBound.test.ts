// An agent with little memory and many shells: what they hold together is bounded, those that
// nobody watches yield first, and whoever comes back is told of what is gone and sees the screen.
import { afterEach, describe, expect, it } from 'vitest';
import type { AgentClient } from '../../core/client/agentClient.ts';
import { newCursor } from '../../core/client/shellCursor.ts';
import { startAgent, type TestAgent } from '../support/agent.ts';
import { AgentShell, connect } from '../support/agentShell.ts';

const KIB = 1024;
const MIB = 1024 * KIB;
/** A line of 16 bytes on the terminal. */
const LINE = '0123456789abcd';
const LINES = (bytes: number): string => `yes ${LINE} | head -n ${bytes / 16}`;
const POLL = { interval: 100 };
/** What is still there is known as exactly as this. */
const STEP = 16 * KIB;

let agent: TestAgent;
let owner: AgentClient;

async function start(...args: string[]): Promise<void> {
  agent = await startAgent({ args });
  owner = await connect(agent.link);
}
afterEach(async () => {
  await owner.close();
  await agent.stop();
});

/** A shell that prints so much, says over, and stays. */
async function printed(bytes: number, then = 'exec cat'): Promise<AgentShell> {
  const script = `stty -echo; ${LINES(bytes)}; printf over; ${then}`;
  const shell = AgentShell.open(owner, { command: ['sh', '-c', script] });
  await shell.sees(/over$/);
  return shell;
}

async function left(shell: AgentShell): Promise<string> {
  shell.shell.detach();
  await shell.end;
  return shell.cursor.session;
}

/** Comes back with nothing: how many bytes of output are still there, and what is shown. */
async function kept(session: string): Promise<{ bytes: number; lagged: boolean; text: string }> {
  const cursor = newCursor(session);
  const shell = AgentShell.attach(owner, cursor);
  const { output, end = 0 } = await shell.opened;
  await shell.sees(/over/);
  const text = shell.text;
  await left(shell);
  return { bytes: end - output, lagged: output > 0, text };
}

describe('an agent that may use little memory', () => {
  it('keeps no more output of all shells together, and of each its smallest log', async () => {
    await start('--memory', '3M', '--log-bytes', '1M');
    const sessions: string[] = [];
    for (let count = 0; count < 6; count++) sessions.push(await left(await printed(MIB - KIB)));
    const places = await Promise.all(sessions.map((session) => firstKept(session)));
    const held = places.map(({ start: first, end }) => end - first);
    expect(held.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(3 * MIB);
    for (const bytes of held) expect(bytes).toBeGreaterThanOrEqual(256 * KIB - STEP);
    for (const session of sessions) {
      const { lagged, text } = await kept(session);
      expect(text).toMatch(/(0123456789abcd\r\n){20,}over/);
      expect(lagged).toBe(true);
    }
  });

  it('takes it from shells that nobody watches, and not from one that somebody does', async () => {
    await start('--memory', '3M', '--log-bytes', '1M');
    const watched = await printed(MIB - KIB);
    const alone = await left(await printed(MIB - KIB));
    const more = await Promise.all([printed(MIB - KIB), printed(512 * KIB)]);
    const all = newCursor(watched.cursor.session);
    const again = AgentShell.attach(owner, all);
    await again.sees(/over$/);
    expect([(await again.opened).output, again.lags]).toEqual([0, []]);
    expect((await firstKept(alone)).start).toBeGreaterThan(0);
    for (const shell of more) expect(shell.lags).toEqual([]);
  });

  it('opens no shell for which there is no memory, and forgets ended ones for a new one', async () => {
    await start('--memory', '800K', '--log-bytes', '256K');
    const [first, second] = [await printed(KIB), await printed(KIB)];
    const third = AgentShell.open(owner, { command: ['cat'] });
    expect(await third.end).toMatchObject({
      ...{ kind: 'reset', code: 'too-many-shells' },
      message: expect.stringContaining('--memory') as string,
    });
    await owner.request('kill', { session: first.cursor.session });
    await first.end;
    await printed(KIB);
    second.type('still here\r');
    await second.sees(/still here/);
  });
});

describe('shells that have ended', () => {
  it('keep 16 MiB together at most, and each its last screen and its exit code', async () => {
    await start();
    const sessions: string[] = [];
    for (let count = 0; count < 6; count++) {
      const shell = await printed(4 * MIB, `exit ${count}`);
      expect(await shell.end).toMatchObject({ kind: 'exited', code: count });
      sessions.push(shell.cursor.session);
    }
    // More than their share, all of them, so each has to give some of it.
    const whole = async (): Promise<number> => {
      const has = await Promise.all(sessions.map((session) => firstOf(session, 0)));
      return has.filter(({ output }) => output === 0).length;
    };
    await expect.poll(whole, POLL).toBe(0);
    const places = await Promise.all(sessions.map((session) => firstKept(session)));
    const sum = places.reduce((all, { start: first, end }) => all + end - first, 0);
    expect(sum).toBeLessThanOrEqual(16 * MIB);
    expect(sum).toBeGreaterThan(14 * MIB);
    for (const [count, session] of sessions.entries()) {
      const shell = AgentShell.attach(owner, newCursor(session));
      expect(await shell.end).toMatchObject({ kind: 'exited', code: count });
      expect(shell.text).toMatch(/(0123456789abcd\r\n){20,}over/);
    }
  });
});

/** What an attach gets that has all before a place; it takes nothing of it. */
async function firstOf(session: string, place: number): Promise<{ output: number; end: number }> {
  const cursor = newCursor(session);
  cursor.output = place;
  const shell = AgentShell.attach(owner, cursor, { window: 1, read: false });
  const { output, end = 0 } = await shell.opened;
  shell.shell.detach();
  return { output, end: end };
}

/** Where a shell's output begins that is still there: found by asking for ever less of it. */
async function firstKept(session: string): Promise<{ start: number; end: number }> {
  const { output, end } = await firstOf(session, 0);
  if (output === 0) return { start: 0, end };
  let [gone, there] = [0, end];
  while (there - gone > STEP) {
    const middle = Math.floor((gone + there) / 2);
    if ((await firstOf(session, middle)).output === middle) there = middle;
    else gone = middle;
  }
  return { start: there, end };
}
