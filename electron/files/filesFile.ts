// What files are remembered by, on the disk: bookmarks, and what was put aside to be removed later.
import { z } from 'zod';
import type { Said } from '../../words/said.ts';
import type { FileBookmark } from '../ipc/fileTypes.ts';
import { goodOnes, readJson, type Understood } from '../settings/jsonFile.ts';

/** A file with more is none of ours. */
export const MOST_BOOKMARKS = 1_000;
const MOST_BINNED = 10_000;

/** Things of one folder that were removed, and are still there by another name. */
export interface Binned {
  hostId: string | null;
  folder: string;
  /** In their names there; a number that nobody guesses. */
  mark: string;
  names: string[];
}

export interface FilesState {
  bookmarks: FileBookmark[];
  bin: Binned[];
}

const id = z.string().min(1).max(100);
const path = z.string().min(1).max(32_768);
const bookmark = z.object({ id, hostId: id.nullable(), path, name: z.string().min(1).max(200) });
const binned = z.object({
  hostId: id.nullable(),
  folder: path,
  mark: z.string().regex(/^[0-9a-f]{16}$/),
  names: z
    .array(
      z
        .string()
        .min(1)
        .max(1_024)
        .regex(/^[^/\0]+$/u),
    )
    .max(100_000),
});
const shape = z.object({ bookmarks: z.array(z.unknown()), bin: z.array(z.unknown()) });

/** A damaged file is set aside, dated by `now`. Never throws. */
export function readFilesFile(file: string, now: Date): { state: FilesState; notice: Said | null } {
  const { value, notice } = readJson({ path: file, understand, file: 'files' }, now);
  return { state: value ?? { bookmarks: [], bin: [] }, notice };
}

function understand(json: unknown): Understood<FilesState> | undefined {
  const { data } = shape.safeParse(json);
  if (!data) return undefined;
  const bookmarks = goodOnes(data.bookmarks, MOST_BOOKMARKS, (one) => bookmark.safeParse(one).data);
  const bin = goodOnes(data.bin, MOST_BINNED, (one) => binned.safeParse(one).data);
  const value = { bookmarks: bookmarks.value, bin: bin.value };
  return { value, lost: bookmarks.lost + bin.lost };
}
