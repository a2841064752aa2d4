/// <reference types="svelte" />
// What is done with many hosts: what is asked of the main process, what is said, and what undoes it.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { packHosts } from '../../electron/hosts/packedHosts.ts';
import type { Bridge, Calls } from '../../electron/ipc/contract.ts';
import { moveAll } from '../../renderer/state/hostMoves.ts';
import { MOST_OPENED } from '../../renderer/state/hostActs.ts';
import type { Workspace } from '../../renderer/state/workspace.svelte.ts';
import { folder, host } from './treeHosts.ts';
import { OWN, windowOf } from './panesRig.ts';
import { loadWorkspace, slowMain } from './workspaceRig.ts';

const FOLDERS = [folder('prod', null, { name: 'Production' }), folder('eu', 'prod')];
const HOSTS = [
  host('a', { folder: 'eu', tags: ['Old'] }),
  host('b', { folder: 'prod' }),
  host('c', { tags: ['prod'] }),
];

let app: Workspace;
let asked: [name: string, ...args: unknown[]][];
let refuse: string;

/** @param shell a host on which one is open */
async function begin(shell?: string) {
  const panes = shell ? [windowOf(['pane', shell])] : [windowOf()];
  const { bridge, last } = slowMain({
    'layout:view': { own: OWN, seen: 0, layout: { windows: panes, closed: [] } },
    'hosts:first': { hosts: packHosts(HOSTS), next: null },
    'folders:list': FOLDERS,
  });
  const call: Bridge['call'] = async (name, ...args) => {
    if (/^(hosts|folders|bin):(?!list|kinds|first)/.test(name)) asked.push([name, ...args]);
    if (name === refuse) throw new Error('There would be two');
    return (name === 'hosts:patch' ? {} : await bridge.call(name, ...args)) as ReturnType<
      Calls[typeof name]
    >;
  };
  last.resolve();
  app = await loadWorkspace({ ...bridge, call });
  asked = [];
}

beforeEach(async () => {
  [asked, refuse] = [[], ''];
  await begin();
});

const picked = (...items: string[]) => app.hosts.tree.named(items);
const told = () => app.toasts.list.map(({ text }) => text);
const undo = async () => {
  asked = [];
  expect(app.toasts.undo()).toBe(true);
  await expect.poll(() => asked).not.toEqual([]);
  await new Promise((done) => setTimeout(done));
};

describe('deleting', () => {
  it('several hosts is one act without a question, and one undoing', async () => {
    await app.acts.delete(picked('host:a', 'host:c'));
    expect(asked).toEqual([['hosts:delete', ['a', 'c']]]);
    expect(told()).toEqual(['2 hosts deleted.']);
    await undo();
    expect(asked).toEqual([['bin:restore', ['a', 'c']]]);
  });

  it('a folder with something in it asks with the numbers', async () => {
    const deleting = app.acts.delete(picked('folder:prod'));
    expect(app.dialogs.current).toMatchObject({
      name: 'sure',
      title: 'Delete folder “Production”?',
      text: expect.stringContaining('1 folder and 2 hosts go too.'),
      act: 'Delete 2 hosts',
      destroys: true,
    });
    app.dialogs.answer('yes');
    await deleting;
    expect(asked).toEqual([['folders:delete', 'prod']]);
    expect(told()).toEqual(['Folder “Production” deleted, with 2 hosts.']);
    await undo();
    expect(asked).toEqual([['bin:restore', ['prod']]]);
  });

  it('asks once where shells are open, and does nothing on a no', async () => {
    await begin('c');
    const deleting = app.acts.delete(picked('host:a', 'host:c'));
    expect(app.dialogs.current).toMatchObject({
      name: 'sure',
      text: expect.stringContaining('A shell on them is open.'),
    });
    app.dialogs.close();
    await deleting;
    expect(asked).toEqual([]);
  });
});

describe('moving', () => {
  it('says where to, and undone brings each back to where it was', async () => {
    await app.acts.move(picked('host:a', 'host:b', 'host:c'), 'prod');
    expect(asked).toEqual([['hosts:move', ['a', 'c'], 'prod']]);
    expect(told()).toEqual(['2 hosts moved into Production.']);
    await undo();
    expect(asked).toEqual([
      ['hosts:move', ['a'], 'eu'],
      ['hosts:move', ['c'], null],
    ]);
  });

  it('that is refused is told, and what had gone already comes back', async () => {
    refuse = 'hosts:move';
    await app.acts.move(picked('folder:eu', 'host:b'), null);
    expect(asked).toEqual([
      ['folders:move', ['eu'], null],
      ['hosts:move', ['b'], null],
      ['folders:move', ['eu'], 'prod'],
    ]);
    expect(told()).toEqual(['1 folder and 1 host could not be moved: There would be two']);
  });

  it('where it is already, or a folder into itself, is nothing', async () => {
    await app.acts.move(picked('host:c'), null);
    await app.acts.move(picked('folder:prod'), 'eu');
    expect(asked).toEqual([]);
  });

  it('asks for the folder', async () => {
    const moving = app.acts.askMove(picked('folder:eu'));
    const dialog = app.dialogs.current;
    if (dialog?.name !== 'move-to') throw new Error('not asked');
    expect([dialog.may(null), dialog.may('prod'), dialog.may('eu')]).toEqual([true, false, false]);
    app.dialogs.answer({ folder: null });
    await moving;
    expect(asked).toEqual([['folders:move', ['eu'], null]]);
    expect(told()).toEqual(['eu moved to the top.']);
  });

  it('of hosts in a folder that is gone goes back to the top', async () => {
    const calls: unknown[] = [];
    const bridge = { call: (...args: unknown[]) => Promise.resolve(void calls.push(args)) };
    const lost = { hosts: [host('x', { folder: 'gone' })], folders: [] };
    const back = await moveAll(bridge as never, lost, 'eu', { parents: new Map() });
    await back();
    expect(calls.at(-1)).toEqual(['hosts:move', ['x'], null]);
  });
});

describe('tags and favourites', () => {
  it('are as they were with each host once that is undone', async () => {
    await app.acts.tag(HOSTS, { add: ['prod'], remove: ['old'] });
    expect(asked).toEqual([
      ['hosts:patch', ['a', 'b', 'c'], { addTags: ['prod'], removeTags: ['old'] }],
    ]);
    await undo();
    expect(asked).toEqual([
      ['hosts:patch', ['a', 'b'], { removeTags: ['prod'] }],
      ['hosts:patch', ['a'], { addTags: ['old'] }],
    ]);
  });

  it('are asked for of those that haven’t got them alone', async () => {
    await app.acts.favourite([HOSTS[0]!, { ...HOSTS[1]!, favourite: true }], true);
    expect(asked).toEqual([['hosts:patch', ['a'], { favourite: true }]]);
    expect(told()).toEqual(['a added to favourites.']);
    await undo();
    expect(asked).toEqual([['hosts:patch', ['a'], { favourite: false }]]);
  });
});

describe('connecting', () => {
  it('to more than a few asks with the number', async () => {
    const open = vi.spyOn(app, 'openShell').mockReturnValue();
    await app.acts.connect(picked('folder:prod'));
    expect(open.mock.calls.map(([{ id }]) => id)).toEqual(['b', 'a']);
    const many = Array.from({ length: MOST_OPENED + 1 }, (_, at) => host(`m${at}`));
    const connecting = app.acts.connect({ hosts: many, folders: [] });
    expect(app.dialogs.current).toMatchObject({ act: 'Connect to 11 hosts', destroys: false });
    app.dialogs.close();
    await connecting;
    expect(open).toHaveBeenCalledTimes(2);
  });
});
