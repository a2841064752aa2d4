// Where a tooltip stands: below what it is about, above where there is no room, and always in the
// window as a whole.

interface Size {
  width: number;
  height: number;
}

interface Box extends Size {
  x: number;
  y: number;
}

/** Pixels to what it is about, and to the window's edges. */
const GAP = 6;

/** The tip's top left corner in the window. All in pixels. */
export function beside(anchor: Box, tip: Size, room: Size): { x: number; y: number } {
  const centred = anchor.x + (anchor.width - tip.width) / 2;
  const below = anchor.y + anchor.height + GAP;
  const fits = below + tip.height + GAP <= room.height;
  return {
    x: within(centred, room.width - tip.width - GAP),
    y: within(fits ? below : anchor.y - GAP - tip.height, room.height - tip.height - GAP),
  };
}

function within(value: number, most: number): number {
  return Math.max(GAP, Math.min(value, most));
}
