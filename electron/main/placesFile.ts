// The file that says where the windows were when the app last ran, as it lies in the data folder.
import { z } from 'zod';
import type { Said } from '../../words/said.ts';
import { goodOnes, readJson, type Understood } from '../settings/jsonFile.ts';
import { MINIMUM, type WindowPlace } from './windowBounds.ts';

/** Windows at once, and whole ones that can be had back, are less. */
export const PLACE_LIMIT = 64;
const ID_LENGTH = 100;

const placeSchema = z.object({
  x: z.int().optional(),
  y: z.int().optional(),
  width: z.int().min(MINIMUM.width).max(20_000),
  height: z.int().min(MINIMUM.height).max(20_000),
  maximized: z.boolean(),
});

const fileShape = z.object({
  version: z.literal(2),
  places: z.record(z.string(), z.unknown()),
});

/** As it is written: by window of the layout, the one that was in front last at the end. */
export interface SavedPlaces {
  version: 2;
  places: Record<string, WindowPlace>;
}

export interface ReadPlaces {
  places: Map<string, WindowPlace>;
  /** That of the one window that there was, before there could be several. */
  only: WindowPlace | undefined;
}

/** A damaged file is set aside, dated by `now`; good places in it are read. Never throws. */
export function readPlaces(path: string, now: Date): { read: ReadPlaces; notice: Said | null } {
  const { value, notice } = readJson({ path, understand, file: 'window', version: 2 }, now);
  return { read: value ?? { places: new Map(), only: undefined }, notice };
}

function understand(json: unknown): Understood<ReadPlaces> | undefined {
  const only = placeSchema.safeParse(json).data;
  if (only && !isVersioned(json)) return { value: { places: new Map(), only }, lost: 0 };
  const { data } = fileShape.safeParse(json);
  if (!data) return undefined;
  const { value, lost } = goodOnes(Object.entries(data.places), PLACE_LIMIT, (entry) => {
    const [id, item] = entry as [string, unknown];
    const place = placeSchema.safeParse(item).data;
    const isId = id !== '' && id.length <= ID_LENGTH;
    return place && isId ? ([id, place] as const) : undefined;
  });
  if (lost > 0 && value.length === 0) return undefined;
  return { value: { places: new Map(value), only: undefined }, lost };
}

// The first form of the file names none.
function isVersioned(json: unknown): boolean {
  return typeof json === 'object' && json !== null && 'version' in json;
}
