// Where a key leads to in the tree, and what stays current as rows come and go. Plain arithmetic on rows.
import type { TreeRow } from './hostTree.ts';

/** A row to go to, or one to be folded or unfolded. */
export type Step = { to: number } | { fold: string; open: boolean };

/** Null for another key, and where it leads nowhere. */
export function stepOf(
  key: string,
  rows: readonly TreeRow[],
  at: number,
  page: number,
): Step | null {
  const row = rows[at];
  if (!row) return null;
  if (key === 'ArrowRight') return inward(rows, at);
  if (key === 'ArrowLeft') return outward(rows, at);
  const last = rows.length - 1;
  const to: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: last,
  };
  return key in to ? { to: Math.max(0, Math.min(to[key]!, last)) } : null;
}

function inward(rows: readonly TreeRow[], at: number): Step | null {
  const row = rows[at]!;
  if (row.is === 'host') return null;
  if (!row.open) return { fold: row.key, open: true };
  return rows[at + 1]?.within === row.key ? { to: at + 1 } : null;
}

function outward(rows: readonly TreeRow[], at: number): Step | null {
  const row = rows[at]!;
  if (row.is !== 'host' && row.open) return { fold: row.key, open: false };
  const around = rows.findLastIndex(({ key }, index) => index < at && key === row.within);
  return around === -1 ? null : { to: around };
}

/** The rows that a row has open below it: from the next one to this, without it. */
export function endOf(rows: readonly TreeRow[], at: number): number {
  const level = rows[at]?.level ?? 0;
  const next = rows.findIndex((row, index) => index > at && row.level <= level);
  return next === -1 ? rows.length : next;
}

/**
 * The key of the row that is current once rows have changed: the one at `at` if it is there, else the next
 * that stays, else the one before. Undefined where nothing does. What was taken out of a folder that is
 * gone hasn't stayed: it goes with it, and is only told later.
 */
export function stayingKey(
  before: readonly TreeRow[],
  at: number,
  after: readonly TreeRow[],
): string | undefined {
  const now = new Map(after.map((row) => [row.key, row]));
  const current = before[at];
  const orphaned = ({ folder }: TreeRow): boolean =>
    folder !== null && !now.has(`folder:${folder}`);
  const isThere = (row: TreeRow): boolean => now.has(row.key) && !wasOrphaned(row);
  const wasOrphaned = (row: TreeRow): boolean =>
    now.get(row.key)?.folder !== row.folder && orphaned(row);
  if (current && isThere(current)) return current.key;
  const stays = (row: TreeRow): boolean => now.get(row.key)?.folder === row.folder;
  const next = before.slice(at).find((row) => row.is !== 'section' && stays(row));
  const last = before.slice(0, at).findLast((row) => row.is !== 'section' && stays(row));
  return (next ?? last ?? before.slice(0, at).findLast(stays))?.key;
}
