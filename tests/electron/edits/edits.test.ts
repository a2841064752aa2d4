// Files of a host that are edited here: what is saved in an editor goes there, nothing there is
// overwritten unseen, and all survives a cut and the app.
import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SYSTEM } from '../../../core/system.ts';
import { systemClock, type Clock } from '../../../core/time/clock.ts';
import { CLOSE_WAIT_MS } from '../../../electron/edits/edit.ts';
import { EditDesk } from '../../../electron/edits/editDesk.ts';
import type { EditRecord } from '../../../electron/edits/editsFile.ts';
import { fitName } from '../../../electron/edits/localCopy.ts';
import { startEditor } from '../../../electron/edits/startEditor.ts';
import { FileError } from '../../../core/sftp/fileError.ts';
import { FileHosts } from '../../../electron/files/fileHosts.ts';
import { hostOf } from '../../../electron/hosts/storedHost.ts';
import type { FileEdit } from '../../../electron/ipc/fileTypes.ts';
import type { StartError } from '../../../electron/programs/command.ts';
import { inEnglish, say } from '../../../words/said.ts';
import { MemoryWindow } from '../../support/memoryWindow.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { MemoryPlace, type MemoryAccess } from '../transfers/memoryPlace.ts';

/** A window with an editor. */
const here = new MemoryWindow();

class EditRig {
  readonly place = new MemoryPlace();
  readonly folder = join(temporaryDirectory(), 'edits');
  readonly accesses: MemoryAccess[] = [];
  /** Copies that an editor was started for. */
  readonly started: string[] = [];
  readonly hosts: FileHosts;
  readonly clock: Clock;
  desk: EditDesk;
  stored: EditRecord[] = [];
  reachable = true;
  editor: (path: string) => void = () => undefined;
  #watchers: (() => void)[] = [];

  constructor(clock: Clock = systemClock) {
    this.clock = clock;
    this.hosts = new FileHosts({
      clock: systemClock,
      findHost: (id) => hostOf('ssh', { id, name: id }),
      ask: () => Promise.resolve(null),
      open: () => {
        if (!this.reachable) return Promise.reject(new FileError('lost', say('files-lost')));
        const value = this.place.connect();
        this.accesses.push(value);
        return Promise.resolve({ value, release: () => value.close() });
      },
    });
    this.desk = this.newDesk();
    onTestFinished(() => this.desk.leave());
  }

  newDesk(): EditDesk {
    return new EditDesk({
      ...{ hosts: this.hosts, folder: this.folder, clock: this.clock, today: () => 7 },
      asRoot: () => {
        throw new Error('not here');
      },
      startEditor: (path) => {
        this.started.push(path);
        this.editor(path);
      },
      store: (edits) => (this.stored = structuredClone(edits)),
      tell: () => this.#watchers.forEach((look) => look()),
      warn: () => undefined,
    });
  }

  open(path = '/etc/app.conf'): Promise<string> {
    return this.desk.open({ hostId: 'a', path }, false);
  }

  /** The copy here. */
  get copy(): string {
    return this.started.at(-1)!;
  }

  view(): FileEdit {
    return this.desk.list[0]!;
  }

  /** Resolves when the edit is in that state. */
  is(state: FileEdit['state']): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (this.desk.list[0]?.state === state) resolve();
      };
      this.#watchers.push(look);
      look();
    });
  }
}

