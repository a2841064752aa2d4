// One shell of an agent, as those who watch and ask see it, on the test's clock. Programs are real.
import { describe, expect, it } from 'vitest';
import type { HostedShell, ShellViewer } from '../../../agent/shells/hostedShell.ts';
import { HOLD_MS } from '../../../agent/shells/absences.ts';
import { encode } from '../../../core/wire/messages.ts';
import { MemoryAgent } from '../../support/memoryAgent.ts';
import { randomId } from '../../support/rawSocket.ts';

const NAP = ['sleep', '1000'];
const SIZE = { cols: 80, rows: 24 };

function open(command: string[] = NAP, pipes = false) {
  const agent = new MemoryAgent();
  const session = randomId();
  const kept = pipes ? { keepMs: 60_000, client: 'me' } : undefined;
  agent.registry.open(session, { command, cwd: '', env: {}, pipes: kept }, SIZE, kept);
  const shell = agent.registry.get(session);
  const printed = async (): Promise<string> => {
    await agent.clock.pass(10); // what little comes is gathered for so long
    return Buffer.from(shell.log.read(0, shell.log.end)).toString();
  };
  return { agent, shell, printed };
}

interface Watcher extends ShellViewer {
  wants: number;
  /** How often it was woken, and sent away. */
  woken: number;
  away: number;
}

/** Wants so much of the output. */
function viewer(wants = Infinity, holds = true): Watcher {
  const one: Watcher = {
    ...{ wants, holds, place: 0, piece: 4_096, woken: 0, away: 0 },
    wake: () => (one.woken++, true),
    sendAway: () => void one.away++,
  };
  return one;
}

describe('a shell', () => {
  it('is called what was started, until its program names its window', async () => {
    const { shell, printed } = open([
      'sh',
      '-c',
      'read -r line; printf "\\033]0;mine\\007"; exec cat',
    ]);
    expect([shell.title, shell.command]).toEqual([shell.command, shell.title]);
    expect(shell.title).toMatch(/^sh -c/);
    shell.input.type(shell.input.inlet('me'), 0, Buffer.from('go\n'));
    await expect.poll(async () => (await printed(), shell.title)).toBe('mine');
    expect(shell.command).toMatch(/^sh -c/);
  });

  it('of a login begins with its greeting, in lines of a terminal', async () => {
    const { registry } = new MemoryAgent();
    const login = { env: {}, umask: 0o22, nice: 0, limits: {}, greeting: 'Hello.\nNo mail.\n' };
    const session = randomId();
    registry.open(session, { command: [], cwd: '', env: {}, login }, SIZE, undefined);
    const { log } = registry.get(session);
    await expect.poll(() => log.end).toBeGreaterThanOrEqual(18);
    expect(Buffer.from(log.read(0, 18)).toString()).toBe('Hello.\r\nNo mail.\r\n');
  });

  it('tells how it ended behind its last byte, and nothing is in its foreground then', async () => {
    const { shell, printed } = open(['sh', '-c', 'printf last; exit 3']);
    expect([shell.exit, shell.isUnfinished]).toEqual([undefined, false]);
    await shell.ended;
    expect(await printed()).toBe('last');
    expect(shell.exit).toEqual({ code: 3, signal: null });
    expect(shell.foreground()).toBe('');
    shell.resize({ cols: 100, rows: 30 });
    expect(shell.sizes.current).toMatchObject(SIZE); // nobody is there to take it
  });

  it('is unfinished while the terminal that follows it is there, though it has ended', async () => {
    const { shell, printed } = open(['sh', '-c', 'printf ready; read -r line']);
    await expect.poll(printed).toBe('ready');
    await shell.screens.take().screen; // from now on one follows
    expect(shell.isUnfinished).toBe(false);
    const unfinished = shell.ended.then(() => shell.isUnfinished);
    shell.signal('SIGKILL');
    expect(await unfinished).toBe(true);
    await expect.poll(() => shell.isUnfinished).toBe(false); // it is a screen by then
  });

  it('has the size that was asked for last, and tells those who watch', async () => {
    const { shell, printed } = open(['sh', '-c', 'read -r line; stty size']);
    const one = viewer();
    shell.watch(one);
    const before = one.woken;
    shell.resize({ cols: 100, rows: 30 });
    expect(one.woken).toBe(before + 1);
    shell.resize({ cols: 100, rows: 30 });
    expect(one.woken).toBe(before + 1);
    shell.input.type(shell.input.inlet('me'), 0, Buffer.from('go\n'));
    await expect.poll(printed).toContain('30 100');
  });

  it('counts who watches, sends them all away, and shares frames among several', () => {
    const { shell } = open();
    const [one, other] = [viewer(), viewer()];
    const bytes = Buffer.from('abc');
    const frame = (): Uint8Array => shell.dataFrame(1, 7, bytes);
    shell.watch(one);
    expect([shell.viewers, frame()]).toEqual([1, encode('data', 1, { offset: 7, bytes })]);
    expect(frame()).not.toBe(frame());
    shell.watch(other);
    expect([shell.viewers, frame()]).toEqual([2, encode('data', 1, { offset: 7, bytes })]);
    expect(frame()).toBe(frame());
    const held = shell.held;
    shell.sendAllAway();
    expect([one.away, other.away]).toEqual([1, 1]);
    shell.unwatch(other);
    shell.unwatch(other);
    expect([shell.viewers, shell.held < held]).toEqual([1, true]);
  });

  it('may be ahead of a viewer by a quarter of what it surely keeps', () => {
    const { shell } = open();
    expect(shell.aheadBytes).toBe((8 * 1024 * 1024) / 4);
    expect([shell.pipes, shell.keepMs]).toEqual([undefined, Infinity]);
  });

  it('has no pipes to be ended', () => {
    const { shell } = open();
    expect(() => shell.endOutput(1)).toThrow('has no pipes');
    shell.consumed(0);
    expect(shell.log.start).toBe(0);
  });
});

