/// <reference types="svelte" />
// What dialogs about files reckon: permission bits, names by a pattern, the end of a log, a program's
// line, and the forms that ask the main process.
import { describe, expect, it } from 'vitest';
import type { Bridge, FileRow, FilesDone } from '../../electron/ipc/contract.ts';
import { joinCommand, splitCommand } from '../../renderer/lib/commandLine.ts';
import { bitOf, modeFor, modesOf, octalText, specialBit } from '../../renderer/lib/modeBits.ts';
import { checked, NO_PATTERN, renamed, type RenamePattern } from '../../renderer/lib/renameMany.ts';
import { MOST_LINES, NO_TAIL, shownText, withMore } from '../../renderer/lib/tailText.ts';
import { Dialogs } from '../../renderer/state/dialogs.svelte.ts';
import { FileLookState } from '../../renderer/state/fileLook.svelte.ts';
import { PermissionsForm } from '../../renderer/state/permissionsForm.svelte.ts';
import { RenameForm } from '../../renderer/state/renameForm.svelte.ts';
import { Renamer, type RenamePort } from '../../renderer/state/renamer.ts';
import { Edits } from '../../renderer/state/edits.svelte.ts';
import { TextEditing } from '../../renderer/state/textEditing.svelte.ts';
import { told } from '../support/told.ts';

const SIDE = { id: 's', hostId: 'h', path: '/srv' };
const row = (name: string, change: Partial<FileRow> = {}): FileRow => ({
  ...{ name, kind: 'file', size: 1, changedAt: 0, mode: 0o644, owner: 'me', group: 'www' },
  ...change,
});
const names = (all: string[], change: Partial<RenamePattern>) =>
  renamed(all, { ...NO_PATTERN, ...change });

function main() {
  const calls: unknown[][] = [];
  const answers: Record<string, unknown> = {};
  const listeners: Record<string, (payload: never) => void> = {};
  const bridge = {
    on: (name: string, listener: (payload: never) => void) => {
      listeners[name] = listener;
      return () => void delete listeners[name];
    },
    call: async (...args: unknown[]) => {
      calls.push(args);
      const answer = answers[args[0] as string];
      if (answer instanceof Error) throw answer;
      return answer;
    },
  } as unknown as Bridge;
  return { bridge, calls, answers, listeners };
}
const done = (change: Partial<FilesDone> = {}): FilesDone => ({
  ...{ done: 1, failed: [], undo: null },
  ...change,
});

describe('permissions', () => {
  it('are bits and an octal number', () => {
    expect(bitOf('owner', 'read')).toBe(0o400);
    expect(bitOf('others', 'execute')).toBe(0o1);
    expect(['setuid', 'setgid', 'sticky'].map((one) => specialBit(one as 'setuid'))).toEqual([
      ...[0o4000, 0o2000, 0o1000],
    ]);
    expect(octalText(modesOf([0o4755]))).toBe('4755');
    expect(octalText(modesOf([0o644, 0o600]))).toBe('');
  });

  it('of many keep what isn’t touched in each', () => {
    const modes = modesOf([0o644, 0o755]);
    expect(modes).toEqual({ set: 0o644, mixed: 0o111 });
    expect(modeFor(0o755, { set: 0o664, mixed: 0o111 })).toBe(0o775);
    expect(modeFor(0o644, { set: 0o664, mixed: 0o111 })).toBe(0o664);
  });

  it('are set by a call for each mode that comes of it, and the owner by one', async () => {
    const { bridge, calls, answers } = main();
    [answers['files:setMode'], answers['files:setOwner']] = [done(), done()];
    const form = new PermissionsForm(bridge, SIDE, [row('a'), row('b', { mode: 0o755 })]);
    expect([form.ownerNow, form.octal, form.mayApply]).toEqual(['me', '', false]);
    form.set(bitOf('group', 'write'), true);
    form.owner = 'root ';
    expect(await form.apply()).toBe(2);
    const rest = { inside: false, asRoot: false };
    expect(calls).toEqual([
      ['files:setMode', 's', ['/srv/a'], { ...rest, mode: 0o664 }],
      ['files:setMode', 's', ['/srv/b'], { ...rest, mode: 0o775 }],
      ['files:setOwner', 's', ['/srv/a', '/srv/b'], { owner: 'root', group: '', asRoot: false }],
    ]);
  });

  it('follow a number that is typed, and wait for one that isn’t whole', async () => {
    const { bridge, answers } = main();
    const form = new PermissionsForm(bridge, SIDE, [row('a')]);
    form.typed('60');
    expect([form.octalWrong, form.mayApply]).toEqual([true, false]);
    form.typed('0600');
    expect([form.modes.set, form.mayApply]).toEqual([0o600, true]);
    answers['files:setMode'] = done({ failed: [{ path: '/srv/a', said: told('Not yours.') }] });
    expect(await form.apply()).toBeNull();
    expect(form.error).toBe('1 of 1 could not be set. Not yours.');
    expect(form.refused).toBe(false);
  });

  it('that a host refuses may be set by root', async () => {
    const { bridge, answers, calls } = main();
    const form = new PermissionsForm(bridge, SIDE, [row('a')]);
    form.typed('0600');
    const said = { code: 'file-no-permission', facts: { path: '/srv/a' } } as const;
    answers['files:setMode'] = done({ failed: [{ path: '/srv/a', said }] });
    expect([await form.apply(), form.refused]).toEqual([null, true]);
    answers['files:setMode'] = done();
    expect([await form.apply(true), form.refused]).toEqual([1, false]);
    expect(calls.at(-1)?.[3]).toEqual({ mode: 0o600, inside: false, asRoot: true });
  });
});

