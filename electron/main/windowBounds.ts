// Where a window may stand: on a display that is there now, where its user can take hold of it, and
// not on top of the one that it came from.
import type { Point, Rectangle } from 'electron';

export interface WindowPlace {
  /** Missing at first start: the system chooses. */
  x?: number | undefined;
  y?: number | undefined;
  width: number;
  height: number;
  maximized: boolean;
}

export const MINIMUM = { width: 400, height: 300 };
const FIRST: WindowPlace = { width: 1100, height: 720, maximized: false };
/** Pixels of the title bar that must be on a display, so that the window can be dragged. */
const GRIP = 80;
/** So much further right and down a window stands than the one that it came from. */
const CASCADE = 24;

/** Where to put the window. `displays`: the work areas now; one may have been unplugged. */
export function fittingPlace(
  stored: WindowPlace | undefined,
  displays: readonly Rectangle[],
): WindowPlace {
  if (!stored) return FIRST;
  const { x, y, ...size } = stored;
  if (x === undefined || y === undefined) return size;
  return canBeDragged({ ...size, x, y }, displays) ? stored : size;
}

/** Where a window is put that was made from another, which stands at `from`. */
export function placeBeside(from: Rectangle, displays: readonly Rectangle[]): WindowPlace {
  const { x, y, width, height } = from;
  const beside = { x: x + CASCADE, y: y + CASCADE, width, height };
  const home = nearest(from, displays);
  const isIn = !home || (right(beside) <= right(home) && bottom(beside) <= bottom(home));
  const corner = home && { x: home.x, y: home.y, ...fittingSize(beside, home) };
  return { ...(isIn ? beside : corner!), maximized: false };
}

/** Where a window is put that was dropped at a point, as large as `from`; undefined off the displays. */
export function placeAt(
  { x, y }: Point,
  from: Rectangle,
  displays: readonly Rectangle[],
): WindowPlace | undefined {
  const home = displays.find(
    (one) => x >= one.x && x < right(one) && y >= one.y && y < bottom(one),
  );
  if (!home) return undefined;
  const dropped = { x: Math.round(x), y: Math.round(y), ...fittingSize(from, home) };
  return { ...pushedInto(dropped, home), maximized: false };
}

/** The same bounds, or the nearest that are in sight where its user can't take hold of it there. */
export function movedIn(bounds: Rectangle, displays: readonly Rectangle[]): Rectangle {
  const home = nearest(bounds, displays);
  if (!home || canBeDragged(bounds, displays)) return bounds;
  return pushedInto({ ...bounds, ...fittingSize(bounds, home) }, home);
}

function canBeDragged({ x, y, width }: Rectangle, displays: readonly Rectangle[]): boolean {
  return displays.some((display) => {
    const shown = Math.min(x + width, right(display)) - Math.max(x, display.x);
    return shown >= GRIP && y >= display.y && y <= bottom(display) - GRIP;
  });
}

/** The display whose middle is the nearest to that of a window. */
function nearest(bounds: Rectangle, displays: readonly Rectangle[]): Rectangle | undefined {
  const distance = (one: Rectangle): number =>
    Math.hypot(
      one.x + one.width / 2 - (bounds.x + bounds.width / 2),
      one.y + one.height / 2 - (bounds.y + bounds.height / 2),
    );
  const isOn = ({ x, y, width, height }: Rectangle): boolean =>
    bounds.x >= x && bounds.x < x + width && bounds.y >= y && bounds.y < y + height;
  return displays.find(isOn) ?? displays.toSorted((a, b) => distance(a) - distance(b))[0];
}

function fittingSize(
  { width, height }: Rectangle,
  display: Rectangle,
): Pick<Rectangle, 'width' | 'height'> {
  return {
    width: Math.max(MINIMUM.width, Math.min(width, display.width)),
    height: Math.max(MINIMUM.height, Math.min(height, display.height)),
  };
}

function pushedInto(bounds: Rectangle, display: Rectangle): Rectangle {
  const x = Math.max(display.x, Math.min(bounds.x, right(display) - bounds.width));
  const y = Math.max(display.y, Math.min(bounds.y, bottom(display) - bounds.height));
  return { ...bounds, x, y };
}

const right = ({ x, width }: Rectangle): number => x + width;
const bottom = ({ y, height }: Rectangle): number => y + height;
