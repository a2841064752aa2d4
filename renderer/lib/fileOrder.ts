// In which order the rows of a folder stand, and which of them are shown. A hundred thousand come piece by
// piece: each is put into those that are sorted already, so that no moment has to sort them all by name.
import type { FileRow } from '../../electron/ipc/contract.ts';

export type FileColumn = 'name' | 'size' | 'changed' | 'mode' | 'owner';

export interface FileSort {
  by: FileColumn;
  down: boolean;
}

/** `key`: of `nameKeys`, where it has one. */
export type Orderable = FileRow & { readonly key?: string | null };
export type Compare = (a: Orderable, b: Orderable) => number;

/** What a link leads to counts, where it is known. */
export function isFolder({ kind, targetKind }: FileRow): boolean {
  return kind === 'folder' || (kind === 'link' && targetKind === 'folder');
}

/** Folders first, then as people count: `web-9` before `web-10`. Names that look alike stand by their bytes. */
export function byName(collator: Intl.Collator): Compare {
  const byKey: Compare = (a, b) => {
    if (!a.key || !b.key) return collator.compare(a.name, b.name);
    return a.key < b.key ? -1 : Number(a.key > b.key);
  };
  return (a, b) =>
    Number(isFolder(b)) - Number(isFolder(a)) ||
    byKey(a, b) ||
    (a.name < b.name ? -1 : Number(a.name > b.name));
}

/** Another list, in order, of one that is and some that needn't be. */
export function merged<R extends Orderable>(
  sorted: readonly R[],
  some: readonly R[],
  compare: Compare,
): R[] {
  const come = [...some].sort(compare);
  const all: R[] = [];
  let from = 0;
  for (const row of come) {
    const to = placeFor(row, sorted, from, compare);
    for (let at = from; at < to; at++) all.push(sorted[at]!);
    all.push(row);
    from = to;
  }
  for (let at = from; at < sorted.length; at++) all.push(sorted[at]!);
  return all;
}

/** The first place from `low` on whose row doesn't stand before this one. */
function placeFor(
  row: Orderable,
  rows: readonly Orderable[],
  low: number,
  compare: Compare,
): number {
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(rows[middle]!, row) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

const FIGURES: Record<Exclude<FileColumn, 'name' | 'owner'>, (row: FileRow) => number> = {
  size: (row) => row.size ?? -1,
  changed: (row) => row.changedAt ?? -Infinity,
  mode: (row) => row.mode ?? -1,
};

/** @param rows by name already; those that are alike stay so */
export function sortedBy<R extends FileRow>(
  rows: readonly R[],
  { by, down }: FileSort,
): readonly R[] {
  if (by === 'name') return down ? turned(rows) : rows;
  const sign = down ? -1 : 1;
  const parts = foldersAndFiles(rows);
  if (by === 'owner') {
    const owner = (row: FileRow): string => `${row.owner ?? ''} ${row.group ?? ''}`;
    const compare: Compare = (a, b) =>
      sign * (owner(a) < owner(b) ? -1 : Number(owner(a) > owner(b)));
    return parts.flatMap((part) => part.sort(compare));
  }
  const figure = FIGURES[by];
  const [folders, files] = parts;
  const compare: Compare = (a, b) => sign * (figure(a) - figure(b) || 0);
  // A folder's size isn't that of what is in it.
  return [...(by === 'size' ? folders : folders.sort(compare)), ...files.sort(compare)];
}

function turned<R extends FileRow>(rows: readonly R[]): R[] {
  return foldersAndFiles(rows).flatMap((part) => part.reverse());
}

function foldersAndFiles<R extends FileRow>(rows: readonly R[]): [R[], R[]] {
  const first = rows.findIndex((row) => !isFolder(row));
  const at = first === -1 ? rows.length : first;
  return [rows.slice(0, at), rows.slice(at)];
}

export function isHidden({ name }: FileRow): boolean {
  return name.startsWith('.');
}

/** Those whose name has what was typed in it, whatever its case; all where nothing was. */
export function shownRows<R extends FileRow>(
  rows: readonly R[],
  { hidden, typed }: { hidden: boolean; typed: string },
): readonly R[] {
  const text = typed.toLocaleLowerCase();
  if (hidden && text === '') return rows;
  return rows.filter(
    (row) =>
      (hidden || !isHidden(row)) && (text === '' || row.name.toLocaleLowerCase().includes(text)),
  );
}
