// Where folders lie: each with the names of those around it, and what it has from them.
import type { HostColor, SavedFolder } from '../../electron/ipc/contract.ts';

export interface Pathed {
  folder: SavedFolder;
  /** Names from the outermost to its own. */
  path: readonly string[];
  /** Its own colour, or else that of the nearest folder around it; `none` where none has any. */
  color: HostColor;
}

/** By id. A folder around that isn't there, or is inside itself, counts as none. */
export function pathsOf(folders: readonly SavedFolder[]): ReadonlyMap<string, Pathed> {
  const byId = new Map(folders.map((folder) => [folder.id, folder]));
  const done = new Map<string, Pathed>();
  const pathed = (folder: SavedFolder, inside: ReadonlySet<string>): Pathed => {
    const known = done.get(folder.id);
    if (known) return known;
    const within = new Set([...inside, folder.id]);
    const parent = folder.parent === null ? undefined : byId.get(folder.parent);
    const outer = parent && !within.has(parent.id) ? pathed(parent, within) : undefined;
    const color = folder.color === 'none' ? (outer?.color ?? 'none') : folder.color;
    const here = { folder, path: [...(outer?.path ?? []), folder.name], color };
    done.set(folder.id, here);
    return here;
  };
  for (const folder of folders) pathed(folder, new Set());
  return done;
}
