// The rows of the sidebar: favourites, those used last, folders in folders, and the hosts in them, as one flat list that can
// be drawn by parts. Hosts and folders come in natural order, and keep it.
import type { SavedFolder, SavedHost } from '../../electron/ipc/contract.ts';
import { parentsOf } from './folderParents.ts';
import { byIdOf } from './hostList.ts';

export type SectionName = 'favourites' | 'recents' | 'folders';

interface Placed {
  /** Of this row and no other, whatever comes and goes. */
  key: string;
  /** As it is told: those at the top are of level 1. */
  level: number;
  /** Folders around it that have a row: how far it is moved in. */
  depth: number;
  /** Its place among those in the same row, counted from 1, and how many these are. */
  place: number;
  count: number;
  /** The key of the row that it is in; null at the top. */
  within: string | null;
  /** Id of the folder that it lies in; null at the top. */
  folder: string | null;
}

export interface SectionRow extends Placed {
  is: 'section';
  section: SectionName;
  open: boolean;
  hosts: number;
}

export interface FolderRow extends Placed {
  is: 'folder';
  own: SavedFolder;
  open: boolean;
  /** In it and in all folders below. */
  hosts: number;
}

export interface HostRow extends Placed {
  is: 'host';
  host: SavedHost;
}

export type TreeRow = SectionRow | FolderRow | HostRow;

/** Hosts and folders by where they lie. */
export interface Arranged {
  hosts: readonly SavedHost[];
  favourites: readonly SavedHost[];
  /** Those that a shell was opened on last, the latest first; none where all hosts are seen at once. */
  recents: readonly SavedHost[];
  byId: ReadonlyMap<string, SavedHost>;
  /** The folder that a folder lies in. */
  parents: ReadonlyMap<string, string | null>;
  foldersIn: ReadonlyMap<string | null, readonly SavedFolder[]>;
  hostsIn: ReadonlyMap<string | null, readonly SavedHost[]>;
  /** Hosts in a folder and in all below. */
  totals: ReadonlyMap<string, number>;
}

/** A host whose folder is gone lies at the top, as does a folder that would lie in itself. */
export function arranged(
  hosts: readonly SavedHost[],
  folders: readonly SavedFolder[],
  byId = byIdOf(hosts),
): Arranged {
  const parents = parentsOf(folders);
  const folderOf = ({ folder }: SavedHost) =>
    folder !== null && parents.has(folder) ? folder : null;
  const hostsIn = grouped(hosts, folderOf);
  return {
    hosts,
    favourites: hosts.filter(({ favourite }) => favourite),
    recents: recentsOf(hosts),
    byId,
    parents,
    foldersIn: grouped(folders, ({ id }) => parents.get(id) ?? null),
    hostsIn,
    totals: sums(parents, (id) => hostsIn.get(id)?.length ?? 0),
  };
}

const MOST_RECENT = 5;
/** A window of a usual height has rows for as many. */
const SEEN_AT_ONCE = 25;

function recentsOf(hosts: readonly SavedHost[]): readonly SavedHost[] {
  if (hosts.length <= SEEN_AT_ONCE) return [];
  const used = hosts.filter(({ usedAt }) => usedAt !== null);
  return used.sort((one, other) => other.usedAt! - one.usedAt!).slice(0, MOST_RECENT);
}

function grouped<T>(
  all: readonly T[],
  placeOf: (one: T) => string | null,
): Map<string | null, T[]> {
  const groups = new Map<string | null, T[]>();
  for (const one of all) {
    const place = placeOf(one);
    const group = groups.get(place);
    if (group) group.push(one);
    else groups.set(place, [one]);
  }
  return groups;
}

/** What folders have of something, with what those below have. */
function sums(parents: Arranged['parents'], own: (folder: string) => number): Map<string, number> {
  const all = new Map<string, number>();
  for (const id of parents.keys()) {
    const amount = own(id);
    for (let at: string | null = id; at !== null; at = parents.get(at) ?? null) {
      all.set(at, (all.get(at) ?? 0) + amount);
    }
  }
  return all;
}

/** Live shells in folders, and in those below. `hosts`: of each shell its host. */
export function liveIn(
  { byId, parents }: Pick<Arranged, 'byId' | 'parents'>,
  hosts: readonly string[],
): ReadonlyMap<string, number> {
  const own = new Map<string, number>();
  for (const id of hosts) {
    const folder = byId.get(id)?.folder ?? null;
    if (folder !== null) own.set(folder, (own.get(folder) ?? 0) + 1);
  }
  return sums(parents, (folder) => own.get(folder) ?? 0);
}

