// Shells by name, on a clock that the test holds: how long those are remembered that have ended, how
// many, and that nothing waits on when the agent goes. The programs are real.
import { describe, expect, it, onTestFinished } from 'vitest';
import { ScreenService } from '../../../agent/screens/screenService.ts';
import { wholeRetention } from '../../../agent/shells/memorySize.ts';
import { RETENTION_LIMITS, type Retention } from '../../../agent/shells/retention.ts';
import { MIN_SHELL_BYTES } from '../../../agent/shells/shellMemory.ts';
import { SHELL_LIMITS, ShellRegistry } from '../../../agent/shells/shellRegistry.ts';
import { named as protocolName } from '../../support/protocolErrors.ts';
import { ManualClock, settle } from '../../support/manualClock.ts';
import { randomId } from '../../support/rawSocket.ts';

const SIZE = { cols: 80, rows: 24 };
const NAP = ['sleep', '1000'];

function setUp(retention: Partial<Retention> = {}) {
  const clock = new ManualClock();
  const screens = new ScreenService();
  const forgotten: string[] = [];
  const told: string[] = [];
  const tell = (what: string) => (): void => void told.push(what);
  const registry = new ShellRegistry({
    ...{
      clock,
      screens,
      today: () => clock.now(),
      shell: undefined,
      retention: wholeRetention(retention),
    },
    ...{ onOpened: tell('opened'), onEnded: tell('ended'), onLetGo: tell('let go') },
    onExpired: (session) => told.push(`expired ${session}`),
    onForgotten: (session) => {
      told.push('forgotten');
      forgotten.push(session);
    },
  });
  onTestFinished(async () => {
    await registry.closeAll();
    await screens.close();
  });
  const open = (command: string[], session = randomId(), pipes = false): string => {
    const kept = pipes ? { keepMs: 2 * SHELL_LIMITS.endedMs, client: 'me' } : undefined;
    registry.open(session, { command, cwd: '', env: {}, pipes: kept }, SIZE, kept);
    return session;
  };
  /** Has ended, its last byte too. */
  const ended = async (session: string): Promise<string> => {
    await registry.get(session).ended;
    return session;
  };
  const codeOf = (action: () => unknown): string => {
    try {
      return protocolName(action);
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  return { clock, registry, forgotten, told, open, ended, codeOf };
}

describe('a shell that has ended', () => {
  it('is remembered for a while, with its exit, and then unknown', async () => {
    const { clock, registry, forgotten, open, ended, codeOf } = setUp();
    const session = await ended(open(['sh', '-c', 'echo done; exit 3']));
    expect(registry.get(session).exit).toMatchObject({ code: 3 });
    expect(SHELL_LIMITS.endedMs).toBe(10 * 60_000);
    clock.advance(SHELL_LIMITS.endedMs - 1);
    expect([registry.find(session)?.session, forgotten]).toEqual([session, []]);
    clock.advance(1);
    expect([codeOf(() => registry.get(session)), forgotten]).toEqual([
      'no-such-session',
      [session],
    ]);
  });

  it('stands among those that run, the oldest first', async () => {
    const { clock, registry, open, ended } = setUp();
    const running = open(NAP);
    clock.advance(1_000);
    const over = open(['true']);
    clock.advance(1_000);
    const latest = open(NAP);
    await ended(over);
    expect(registry.list().map(({ session }) => session)).toEqual([running, over, latest]);
  });

  it('without a terminal is remembered for as long as it asked', async () => {
    const { clock, registry, open, ended } = setUp();
    const session = await ended(open(['true'], randomId(), true));
    clock.advance(2 * SHELL_LIMITS.endedMs - 1);
    expect(registry.find(session)).toBeDefined();
    clock.advance(1);
    expect(registry.find(session)).toBeUndefined();
  });

  it('makes room for the next one, the oldest first, and those with a terminal before others', async () => {
    const { registry, forgotten, open, ended } = setUp();
    const program = await ended(open(['true'], randomId(), true));
    const shells: string[] = [];
    for (let n = 0; n < SHELL_LIMITS.ended; n++) shells.push(await ended(open(['true'])));
    expect(forgotten).toEqual([shells[0]]);
    expect([registry.find(program), registry.find(shells[1]!)]).not.toContain(undefined);
    expect(registry.list()).toHaveLength(SHELL_LIMITS.ended);
  });

  it('may be forgotten at once, which leaves no timer; one that runs stays', async () => {
    const { clock, registry, forgotten, open, ended } = setUp();
    const before = clock.waiting;
    const gone = await ended(open(['true']));
    const runs = open(NAP);
    registry.forget(gone);
    registry.forget(runs);
    expect(forgotten).toEqual([gone]);
    expect([registry.find(gone), registry.find(runs)?.session]).toEqual([undefined, runs]);
    registry.get(runs).signal('SIGKILL');
    await ended(runs);
    registry.forget(runs);
    await clock.pass(1_000); // a terminal that has ended looks once more
    expect(clock.waiting).toBe(before);
  });
});

describe('shells that have ended after much output', () => {
  const MUCH = ['sh', '-c', 'seq 1 200000'];

  it('become screens, and none is forgotten for that', async () => {
    const { registry, forgotten, open, ended } = setUp({ logBytes: RETENTION_LIMITS.minLogBytes });
    const before = await ended(open(['true']));
    const sessions = [await ended(open(MUCH)), await ended(open(MUCH))];
    for (const session of sessions) {
      await expect.poll(() => registry.get(session).isUnfinished).toBe(false);
    }
    await settle();
    expect(forgotten).toEqual([]);
    expect(registry.list().map(({ session }) => session)).toEqual([before, ...sessions]);
    const { screen } = registry.get(sessions[0]!).screens.take();
    expect(Buffer.from((await screen).bytes).toString()).toContain('200000');
  });
});

describe('no more are opened', () => {
  it('than have room in memory together, and one that has ended makes some', async () => {
    const bytes = 3 * MIN_SHELL_BYTES;
    const { registry, forgotten, open, ended, codeOf } = setUp({
      ...{ memoryBytes: bytes, logBytes: RETENTION_LIMITS.minLogBytes },
    });
    const over = await ended(open(['true']));
    const running = [open(NAP), open(NAP)];
    expect(forgotten).toEqual([]);
    running.push(open(NAP));
    expect(forgotten).toEqual([over]);
    expect(codeOf(() => open(NAP))).toBe('too-many-shells');
    expect(() => open(NAP)).toThrow('(--memory) is too small for more than 3 shells');
    registry.get(running[0]!).signal('SIGKILL');
    await ended(running[0]!);
    open(NAP);
  });

  it('while as many are kept that nobody watches', async () => {
    const { registry, open, ended, codeOf } = setUp({ maxDetached: 1 });
    const [first, second] = [open(NAP), open(NAP)];
    const watcher = { wants: 0, holds: false, place: 0, piece: 1, wake: () => true };
    const [one, other] = [{ ...watcher }, { ...watcher }].map((as) => ({
      ...as,
      sendAway: () => undefined,
    }));
    const shell = registry.get(first);
    for (const who of [one!, other!]) shell.watch(who);
    shell.unwatch(one!);
    open(NAP); // one watches still
    shell.unwatch(other!);
    expect(codeOf(() => open(NAP))).toBe('too-many-shells');
    expect(() => open(NAP)).toThrow('keeps 1 shells that nobody is attached to');
    shell.watch(one!);
    open(NAP);
    shell.unwatch(one!);
    expect(codeOf(() => open(NAP))).toBe('too-many-shells');
    shell.signal('SIGKILL');
    await ended(first);
    expect(registry.get(open(NAP)).session).not.toBe(second);
  });
});

describe('whoever is told', () => {
  it('hears of each shell that begins, ends and is forgotten, and when memory is let go', async () => {
    const { registry, clock, told, open, ended } = setUp();
    const session = open(['true']);
    expect(told).toEqual(['opened']);
    await ended(session);
    await expect.poll(() => told.length).toBeGreaterThanOrEqual(3);
    expect(told.slice(0, 3)).toEqual(['opened', 'ended', 'let go']);
    await clock.pass(1_000); // a terminal that has ended looks once more
    await expect.poll(() => registry.get(session).isUnfinished).toBe(false);
    await settle();
    told.splice(0);
    registry.forget(session);
    expect(told).toEqual(['forgotten', 'let go']);
    expect(() => registry.forget(session)).toThrow('There is no such shell');
    expect(told).toHaveLength(2);
  });

  it('hears which one was kept for long enough', async () => {
    const { clock, told, open, ended, registry } = setUp({ keepMs: 60_000 });
    const session = open(NAP);
    const who = { wants: 0, holds: false, place: 0, piece: 1, wake: () => true };
    const watcher = { ...who, sendAway: () => undefined };
    registry.get(session).watch(watcher);
    registry.get(session).unwatch(watcher);
    await clock.pass(59_999);
    expect(told).toEqual(['opened']);
    await clock.pass(1);
    expect(told).toContain(`expired ${session}`);
    await ended(session);
    expect(registry.get(session).exit).toMatchObject({ signal: 'SIGHUP' });
  });
});

describe('when the agent goes', () => {
  it('every shell ends, nothing waits on, and none is begun', async () => {
    const { clock, registry, open, ended, codeOf } = setUp();
    await ended(open(['true']));
    open(NAP);
    await registry.closeAll();
    await clock.pass(1_000);
    expect([registry.list(), clock.waiting]).toEqual([[], 0]);
    expect(codeOf(() => open(NAP))).toBe('cannot-start');
  });
});
