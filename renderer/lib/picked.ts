// What of the tree is acted on: hosts and folders, as rows that were chosen name them, and where they may
// be moved to.
import type { SavedFolder, SavedHost } from '../../electron/ipc/contract.ts';
import { around, hostsBelow, isListed, type Arranged, type TreeRow } from './hostTree.ts';

export interface Picked {
  hosts: readonly SavedHost[];
  /** None lies in another of them. */
  folders: readonly SavedFolder[];
}

/** A host or folder by its row; null for a heading. A favourite, or a recent one, is the host that it is. */
export function itemOf(row: TreeRow): string | null {
  if (row.is === 'section') return null;
  return row.is === 'host' ? `host:${row.host.id}` : row.key;
}

/** Hosts that lie in a folder which is picked are in it, and not named again. */
export function pickedOf(
  items: Iterable<string>,
  all: Arranged,
  folders: readonly SavedFolder[],
): Picked {
  const chosen = new Set(items);
  const isWithin = (folder: string | null): boolean =>
    around(all.parents, folder).some((id) => chosen.has(`folder:${id}`));
  return {
    hosts: all.hosts.filter(({ id, folder }) => chosen.has(`host:${id}`) && !isWithin(folder)),
    folders: folders.filter(
      ({ id }) => chosen.has(`folder:${id}`) && !isWithin(all.parents.get(id) ?? null),
    ),
  };
}

/** With those in the folders. */
export function allHosts({ hosts, folders }: Picked, all: Arranged): readonly SavedHost[] {
  if (folders.length === 0) return hosts;
  return [
    ...hosts,
    ...hostsBelow(
      all,
      folders.map(({ id }) => id),
    ),
  ];
}

/** What of it a folder hasn't already. `to` null: the top. */
export function movable({ hosts, folders }: Picked, to: string | null, all: Arranged): Picked {
  const lies = (folder: string | null): string | null =>
    folder !== null && all.parents.has(folder) ? folder : null;
  return {
    hosts: hosts.filter(({ folder }) => lies(folder) !== to),
    folders: folders.filter(({ id }) => (all.parents.get(id) ?? null) !== to),
  };
}

/** Whether it can be put there: no folder goes into itself, and something has to change by it. */
export function mayMove(picked: Picked, to: string | null, all: Arranged): boolean {
  const into = around(all.parents, to);
  if (picked.folders.some(({ id }) => into.includes(id))) return false;
  const { hosts, folders } = movable(picked, to, all);
  return hosts.length + folders.length > 0;
}

/**
 * The folder that a row stands for when something is let go over it; null: the top. Undefined where there
 * is none.
 */
export function placeAt(row: TreeRow | undefined): string | null | undefined {
  if (!row) return null;
  if (row.is === 'folder') return row.own.id;
  if (row.is === 'section') return row.section === 'folders' ? null : undefined;
  return isListed(row) ? undefined : row.folder;
}

/** The items of the rows from one to another, both included. */
export function between(rows: readonly TreeRow[], one: number, other: number): string[] {
  const [from, to] = one < other ? [one, other] : [other, one];
  return rows.slice(from, to + 1).flatMap((row) => itemOf(row) ?? []);
}
