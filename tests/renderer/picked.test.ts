// What of the tree is acted on, and where it may be moved to.
import { describe, expect, it } from 'vitest';
import { arranged, hostsBelow, treeRows } from '../../renderer/lib/hostTree.ts';
import { allHosts, mayMove, movable, pickedOf, placeAt } from '../../renderer/lib/picked.ts';
import { eachSeed } from '../support/random.ts';
import { folder, host, randomFolders, randomHosts } from './treeHosts.ts';

const folders = [folder('prod'), folder('eu', 'prod'), folder('lab')];
const hosts = [host('a', { folder: 'eu' }), host('b', { folder: 'lab' }), host('c')];
const all = arranged(hosts, folders);
const picked = (...items: string[]) => pickedOf(items, all, folders);
const ids = (some: readonly { id: string }[]) => some.map(({ id }) => id);

describe('what is picked', () => {
  it('names nothing that is in a folder which is picked', () => {
    const { hosts: some, folders: dirs } = picked('host:a', 'folder:eu', 'folder:prod', 'host:c');
    expect([ids(some), ids(dirs)]).toEqual([['c'], ['prod']]);
    expect(ids(allHosts(picked('folder:prod', 'host:c'), all))).toEqual(['c', 'a']);
  });

  it('may be moved where it isn’t, and no folder into itself', () => {
    expect(mayMove(picked('host:a'), 'lab', all)).toBe(true);
    expect(mayMove(picked('host:a'), 'eu', all)).toBe(false);
    expect(mayMove(picked('host:c'), null, all)).toBe(false);
    expect(mayMove(picked('folder:prod'), 'eu', all)).toBe(false);
    expect(mayMove(picked('folder:prod'), 'prod', all)).toBe(false);
    expect(mayMove(picked('folder:eu'), null, all)).toBe(true);
    expect(mayMove(picked('folder:eu', 'host:c'), 'prod', all)).toBe(true);
    expect(ids(movable(picked('folder:eu', 'host:c'), 'prod', all).folders)).toEqual([]);
  });

  it('lies at the top where its folder is gone', () => {
    const lost = arranged([host('x', { folder: 'gone' })], folders);
    const it = pickedOf(['host:x'], lost, folders);
    expect(mayMove(it, null, lost)).toBe(false);
    expect(mayMove(it, 'lab', lost)).toBe(true);
  });

  it('goes to the folder of the row it is let go over', () => {
    const rows = treeRows(
      arranged([...hosts, host('f', { favourite: true })], folders),
      () => true,
    );
    const place = (key: string) => placeAt(rows.find((row) => row.key === key));
    expect(['folder:eu', 'host:a', 'host:c', 'section:folders'].map(place)).toEqual([
      ...['eu', 'eu', null, null],
    ]);
    expect([place('favourite:f'), place('section:favourites')]).toEqual([undefined, undefined]);
    expect(placeAt(undefined)).toBeNull();
  });

  it('is never counted twice, by seed', () =>
    eachSeed(300, (random) => {
      const dirs = randomFolders(random);
      const some = randomHosts(random, dirs);
      const these = arranged(some, dirs);
      const items = [
        ...some.map(({ id }) => `host:${id}`),
        ...dirs.map(({ id }) => `folder:${id}`),
      ];
      const chosen = items.filter(() => random.once(2));
      const found = pickedOf(chosen, these, dirs);
      const total = ids(allHosts(found, these));
      expect(new Set(total).size).toBe(total.length);
      const naive = new Set(
        chosen.flatMap((item) => {
          const [what, id = ''] = item.split(':');
          return what === 'host' ? [id] : ids(hostsBelow(these, [id]));
        }),
      );
      expect(new Set(total)).toEqual(naive);
    }));
});
