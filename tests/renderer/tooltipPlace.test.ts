// A tooltip stands below what it is about, above it where there is no room, and never out of sight.
import { expect, it } from 'vitest';
import { beside } from '../../renderer/lib/tooltipPlace.ts';

const ROOM = { width: 400, height: 300 };
const TIP = { width: 100, height: 24 };

it('below and centred where there is room', () =>
  expect(beside({ x: 150, y: 100, width: 24, height: 24 }, TIP, ROOM)).toEqual({ x: 112, y: 130 }));

it('above at the lower edge', () =>
  expect(beside({ x: 150, y: 270, width: 24, height: 24 }, TIP, ROOM).y).toBe(240));

it.each([0, 376])('within the window at its sides: %i', (x) => {
  const at = beside({ x, y: 100, width: 24, height: 24 }, TIP, ROOM).x;
  expect(at).toBeGreaterThanOrEqual(6);
  expect(at + TIP.width).toBeLessThanOrEqual(394);
});

it('at the upper left where it is larger than the window', () =>
  expect(beside({ x: 0, y: 0, width: 24, height: 24 }, { width: 900, height: 900 }, ROOM)).toEqual({
    x: 6,
    y: 6,
  }));