describe('names by a pattern', () => {
  const both = ['IMG 1.JPG', 'IMG 2.JPG'];

  it.each<[string, string[], Partial<RenamePattern>, string[]]>([
    ['nothing changes', both, {}, both],
    ['text', both, { find: 'IMG ', replace: 'sea-' }, ['sea-1.JPG', 'sea-2.JPG']],
    ['signs mean themselves', ['a.b(1)'], { find: '(1)', replace: '$&', endings: true }, ['a.b$&']],
    ['the whole name', both, { replace: 'sea ##', from: 9 }, ['sea 09.JPG', 'sea 10.JPG']],
    [
      'only what is found counts',
      ['a1', 'b', 'a2'],
      { find: 'a', replace: '#' },
      ['11', 'b', '22'],
    ],
    [
      'endings, too',
      both,
      { find: 'jpg', replace: 'png', matchCase: false, endings: true },
      ['IMG 1.png', 'IMG 2.png'],
    ],
    [
      'parts found',
      ['2026-11-30 x'],
      { find: '(\\d+)-(\\d+)', replace: '$2.$1', regex: true },
      ['11.2026-30 x'],
    ],
    ['small', both, { letters: 'lower' }, ['img 1.JPG', 'img 2.JPG']],
    ['first ones', ['über den_fluss'], { letters: 'title' }, ['Über Den_Fluss']],
    ['a dot at the front', ['.bashrc'], { replace: 'x' }, ['x']],
  ])('%s', (_, all, pattern, then) => expect(names(all, pattern)).toEqual(then));

  it('refuses what is no expression', () => {
    expect(() => names(['a'], { find: '(', regex: true })).toThrow(SyntaxError);
    expect(names(['a('], { find: '(', replace: '[' })).toEqual(['a[']);
  });

  it.each<[string, string | null]>([
    ['', 'empty'],
    ['..', 'dots'],
    ['a/b', 'sign'],
    ['ä'.repeat(128), 'long'],
    ['there', 'there'],
    ['b', null],
  ])('“%s” is %s', (to, problem) => {
    expect(checked(['a'], [to], ['there'])[0]!.problem).toBe(problem);
  });

  it('marks all that would get one name, and lets names change places', () => {
    const twice = checked(['a', 'b', 'c'], ['x', 'x', 'c'], []);
    expect(twice.map(({ problem }) => problem)).toEqual(['twice', 'twice', null]);
    expect(checked(['a', 'b'], ['b', 'a'], []).every(({ problem }) => problem === null)).toBe(true);
  });

  it('are ended where they take too long, and where another is asked', async () => {
    const ports: (RenamePort & { ended: boolean })[] = [];
    const timers: (() => void)[] = [];
    const make = () => {
      const port = { ended: false, onmessage: null, postMessage: () => {}, terminate: () => {} };
      ports.push({ ...port, terminate: () => (ports[at]!.ended = true) });
      const at = ports.length - 1;
      return ports[at]!;
    };
    const later = (_: number, run: () => void) => (timers.push(run), () => undefined);
    const renamer = new Renamer({ make, later });
    const first = renamer.ask(['a'], NO_PATTERN);
    const second = renamer.ask(['a'], NO_PATTERN);
    expect(ports.map(({ ended }) => ended)).toEqual([true, false]);
    timers.forEach((run) => run());
    expect([await first, await second]).toEqual([null, { slow: true }]);
    expect(ports[1]!.ended).toBe(true);
  });

  it('are changed only where all of them can be, and what failed is told', async () => {
    const { bridge, calls, answers } = main();
    const renamer = {
      ask: async (all: readonly string[], pattern: RenamePattern) => ({
        names: renamed(all, pattern),
      }),
      end: () => undefined,
    };
    const rows = [row('a.txt'), row('b.txt'), row('c.txt')];
    const form = new RenameForm({ bridge, side: SIDE, rows, others: ['z1.txt'], renamer });
    Object.assign(form.pattern, { find: '[ab]', replace: 'z#', regex: true });
    await form.update();
    expect([form.changes.length, form.wrong, form.mayApply]).toEqual([2, 1, false]);
    form.pattern.from = 5;
    await form.update();
    expect(form.mayApply).toBe(true);
    answers['files:rename'] = done({ failed: [{ path: '/srv/b.txt', said: told('Not there.') }] });
    await form.apply();
    expect(form.error).toBe('1 item could not be renamed. Not there.');
    expect(calls).toEqual([
      [
        ...['files:rename', 's'],
        [
          { from: '/srv/a.txt', to: '/srv/z5.txt' },
          { from: '/srv/b.txt', to: '/srv/z6.txt' },
        ],
      ],
    ]);
  });
});

