// Where the window was when it was last closed, and whether that is still a place to put it.
import type { Rectangle } from 'electron';
import { z } from 'zod';
import { readJson, writeJson } from '../settings/jsonFile.ts';

export interface WindowPlace {
  /** Missing at first start: the system chooses. */
  x?: number | undefined;
  y?: number | undefined;
  width: number;
  height: number;
  maximized: boolean;
}

export const MINIMUM = { width: 480, height: 320 };
const FIRST: WindowPlace = { width: 1100, height: 720, maximized: false };
/** Pixels of the title bar that must be on a display, so that the window can be dragged. */
const GRIP = 80;

const placeSchema = z.object({
  x: z.int().optional(),
  y: z.int().optional(),
  width: z.int().min(MINIMUM.width).max(20_000),
  height: z.int().min(MINIMUM.height).max(20_000),
  maximized: z.boolean(),
});

/** `displays`: the work areas there are now; a display may have been unplugged. */
export function readPlace(path: string, displays: readonly Rectangle[]): WindowPlace {
  const stored = placeSchema.safeParse(readJson(path));
  if (!stored.success) return FIRST;
  const { x, y, ...size } = stored.data;
  if (x === undefined || y === undefined) return size;
  return displays.some((display) => holds(display, x, y, size.width)) ? stored.data : size;
}

export function writePlace(path: string, bounds: Rectangle, maximized: boolean): void {
  writeJson(path, { ...bounds, maximized });
}

function holds(display: Rectangle, x: number, y: number, width: number): boolean {
  const shown = Math.min(x + width, display.x + display.width) - Math.max(x, display.x);
  return shown >= GRIP && y >= display.y && y <= display.y + display.height - GRIP;
}
