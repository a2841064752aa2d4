// How a viewer that fell behind is brought back: the gap, then the screen in its parts, and what
// becomes of those when it leaves or the screen is cut short.
import { describe, expect, it } from 'vitest';
import { CatchUp } from '../../../agent/shells/catchUp.ts';
import type { SharedScreens } from '../../../agent/shells/sharedScreens.ts';
import type { Screen } from '../../../core/client/screenParts.ts';
import { withResolvers } from '../../../core/task/taskGroup.ts';
import { FrameDecoder } from '../../../core/wire/frameDecoder.ts';
import { decode, type AllBodies } from '../../../core/wire/messages.ts';
import { SCREEN_HEAD_BYTES } from '../../../core/wire/protocol.ts';
import { settle } from '../../support/manualClock.ts';

const PART = 100;

function screenOf(bytes: number, offset = 500): Screen {
  return { offset, cols: 80, rows: 24, bytes: new Uint8Array(bytes) };
}

function setUp(from = 200) {
  const held = new Set<Screen>();
  let woken = 0;
  const jumps: number[] = [];
  const screens = {
    hold: (screen: Screen) => held.add(screen),
    release: (screen: Screen) => held.delete(screen),
  };
  const catchUp = new CatchUp({
    channel: 1,
    maxBody: PART + SCREEN_HEAD_BYTES,
    screens: screens as unknown as SharedScreens,
    jump: ({ offset }) => (jumps.push(offset), from),
    wake: () => void woken++,
  });
  /** As words: `lagged from-to`, `screen bytes` with `…` where more follows. */
  const next = (): string | undefined => {
    const frame = catchUp.next();
    if (!frame) return undefined;
    const { type, body } = decode([...new FrameDecoder(1_000).push(frame)][0]!)!;
    if (type === 'lagged') return `lagged ${body.from}-${body.to}`;
    const { bytes, more } = body as AllBodies['screen'];
    return `screen ${bytes.byteLength}${more ? '…' : ''}`;
  };
  const all = (): string[] => {
    const frames: string[] = [];
    for (let one = next(); one && frames.length < 100; one = next()) frames.push(one);
    return frames;
  };
  const begin = async (screen: Screen): Promise<void> => {
    catchUp.begin(Promise.resolve(screen));
    await settle();
  };
  return { catchUp, held, jumps, next, all, begin, woken: () => woken };
}

describe('a viewer that fell behind', () => {
  it('waits for the screen, and is woken when it is there', async () => {
    const { catchUp, next, woken, jumps } = setUp();
    const made = withResolvers<Screen>();
    catchUp.begin(made.promise);
    expect([catchUp.awaits, next()]).toEqual([true, undefined]);
    made.resolve(screenOf(10));
    await settle();
    expect([catchUp.awaits, woken(), jumps]).toEqual([false, 1, [500]]);
  });

  it.each([
    [0, ['screen 0']],
    [PART, ['screen 100']],
    [PART + 1, ['screen 100…', 'screen 1']],
    [3 * PART, ['screen 100…', 'screen 100…', 'screen 100']],
  ])(
    'is told of the gap, and sent %d bytes in as many parts as they take',
    async (bytes, parts) => {
      const { all, begin, held } = setUp();
      await begin(screenOf(bytes));
      expect(all()).toEqual(['lagged 200-500', ...parts]);
      expect(held.size).toBe(0);
    },
  );

  it('is told of no gap where there is none', async () => {
    const { all, begin } = setUp(500);
    await begin(screenOf(10));
    expect(all()).toEqual(['screen 10']);
  });

  it('holds the screen until the last part is cut, and no longer', async () => {
    const { next, begin, held } = setUp();
    await begin(screenOf(2 * PART));
    expect([next(), next(), held.size]).toEqual(['lagged 200-500', 'screen 100…', 1]);
    expect([next(), held.size]).toEqual(['screen 100', 0]);
  });
});

describe('a screen that is cut short', () => {
  it('before anything of it was sent, is an empty one', async () => {
    const { all, begin, catchUp, held } = setUp();
    await begin(screenOf(3 * PART));
    catchUp.cutShort();
    expect([all(), held.size]).toEqual([['lagged 200-500', 'screen 0'], 0]);
  });

  it('ends where it was, without another word of the gap', async () => {
    const { all, next, begin, catchUp } = setUp();
    await begin(screenOf(3 * PART));
    expect([next(), next()]).toEqual(['lagged 200-500', 'screen 100…']);
    catchUp.cutShort();
    expect(all()).toEqual(['screen 0']);
    catchUp.cutShort();
    expect(all()).toEqual([]);
  });
});

describe('whoever leaves', () => {
  it('lets go of the screen, and is sent no more of it', async () => {
    const { next, begin, catchUp, held } = setUp();
    await begin(screenOf(3 * PART));
    next();
    catchUp.stop();
    expect([held.size, next()]).toEqual([0, undefined]);
  });

  it('before it was made, never gets it', async () => {
    const { next, catchUp, held, woken, jumps } = setUp();
    const made = withResolvers<Screen>();
    catchUp.begin(made.promise);
    catchUp.stop();
    made.resolve(screenOf(10));
    await settle();
    expect([held.size, next(), woken(), jumps]).toEqual([0, undefined, 0, []]);
  });
});
