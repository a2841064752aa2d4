// Choosing a folder by its path: which are offered for what was typed, and where a new one would lie.
import type { Pathed } from './folderPaths.ts';
import { fold } from './fold.ts';

/** Folders that are offered at once; a part of a path finds the others. */
export const MOST_FOLDERS = 100;
/** Between the names of a path, as it is shown and typed. */
export const STEP = ' / ';

export function pathText(path: readonly string[]): string {
  return path.join(STEP);
}

/** The same where there is little room: names in the middle go first, as the ends say most. */
export function shortPath(path: readonly string[], most: number): string {
  const whole = pathText(path);
  const ends = [path[0], path.at(-1)] as readonly string[];
  if ([...whole].length <= most || path.length < 2) return whole;
  const parted = pathText(path.length > 2 ? [ends[0]!, '…', ends[1]!] : ends);
  return [...parted].length <= most ? parted : `…${STEP}${ends[1]!}`;
}

/**
 * Those whose path has all typed words, by path; a name that begins as typed goes before. `without`:
 * ids of folders that can't be chosen.
 */
export function offeredFolders(
  folders: readonly Pathed[],
  typed: string,
  without: ReadonlySet<string> = new Set(),
): { offered: Pathed[]; more: boolean } {
  const words = fold(typed)
    .split(/[\s/]+/)
    .filter(Boolean);
  const texts = new Map(folders.map((one) => [one, fold(pathText(one.path))]));
  const fits = folders.filter(
    (one) => !without.has(one.folder.id) && words.every((word) => texts.get(one)!.includes(word)),
  );
  const rank = ({ folder }: Pathed): number =>
    words.length > 0 && fold(folder.name).startsWith(words.at(-1)!) ? 0 : 1;
  const sorted = fits.sort(
    (a, b) => rank(a) - rank(b) || NATURAL.compare(texts.get(a)!, texts.get(b)!),
  );
  return { offered: sorted.slice(0, MOST_FOLDERS), more: sorted.length > MOST_FOLDERS };
}

const NATURAL = new Intl.Collator(undefined, { numeric: true });

export interface NewFolder {
  /** Where it begins; null at the top. */
  parent: string | null;
  /** Names to make, the outermost first. */
  names: string[];
}

/** What of a typed path isn't there yet, below `base`; null where all of it is. */
export function newFolder(
  folders: readonly Pathed[],
  typed: string,
  base: string | null = null,
): NewFolder | null {
  const names = typed.split(STEP).map((name) => name.trim());
  const left = names.filter((name) => name !== '');
  let parent = base;
  while (left.length > 0) {
    const known = folders.find(
      ({ folder }) => folder.parent === parent && keyOf(folder.name) === keyOf(left[0]!),
    );
    if (!known) return { parent, names: left };
    parent = known.folder.id;
    left.shift();
  }
  return null;
}

const keyOf = (name: string): string => name.trim().normalize('NFC').toLowerCase();

/** A folder and all that lie in it. */
export function withThoseIn(folders: readonly Pathed[], id: string): Set<string> {
  const children = new Map<string, string[]>();
  for (const { folder } of folders) {
    if (folder.parent === null) continue;
    children.set(folder.parent, [...(children.get(folder.parent) ?? []), folder.id]);
  }
  const found = new Set([id]);
  for (const one of found) children.get(one)?.forEach((child) => found.add(child));
  return found;
}
