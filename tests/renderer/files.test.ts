/// <reference types="svelte" />
// Files as a pane shows them, on a main process that is played: order and choice, what comes while one looks,
// where one goes, and what becomes of what is done.
import { describe, expect, it, vi } from 'vitest';
import type {
  Bridge,
  Calls,
  Events,
  FileRow,
  FileSide as OpenSide,
  TransferWish,
} from '../../electron/ipc/contract.ts';
import type { LayoutOp } from '../../core/layout/layoutOp.ts';
import { FileList } from '../../renderer/state/files/fileList.svelte.ts';
import { FilesPane } from '../../renderer/state/files/filesPane.svelte.ts';
import { Files } from '../../renderer/state/files/files.svelte.ts';
import { FileDrag } from '../../renderer/state/files/fileDrag.svelte.ts';
import * as acts from '../../renderer/state/files/fileActs.ts';
import type { Workspace } from '../../renderer/state/workspace.svelte.ts';
import { told } from '../support/told.ts';
import { answered } from './panesRig.ts';

function row(name: string, change: Partial<FileRow> = {}): FileRow {
  return {
    ...{ name, kind: 'file', size: 1, changedAt: 0, mode: 0o644, owner: 'me', group: 'me' },
    ...change,
  };
}

const folder = (name: string): FileRow => row(name, { kind: 'folder', size: null });
const names = (list: FileList): string[] => list.rows.map(({ name }) => name);

function listOf(...rows: FileRow[]): FileList {
  const list = new FileList();
  list.begin(null);
  list.come(rows);
  list.done();
  return list;
}

describe('a list of files', () => {
  it('has folders first, and counts as people do, in whatever pieces it comes', () => {
    const list = listOf(row('web-10'), folder('src'), row('Web-9'));
    list.come([row('.profile'), folder('assets'), row('ähnlich'), row('a')]);
    expect(names(list)).toEqual(['assets', 'src', 'a', 'ähnlich', 'Web-9', 'web-10']);
    list.hidden = true;
    expect(names(list)).toContain('.profile');
  });

  it('sorts by what a head says, and the other way round; folders stay before files', () => {
    const [small, large] = [row('a', { size: 10 }), row('b', { size: 3000 })];
    const list = listOf(small, folder('z'), large, folder('y'));
    list.sortBy('size');
    expect(names(list)).toEqual(['y', 'z', 'b', 'a']);
    list.sortBy('size');
    expect(names(list)).toEqual(['y', 'z', 'a', 'b']);
    list.sortBy('name');
    list.sortBy('name');
    expect(names(list)).toEqual(['z', 'y', 'b', 'a']);
  });

  it('takes a hundred thousand in pieces, each in a moment', () => {
    const list = new FileList();
    list.begin(null);
    for (let piece = 0; piece < 100; piece++) {
      list.come(
        Array.from({ length: 1000 }, (_, at) => row(`f${(at * 7919 + piece) % 100_003}-${piece}`)),
      );
    }
    list.done();
    expect(list.count).toBe(100_000);
    const shown = names(list);
    expect(shown).toHaveLength(100_000);
    const number = (name: string): number => Number(/\d+/.exec(name)![0]);
    expect(shown.every((name, at) => at === 0 || number(shown[at - 1]!) <= number(name))).toBe(
      true,
    );
  });

  it('keeps what is chosen, and where the keyboard is, by name when it is read again', () => {
    const list = listOf(row('a'), row('b'), row('c'), row('d'));
    list.go(1);
    list.go(3, 'range');
    list.beginAgain();
    list.come([row('a0'), row('d'), row('c')]);
    expect(names(list)).toEqual(['a', 'b', 'c', 'd']);
    list.done();
    expect(names(list)).toEqual(['a0', 'c', 'd']);
    expect(list.chosen.map(({ name }) => name)).toEqual(['c', 'd']);
    expect(list.current?.name).toBe('d');
  });

  it('has another row for the keyboard when its own goes', () => {
    const list = listOf(row('a'), row('b'), row('c'));
    list.go(1);
    list.removed(['b']);
    expect(list.current?.name).toBe('c');
    list.removed(['c']);
    expect(list.current?.name).toBe('a');
    list.removed(['a']);
    expect([list.current, list.currentAt]).toEqual([null, -1]);
  });

  it('adds to the row that was gone to alone, which is chosen with the other then', () => {
    const list = listOf(row('a'), row('b'), row('c'));
    list.go(1, 'add');
    expect(list.chosen.map(({ name }) => name)).toEqual(['b']);
    list.go(0);
    list.go(2, 'add');
    expect(list.chosen.map(({ name }) => name)).toEqual(['a', 'c']);
    list.go(2, 'add');
    list.go(0, 'add');
    expect(list.chosen).toEqual([]);
  });

  it('is about what is chosen, else about the row of the keyboard', () => {
    const list = listOf(row('a'), row('b'), row('c'));
    expect(list.meant.map(({ name }) => name)).toEqual(['a']);
    list.go(1, 'add');
    list.go(2, 'move');
    expect(list.meant.map(({ name }) => name)).toEqual(['b']);
    expect(list.picked().map(({ name }) => name)).toEqual(['c']);
    list.typed = 'C';
    expect(list.meant.map(({ name }) => name)).toEqual(['c']);
  });
});

