/// <reference types="svelte" />
// The tree as the window keeps it: what is current, chosen and open, through every change.
import { describe, expect, it } from 'vitest';
import type { Bridge, SavedFolder, SavedHost } from '../../electron/ipc/contract.ts';
import { Folds } from '../../renderer/lib/folds.ts';
import { Folders } from '../../renderer/state/folders.svelte.ts';
import { Hosts } from '../../renderer/state/hosts.svelte.ts';
import { FEW_HOSTS } from '../../renderer/state/hostTree.svelte.ts';
import { kinds } from './kinds.ts';
import { hostsAreNow } from './toldHosts.ts';
import { folder, host } from './treeHosts.ts';

const FOLDERS = [folder('prod'), folder('eu', 'prod'), folder('lab')];
const HOSTS = [
  host('a', { folder: 'eu' }),
  host('b', { folder: 'eu' }),
  host('c', { folder: 'lab', favourite: true }),
  host('d'),
];

function begin(hosts: SavedHost[] = HOSTS, folders: SavedFolder[] = FOLDERS, stored = new Map()) {
  const listeners = new Map<string, (payload: never) => void>();
  const bridge = {
    call: () => Promise.resolve([]),
    on: (name: string, listener: (payload: never) => void) => void listeners.set(name, listener),
  } as unknown as Bridge;
  const state = new Hosts(bridge, kinds, hosts);
  const places = new Folders(bridge, folders);
  state.folders = () => places.list;
  places.around = (change) => state.tree.through(change, false);
  const storage = {
    getItem: (key: string) => (stored.get(key) as string | undefined) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
  };
  state.tree.remember(new Folds(storage, 'one'));
  const tell = (name: string, told: unknown) => {
    const payload = name === 'hosts:changed' ? hostsAreNow(told as SavedHost[], state.list) : told;
    listeners.get(name)!(payload as never);
  };
  return { hosts: state, tree: state.tree, tell, stored };
}

const keys = ({ rows }: { rows: readonly { key: string }[] }) => rows.map(({ key }) => key);

describe('the current row', () => {
  it('is the first that is no heading, until somebody goes elsewhere', () => {
    const { tree } = begin();
    expect(tree.current?.key).toBe('favourite:c');
    tree.go('section:folders');
    expect(tree.current?.key).toBe('section:folders');
    expect(begin([], []).tree.current).toBeNull();
  });

  it('is what comes after a folder that another window deletes, told in two steps', () => {
    const { tree, tell } = begin();
    tree.go('host:b');
    tell('folders:changed', [FOLDERS[0], FOLDERS[2]]);
    tell('hosts:changed', HOSTS.slice(2));
    expect(tree.current?.key).toBe('folder:lab');
  });

  it('stays on what is moved, renamed, or favoured less', () => {
    const { tree, tell } = begin();
    tree.go('host:b');
    tell('hosts:changed', [
      ...HOSTS.slice(2),
      host('z', { folder: 'eu' }),
      { ...HOSTS[1]!, folder: 'lab' },
    ]);
    expect(tree.current?.key).toBe('host:b');
    tree.go('favourite:c');
    tell(
      'hosts:changed',
      HOSTS.map((one) => ({ ...one, favourite: false })),
    );
    expect(tree.current?.is).not.toBe('section');
  });

  it('is the folder where that is shut over it, and the next where it is moved into a shut one', () => {
    const { tree, tell } = begin();
    tree.go('host:a');
    tree.fold('folder:prod', false);
    expect(tree.current?.key).toBe('folder:prod');
    tree.fold('folder:prod', true);
    tree.fold('folder:lab', false);
    tree.go('host:a');
    tell(
      'hosts:changed',
      HOSTS.map((one) => (one.id === 'a' ? { ...one, folder: 'lab' } : one)),
    );
    expect(tree.current?.key).toBe('host:b');
  });

  it('comes back after a search, to its folder where that is shut', () => {
    const { hosts, tree } = begin();
    tree.go('host:b');
    hosts.search.typed = 'd';
    expect(tree.current?.key).toBe('host:d');
    hosts.search.typed = '';
    expect(tree.current?.key).toBe('host:b');
    tree.fold('folder:eu', false);
    hosts.search.typed = 'a';
    tree.go('host:a');
    hosts.search.typed = '';
    expect(tree.current?.key).toBe('folder:eu');
  });

  it('is shown where somebody asks for it: what it lies in opens', () => {
    const { hosts, tree } = begin();
    tree.fold('folder:prod', false);
    tree.fold('section:folders', false);
    hosts.choose('a');
    expect(tree.current?.key).toBe('host:a');
    hosts.saved(host('new', { folder: 'lab' }));
    expect(tree.current?.key).toBe('host:new');
    expect(hosts.current?.id).toBe('new');
  });
});