describe('a look at a file', () => {
  it('shows what moves or hides something as what it is', () => {
    expect(shownText('a\u001b[31mred\u001b[0m\r\nb\u0007\u202e')).toBe('ared\nb\u2407\ufffd');
    expect(shownText('tab\tä 发')).toBe('tab\tä 发');
  });

  it('keeps so many of the last lines', () => {
    const full = withMore(NO_TAIL, 'x\n'.repeat(MOST_LINES - 1));
    expect(full.cut).toBe(false);
    const more = withMore(full, 'last\nline');
    expect([more.cut, more.text.split('\n').length]).toEqual([true, MOST_LINES]);
    expect(more.text.endsWith('last\nline')).toBe(true);
  });

  it('follows the end, rests while it is paused, and says when it is another file', async () => {
    const { bridge, calls, answers, listeners } = main();
    answers['files:look'] = { kind: 'text', text: 'one\n', whole: true };
    const file = new FileLookState(bridge, SIDE, row('app.log'));
    await file.load();
    await file.follow();
    const came = (text: string, fresh = false, side = 's') =>
      listeners['files:tail']!({ side, text, fresh } as never);
    came('one\n');
    came('not ours', false, 'other');
    file.paused = true;
    came('two\n');
    expect([file.tail.text, file.linesWaiting]).toEqual(['one\n', 1]);
    file.goOn();
    expect(file.tail.text).toBe('one\ntwo\n');
    came('new\n', true);
    expect([file.tail.text, file.fresh]).toEqual(['new\n', true]);
    file.end();
    expect(calls.slice(1)).toEqual([
      ['files:tail', 's', '/srv/app.log'],
      ['files:tail', 's', null],
    ]);
    expect(listeners['files:tail']).toBeUndefined();
  });

  it('says why there is nothing to look at', async () => {
    const { bridge, answers } = main();
    answers['files:look'] = new Error('No permission.');
    const file = new FileLookState(bridge, SIDE, row('shadow'));
    await file.load();
    expect(file.error).toBe('The file could not be read: No permission.');
  });
});

const EDITOR = { kind: 'editor', id: 'e' } as const;
const COMPARE = { kind: 'compare', id: 'e' } as const;

