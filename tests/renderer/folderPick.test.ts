// Choosing a folder by its path.
import { expect, it } from 'vitest';
import type { SavedFolder } from '../../electron/ipc/contract.ts';
import { pathsOf } from '../../renderer/lib/folderPaths.ts';
import {
  MOST_FOLDERS,
  newFolder,
  offeredFolders,
  shortPath,
  withThoseIn,
} from '../../renderer/lib/folderPick.ts';

const folder = (id: string, name: string, parent: string | null = null): SavedFolder => ({
  ...{ id, name, parent, color: 'none', fields: {} },
});
const ALL = [
  ...pathsOf([
    folder('k', 'Kunden'),
    folder('m', 'Müller Maschinenbau', 'k'),
    folder('s', 'Stadtwerke', 'k'),
    folder('a', 'ap-shanghai · 上海'),
    folder('e', 'eu-10'),
    folder('f', 'eu-9'),
  ]).values(),
];
const names = (typed: string, without?: Set<string>) =>
  offeredFolders(ALL, typed, without).offered.map(({ folder }) => folder.id);

it('offers all by path as people count, and those whose path has what is typed', () => {
  expect(names('')).toEqual(['a', 'f', 'e', 'k', 'm', 's']);
  expect(names('mas kund')).toEqual(['m']);
  expect(names('Kunden / Mu')).toEqual(['m']);
  expect(names('上海')).toEqual(['a']);
  expect(names('nothing')).toEqual([]);
});

it('offers what begins as typed first, and never what can’t be chosen', () => {
  expect(names('st')).toEqual(['s']);
  expect(names('k')).toEqual(['k', 'm', 's']);
  expect(names('', withThoseIn(ALL, 'k'))).toEqual(['a', 'f', 'e']);
});

it('offers a bounded number, and says that there are more', () => {
  const many = [
    ...pathsOf(Array.from({ length: 5_000 }, (_, at) => folder(`${at}`, `f${at}`))).values(),
  ];
  const { offered, more } = offeredFolders(many, 'f');
  expect([offered.length, more]).toEqual([MOST_FOLDERS, true]);
});

it('shortens a path in its middle, whose ends say most', () => {
  const path = ['Kunden', 'Müller Maschinenbau', 'Werk Süd', '上海-数据库'];
  expect(shortPath(path, 80)).toBe('Kunden / Müller Maschinenbau / Werk Süd / 上海-数据库');
  expect(shortPath(path, 30)).toBe('Kunden / … / 上海-数据库');
  expect(shortPath(path, 10)).toBe('… / 上海-数据库');
  expect(shortPath(['a'.repeat(90)], 10)).toBe('a'.repeat(90));
  expect(shortPath([], 10)).toBe('');
});

it('makes what of a path isn’t there, whatever its letter case', () => {
  expect(newFolder(ALL, 'Labor')).toEqual({ parent: null, names: ['Labor'] });
  expect(newFolder(ALL, 'kunden / MÜLLER maschinenbau / Lager / Süd')).toEqual({
    parent: 'm',
    names: ['Lager', 'Süd'],
  });
  expect(newFolder(ALL, 'kunden / stadtwerke')).toBeNull();
  expect(newFolder(ALL, 'Lager', 's')).toEqual({ parent: 's', names: ['Lager'] });
  expect(newFolder(ALL, ' / ')).toBeNull();
  expect(newFolder(ALL, 'a/b')).toEqual({ parent: null, names: ['a/b'] });
});
