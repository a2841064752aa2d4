/// <reference types="svelte" />
// What keys do in the tree, without a page.
import { beforeEach, expect, it, vi } from 'vitest';
import { packHosts } from '../../electron/hosts/packedHosts.ts';
import type { Workspace } from '../../renderer/state/workspace.svelte.ts';
import { TreeKeys } from '../../renderer/components/hosts/treeKeys.ts';
import { folder, host } from './treeHosts.ts';
import { loadWorkspace, slowMain } from './workspaceRig.ts';

const HOSTS = [host('web', { folder: 'prod' }), host('web 2'), host('db')];

let app: Workspace;
let keys: TreeKeys;
let now: number;

beforeEach(async () => {
  const { bridge, last } = slowMain({
    'hosts:first': { hosts: packHosts(HOSTS), next: null },
    'folders:list': [folder('prod')],
  });
  last.resolve();
  app = await loadWorkspace(bridge);
  keys = new TreeKeys(app, () => 5);
  now = 10_000;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
});

/** As `Control+a`, a moment after the one before. */
function press(stroke: string): boolean {
  const parts = stroke.split('+');
  now += 100;
  return keys.pressed({
    key: parts.at(-1)!,
    timeStamp: now,
    ctrlKey: parts.includes('Control'),
    shiftKey: parts.includes('Shift'),
    altKey: parts.includes('Alt'),
    metaKey: parts.includes('Meta'),
  } as KeyboardEvent);
}

const current = () => app.hosts.tree.current?.key;

it('letters find a name, and one with a space; another key ends that search', () => {
  for (const letter of 'web 2') press(letter === ' ' ? ' ' : letter);
  expect(current()).toBe('host:web 2');
  expect(app.hosts.tree.chosen.size).toBe(0);
  press('Home');
  press('d');
  expect(current()).toBe('host:db');
  press(' ');
  now += 1_000;
  press(' ');
  expect([...app.hosts.tree.chosen]).toEqual(['host:db']);
});

it('what is no key of the tree is left to others', () => {
  for (const stroke of ['Control+Shift+A', 'Control+k', 'Alt+a', 'Meta+a', 'Tab', 'Shift']) {
    expect(press(stroke)).toBe(false);
  }
});

it('Escape takes back what was cut, then what was chosen, then what is looked for, then leaves', () => {
  const leave = vi.spyOn(app, 'leaveSidebar').mockReturnValue();
  const { tree, search } = app.hosts;
  search.typed = 'web';
  press('Control+a');
  press('Control+x');
  expect([tree.cut.size, tree.chosen.size]).toEqual([2, 2]);
  press('Escape');
  expect([tree.cut.size, tree.chosen.size]).toEqual([0, 2]);
  press('Escape');
  expect([tree.chosen.size, search.typed]).toEqual([0, 'web']);
  press('Escape');
  expect([search.typed, leave.mock.calls.length]).toEqual(['', 0]);
  press('Escape');
  expect(leave).toHaveBeenCalledOnce();
});

it('what was cut is put into the folder that the keyboard is on, and nowhere while searching', () => {
  const move = vi.spyOn(app.acts, 'move').mockResolvedValue();
  const { tree, search } = app.hosts;
  tree.go('host:db');
  press('Control+x');
  search.typed = 'web';
  press('Control+v');
  expect(move).not.toHaveBeenCalled();
  search.typed = '';
  tree.go('folder:prod');
  press('Control+v');
  expect(move.mock.calls.map(([{ hosts }, to]) => [hosts[0]?.id, to])).toEqual([['db', 'prod']]);
  expect(tree.cut.size).toBe(0);
});
