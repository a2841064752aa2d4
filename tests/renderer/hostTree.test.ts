// The rows of the sidebar, beside a model that makes them the slow way.
import { describe, expect, it } from 'vitest';
import type { SavedFolder, SavedHost } from '../../electron/ipc/contract.ts';
import {
  arranged,
  flatRows,
  foldersBelow,
  hostsBelow,
  isListed,
  ownKey,
  treeRows,
  type TreeRow,
} from '../../renderer/lib/hostTree.ts';
import { eachSeed } from '../support/random.ts';
import { folder, host, randomFolders, randomHosts } from './treeHosts.ts';

const ALL_OPEN = (_key: string): boolean => true;
const rowsOf = (hosts: SavedHost[], folders: SavedFolder[], isOpen = ALL_OPEN) =>
  treeRows(arranged(hosts, folders), isOpen);

/** `- Production 3` and so on, moved in by levels. */
const drawn = (rows: readonly TreeRow[]) =>
  rows.map((row) => {
    const name = row.is === 'section' ? row.section : row.is === 'host' ? row.host.id : row.own.id;
    const figure = row.is === 'host' ? '' : ` ${row.hosts}`;
    return `${'  '.repeat(row.level - 1)}${name}${figure}`;
  });

describe('the rows', () => {
  it('are the hosts alone, where there are no folders and favourites', () => {
    expect(drawn(rowsOf([host('b'), host('a')], []))).toEqual(['b', 'a']);
    expect(rowsOf([], [])).toEqual([]);
  });

  it('have favourites first, then folders with what is in them, then hosts in none', () => {
    const folders = [folder('prod'), folder('eu', 'prod'), folder('empty')];
    const hosts = [
      host('a', { folder: 'eu' }),
      host('b', { folder: 'prod', favourite: true }),
      host('c'),
    ];
    expect(drawn(rowsOf(hosts, folders))).toEqual([
      ...['favourites 1', '  b', 'folders 3'],
      ...['  prod 2', '    eu 1', '      a', '    b', '  empty 0', '  c'],
    ]);
    const shut = (key: string) => !['folder:prod', 'section:favourites'].includes(key);
    expect(drawn(rowsOf(hosts, folders, shut))).toEqual([
      ...['favourites 1', 'folders 3', '  prod 2', '  empty 0', '  c'],
    ]);
  });

  it('have those used last below favourites, the latest first, where there are more than are seen', () => {
    const used = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, at) => host(`h${from + at}`, { usedAt: from + at }));
    const never = Array.from({ length: 20 }, (_, at) => host(`n${at}`));
    const shut = (key: string) => key === 'section:recents';
    const star = host('star', { favourite: true, usedAt: 99 });
    expect(drawn(rowsOf([star, ...used(1, 7), ...never], [], shut))).toEqual([
      ...['favourites 1', 'recents 5', '  star', '  h6', '  h5', '  h4', '  h3', 'folders 27'],
    ]);
    const few = rowsOf([...used(1, 6), ...never], []);
    expect(few.map(({ is }) => is)).toEqual(few.map(() => 'host'));
    const unused = rowsOf([...never, ...never.map(({ id }) => host(`${id}x`))], []);
    expect(unused.every(({ is }) => is === 'host')).toBe(true);
  });

  it('stand for a host in a list by another key than its own', () => {
    const hosts = Array.from({ length: 26 }, (_, at) => host(`h${at}`, { usedAt: at || null }));
    const rows = rowsOf(hosts, []).filter((row) => row.is === 'host' && row.host.id === 'h25');
    expect(rows.map(({ key }) => key)).toEqual(['recent:h25', 'host:h25']);
    expect(rows.map(isListed)).toEqual([true, false]);
    expect(rows.map(({ key }) => ownKey(key))).toEqual(['host:h25', 'host:h25']);
    expect(ownKey('folder:recent')).toBe('folder:recent');
  });

  it('say of a flat list what it is', () => {
    expect(flatRows([host('a'), host('b')]).map(({ place, count }) => [place, count])).toEqual([
      [1, 2],
      [2, 2],
    ]);
  });

  it('are made of 10,000 hosts in 300 folders in a few milliseconds', () => {
    const folders = Array.from({ length: 300 }, (_, at) =>
      folder(`f${at}`, at < 20 ? null : `f${at % 20}`),
    );
    const hosts = Array.from({ length: 10_000 }, (_, at) =>
      host(`h${at}`, { folder: `f${at % 300}` }),
    );
    const all = arranged(hosts, folders);
    expect(treeRows(all, ALL_OPEN)).toHaveLength(10_301);
    expect(all.totals.get('f0')).toBe(hosts.filter(({ folder }) => isIn(folder, 'f0')).length);
  });
});

