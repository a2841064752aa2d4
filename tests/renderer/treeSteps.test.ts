// Where keys lead in the tree, and what stays current when rows go.
import { describe, expect, it } from 'vitest';
import { arranged, treeRows, type TreeRow } from '../../renderer/lib/hostTree.ts';
import { endOf, stayingKey, stepOf } from '../../renderer/lib/treeSteps.ts';
import { eachSeed } from '../support/random.ts';
import { folder, host, randomFolders, randomHosts } from './treeHosts.ts';

const folders = [folder('prod'), folder('eu', 'prod'), folder('us', 'prod')];
const hosts = [
  host('a', { folder: 'eu' }),
  host('b', { folder: 'eu' }),
  host('c', { folder: 'us' }),
  host('d'),
];
const rowsOf = (some = hosts, dirs = folders, shut: string[] = []) =>
  treeRows(arranged(some, dirs), (key) => !shut.includes(key));
const at = (rows: readonly TreeRow[], key: string) => rows.findIndex((row) => row.key === key);

describe('a key', () => {
  const rows = rowsOf();
  const step = (key: string, from: string, all = rows) => {
    const to = stepOf(key, all, at(all, from), 3);
    return to && 'to' in to ? all[to.to]!.key : to;
  };

  it('goes from row to row, and stays at the ends', () => {
    expect(step('ArrowDown', 'folder:eu')).toBe('host:a');
    expect(step('ArrowUp', 'section:folders')).toBe('section:folders');
    expect(step('End', 'host:a')).toBe('host:d');
    expect(step('Home', 'host:d')).toBe('section:folders');
    expect(step('PageDown', 'folder:us')).toBe('host:d');
    expect(step('Escape', 'host:d')).toBeNull();
    expect(stepOf('ArrowDown', [], -1, 3)).toBeNull();
  });

  it('to the right opens, then enters; to the left shuts, then goes out', () => {
    const shut = rowsOf(hosts, folders, ['folder:prod']);
    expect(step('ArrowRight', 'folder:prod', shut)).toEqual({ fold: 'folder:prod', open: true });
    expect(step('ArrowRight', 'folder:prod')).toBe('folder:eu');
    expect(step('ArrowRight', 'host:a')).toBeNull();
    expect(step('ArrowLeft', 'host:a')).toBe('folder:eu');
    expect(step('ArrowLeft', 'folder:eu')).toEqual({ fold: 'folder:eu', open: false });
    expect(step('ArrowLeft', 'folder:prod', shut)).toBe('section:folders');
    expect(step('ArrowLeft', 'host:d')).toBe('section:folders');
  });

  it('into an empty folder leads nowhere', () => {
    const empty = rowsOf([], [folder('x'), folder('y')]);
    expect(step('ArrowRight', 'folder:x', empty)).toBeNull();
  });
});

it('a row ends where the next of its level begins', () => {
  const rows = rowsOf();
  expect(rows[endOf(rows, at(rows, 'folder:eu'))]!.key).toBe('folder:us');
  expect(endOf(rows, 0)).toBe(rows.length);
});

describe('what stays current', () => {
  const staying = (key: string, after: TreeRow[], before = rowsOf()) =>
    stayingKey(before, at(before, key), after);

  it('is the next one after a deletion, at the end the one before', () => {
    const without = (...ids: string[]) => rowsOf(hosts.filter(({ id }) => !ids.includes(id)));
    expect(staying('host:a', without('a'))).toBe('host:b');
    expect(staying('host:a', without('a', 'b'))).toBe('folder:us');
    expect(staying('host:d', without('d'))).toBe('host:c');
    expect(staying('host:b', without('a'))).toBe('host:b');
  });

  it('is what comes after a folder that went, though what was in it is told of later', () => {
    const left = folders.filter(({ id }) => id !== 'eu');
    expect(staying('folder:eu', rowsOf(hosts, left))).toBe('folder:us');
    expect(staying('host:a', rowsOf(hosts, left))).toBe('folder:us');
  });

  it('goes along where it was moved to', () => {
    const moved = hosts.map((one) => (one.id === 'a' ? { ...one, folder: 'us' } : one));
    expect(staying('host:a', rowsOf(moved))).toBe('host:a');
    expect(staying('host:a', rowsOf(moved, folders, ['folder:us']))).toBe('host:b');
  });

  it('is none where nothing is left', () => {
    expect(staying('host:a', [])).toBeUndefined();
  });

  it('is there, and never before one that follows and stayed, by seed', () =>
    eachSeed(300, (random) => {
      const dirs = randomFolders(random);
      const some = randomHosts(random, dirs);
      const before = rowsOf(some, dirs);
      if (before.length === 0) return;
      const after = rowsOf(
        some.filter(() => !random.once(3)),
        dirs,
      );
      const from = random.int(before.length);
      const key = stayingKey(before, from, after);
      const now = new Set(after.map((row) => row.key));
      const next = before.slice(from).find((row) => row.is !== 'section' && now.has(row.key));
      if (now.has(before[from]!.key)) expect(key).toBe(before[from]!.key);
      else if (next) expect(key).toBe(next.key);
      else if (key !== undefined) expect(now.has(key)).toBe(true);
    }));
});
