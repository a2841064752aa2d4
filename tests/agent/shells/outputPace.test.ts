// When a program may print on, on the test's clock: whoever takes the most decides, and whoever
// holds it, unless there is no room at all.
import { describe, expect, it } from 'vitest';
import { OutputPace, type PaceViewer } from '../../../agent/shells/outputPace.ts';
import { ByteLog } from '../../../core/replay/byteLog.ts';
import { ManualClock, settle } from '../../support/manualClock.ts';

const PRINTED = 100;

function setUp(now: Partial<{ keepsUp: boolean; hasRoomForAbsent: boolean }> = {}) {
  const state = { keepsUp: true, hasRoomForAbsent: true, isEnding: false, ...now };
  const [clock, log, viewers] = [new ManualClock(), new ByteLog(), new Set<PaceViewer>()];
  log.append(new Uint8Array(PRINTED));
  const output = { keep: () => undefined, ...state };
  const pace = new OutputPace({ clock, log, output, viewers, isEnding: () => state.isEnding });
  /** Wants so much more than was printed. */
  const viewer = (more: number, holds = true): { wants: number; holds: boolean } => {
    const one = { wants: PRINTED + more, holds };
    viewers.add(one);
    return one;
  };
  let turns = 0;
  /** How many turns the program has had, with the one that it asks for now. */
  const ask = async (): Promise<number> => {
    void pace.turn().then(() => turns++);
    await settle();
    return turns;
  };
  const had = async (): Promise<number> => {
    await settle();
    return turns;
  };
  const end = (): void => void (state.isEnding = true);
  return { clock, output, viewers, viewer, pace, ask, had, end };
}

describe('a program prints on', () => {
  it.each([
    ['while somebody wants more', [1], 1],
    ['while one of several does', [0, -50, 1], 1],
    ['not while all have what they want', [0, -50], 0],
  ])('%s', async (_when, all, turns) => {
    const { viewer, ask, clock } = setUp();
    for (const more of all) viewer(more);
    expect([await ask(), clock.waiting]).toEqual([turns, 1 - turns]);
  });

  it.each([
    ['while nobody watches', [], true, 1],
    ['not where that pushed out what somebody comes back for', [], false, 0],
    ['past those who have taken nothing for long', [false, false], true, 1],
    ['not past one of them who holds it', [false, true, false], true, 0],
    ['past those, but for who comes back', [false], false, 0],
  ])('%s', async (_when, holding, hasRoomForAbsent, turns) => {
    const { viewer, ask } = setUp({ hasRoomForAbsent });
    for (const holds of holding) viewer(0, holds);
    expect(await ask()).toBe(turns);
  });

  it('where there is room for it only, whoever wants more and even at its end', async () => {
    const { viewer, ask, end } = setUp({ keepsUp: false });
    const eager = viewer(1);
    expect(await ask()).toBe(0);
    end();
    expect(await ask()).toBe(0);
    expect(eager.wants).toBe(PRINTED + 1);
  });

  it('when it is being ended, whoever holds it', async () => {
    const { viewer, ask, end } = setUp({ hasRoomForAbsent: false });
    viewer(0);
    end();
    expect(await ask()).toBe(1);
  });
});

describe('a program that was paused', () => {
  it('goes on as soon as one has room for more, and nothing waits then', async () => {
    const { viewer, ask, had, pace, clock } = setUp();
    const [one, other] = [viewer(0), viewer(0)];
    await ask();
    pace.moved(one);
    expect(await had()).toBe(0);
    one.wants++;
    pace.moved(other); // which has no more room than before
    expect(await had()).toBe(0);
    pace.moved(one);
    expect([await had(), clock.waiting]).toEqual([1, 0]);
    pace.moved(one);
    expect(await had()).toBe(1);
  });

  it('goes on for nobody where there is no room', async () => {
    const { viewer, ask, had, pace, output } = setUp({ keepsUp: false });
    const eager = viewer(1);
    await ask();
    pace.moved(eager);
    pace.moved();
    expect(await had()).toBe(0);
    output.keepsUp = true;
    pace.moved();
    expect(await had()).toBe(1);
  });

  it('goes on when the last one who holds it has gone', async () => {
    const { viewer, viewers, ask, had, pace } = setUp();
    const one = viewer(0);
    await ask();
    viewers.delete(one);
    pace.moved();
    expect(await had()).toBe(1);
  });

  it('looks each second whether it is still held', async () => {
    const { viewer, ask, had, clock } = setUp();
    const one = viewer(0);
    await ask();
    await clock.pass(2_500);
    expect([await had(), clock.waiting]).toEqual([0, 1]);
    one.holds = false;
    await clock.pass(499);
    expect(await had()).toBe(0);
    await clock.pass(1);
    expect([await had(), clock.waiting]).toEqual([1, 0]);
  });
});