type Answer = (...args: never[]) => unknown;

/** A main process that lists `/home/me` and whatever is in `folders`. */
function rig(answers: { [N in keyof Calls]?: Answer } = {}) {
  const asked: unknown[][] = [];
  const ops: LayoutOp[] = [];
  const listeners: [string, (payload: never) => void][] = [];
  const folders: Record<string, FileRow[]> = {
    '/home/me': [folder('src'), row('a.txt', { size: 2048 }), row('b.txt')],
    '/home/me/src': [row('main.ts')],
    '/': [folder('home')],
  };
  let number = 0;
  let holds = false;
  const tell = <N extends keyof Events>(name: N, payload: Events[N]): void => {
    for (const [told, listener] of [...listeners]) if (told === name) listener(payload as never);
  };
  const open: OpenSide = {
    ...{ path: '/home/me', home: '/home/me', way: told('SFTP over the open connection') },
    ...{ can: { modes: true, links: true, copy: true, sums: true, bin: true }, space: null },
  };
  const list = (side: string, path: string): { number: number; path: string } => {
    const rows = folders[path];
    if (!rows) throw new Error(`${path} isn’t there.`);
    number += 1;
    // As it may be: before the answer is there.
    if (!holds) tell('files:listed', { side, number, rows, done: true, trouble: null });
    return { number, path };
  };
  const all: { [name: string]: Answer } = {
    'files:open': (_side: string, place: { path: string }) => ({
      ...open,
      path: place.path || open.path,
    }),
    'files:list': list,
    'files:bookmarks': () => [],
    'files:keepBookmark': (bookmark: unknown) => [bookmark],
    'files:dropBookmark': () => [],
    ...answers,
  };
  const bridge = {
    call: async (name: string, ...args: never[]) => {
      asked.push([name, ...args]);
      return all[name]?.(...args);
    },
    on: (name: string, listener: (payload: never) => void) => {
      const entry: [string, (payload: never) => void] = [name, listener];
      listeners.push(entry);
      return () => void listeners.splice(listeners.indexOf(entry), 1);
    },
  } as unknown as Bridge;
  const notices: string[] = [];
  const toasts: { text: string; action?: { run: () => void } }[] = [];
  const questions: unknown[] = [];
  const app = {
    bridge,
    files: new Files(bridge),
    settings: { current: { fileConflict: 'ask' } },
    hosts: { byId: (id: string) => ({ id, name: `host ${id}` }) },
    notices: {
      add: ({ text }: { text: string }) => void notices.push(text),
      failed: (what: string, why: unknown) => void notices.push(`${what}: ${String(why)}`),
    },
    toasts: { show: (toast: (typeof toasts)[number]) => void toasts.push(toast) },
    dialogs: { ask: async (name: string) => (questions.push(name), null) },
    attempt: async (_what: string, work: Promise<unknown>) => void (await work),
  } as unknown as Workspace;
  const paneOf = (...sides: [hostId: string | null, path: string][]): FilesPane =>
    new FilesPane(
      { kind: 'files', sides: sides.map(([hostId, path]) => ({ hostId, path })), follows: null },
      { bridge, id: 'p', do: (op) => ops.push(op), later: (_ms, run) => (run(), () => {}) },
    );
  const calls = (name: keyof Calls): unknown[][] =>
    asked.filter(([one]) => one === name).map(([, ...args]) => args);
  return {
    ...{ app, paneOf, tell, calls, ops, folders, notices, toasts, questions },
    hold: (is: boolean) => (holds = is),
  };
}