function begun() {
  const { bridge, answers } = main();
  const editing = new TextEditing(bridge, new Edits({ bridge, trouble: () => undefined }), 'e');
  return { answers, dialogs: new Dialogs(), editing };
}

describe('the editor in the window', () => {
  it('reads the copy once it is there, and keeps what could not be saved', async () => {
    const { bridge, answers, calls } = main();
    const editing = new TextEditing(bridge, new Edits({ bridge, trouble: () => undefined }), 'e');
    answers['edits:read'] = 'text';
    await Promise.all([editing.read(), editing.read()]);
    expect([editing.text, calls.length]).toEqual(['text', 1]);
    editing.changed = true;
    answers['edits:write'] = new Error('Disk full.');
    expect(await editing.save('more')).toBe(false);
    expect([editing.changed, editing.error]).toEqual([
      true,
      'The text could not be saved: Disk full.',
    ]);
    answers['edits:write'] = undefined;
    expect(await editing.save('more')).toBe(true);
    expect([editing.changed, editing.error]).toEqual([false, '']);
  });

  it('has unsaved what is typed while it is saved', async () => {
    const { editing } = begun();
    editing.typed();
    const saved = editing.save('text');
    editing.typed();
    expect(await saved).toBe(true);
    expect(editing.changed).toBe(true);
  });

  it('asks before anything else takes its place, and only while something isn’t saved', async () => {
    const { dialogs, editing } = begun();
    const shown = () =>
      dialogs.current?.name === 'file' ? dialogs.current.shows : dialogs.current;
    dialogs.showFile(EDITOR);
    dialogs.keeps(editing);
    editing.typed();
    dialogs.showFile(COMPARE);
    expect([shown(), editing.asking, dialogs.hasUnsaved]).toEqual([EDITOR, true, true]);
    const answer = dialogs.ask('link', { url: 'https://a.example' }); // in the place of the other
    dialogs.close(); // by what was open before
    expect([shown(), editing.asking]).toEqual([EDITOR, true]);
    editing.stay();
    expect([await answer, shown(), editing.asking]).toEqual([null, EDITOR, false]);

    dialogs.showFile(COMPARE);
    editing.leaveUnsaved();
    expect([shown(), editing.asking, dialogs.hasUnsaved]).toEqual([COMPARE, false, false]);
    dialogs.showFile(EDITOR);
    expect(shown()).toEqual(EDITOR);
  });

  it('saves, and goes where that worked and nobody went on typing', async () => {
    const { answers, dialogs, editing } = begun();
    dialogs.showFile(EDITOR);
    dialogs.keeps(editing);
    editing.typed();
    answers['edits:write'] = new Error('Disk full.');
    const answer = dialogs.ask('link', { url: 'https://a.example' });
    await editing.saveAndLeave('more');
    expect([await answer, editing.changed, dialogs.current?.name]).toEqual([null, true, 'file']);
    answers['edits:write'] = undefined;
    dialogs.showFile(COMPARE);
    const saving = editing.saveAndLeave('more');
    editing.typed();
    await saving;
    expect([editing.changed, dialogs.current]).toMatchObject([true, { shows: EDITOR }]);
    dialogs.showFile(COMPARE);
    await editing.saveAndLeave('and more');
    expect([editing.changed, dialogs.current]).toMatchObject([false, { shows: COMPARE }]);
  });
});

describe('a program’s line', () => {
  it.each<[string, string[]]>([
    ['', []],
    ['  code  --wait ', ['code', '--wait']],
    ['"C:\\Program Files\\ed.exe" -n', ['C:\\Program Files\\ed.exe', '-n']],
    [`'/opt/my editor/ed' ""`, ['/opt/my editor/ed', '']],
    ['a"b c"d', ['ab cd']],
  ])('%s', (line, parts) => {
    expect(splitCommand(line)).toEqual(parts);
    expect(splitCommand(joinCommand(parts))).toEqual(parts);
  });

  it('comes back as it was, whatever quotes are in it', () => {
    const parts = [`it's "so"`, '"', "'"];
    expect(splitCommand(joinCommand(parts))).toEqual(parts);
    expect(splitCommand('ed "a')).toBeNull();
  });
});
