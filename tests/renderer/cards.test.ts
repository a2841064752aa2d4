// Which card lies over a pane, and where: one at most, and never on the cursor's row.
import { describe, expect, it } from 'vitest';
import {
  LEAST_SCROLLED,
  bandOf,
  cardOf,
  openedSpot,
  scrollingSpot,
  spotFor,
  type Band,
  type CardFacts,
  type Room,
  type Spot,
} from '../../renderer/lib/cards.ts';
import { seeded } from '../support/random.ts';

const QUIET: CardFacts = {
  ...{ state: 'online', login: false, asked: false, waitedMs: 0, lagDismissed: false },
};

describe('which card', () => {
  it.each<[Partial<CardFacts>, ReturnType<typeof cardOf>]>([
    [{}, null],
    [{ state: 'failed' }, 'failure'],
    [{ state: 'reconnecting' }, 'reconnecting'],
    [{ state: 'connecting', waitedMs: 999 }, null],
    [{ state: 'connecting', waitedMs: 1_000 }, 'waiting'],
    [{ state: 'authenticating', waitedMs: 60_000 }, 'waiting'],
    [{ state: 'lagging' }, 'lag'],
    [{ state: 'lagging', lagDismissed: true }, null],
    [{ state: 'closed' }, 'ended'],
    [{ asked: true }, 'question'],
    [{ asked: true, login: true }, 'login'],
    [{ state: 'connecting', waitedMs: 5_000, login: true }, 'login'],
    [{ state: 'failed', asked: true }, 'question'],
    [{ state: 'lagging', asked: true }, 'question'],
  ])('%j: %s', (facts, kind) => {
    expect(cardOf({ ...QUIET, ...facts })).toBe(kind);
  });
});

const ROOM: Room = { height: 600, whole: 200, compact: 34, inset: { top: 8, bottom: 8 } };
const row = (top: number): Band => ({ top, bottom: top + 18 });
const at = (side: Spot['side'], compact = false): Spot => ({ side, compact });

describe('where it lies', () => {
  it('at the top, or at the foot while the cursor is in the upper half', () => {
    expect(spotFor(ROOM, [row(500)], null)).toEqual(at('top'));
    expect(spotFor(ROOM, [row(100)], null)).toEqual(at('bottom'));
    expect(spotFor(ROOM, [], null)).toEqual(at('top'));
  });

  it('stays as long as the cursor is elsewhere, and goes out of its way', () => {
    expect(spotFor(ROOM, [row(220)], at('top'))).toEqual(at('top'));
    expect(spotFor(ROOM, [row(200)], at('top'))).toEqual(at('bottom'));
    expect(spotFor(ROOM, [row(420)], at('bottom'))).toEqual(at('top'));
  });

  it('says it in one line where there is no room for more, and nothing where there is none', () => {
    const low = { ...ROOM, height: 300 };
    expect(spotFor(low, [row(140)], at('top'))).toEqual(at('top', true));
    expect(spotFor({ ...ROOM, height: 54 }, [row(20)], null)).toBeNull();
  });

  it('leaves what was found free, too, but the cursor’s row first', () => {
    expect(spotFor(ROOM, [row(300), row(20)], at('top'))).toEqual(at('bottom'));
    const [cursor, found] = [row(560), row(10)];
    expect(spotFor({ ...ROOM, whole: 34 }, [cursor, found], null)).toEqual(at('top'));
  });

  it('lies below what else lies at its edge', () => {
    const room = { ...ROOM, inset: { top: 50, bottom: 8 } };
    expect(bandOf(room, at('top'))).toEqual({ top: 50, bottom: 250 });
    expect(bandOf(room, at('bottom', true))).toEqual({ top: 558, bottom: 592 });
  });

  it('scrolls where it has not the room for all of it, at the side that has more', () => {
    const tall = { ...ROOM, whole: 500 };
    expect(scrollingSpot(ROOM, [row(500)], null)).toEqual({ ...at('top'), limit: 492 });
    expect(scrollingSpot(tall, [row(100)], null)).toEqual({ ...at('bottom'), limit: 474 });
    expect(scrollingSpot(tall, [row(400)], at('bottom'))).toEqual({ ...at('top'), limit: 392 });
    const slit = { ...tall, height: 2 * LEAST_SCROLLED };
    expect(scrollingSpot(slit, [row(LEAST_SCROLLED - 9)], null)).toEqual(at('top', true));
  });

  it('has all of the pane where its user opened it', () => {
    expect(openedSpot({ ...ROOM, height: 120 })).toEqual({ ...at('top'), limit: 104 });
  });

  it.each([
    ['one that says it in a line', spotFor],
    ['one that scrolls', scrollingSpot],
  ])('never covers the cursor’s row, whatever the sizes: %s', (_, spotOf) => {
    const random = seeded(7);
    let now: Spot | null = null;
    for (let turn = 0; turn < 10_000; turn++) {
      const height = random.between(1, 900);
      const whole = random.between(20, 300);
      const inset = { top: random.between(0, 60), bottom: random.between(0, 60) };
      const room = { height, whole, compact: 34, inset };
      const cursor = row(random.between(0, Math.max(1, height - 18)));
      const spot = spotOf(room, [cursor, row(random.between(0, height))], now);
      if (spot) {
        const { top, bottom } = bandOf(room, spot);
        expect(top < cursor.bottom && cursor.top < bottom).toBe(false);
      }
      now = spot ?? now;
    }
  });
});