describe('a flood', () => {
  const isHeld = async (agent: MemoryAgent, shell: HostedShell): Promise<number> => {
    let before = -1;
    for (; before !== shell.log.end; await agent.clock.pass(50)) before = shell.log.end;
    return before;
  };

  it('stands while whoever watches wants no more, and goes on with who does', async () => {
    const { agent, shell } = open(['yes']);
    const one = viewer(100_000);
    shell.watch(one);
    await expect.poll(() => shell.log.end).toBeGreaterThan(99_999);
    const end = await isHeld(agent, shell);
    one.wants = Infinity;
    shell.viewerMoved(one);
    await expect.poll(() => shell.log.end).toBeGreaterThan(end);
  });

  it('stands for an owner who was cut off only while that is waited for', async () => {
    const { agent, shell } = open(['yes']);
    shell.absences.cutOff({}, 0);
    const full = 8 * 1024 * 1024;
    await expect.poll(() => shell.log.end).toBeGreaterThan(full / 2);
    const end = await isHeld(agent, shell);
    expect([shell.log.start, end <= full]).toEqual([0, true]);
    await agent.clock.pass(HOLD_MS);
    await expect.poll(() => shell.log.end).toBeGreaterThan(full);
  });

  it('is over when it is hung up, whoever holds it', async () => {
    const { shell } = open(['yes']);
    shell.watch(viewer(0));
    shell.absences.cutOff({}, 0);
    await shell.hangUp();
    expect(shell.exit).toMatchObject({ signal: 'SIGHUP' });
    expect(shell.absences.oldestPlace).toBe(Infinity);
  });
});

describe('a program without a terminal', () => {
  it('has no size, keeps all that its client lacks, and its outputs can be ended', async () => {
    const { shell, printed } = open(['sh', '-c', 'printf out; exec cat'], true);
    await expect.poll(printed).toContain('out');
    shell.resize({ cols: 100, rows: 30 });
    expect(shell.sizes.current).toMatchObject(SIZE);
    expect([shell.pipes?.keepMs, shell.keepMs]).toEqual([60_000, 60_000]);
    const { end } = shell.log;
    shell.consumed(end - 1);
    expect([shell.log.start, shell.log.end]).toEqual([end - 1, end]);
    shell.endOutput(1);
  });
});
