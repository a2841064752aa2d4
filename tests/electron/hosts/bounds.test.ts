// How many of a thing are saved at most: as many as may be, and not one more.
import { expect, it } from 'vitest';
import { FolderMaker } from '../../../electron/hosts/folderMaker.ts';
import { MOST_FOLDERS } from '../../../electron/hosts/folderTree.ts';
import { checkRoom, MOST_HOSTS } from '../../../electron/hosts/hostsBase.ts';
import { besideKnown, MOST_IDENTITIES } from '../../../electron/hosts/identityRows.ts';

const many = <T>(count: number, make: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at));

it('folders that a list of hosts wants', () => {
  const folder = (at: number) => ({ id: `f${at}`, parent: null, name: `folder ${at}` });
  const folders = many(MOST_FOLDERS - 1, folder).map((one) => ({
    ...one,
    ...{ color: 'none' as const, fields: {} },
  }));
  const maker = new FolderMaker(folders, null);
  const last = maker.at(['last']);
  expect([maker.at([' LAST ']), maker.at(['folder 1'])]).toEqual([last, 'f1']);
  expect(() => maker.at(['one more'])).toThrow();
  expect(maker.made.map(({ name }) => name)).toEqual(['last']);
});

it('hosts, those that are there and those to come', () => {
  const saved = (count: number) => ({ prepare: () => ({ get: () => ({ count }) }) }) as never;
  expect(() => checkRoom(saved(MOST_HOSTS - 2), 2)).not.toThrow();
  expect(() => checkRoom(saved(MOST_HOSTS - 2), 3)).toThrow();
});

it('identities, unless nothing new comes', () => {
  const identity = (at: number) => ({
    ...{ id: `i${at}`, name: `n ${at}`, user: '', identityFile: '' },
  });
  const most = many(MOST_IDENTITIES, identity);
  expect(besideKnown(most.slice(1), [most[0]!, most[1]!])).toEqual([most[0]]);
  expect(() => besideKnown(most, [identity(MOST_IDENTITIES)])).toThrow('have no room');
  expect(besideKnown([...most, identity(MOST_IDENTITIES)], most)).toEqual([]);
});