describe('a file of a host that is edited', () => {
  it('comes into a closed folder, goes back with its mode, and is put away', async () => {
    const rig = new EditRig();
    rig.place.put('/etc/app.conf', 'one', 1, 0o640);
    const id = await rig.open();
    expect(rig.view()).toMatchObject({ id, state: 'open', name: 'app.conf', savedAt: null });
    expect(readFileSync(rig.copy, 'utf8')).toBe('one');
    expect(statSync(rig.copy).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(rig.copy)).mode & 0o777).toBe(0o700);
    writeFileSync(rig.copy, 'two');
    await rig.is('saved');
    expect(rig.place.text('/etc/app.conf')).toBe('two');
    expect(rig.place.get('/etc/app.conf').mode).toBe(0o640);
    expect(rig.place.all('/etc')).toEqual(['/etc/app.conf']);
    // As editors do that put a new file in its place.
    writeFileSync(`${rig.copy}~`, 'three');
    renameSync(`${rig.copy}~`, rig.copy);
    await rig.is('saving');
    await rig.is('saved');
    expect(rig.place.text('/etc/app.conf')).toBe('three');
    expect(await rig.open()).toBe(id); // open already: its editor once more
    expect(rig.started).toHaveLength(2);
    expect(await rig.desk.close(id, 'save')).toBeNull();
    expect([existsSync(rig.copy), rig.desk.list, rig.stored]).toEqual([false, [], []]);
  });

  it('isn’t overwritten when it has changed there: yours or theirs, after a look at both', async () => {
    const rig = new EditRig();
    rig.place.put('/etc/app.conf', 'one');
    const id = await rig.open();
    rig.place.put('/etc/app.conf', 'two'); // as long, and of the same second
    writeFileSync(rig.copy, 'mine');
    await rig.is('conflict');
    expect(rig.place.text('/etc/app.conf')).toBe('two');
    expect(await rig.desk.of(id).compare()).toEqual({ mine: 'mine', theirs: 'two' });
    await rig.desk.of(id).settle('theirs');
    expect([rig.view().state, readFileSync(rig.copy, 'utf8')]).toEqual(['open', 'two']);
    rig.place.put('/etc/app.conf', 'longer');
    await rig.desk.of(id).write(here, 'mine again');
    expect(rig.view().state).toBe('conflict');
    await rig.desk.of(id).settle('mine');
    expect([rig.view().state, rig.place.text('/etc/app.conf')]).toEqual(['saved', 'mine again']);
    await rig.place.connect().remove('/etc/app.conf');
    await rig.desk.of(id).write(here, 'once more');
    expect(inEnglish(rig.view().said)).toContain('is gone');
    await rig.desk.of(id).settle('mine');
    expect(rig.place.text('/etc/app.conf')).toBe('once more');
  });

  it('keeps what is saved during a cut, and takes it there when the host is back', async () => {
    const rig = new EditRig();
    rig.place.put('/etc/app.conf', 'one');
    await rig.open();
    rig.reachable = false;
    rig.accesses.at(-1)!.cut();
    writeFileSync(rig.copy, 'two');
    await rig.is('cut');
    expect([rig.place.text('/etc/app.conf'), readFileSync(rig.copy, 'utf8')]).toEqual([
      'one',
      'two',
    ]);
    rig.reachable = true;
    rig.hosts.wake();
    await rig.is('saved');
    expect(rig.place.text('/etc/app.conf')).toBe('two');
  });

  it('is saved before it is put away, or stays with the reason', async () => {
    const rig = new EditRig();
    rig.place.put('/etc/app.conf', 'one');
    const id = await rig.open();
    writeFileSync(rig.copy, 'two'); // and at once, before anybody noticed
    await rig.desk.close(id, 'save');
    expect([rig.place.text('/etc/app.conf'), existsSync(rig.copy)]).toEqual(['two', false]);
    const again = await rig.open();
    rig.place.put('/etc/app.conf', 'theirs');
    writeFileSync(rig.copy, 'three');
    expect(inEnglish(await rig.desk.close(again, 'save'))).toContain('has changed since');
    expect(await rig.desk.close(again, 'save')).not.toBeNull(); // however often
    expect([rig.view().state, readFileSync(rig.copy, 'utf8')]).toEqual(['conflict', 'three']);
    expect(await rig.desk.close(again, 'drop')).toBeNull();
    expect([rig.desk.list, existsSync(rig.copy)]).toEqual([[], false]);
    expect(rig.place.text('/etc/app.conf')).toBe('theirs');
  });

  it('isn’t cut off by being put away while it is being saved, unless somebody insists', async () => {
    // The time that an answer has isn't up before the test says so.
    let isUp = false;
    const after: Clock['after'] = (ms, action) =>
      systemClock.after(isUp && ms === CLOSE_WAIT_MS ? 0 : ms, action);
    const rig = new EditRig({ ...systemClock, after });
    rig.place.put('/etc/app.conf', 'one');
    const id = await rig.open();
    let answer = (): void => undefined;
    const slow = (): void => {
      const access = rig.accesses.at(-1)!;
      const facts = access.facts.bind(access);
      const answered = new Promise<void>((resolve) => (answer = resolve));
      access.facts = (path) => answered.then(() => facts(path));
    };
    slow();
    const written = rig.desk.of(id).write(here, 'two');
    const closing = rig.desk.close(id, 'save');
    answer();
    await Promise.all([written, closing]);
    expect([rig.place.text('/etc/app.conf'), rig.desk.list]).toEqual(['two', []]);
    const again = await rig.open();
    slow(); // and for ever
    void rig.desk.of(again).write(here, 'three');
    isUp = true;
    expect(inEnglish(await rig.desk.close(again, 'save'))).toContain('hasn’t answered');
    rig.accesses.at(-1)!.cut();
    expect(await rig.desk.close(again, 'drop')).toBeNull();
    expect(rig.desk.list).toEqual([]);
  });

  it('names those with text in a window’s editor, until it is saved or the window goes', async () => {
    const rig = new EditRig();
    rig.place.put('/etc/app.conf', 'one');
    const id = await rig.open();
    const [one, other] = [new MemoryWindow(), new MemoryWindow('window-2')];
    rig.desk.typed(one, id, true);
    rig.desk.typed(other, 'gone', true);
    expect([rig.desk.typedIn(one), rig.desk.typedIn(other)]).toEqual([['app.conf'], []]);
    expect(rig.desk.typedIn()).toEqual(['app.conf']);
    rig.desk.windowGone(one);
    expect(rig.desk.typedIn()).toEqual([]);
  });

  it('isn’t put away, nor is theirs taken, over text that a window still has', async () => {
    const rig = new EditRig();
    rig.place.put('/etc/app.conf', 'one');
    const [id, window] = [await rig.open(), new MemoryWindow()];
    rig.place.put('/etc/app.conf', 'theirs');
    await rig.desk.of(id).write(here, 'mine');
    rig.desk.typed(window, id, true);
    await expect(async () => rig.desk.settle(id, 'theirs')).rejects.toThrow('isn’t saved yet');
    expect(readFileSync(rig.copy, 'utf8')).toBe('mine');
    await rig.desk.of(id).compare();
    await rig.desk.settle(id, 'mine');
    expect(inEnglish(await rig.desk.close(id, 'save'))).toContain('isn’t saved yet');
    expect([rig.view().state, existsSync(rig.copy)]).toEqual(['saved', true]);
    rig.desk.typed(window, id, false);
    expect(await rig.desk.close(id, 'save')).toBeNull();
  });

  it('saved in two windows is overwritten by neither unseen', async () => {
    const rig = new EditRig();
    const other = new MemoryWindow('window-2');
    rig.place.put('/etc/app.conf', 'one');
    const id = await rig.open();
    expect(await rig.open()).toBe(id);
    const edit = rig.desk.of(id);
    expect([edit.read(here), edit.read(other)]).toEqual(['one', 'one']);
    await edit.write(here, 'mine');
    await edit.write(here, 'mine, again');
    await edit.write(other, 'the other’s');
    expect([rig.view().state, rig.place.text('/etc/app.conf')]).toEqual([
      'conflict',
      'mine, again',
    ]);
    expect(await edit.compare()).toEqual({ mine: 'the other’s', theirs: 'mine, again' });
    await expect(edit.write(here, 'third')).rejects.toThrow('Settle that');
    expect(readFileSync(rig.copy, 'utf8')).toBe('the other’s');
    await rig.desk.settle(id, 'mine');
    await edit.write(here, 'third');
    expect([rig.view().state, rig.place.text('/etc/app.conf')]).toEqual([
      'conflict',
      'the other’s',
    ]);
    await rig.desk.settle(id, 'theirs');
    expect(edit.read(here)).toBe('the other’s');
    await edit.write(here, 'both');
    expect([rig.view().state, rig.place.text('/etc/app.conf')]).toEqual(['saved', 'both']);
  });

  it('saved in two windows while its host is away keeps what was saved first', async () => {
    const rig = new EditRig();
    const other = new MemoryWindow('window-2');
    rig.place.put('/etc/app.conf', 'one');
    const edit = rig.desk.of(await rig.open());
    [here, other].forEach((window) => edit.read(window));
    rig.reachable = false;
    rig.accesses.at(-1)!.cut();
    const both = [edit.write(here, 'mine'), edit.write(other, 'the other’s')];
    expect((await Promise.allSettled(both)).map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
    ]);
    expect([rig.view().state, readFileSync(rig.copy, 'utf8')]).toEqual(['cut', 'mine']);
    await edit.write(here, 'mine, again');
    rig.reachable = true;
    rig.hosts.wake();
    await rig.is('saved');
    expect(rig.place.text('/etc/app.conf')).toBe('mine, again');
    await edit.write(other, 'the other’s');
    expect([rig.view().state, rig.place.text('/etc/app.conf')]).toEqual([
      'conflict',
      'mine, again',
    ]);
  });

  it('opened twice at once is fetched before any editor is started', async () => {
    const rig = new EditRig();
    rig.place.put('/etc/app.conf', 'one');
    const seen: string[] = [];
    rig.editor = (path) => seen.push(existsSync(path) ? readFileSync(path, 'utf8') : 'nothing');
    const [id, again] = await Promise.all([rig.open(), rig.open()]);
    expect(again).toBe(id);
    expect(seen).toEqual(['one', 'one']);
    const gone = [rig.open('/gone'), rig.open('/gone')];
    for (const one of gone) await expect(one).rejects.toMatchObject({ code: 'not-found' });
  });

  it('asks anew where the host’s has changed since both were compared', async () => {
    const rig = new EditRig();
    rig.place.put('/etc/app.conf', 'one');
    const id = await rig.open();
    rig.place.put('/etc/app.conf', 'two');
    await rig.desk.of(id).write(here, 'mine');
    expect((await rig.desk.of(id).compare()).theirs).toBe('two');
    rig.place.put('/etc/app.conf', 'three');
    await rig.desk.of(id).settle('mine');
    expect([rig.view().state, rig.place.text('/etc/app.conf')]).toEqual(['conflict', 'three']);
    expect((await rig.desk.of(id).compare()).theirs).toBe('three');
    await rig.desk.of(id).settle('mine');
    expect([rig.view().state, rig.place.text('/etc/app.conf')]).toEqual(['saved', 'mine']);
  });

  it('survives the app, with what wasn’t saved there', async () => {
    const rig = new EditRig();
    rig.place.put('/etc/app.conf', 'one');
    await rig.open();
    rig.desk.leave();
    writeFileSync(rig.copy, 'two');
    rig.desk = rig.newDesk();
    rig.desk.takeUp(rig.stored);
    expect(rig.view()).toMatchObject({ state: 'cut', name: 'app.conf' });
    const { release } = await rig.hosts.accessOf('a'); // somebody looks at its host
    await rig.is('saved');
    expect(rig.place.text('/etc/app.conf')).toBe('two');
    await release();
  });

  it('is written in place where its folder takes no new file', async () => {
    const rig = new EditRig();
    rig.place.put('/etc/app.conf', 'a longer one');
    const id = await rig.open();
    const draft = `.bowline-edit-${id.slice(0, 8)}`;
    rig.place.refused.set(`/etc/${draft}`, 'no-permission');
    await rig.desk.of(id).write(here, 'short');
    expect([rig.view().state, rig.place.text('/etc/app.conf')]).toEqual(['saved', 'short']);
  });

  it('says why it couldn’t be saved, and is tried again when asked', async () => {
    const rig = new EditRig();
    rig.place.put('/etc/app.conf', 'one');
    const id = await rig.open();
    rig.place.refused.set('rename /etc/app.conf', 'quota');
    await rig.desk.of(id).write(here, 'two');
    expect(rig.view().state).toBe('failed');
    expect(rig.place.all('/etc')).toEqual(['/etc/app.conf']);
    rig.place.refused.clear();
    await rig.desk.of(id).save();
    expect([rig.view().state, rig.place.text('/etc/app.conf')]).toEqual(['saved', 'two']);
  });

  it('isn’t opened where it is none, and not spoiled by the built-in editor', async () => {
    const rig = new EditRig();
    rig.place.put('/file', Buffer.from([0xff, 0xfe, 0x80]));
    rig.place.folder('/folder');
    await expect(rig.open('/folder')).rejects.toMatchObject({ code: 'is-a-folder' });
    await expect(rig.open('/gone')).rejects.toMatchObject({ code: 'not-found' });
    expect(rig.desk.list).toEqual([]);
    const id = await rig.open('/file');
    expect(() => rig.desk.of(id).read(here)).toThrow('isn’t text');
  });
});