describe('a side', () => {
  it('opens at home, and tells the layout where it is', async () => {
    const { paneOf, ops } = rig();
    const { last } = paneOf(['web', '']);
    expect(last.state).toBe('opening');
    await answered();
    expect([last.state, last.path, last.way]).toEqual([
      ...['ready', '/home/me', 'SFTP over the open connection'],
    ]);
    expect(names(last.list)).toEqual(['src', 'a.txt', 'b.txt']);
    expect(ops).toEqual([
      { op: 'visit', pane: 'p', sides: [{ hostId: 'web', path: '/home/me' }], follows: null },
    ]);
  });

  it('goes into folders, up with the keyboard where it was, back and forward', async () => {
    const { paneOf } = rig();
    const { last } = paneOf(['web', '']);
    await answered();
    await last.visitTyped('src/.');
    expect([last.path, names(last.list)]).toEqual(['/home/me/src', ['main.ts']]);
    await last.up();
    expect([last.path, last.list.current?.name]).toEqual(['/home/me', 'src']);
    await last.back();
    expect([last.path, last.canGoForward]).toEqual(['/home/me/src', true]);
    await last.forward();
    expect(last.path).toBe('/home/me');
  });

  it('goes where it is wanted last, also while it is still being opened', async () => {
    const { paneOf, calls } = rig();
    const { last } = paneOf(['web', '']);
    await last.visit('/home/me/src');
    await answered();
    expect([last.path, names(last.list)]).toEqual(['/home/me/src', ['main.ts']]);
    expect(calls('files:close')).toHaveLength(1);
  });

  it('shows what changes there while it is in sight, and else once it is seen again', async () => {
    const { paneOf, tell, calls, folders } = rig();
    const { last } = paneOf(['web', '']);
    await answered();
    expect(last.list.current?.name).toBe('src');
    folders['/home/me'] = [folder('new'), ...folders['/home/me']!];
    tell('files:changed', { side: last.id, path: '/home/me' });
    await answered();
    expect(last.list.count).toBe(3);
    last.inSight = true;
    expect(calls('files:sight')).toEqual([[last.id, true]]);
    await answered();
    expect([names(last.list)[0], last.list.current?.name]).toEqual(['new', 'src']);
    await last.visitTyped('~/gone');
    tell('files:changed', { side: last.id, path: '/home/me' });
    expect(last.reading).toBe(false); // nobody asked for it
    await answered();
    expect([calls('files:list').length, last.refused?.path]).toEqual([4, '/home/me/gone']);
  });

  it('of a place that tells nothing is read again for somebody who is back, not too often', async () => {
    const now = vi.spyOn(Date, 'now').mockReturnValue(0);
    const { paneOf, calls } = rig();
    const { last } = paneOf(['web', '']);
    last.inSight = true;
    await answered();
    last.seenAgain();
    await answered();
    expect(calls('files:list')).toHaveLength(1);
    now.mockReturnValue(10_000);
    last.seenAgain();
    last.seenAgain();
    await answered();
    expect(calls('files:list')).toHaveLength(2);
    now.mockRestore();
  });

  it('stays where it is when a folder can’t be shown, and says why', async () => {
    const { paneOf } = rig();
    const { last } = paneOf(['web', '']);
    await answered();
    await last.visitTyped('~/gone');
    expect(last.path).toBe('/home/me');
    expect(last.refused).toEqual({ path: '/home/me/gone', why: '/home/me/gone isn’t there.' });
    expect(names(last.list)).toHaveLength(3);
    await last.visit('/');
    expect([last.refused, last.path]).toEqual([null, '/']);
  });

  it('shows pieces as they come, and none of a folder that was left', async () => {
    const { paneOf, tell, hold } = rig();
    hold(true);
    const { last } = paneOf(['web', '']);
    await answered();
    const piece = (number: number, name: string, done: boolean): void =>
      tell('files:listed', { side: last.id, number, rows: [row(name)], done, trouble: null });
    piece(1, 'first', false);
    expect([names(last.list), last.reading]).toEqual([['first'], true]);
    await last.visit('/');
    piece(1, 'late', true);
    piece(2, 'home', true);
    expect([names(last.list), last.reading]).toEqual([['home'], false]);
  });

  it('is told how it fares: what was shown stays while it is lost, and is read again', async () => {
    const { paneOf, tell, calls } = rig();
    const { last } = paneOf(['web', '']);
    await answered();
    tell('files:state', {
      side: last.id,
      state: { state: 'lost', said: told('The link is gone.') },
    });
    expect([last.state, last.said, names(last.list).length]).toEqual([
      ...(['lost', 'The link is gone.', 3] as const),
    ]);
    tell('files:state', { side: last.id, state: { state: 'ready' } });
    await answered();
    expect([last.state, calls('files:list').length]).toEqual(['ready', 2]);
  });

  it('shows the folder it was opened at, though its way is told of late, and again after a refusal', async () => {
    let tries = 0;
    const it = rig({
      'files:list': (side: string, path: string) => {
        const number = ++tries;
        if (number === 1) {
          it.tell('files:state', { side, state: { state: 'connecting' } });
          it.tell('files:state', { side, state: { state: 'ready' } });
        }
        const rows = it.folders[path];
        if (!rows || number < 3) throw new Error(`${path} can’t be read now.`);
        it.tell('files:listed', { side, number, rows, done: true, trouble: null });
        return { number, path };
      },
    });
    const { last } = it.paneOf(['web', '']);
    await answered();
    expect([last.state, last.reading, last.trouble]).toEqual([
      ...(['ready', false, '/home/me can’t be read now.'] as const),
    ]);
    await last.refresh();
    expect([last.path, last.trouble, names(last.list).length]).toEqual(['/home/me', '', 3]);
    expect(it.calls('files:list').map(([, path]) => path)).toEqual(Array(3).fill('/home/me'));
  });

  it('can be opened again after it failed, and elsewhere', async () => {
    let fails = true;
    const { paneOf } = rig({
      'files:open': () => {
        if (fails) throw new Error('No answer from web.');
        return { path: '/', home: '/home/me', way: told(''), can: {}, space: null };
      },
    });
    const { last } = paneOf(['web', '/gone']);
    await answered();
    expect([last.state, last.said]).toEqual(['failed', 'No answer from web.']);
    fails = false;
    await last.open('');
    expect([last.state, last.path]).toEqual(['ready', '/']);
  });
});