const isIn = (id: string | null, top: string) =>
  id === top || Number(id?.slice(1)) % 20 === Number(top.slice(1));

describe('whatever lies wherever, by seed', () => {
  it('each host and folder has one row, in the row that it lies in', () =>
    eachSeed(300, (random) => {
      const folders = randomFolders(random);
      const hosts = randomHosts(random, folders);
      const rows = rowsOf(hosts, folders);
      const own = rows.filter(({ key }) => !key.startsWith('favourite:') && !key.startsWith('sec'));
      const keys = own.map(({ key }) => key).sort();
      const all = [
        ...hosts.map(({ id }) => `host:${id}`),
        ...folders.map(({ id }) => `folder:${id}`),
      ];
      expect(keys).toEqual(all.sort());
      checkPlaces(rows);
    }));

  it('a shut folder hides what is in it and nothing else', () =>
    eachSeed(300, (random) => {
      const folders = randomFolders(random);
      const hosts = randomHosts(random, folders);
      const shut = new Set(
        [...folders.map(({ id }) => `folder:${id}`), 'section:favourites'].filter(() =>
          random.once(3),
        ),
      );
      const open = rowsOf(hosts, folders);
      const rows = rowsOf(hosts, folders, (key: string) => !shut.has(key));
      expect(rows.map(({ key }) => key)).toEqual(unfoldedOf(open, shut));
      checkPlaces(rows);
    }));

  it('totals are those of a walk', () =>
    eachSeed(200, (random) => {
      const folders = randomFolders(random);
      const hosts = randomHosts(random, folders);
      const all = arranged(hosts, folders);
      for (const { id } of folders) {
        expect(all.totals.get(id)).toBe(hostsBelow(all, [id]).length);
        expect(foldersBelow(all, [id])).toBeLessThan(folders.length);
      }
      const top = all.foldersIn.get(null) ?? [];
      const ids = top.map(({ id }) => id);
      expect(hostsBelow(all, ids).length + (all.hostsIn.get(null)?.length ?? 0)).toBe(hosts.length);
      expect(foldersBelow(all, ids) + ids.length).toBe(folders.length);
    }));
});

/** The slow way: a row is hidden where any that it lies in is shut. */
function unfoldedOf(rows: readonly TreeRow[], shut: ReadonlySet<string>): string[] {
  const byKey = new Map(rows.map((row) => [row.key, row]));
  const hidden = ({ within }: TreeRow): boolean =>
    within !== null && (shut.has(within) || hidden(byKey.get(within)!));
  return rows.filter((row) => !hidden(row)).map(({ key }) => key);
}

/** Levels, places and counts are as a screen reader is to be told. */
function checkPlaces(rows: readonly TreeRow[]): void {
  const groups = new Map<string | null, TreeRow[]>();
  for (const row of rows) groups.set(row.within, [...(groups.get(row.within) ?? []), row]);
  const byKey = new Map(rows.map((row) => [row.key, row]));
  expect(byKey.size).toBe(rows.length);
  for (const [within, group] of groups) {
    expect(group.map(({ place }) => place)).toEqual(group.map((_, at) => at + 1));
    expect(new Set(group.map(({ count }) => count))).toEqual(new Set([group.length]));
    const level = within === null ? 0 : byKey.get(within)!.level;
    expect(new Set(group.map((row) => row.level))).toEqual(new Set([level + 1]));
  }
}