describe('the editor', () => {
  const surroundings = { platform: SYSTEM, env: () => ({ PATH: process.env['PATH']! }) };

  it('is a program with arguments, and gets the path as the last', async () => {
    const rig = new EditRig();
    rig.place.put('/etc/a b;c.conf', 'one');
    const script = 'printf "%s" "$1" >>"$2"';
    rig.editor = (path) =>
      startEditor(['/bin/sh', '-c', script, 'sh', ' edited'], path, surroundings, () => undefined);
    await rig.open('/etc/a b;c.conf');
    await rig.is('saved');
    expect(rig.place.text('/etc/a b;c.conf')).toBe('one edited');
  });

  it('is told of where it isn’t there, or ends badly', async () => {
    const nothing = (): void => undefined;
    const start = (editor: string[], failed: (error: StartError) => void): void =>
      startEditor(editor, '/tmp/x', surroundings, failed);
    expect(() => start(['no-such-editor-at-all'], nothing)).toThrow('no-such-editor-at-all');
    const ended = new Promise<StartError>((resolve) => start(['/bin/sh', '-c', 'exit 3'], resolve));
    expect((await ended).said).toMatchObject({ code: 'editor-ended', facts: { code: 3 } });
  });

  it.each([
    ['../../etc/passwd', '.._.._etc_passwd'],
    ['a\u202Eb\nc.txt', 'a_b_c.txt'],
    ['-rf', '_-rf'],
    ['CON.txt', '_CON.txt'],
    ['..', 'file'],
    ['$(reboot).sh', '_(reboot).sh'],
    [`${'x'.repeat(300)}.conf`, `${'x'.repeat(115)}.conf`],
  ])('opens %j by a name that any system can have', (name, fit) => {
    expect(fitName(name)).toBe(fit);
  });
});