describe('a pane', () => {
  it('has one side or two, and keeps the last', async () => {
    const { paneOf, ops, calls } = rig();
    const pane = paneOf(['web', '']);
    await answered();
    pane.showBoth(true);
    await answered();
    expect(pane.sides.map(({ hostId }) => hostId)).toEqual([null, 'web']);
    expect(pane.active).toBe(pane.last);
    pane.active = pane.sides[0]!;
    pane.showBoth(false);
    expect(pane.sides.map(({ hostId }) => hostId)).toEqual(['web']);
    expect(ops.at(-1)).toMatchObject({ sides: [{ hostId: 'web', path: '/home/me' }] });
    pane.close();
    expect(calls('files:close')).toHaveLength(2);
  });
});

describe('what is done with files', () => {
  const there = async (answers = {}) => {
    const made = rig(answers);
    const pane = made.paneOf([null, ''], ['web', '/']);
    await answered();
    const [left, right] = [pane.sides[0]!, pane.last];
    return { ...made, pane, left, right };
  };

  it('is copied to the other side, and never into itself', async () => {
    const { app, left, right, calls, notices } = await there();
    await acts.transferRows(app, left, left.list.rows.slice(1), right.place, false);
    expect(calls('transfers:add')[0]![0]).toEqual([
      {
        ...{ from: { hostId: null, path: '/home/me' }, to: { hostId: 'web', path: '/' } },
        ...{ names: ['a.txt', 'b.txt'], move: false, onConflict: 'ask' },
      },
    ] satisfies TransferWish[]);
    const inside = { hostId: null, path: '/home/me/src/deep' };
    await acts.transferRows(app, left, left.list.rows, inside, true);
    expect(notices).toEqual(['A folder can’t be copied into itself.']);
    expect(calls('transfers:add')).toHaveLength(1);
  });

  it('is copied over once the other side is open, and until then says why not', async () => {
    const { app, left, right, calls, notices, tell } = await there();
    const lost = { state: 'lost', said: told('The link is gone.') } as const;
    tell('files:state', { side: right.id, state: lost });
    await acts.transferOver(app, left, left.list.rows.slice(1), right, false);
    expect(notices).toEqual(['Nothing was copied: the files of host web aren’t open.']);
    await acts.transferOver(app, left, [], right, false);
    expect([notices.length, calls('transfers:add')]).toEqual([1, []]);
    tell('files:state', { side: right.id, state: { state: 'ready' } });
    await acts.transferOver(app, left, left.list.rows.slice(1), right, false);
    expect(calls('transfers:add')).toHaveLength(1);
  });

  it('is cut here and put there, once; a copy beside its original gets another name', async () => {
    const { app, left, right, calls } = await there();
    acts.hold(app, left, left.list.rows.slice(1, 2), true);
    await acts.paste(app, right);
    await acts.paste(app, right);
    expect(calls('transfers:add')).toHaveLength(1);
    acts.hold(app, left, left.list.rows.slice(1, 2), false);
    await acts.paste(app, left);
    expect(calls('transfers:add')[1]![0]).toMatchObject([{ onConflict: 'rename', move: false }]);
  });

  it('is deleted into the bin with a way back; without a bin it is asked about', async () => {
    let folders: Record<string, FileRow[]> = {};
    const made = await there({
      'files:remove': () => {
        folders['/home/me'] = folders['/home/me']!.slice(0, 2);
        return { done: 1, failed: [], undo: 'u' };
      },
      'files:undo': () => ({ done: 1, failed: [], undo: null }),
    });
    const { app, left, toasts, calls, questions } = made;
    folders = made.folders;
    left.list.go(2);
    await acts.remove(app, left, left.list.meant);
    expect(left.list.current?.name).toBe('a.txt');
    expect(toasts.map(({ text }) => text)).toEqual(['“b.txt” deleted.']);
    toasts[0]!.action!.run();
    await answered();
    expect(calls('files:undo')).toEqual([['u']]);
    expect(questions).toEqual([]);
    Object.defineProperty(left, 'can', { value: { bin: false } });
    await acts.remove(app, left, left.list.meant);
    expect(questions).toEqual(['sure']);
    expect(calls('files:remove')).toHaveLength(1);
  });

  it('is said where some of it can’t be', async () => {
    const failed = [{ path: '/home/me/b.txt', said: told('No permission.') }];
    const { app, left, notices, toasts } = await there({
      'files:remove': () => ({ done: 1, failed, undo: null }),
    });
    await acts.remove(app, left, left.list.rows.slice(1));
    expect(notices).toEqual(['2 items could not be deleted: No permission.']);
    expect(toasts).toEqual([{ id: `files-removed-${left.id}`, text: '“a.txt” deleted.' }]);
  });

  it('is given a name that nothing has, with the keyboard on it', async () => {
    const made = await there({
      'files:make': (_side: string, path: string) => {
        if (path.endsWith('taken')) throw new Error('There is one already.');
        made.folders['/home/me']!.push(folder(path.split('/').at(-1)!));
      },
    });
    expect(await acts.make(made.app, made.left, 'folder', 'taken')).toBe('There is one already.');
    expect(await acts.make(made.app, made.left, 'folder', 'new one')).toBe('');
    expect(made.left.list.current?.name).toBe('new one');
  });

  it('is brought from several folders of this computer', async () => {
    const { app, right, calls } = await there();
    await acts.bring(app, ['/a/x', '/b/y', '/a/z', '/top'], right.place);
    const [wishes] = calls('transfers:add')[0] as [TransferWish[]];
    expect(wishes.map(({ from, names: all }) => [from.path, all])).toEqual([
      ...[
        ['/a', ['x', 'z']],
        ['/b', ['y']],
        ['/', ['top']],
      ],
    ]);
  });

  it('says in words where it is dragged, and copies to another place', async () => {
    const { app, left, right, calls } = await there();
    const drag = new FileDrag(app);
    const keys = { copy: false, move: false };
    left.list.go(1, 'add');
    left.list.go(2, 'add');
    drag.pressed(left, left.list.rows[1]!, { x: 0, y: 0 });
    expect(drag.moved({ x: 2, y: 2 }, keys, () => null)).toBe(false);
    const into = () => ({ kind: 'side', side: right, row: right.list.rows[0]! }) as const;
    expect(drag.moved({ x: 30, y: 0 }, keys, into)).toBe(true);
    expect([drag.what, drag.aim?.words]).toEqual(['2 items, 2.0 KB', 'Copy into home']);
    expect(drag.aimsAt(right, 'home')).toBe(true);
    const own = () => ({ kind: 'side', side: left, row: left.list.rows[0]! }) as const;
    drag.moved({ x: 31, y: 0 }, keys, own);
    expect(drag.aim?.words).toBe('Move into src');
    const here = () => ({ kind: 'side', side: left, row: null }) as const;
    drag.moved({ x: 32, y: 0 }, keys, here);
    expect(drag.aim).toBeNull();
    drag.moved({ x: 33, y: 0 }, keys, into);
    expect(drag.released()).toBe(true);
    await answered();
    expect(calls('transfers:add')[0]![0]).toMatchObject([
      { to: { hostId: 'web', path: '/home' }, names: ['a.txt', 'b.txt'], move: false },
    ]);
  });

  it('has bookmarks, on and off', async () => {
    const { app, left } = await there();
    await app.files.load();
    await app.files.toggleBookmark(left.place);
    expect(app.files.on(null).map(({ name, path }) => [name, path])).toEqual([['me', '/home/me']]);
    await app.files.toggleBookmark(left.place);
    expect(app.files.bookmarks).toEqual([]);
  });
});