/** All hosts in folders, and in those below. */
export function hostsBelow(all: Arranged, folders: Iterable<string>): SavedHost[] {
  const next = [...folders];
  const found: SavedHost[] = [];
  for (const id of next) {
    found.push(...(all.hostsIn.get(id) ?? []));
    next.push(...(all.foldersIn.get(id) ?? []).map((folder) => folder.id));
  }
  return found;
}

/** How many folders lie in these, and in those below. */
export function foldersBelow(all: Arranged, folders: readonly string[]): number {
  const next = [...folders];
  for (const id of next) next.push(...(all.foldersIn.get(id) ?? []).map((folder) => folder.id));
  return next.length - folders.length;
}

/** A folder, and those around it, the nearest first. */
export function around(parents: Arranged['parents'], id: string | null): string[] {
  const chain: string[] = [];
  for (let at = id; at !== null && parents.has(at); at = parents.get(at) ?? null) chain.push(at);
  return chain;
}

/** A row at the top of what is given. */
const AT_TOP = { level: 1, depth: 0, within: null, folder: null };

const LISTS = ['favourites', 'recents'] as const;
/** What the key of a host's row begins with in each of them. */
const LISTED = { favourites: 'favourite', recents: 'recent' } as const;

/** The host's own row has another key than those that stand for it elsewhere. */
export function isListed({ key }: TreeRow): boolean {
  return /^(favourite|recent):/.test(key);
}

/** The key of the host's own row, of one in a list; any other as it is. */
export function ownKey(key: string): string {
  return key.replace(/^(favourite|recent):/, 'host:');
}

/** Without folders, favourites and recent ones there is nothing to part, and hosts stand alone. */
export function treeRows(all: Arranged, isOpen: (key: string) => boolean): TreeRow[] {
  const rows: TreeRow[] = [];
  const names: SectionName[] = [...LISTS.filter((list) => all[list].length > 0), 'folders'];
  if (names.length === 1 && all.parents.size === 0) {
    pushHosts(rows, all.hosts, AT_TOP, 'host');
    return rows;
  }
  for (const [at, section] of names.entries()) {
    const key = `section:${section}`;
    const hosts = section === 'folders' ? all.hosts.length : all[section].length;
    const open = isOpen(key);
    const place = { ...AT_TOP, place: at + 1, count: names.length };
    rows.push({ ...place, is: 'section', key, section, open, hosts });
    const inside = { level: 2, depth: 0, within: key, folder: null };
    if (!open) continue;
    if (section === 'folders') pushFolder(rows, all, inside, isOpen);
    else pushHosts(rows, all[section], inside, LISTED[section]);
  }
  return rows;
}

/** What was found: no tree, but its rows. */
export function flatRows(hosts: readonly SavedHost[]): TreeRow[] {
  const rows: TreeRow[] = [];
  pushHosts(rows, hosts, AT_TOP, 'host');
  return rows;
}

type Inside = Pick<Placed, 'level' | 'depth' | 'within' | 'folder'>;

function pushFolder(
  rows: TreeRow[],
  all: Arranged,
  inside: Inside,
  isOpen: (key: string) => boolean,
): void {
  const folders = all.foldersIn.get(inside.folder) ?? [];
  const hosts = all.hostsIn.get(inside.folder) ?? [];
  const count = folders.length + hosts.length;
  folders.forEach((own, at) => {
    const key = `folder:${own.id}`;
    const open = isOpen(key);
    const total = all.totals.get(own.id) ?? 0;
    rows.push({ ...inside, is: 'folder', key, own, open, hosts: total, place: at + 1, count });
    const [level, depth] = [inside.level + 1, inside.depth + 1];
    if (open) pushFolder(rows, all, { level, depth, within: key, folder: own.id }, isOpen);
  });
  pushHosts(rows, hosts, inside, 'host', folders.length, count);
}

function pushHosts(
  rows: TreeRow[],
  hosts: readonly SavedHost[],
  { level, depth, within, folder }: Inside,
  as: 'host' | 'favourite' | 'recent',
  before = 0,
  count = hosts.length,
): void {
  // Ten thousand where a letter was typed that all have: nothing is made of each but its row.
  for (let at = 0; at < hosts.length; at++) {
    const host = hosts[at]!;
    const [key, place] = [`${as}:${host.id}`, before + at + 1];
    rows.push({ is: 'host', key, level, depth, place, count, within, folder, host });
  }
}
