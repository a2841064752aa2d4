// Where a window comes up: where it was, unless that place is gone; beside the one it came from; and
// never where its user can't take hold of it.
import { describe, expect, it } from 'vitest';
import {
  fittingPlace,
  MINIMUM,
  movedIn,
  placeAt,
  placeBeside,
} from '../../../electron/main/windowBounds.ts';
import { seeded } from '../../support/random.ts';

const display = { x: 0, y: 0, width: 1920, height: 1040 };
const second = { x: 1920, y: -200, width: 1280, height: 1000 };
const bounds = { x: 100, y: 50, width: 900, height: 600 };
const gone = [
  ['to the right of all displays', { ...bounds, x: 1900 }],
  ['to the left of all displays', { ...bounds, x: -850 }],
  ['with its title bar above the display', { ...bounds, y: -30 }],
  ['below the display', { ...bounds, y: 1030 }],
] as const;

describe('a window of an earlier run', () => {
  it('comes up where and as it was', () => {
    const place = { ...bounds, maximized: true };
    expect(fittingPlace(place, [display])).toEqual(place);
  });

  it.each(gone)('keeps only its size when it was %s', (_, was) =>
    expect(fittingPlace({ ...was, maximized: false }, [display])).toEqual({
      ...{ width: 900, height: 600, maximized: false },
    }),
  );

  it('may be on a second display', () => {
    const place = { ...bounds, x: 2000, y: -150, maximized: false };
    expect(fittingPlace(place, [display, second])).toEqual(place);
  });
});

describe('a window made from another', () => {
  it('stands a little right of it and below', () =>
    expect(placeBeside(bounds, [display])).toEqual({ ...bounds, x: 124, y: 74, maximized: false }));

  it('stands in the corner of the same display where that leads off it', () => {
    const from = { ...bounds, x: 2290, y: 190 };
    expect(placeBeside(from, [display, second])).toMatchObject({ x: 1920, y: -200, width: 900 });
  });

  it('stands where it was dropped, all of it on that display', () => {
    expect(placeAt({ x: 300, y: 200 }, bounds, [display])).toMatchObject({ x: 300, y: 200 });
    expect(placeAt({ x: 3000, y: 700 }, bounds, [display, second])).toEqual({
      ...{ x: 2300, y: 200, width: 900, height: 600, maximized: false },
    });
  });

  it('is not put where there is no display', () =>
    expect(placeAt({ x: 1920, y: 20 }, bounds, [display])).toBeUndefined());
});

describe('an open window whose display is gone', () => {
  it.each(gone)('%s, is moved onto one that is there', (_, was) => {
    const { x, y, width, height } = movedIn(was, [display]);
    expect([width, height]).toEqual([900, 600]);
    expect(x >= 0 && x + width <= 1920 && y >= 0 && y + height <= 1040).toBe(true);
  });

  it('stays where it is seen, also in part', () => {
    const partly = { ...bounds, x: 1700, y: 900 };
    expect(movedIn(partly, [display])).toBe(partly);
  });

  it('is made smaller where it is larger than what is left', () =>
    expect(movedIn({ x: 5000, y: 5000, width: 3000, height: 2000 }, [display])).toEqual(display));

  it('stays where there is no display at all', () => expect(movedIn(bounds, [])).toBe(bounds));
});

it.each([1, 2, 3])('is in reach after any change of displays (seed %i)', (seed) => {
  const random = seeded(seed);
  for (let n = 0; n < 300; n++) {
    const some = () => ({
      ...{ x: random.between(-4000, 4000), y: random.between(-4000, 4000) },
      ...{
        width: random.between(MINIMUM.width, 4000),
        height: random.between(MINIMUM.height, 3000),
      },
    });
    const displays = Array.from({ length: random.between(1, 4) }, some);
    const moved = movedIn(some(), displays);
    expect(movedIn(moved, displays)).toEqual(moved);
    expect(fittingPlace({ ...moved, maximized: false }, displays)).toMatchObject(moved);
    const { x, y, width, height } = placeBeside(moved, displays);
    const beside = { x: x!, y: y!, width, height };
    expect(movedIn(beside, displays)).toEqual(beside);
  }
});
