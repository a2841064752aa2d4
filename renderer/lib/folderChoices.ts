// Folders to choose one of, by their whole paths, as far as they fit what was typed.
import { termsOf, fold } from './fold.ts';
import type { Pathed } from './folderPaths.ts';

export interface FolderChoice {
  /** Null: the top. */
  id: string | null;
  path: readonly string[];
}

/** So many are drawn; who wants another one types more of it. */
export const MOST_CHOICES = 200;

/** The top first where nothing is typed; then those that have every word of it, in natural order. */
export function folderChoices(
  folders: readonly Pathed[],
  typed: string,
  may: (id: string | null) => boolean,
): FolderChoice[] {
  const terms = termsOf(typed);
  const fits = ({ path }: Pathed): boolean => {
    const text = fold(path.join('\n'));
    return terms.every((term) => text.includes(term));
  };
  const top: FolderChoice[] = terms.length === 0 && may(null) ? [{ id: null, path: [] }] : [];
  const found = folders.filter((one) => may(one.folder.id) && fits(one));
  const sorted = found.sort((one, other) => byPath(one.path, other.path));
  return [...top, ...sorted.map(({ folder, path }) => ({ id: folder.id, path }))].slice(
    0,
    MOST_CHOICES,
  );
}

const ORDER = new Intl.Collator(undefined, { numeric: true });

function byPath(one: readonly string[], other: readonly string[]): number {
  for (let at = 0; at < Math.min(one.length, other.length); at++) {
    const order = ORDER.compare(one[at]!, other[at]!);
    if (order !== 0) return order;
  }
  return one.length - other.length;
}
