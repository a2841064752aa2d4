// What windows do on the sides of their files panes, over places in memory.
import { describe, expect, it } from 'vitest';
import { FileError } from '../../../core/sftp/fileError.ts';
import { fileProblem } from '../../../core/sftp/fileProblems.ts';
import { UNDO_MS } from '../../../electron/files/fileBin.ts';
import { inEnglish, say } from '../../../words/said.ts';
import { settle } from '../../support/manualClock.ts';
import { MemoryWindow } from '../../support/memoryWindow.ts';
import { DeskRig } from './deskRig.ts';

const names = (rows: readonly { name: string }[]): string[] => rows.map(({ name }) => name).sort();

describe('a side', () => {
  it('shows a folder in pieces that a window takes, with what its links lead to', async () => {
    const rig = new DeskRig();
    for (let n = 0; n < 1_200; n++) rig.place.put(`/many/${n}`, 'x');
    rig.place.link('/many/link', '/nowhere');
    const side = await rig.side();
    const { number, path } = await side.list('/many/');
    expect(path).toBe('/many');
    const { rows, trouble } = await rig.rows(number);
    expect([rows.length, trouble]).toEqual([1_201, null]);
    expect(new Set(names(rows)).size).toBe(1_201);
    expect(rows.find(({ name }) => name === 'link')).toMatchObject({ target: '/nowhere' });
    const pieces = rig.window.heard('files:listed');
    expect(Math.max(...pieces.map((piece) => piece.rows.length))).toBeLessThanOrEqual(500);
    expect(pieces.filter(({ done }) => done)).toHaveLength(1);
  });

  it('shows names so that nothing hides in them, and hands back what they are', async () => {
    const rig = new DeskRig();
    rig.place.put('/a\u202egpj.exe', '');
    rig.place.put('/b\nc', '');
    rig.place.put('/plain', '');
    const side = await rig.side();
    const { rows } = await rig.rows((await side.list('/')).number);
    const shown = Object.fromEntries(rows.map(({ name, shown }) => [name, shown]));
    expect(shown).toEqual({
      'a\u202egpj.exe': 'a\uFFFDgpj.exe',
      'b\nc': 'b\uFFFDc',
      plain: undefined,
    });
  });

  it('stops a listing when another folder is shown, and refuses what is none', async () => {
    const rig = new DeskRig();
    for (let n = 0; n < 3_000; n++) rig.place.put(`/many/${n}`, 'x');
    rig.place.put('/few/one', 'x');
    const side = await rig.side();
    const many = await side.list('/many');
    const few = await side.list('/few');
    const { rows } = await rig.rows(few.number);
    expect(names(rows)).toEqual(['one']);
    await settle();
    const stale = rig.window.heard('files:listed').filter(({ number }) => number === many.number);
    expect(stale.some(({ done }) => done)).toBe(false);
    await expect(side.list('/few/one')).rejects.toMatchObject({ code: 'not-a-folder' });
    await expect(side.list('/gone')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('belongs to its window, and dies with it', async () => {
    const rig = new DeskRig();
    await rig.side();
    const other = new MemoryWindow('window-2');
    expect(() => rig.desk.of(other, 'side')).toThrow('were closed');
    await expect(rig.desk.open(other, 'side', { hostId: 'a', path: '' })).rejects.toThrow();
    expect(rig.desk.sidesOf(rig.window)).toEqual(['side']);
    rig.desk.windowGone(rig.window);
    await settle();
    expect(rig.desk.sidesOf(rig.window)).toEqual([]);
    await expect(rig.access.home()).rejects.toMatchObject({ code: 'lost' });
  });

  it('says that its connection is lost, and goes on when it is back', async () => {
    const rig = new DeskRig();
    rig.place.put('/file', 'x');
    const side = await rig.side();
    rig.refusals = [new FileError('lost', say('files-lost'))];
    rig.access.cut();
    await settle();
    await expect(side.list('/')).rejects.toMatchObject({ code: 'lost' });
    await rig.clock.pass(10_000);
    expect(names((await rig.rows((await side.list('/')).number)).rows)).toEqual(['file']);
    const states = rig.window.heard('files:state').map(({ state }) => state.state);
    expect(states).toEqual(['connecting', 'ready', 'lost', 'lost', 'ready']);
  });

  it('is refused in words where it can’t be opened, and is tried again when asked', async () => {
    const rig = new DeskRig();
    rig.refusals = [new FileError('unsupported', say('files-lost'))];
    await expect(rig.side()).rejects.toMatchObject({ code: 'unsupported' });
    const side = rig.desk.of(rig.window, 'side');
    rig.desk.reconnect(side);
    await side.ready();
    expect(rig.window.heard('files:state').at(-1)!.state).toEqual({ state: 'ready' });
  });
});

describe('renaming many', () => {
  it('swaps names, moves along a chain, and undoes it', async () => {
    const rig = new DeskRig();
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) rig.place.put(`/${name}`, name);
    const side = await rig.side();
    const to = { a: 'b', b: 'a', c: 'd', d: 'e', e: 'c', f: 'h', g: 'f' };
    const changes = Object.entries(to).map(([from, name]) => ({
      from: `/${from}`,
      to: `/${name}`,
    }));
    const done = await rig.desk.rename(side, changes);
    expect(done).toMatchObject({ done: 7, failed: [] });
    const now = (): string[] => rig.place.all().map((path) => path + rig.place.text(path)!);
    expect(now()).toEqual(['/ab', '/ba', '/ce', '/dc', '/ed', '/fg', '/hf']);
    expect(await rig.desk.undo(done.undo!)).toMatchObject({ done: 7, failed: [] });
    expect(now()).toEqual(['/aa', '/bb', '/cc', '/dd', '/ee', '/ff', '/gg']);
    await expect(rig.desk.undo(done.undo!)).rejects.toThrow('too late');
  });

  it('puts none in the place of another, and leaves none aside', async () => {
    const rig = new DeskRig();
    for (const name of ['a', 'b', 'c', 'x']) rig.place.put(`/${name}`, name);
    const side = await rig.side();
    const swap = [
      { from: '/a', to: '/b' },
      { from: '/b', to: '/a' },
    ];
    const taken = [
      { from: '/c', to: '/x' },
      { from: '/y', to: '/x' },
    ];
    const refused = await rig.desk.rename(side, taken);
    expect(refused).toMatchObject({ done: 0, undo: null });
    expect(refused.failed.map(({ path, said }) => `${path} ${said.code}`).sort()).toEqual([
      '/c file-exists',
      '/y files-name-twice',
    ]);
    // The last step of a circle fails: the others are taken back.
    const rename = rig.access.rename.bind(rig.access);
    let left = 2;
    rig.access.rename = (from, to, over) => {
      if (left-- === 0) return Promise.reject(fileProblem('no-permission', to));
      return rename(from, to, over);
    };
    expect(await rig.desk.rename(side, swap)).toMatchObject({ done: 0, undo: null });
    expect(rig.place.all().map((path) => path + rig.place.text(path)!)).toEqual([
      ...['/aa', '/bb', '/cc', '/xx'],
    ]);
  });
});

describe('removing', () => {
  it('can be undone, for a while, and is for good after that', async () => {
    const rig = new DeskRig();
    rig.place.put('/folder/in/file', 'x');
    rig.place.put('/kept', 'x');
    rig.place.put('/gone', 'x');
    const side = await rig.side();
    const { undo } = await rig.desk.remove(side, ['/folder', '/kept']);
    const listed = async () => names((await rig.rows((await side.list('/')).number)).rows);
    expect(await listed()).toEqual(['gone']);
    expect(await rig.desk.undo(undo!)).toMatchObject({ done: 2, failed: [], undo: null });
    expect(await listed()).toEqual(['folder', 'gone', 'kept']);
    const again = await rig.desk.remove(side, ['/folder', '/gone', '/missing']);
    expect(again).toMatchObject({ done: 2, failed: [{ path: '/missing' }] });
    await rig.clock.pass(UNDO_MS);
    await settle();
    expect(rig.place.all()).toEqual(['/kept']);
    expect(rig.stored.at(-1)).toEqual([]);
    await expect(rig.desk.undo(again.undo!)).rejects.toThrow('too late');
  });

  it('isn’t for good while it is under way, whatever else is, nor when the connection is lost', async () => {
    const rig = new DeskRig();
    for (const name of ['first', 'second']) rig.place.put(`/${name}`, 'x');
    const side = await rig.side();
    await rig.desk.remove(side, ['/first']);
    const rename = rig.access.rename.bind(rig.access);
    let go = (): void => undefined;
    const held = new Promise<void>((resolve) => (go = resolve));
    rig.access.rename = (from, to) => rename(from, to).then(() => held);
    const removing = rig.desk.remove(side, ['/second']);
    await settle();
    await rig.clock.pass(UNDO_MS); // the first one goes for good
    expect(rig.place.all()).toEqual([expect.stringMatching(/second$/)]);
    go();
    expect(await rig.desk.undo((await removing).undo!)).toMatchObject({ done: 1 });
    expect(rig.place.all()).toEqual(['/second']);
    rig.access.rename = (from, to) => {
      void rename(from, to);
      return Promise.reject(new FileError('lost', say('files-lost')));
    };
    const lost = await rig.desk.remove(side, ['/second']);
    expect(lost).toMatchObject({ done: 0, failed: [{ path: '/second' }] });
    rig.access.rename = rename;
    expect(await rig.desk.undo(lost.undo!)).toMatchObject({ done: 1 });
    expect(rig.place.all()).toEqual(['/second']);
  });

  it('isn’t for good while it is taken back, however long that takes', async () => {
    const rig = new DeskRig();
    rig.place.put('/folder/in/file', 'x');
    rig.place.put('/other', 'x');
    const side = await rig.side();
    const { undo } = await rig.desk.remove(side, ['/folder', '/other']);
    rig.place.put('/other', 'new');
    const rename = rig.access.rename.bind(rig.access);
    let go = (): void => undefined;
    const held = new Promise<void>((resolve) => (go = resolve));
    rig.access.rename = (from, to) => held.then(() => rename(from, to));
    const undoing = rig.desk.undo(undo!);
    await settle();
    await rig.clock.pass(UNDO_MS);
    await settle();
    go();
    expect(await undoing).toMatchObject({ done: 1, failed: [{ path: '/other' }] });
    expect(rig.place.text('/folder/in/file')).toBe('x');
    await settle(); // what couldn't go back is over by now
    expect(rig.place.all()).toEqual(['/folder/', '/folder/in/', '/folder/in/file', '/other']);
    expect(rig.stored.at(-1)).toEqual([]);
  });

  it('can be taken back after a cut in the middle of that', async () => {
    const rig = new DeskRig();
    rig.place.put('/file', 'x');
    const side = await rig.side();
    const { undo } = await rig.desk.remove(side, ['/file']);
    rig.access.cut();
    await expect(rig.desk.undo(undo!)).rejects.toMatchObject({ code: 'lost' });
    while (rig.accesses.length < 2) await rig.clock.pass(1_000);
    await settle();
    expect(await rig.desk.undo(undo!)).toMatchObject({ done: 1 });
    expect(rig.place.text('/file')).toBe('x');
  });

  it('keeps what can’t go back, and takes it back later', async () => {
    const rig = new DeskRig();
    rig.place.put('/file', 'old');
    const side = await rig.side();
    const { undo } = await rig.desk.remove(side, ['/file']);
    rig.place.put('/file', 'new');
    const first = await rig.desk.undo(undo!);
    expect(first).toMatchObject({ done: 0, failed: [{ path: '/file' }] });
    await rig.desk.rename(side, [{ from: '/file', to: '/other' }]);
    expect(await rig.desk.undo(first.undo!)).toMatchObject({ done: 1 });
    expect([rig.place.text('/file'), rig.place.text('/other')]).toEqual(['old', 'new']);
  });

  it('clears away what a killed app has left, once its host’s files are used', async () => {
    const before = new DeskRig();
    before.place.put('/file', 'x');
    await before.desk.remove(await before.side(), ['/file']);
    const rig = new DeskRig(before.stored.at(-1));
    before.place.root.inside.forEach((node, name) => rig.place.root.inside.set(name, node));
    expect(rig.place.all()).toHaveLength(1);
    await rig.side();
    await settle();
    expect(rig.place.all()).toEqual([]);
  });

  it('goes to the system’s own bin here, as far as that takes it', async () => {
    const rig = new DeskRig();
    rig.place.put('/easy', 'x');
    rig.place.put('/stubborn', 'x');
    const done = await rig.desk.remove(await rig.side(null), ['/easy', '/stubborn']);
    expect(done).toMatchObject({ done: 2, failed: [] });
    expect(rig.trashed).toEqual(['/easy']);
    await rig.desk.undo(done.undo!);
    expect(rig.place.text('/stubborn')).toBe('x');
  });
});

describe('permissions', () => {
  it('go into folders, so that folders can be entered and texts aren’t run', async () => {
    const rig = new DeskRig();
    rig.place.put('/folder/text', 'x', 0, 0o600);
    rig.place.put('/folder/script', 'x', 0, 0o700);
    rig.place.folder('/folder/inner');
    rig.place.link('/folder/link', '/elsewhere');
    const done = await rig.desk.setMode(await rig.side(), ['/folder'], {
      ...{ mode: 0o755, inside: true, asRoot: false },
    });
    expect(done).toMatchObject({ done: 1, failed: [] });
    const modes = ['', '/text', '/script', '/inner'].map(
      (at) => rig.place.get(`/folder${at}`).mode,
    );
    expect(modes).toEqual([0o755, 0o644, 0o755, 0o755]);
  });

  it('tell of each file that they can’t be changed of', async () => {
    const rig = new DeskRig();
    rig.place.put('/mine', 'x');
    rig.place.put('/yours', 'x');
    rig.place.refused.set('change /yours', 'no-permission');
    const side = await rig.side();
    const done = await rig.desk.setMode(side, ['/mine', '/yours'], {
      ...{ mode: 0o600, inside: false, asRoot: false },
    });
    expect(done.failed.map(({ path, said }) => [path, inEnglish(said)])).toEqual([
      ['/yours', 'You have no permission for /yours.'],
    ]);
    const unknown = rig.desk.setOwner(side, ['/mine'], {
      ...{ owner: 'nobody-here', group: '', asRoot: false },
    });
    await expect(unknown).rejects.toThrow('“nobody-here”');
  });
});

it('counts folders, sums files there or here, and tells panes that show a changed folder', async () => {
  const rig = new DeskRig();
  rig.place.put('/folder/a', 'hello');
  rig.place.put('/folder/in/b', 'hello');
  const side = await rig.side();
  expect(await side.totals(['/folder'])).toEqual({ files: 2, folders: 2, bytes: 10, unread: 0 });
  rig.place.refused.set('list /folder/in', 'no-permission');
  expect(await side.totals(['/folder'])).toMatchObject({ files: 1, unread: 1 });
  expect(await side.sum('/folder/a')).toMatch(/^2cf24dba5fb0a30e26e83b2ac5b9e29e/);
  await rig.rows((await side.list('/folder')).number);
  await rig.desk.make(side, '/folder/new', 'folder');
  await rig.desk.make(side, '/elsewhere', 'file');
  expect(rig.window.heard('files:changed')).toEqual([{ side: 'side', path: '/folder' }]);
});