describe('what is open', () => {
  it('comes back with the window', () => {
    const { tree, stored } = begin();
    tree.fold('folder:eu', false);
    tree.fold('section:favourites', false);
    const again = begin(HOSTS, FOLDERS, stored);
    expect(again.tree.isOpen('folder:eu')).toBe(false);
    expect(keys(again.tree)).not.toContain('favourite:c');
    again.tell('folders:changed', [FOLDERS[0], FOLDERS[2]]);
    again.tree.fold('section:favourites', true);
    expect(JSON.stringify([...stored])).not.toContain('folder:eu');
  });

  it('is every folder while there are few hosts, and of many that come no new one', () => {
    const { tree, tell } = begin();
    tell('folders:changed', [...FOLDERS, folder('new')]);
    const many = Array.from({ length: FEW_HOSTS + 1 }, (_, at) =>
      host(`m${at}`, { folder: 'new' }),
    );
    tell('hosts:changed', [...HOSTS, ...many]);
    expect([tree.isOpen('folder:eu'), tree.isOpen('folder:new')]).toEqual([true, false]);
    expect(begin([...HOSTS, ...many]).tree.isOpen('folder:eu')).toBe(false);
  });
});

describe('what is chosen', () => {
  const names = (tree: ReturnType<typeof begin>['tree']) => [...tree.chosen];

  it('is all from where the keyboard was to where Shift leads', () => {
    const { tree } = begin();
    tree.go('host:a');
    tree.extend(tree.placeOf('folder:lab'));
    expect(names(tree)).toEqual(['host:a', 'host:b', 'folder:lab']);
    tree.extend(tree.placeOf('folder:eu'));
    expect(names(tree)).toEqual(['folder:eu', 'host:a']);
    expect(tree.current?.key).toBe('folder:eu');
  });

  it('is one more or one less, beginning with the row on which the keyboard was', () => {
    const { tree } = begin();
    const row = (key: string) => tree.rows[tree.placeOf(key)]!;
    tree.toggle(row('host:a'), row('host:d'));
    expect(names(tree)).toEqual(['host:d', 'host:a']);
    tree.toggle(row('host:d'));
    expect(names(tree)).toEqual(['host:a']);
    tree.toggle(row('section:folders'));
    expect(names(tree)).toEqual(['host:a']);
    tree.chooseAll();
    expect(tree.chosen.size).toBe(7);
    expect(tree.hostsOf(tree.named(tree.chosen))).toHaveLength(4);
    tree.chooseNone();
    expect(names(tree)).toEqual([]);
  });

  it('is what an act is about, where the keyboard is on one of them', () => {
    const { tree } = begin();
    tree.go('host:a');
    tree.extend(tree.placeOf('host:b'));
    expect(tree.picked().hosts.map(({ id }) => id)).toEqual(['a', 'b']);
    tree.go('host:d');
    expect(tree.picked().hosts.map(({ id }) => id)).toEqual(['d']);
    tree.go('section:folders');
    expect(tree.picked()).toEqual({ hosts: [], folders: [] });
  });

  it('stays through changes, but for what is gone', () => {
    const { tree, tell } = begin();
    tree.go('host:a');
    tree.extend(tree.placeOf('folder:lab'));
    tree.cut = new Set(tree.chosen);
    tell('folders:changed', FOLDERS.slice(0, 2));
    tell('hosts:changed', HOSTS.slice(1));
    expect(names(tree)).toEqual(['host:b']);
    expect([...tree.cut]).toEqual(['host:b']);
  });
});

it('live shells count in all folders around them', () => {
  const { hosts, tree } = begin();
  hosts.liveHosts = () => ['a', 'a', 'c', 'd', 'gone'];
  expect(['prod', 'eu', 'lab'].map((id) => tree.live.get(id))).toEqual([2, 2, 1]);
});
