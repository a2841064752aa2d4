// Shells by name, on a clock that the test holds: how long those are remembered that have ended, how
// many, and that nothing waits on when the agent goes. The programs are real.
import { describe, expect, it, onTestFinished } from 'vitest';
import { ScreenService } from '../../../agent/screens/screenService.ts';
import { wholeRetention } from '../../../agent/shells/memorySize.ts';
import type { Retention } from '../../../agent/shells/retention.ts';
import { SHELL_LIMITS, ShellRegistry } from '../../../agent/shells/shellRegistry.ts';
import { named as protocolName } from '../../support/protocolErrors.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { randomId } from '../../support/rawSocket.ts';

const SIZE = { cols: 80, rows: 24 };
const NAP = ['sleep', '1000'];

function setUp(retention: Partial<Retention> = {}) {
  const clock = new ManualClock();
  const screens = new ScreenService();
  const forgotten: string[] = [];
  const none = (): void => undefined;
  const registry = new ShellRegistry({
    ...{ clock, screens, today: () => 0, shell: undefined, retention: wholeRetention(retention) },
    ...{ onOpened: none, onExpired: none, onEnded: none, onLetGo: none },
    onForgotten: (session) => forgotten.push(session),
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
  return { clock, registry, forgotten, open, ended, codeOf };
}

describe('a shell that has ended', () => {
  it('is remembered for a while, with its exit, and then unknown', async () => {
    const { clock, registry, forgotten, open, ended, codeOf } = setUp();
    const session = await ended(open(['sh', '-c', 'echo done; exit 3']));
    expect(registry.get(session).exit).toMatchObject({ code: 3 });
    clock.advance(SHELL_LIMITS.endedMs - 1);
    expect([registry.find(session)?.session, forgotten]).toEqual([session, []]);
    clock.advance(1);
    expect([codeOf(() => registry.get(session)), forgotten]).toEqual([
      'no-such-session',
      [session],
    ]);
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
