// Where the window was when the app last ran, and whether that is still a place to put it.
import type { Said } from '../../words/said.ts';
import type { Rectangle } from 'electron';
import { z } from 'zod';
import { readJson } from '../settings/jsonFile.ts';

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

/** The place that was stored, as it was; a damaged file is set aside, dated by `now`. */
export function readPlace(
  path: string,
  now: Date,
): { stored: WindowPlace | undefined; notice: Said | null } {
  const { value, notice } = readJson({ path, understand, file: 'window' }, now);
  return { stored: value, notice };
}

/** Where to put the window. `displays`: the work areas now; one may have been unplugged. */
export function fittingPlace(
  stored: WindowPlace | undefined,
  displays: readonly Rectangle[],
): WindowPlace {
  if (!stored) return FIRST;
  const { x, y, ...size } = stored;
  if (x === undefined || y === undefined) return size;
  return displays.some((display) => holds(display, x, y, size.width)) ? stored : size;
}

function understand(json: unknown): { value: WindowPlace; lost: number } | undefined {
  const { data } = placeSchema.safeParse(json);
  return data && { value: data, lost: 0 };
}

function holds(display: Rectangle, x: number, y: number, width: number): boolean {
  const shown = Math.min(x + width, display.x + display.width) - Math.max(x, display.x);
  return shown >= GRIP && y >= display.y && y <= display.y + display.height - GRIP;
}
