/// <reference types="svelte" />
// An import as its dialog leads through it, on a main process that is played.
import { describe, expect, it } from 'vitest';
import type { ImportDone, ImportedLogins } from '../../electron/ipc/contract.ts';
import { HostImport } from '../../renderer/state/hostImport.svelte.ts';
import { Imports } from '../../renderer/state/imports.svelte.ts';
import { ImportTable } from '../../renderer/state/importTable.svelte.ts';
import { Notices } from '../../renderer/state/notices.svelte.ts';
import { Deferred } from '../support/deferred.ts';
import { cut, known, playedMain, preview, row } from './importRig.ts';

const FILE = { from: 'dialog', what: 'file' } as const;
const DONE = {
  ...{ id: 'done', added: 2, changed: 0, skipped: 0, identities: 0, secrets: 0, first: 'a' },
};
/** One here is called the same; and one that is here. */
const LOGINS: ImportedLogins = {
  identities: [
    {
      ...{ id: 'i1', name: 'Ops', user: 'root', identityFile: '', does: ['add', 'here'] },
      ...{ here: { name: 'ops', user: 'me', by: 'name' }, password: 'new' },
    },
    {
      ...{ id: 'i2', name: 'Db', user: 'dba', identityFile: '', does: ['here'] },
      ...{ here: { name: 'Db', user: 'dba', by: 'id' }, password: 'new' },
    },
  ],
  ...{ passwords: 3, passphrases: 1, pins: 0, stay: 1, alone: 1 },
};
const refuse = (): never => {
  throw new Error('The disk is full.');
};

describe('an import', () => {
  it('goes from the source to what is in it, and back, and is forgotten when it is left', async () => {
    const { bridge, calls, listeners } = playedMain({ 'import:open': () => preview([row(0)]) });
    const run = new HostImport(bridge);
    expect(run.step).toBe('source');
    expect(await run.open(FILE)).toBe('open');
    expect(run.step).toBe('preview');
    run.back();
    expect(run.step).toBe('source');
    await run.open(FILE);
    run.close();
    expect(calls.filter(([name]) => name === 'import:close')).toHaveLength(2);
    expect(listeners.size).toBe(0);
  });

  it('stays where it was when no file is chosen, and says why one can’t be read', async () => {
    const answers = { 'import:open': (): unknown => null };
    const { bridge } = playedMain(answers);
    const run = new HostImport(bridge);
    expect(await run.open(FILE)).toBe('called-off');
    expect([run.step, run.failure]).toEqual(['source', '']);
    answers['import:open'] = refuse;
    expect(await run.open(FILE)).toBe('failed');
    expect([run.step, run.failure, run.reading]).toEqual(['source', 'The disk is full.', false]);
  });

  it('forgets a preview that comes when nobody wants it any more', async () => {
    const late = new Deferred<unknown>();
    const { bridge, calls } = playedMain({ 'import:open': () => late.promise });
    const run = new HostImport(bridge);
    const opened = run.open(FILE);
    run.close();
    late.resolve(preview([row(0)]));
    await opened;
    expect(calls.at(-1)).toEqual(['import:close', 'preview']);
  });

  it('gets the rows of a large file in parts, until nobody wants them any more', async () => {
    const [all, late] = [[row(0), row(1), row(2), row(3)], new Deferred<unknown>()];
    const part = (from: number, next: number | null) => ({
      rows: JSON.stringify(all.slice(from, from + 1)),
      next,
    });
    const { bridge, calls } = playedMain({
      'import:open': () => preview(all.slice(0, 2), { next: 2 }),
      'import:further': (_, from) => (from === 2 ? part(2, 3) : late.promise),
    });
    const run = new HostImport(bridge);
    const opened = run.open(FILE);
    await Promise.resolve();
    expect([run.step, run.reading]).toEqual(['source', true]);
    late.resolve(part(3, null));
    expect(await opened).toBe('open');
    expect(run.table!.preview.rows).toEqual(all);
    const left = new HostImport(bridge);
    const wanted = left.open(FILE);
    left.close();
    await wanted;
    expect(calls.at(-1)).toEqual(['import:close', 'preview']);
    expect(calls.filter(([name]) => name === 'import:further')).toHaveLength(2);
  });

  it('keeps what is looked at where a part of it doesn’t come', async () => {
    const { bridge, calls } = playedMain({
      'import:open': ({ from }) => preview([row(0)], { next: from === 'sealed' ? 1 : null }),
      'import:further': refuse,
    });
    const run = new HostImport(bridge);
    await run.open(FILE);
    expect(await run.unseal('right')).toBe(false);
    expect([run.step, run.failure]).toEqual(['preview', 'The disk is full.']);
    expect(calls.some(([name]) => name === 'import:close')).toBe(false);
  });

  it('is under way until main has answered, and hears of its own progress alone', async () => {
    const answer = new Deferred<unknown>();
    const { bridge, calls, progress } = playedMain({
      'import:open': () => preview([row(0), row(1), known(2)]),
      'import:apply': () => answer.promise,
    });
    const run = new HostImport(bridge);
    await run.open(FILE);
    run.into = 'folder';
    const applied = run.apply();
    expect([run.step, run.progress]).toEqual(['applying', { done: 0, of: 2 }]);
    progress({ id: 'another', done: 9, of: 9 });
    expect(run.progress).toEqual({ done: 0, of: 2 });
    progress({ id: 'preview', done: 1, of: 2 });
    expect(run.progress).toEqual({ done: 1, of: 2 });
    run.back();
    expect(await run.apply()).toBeNull();
    answer.resolve(DONE);
    expect(await applied).toEqual(DONE);
    const applies = calls.filter(([name]) => name === 'import:apply');
    expect(applies).toEqual([
      [
        ...['import:apply', 'preview'],
        { into: 'folder', choices: [{ at: 0, to: 1, does: 'add' }] },
      ],
    ]);
  });

  it('keeps what was chosen when it is refused', async () => {
    const { bridge } = playedMain({
      'import:open': () => preview([row(0), row(1)]),
      'import:apply': refuse,
    });
    const run = new HostImport(bridge);
    await run.open(FILE);
    run.table!.tick([row(0)]);
    expect(await run.apply()).toBeNull();
    expect([run.step, run.failure]).toEqual(['preview', 'The disk is full.']);
    expect([run.changed, run.table!.sums.taken]).toEqual([true, 1]);
  });

  it('is read once more with its secrets, and stays as it is where the passphrase is wrong', async () => {
    let right = false;
    const { bridge, calls } = playedMain({
      'import:open': (pick) => {
        if (pick.from !== 'sealed') return preview([row(0)], { sealed: true });
        return right ? preview([row(0)], { id: 'unsealed' }) : refuse();
      },
    });
    const run = new HostImport(bridge);
    await run.open(FILE);
    expect(await run.unseal('wrong')).toBe(false);
    expect([run.failure, run.table?.preview.sealed]).toEqual(['The disk is full.', true]);
    right = true;
    expect(await run.unseal('right')).toBe(true);
    expect([run.failure, run.table?.preview.sealed]).toEqual(['', false]);
    expect(calls.at(-1)).toEqual(['import:close', 'preview']);
  });

  it('of nothing isn’t begun', async () => {
    const { bridge, calls } = playedMain({ 'import:open': () => preview([known(0)]) });
    const run = new HostImport(bridge);
    await run.open(FILE);
    expect(await run.apply()).toBeNull();
    expect(calls.some(([name]) => name === 'import:apply')).toBe(false);
  });

  it('brings logins alone where no host is taken', async () => {
    const { bridge, calls } = playedMain({
      'import:open': () => preview([row(0), known(1)], { logins: LOGINS }),
      'import:apply': () => DONE,
    });
    const run = new HostImport(bridge);
    await run.open(FILE);
    expect(run.loginsAlone).toBeNull();
    run.table!.tick([row(0)]);
    expect(run.loginsAlone).toEqual({ identities: 1, secrets: 3 });
    run.chooseIdentity('i1', 'here');
    expect(run.loginsAlone).toEqual({ identities: 0, secrets: 2 });
    expect(await run.apply()).toEqual(DONE);
    const wish = { into: null, choices: [], identities: { i1: 'here' } };
    expect(calls.at(-1)).toEqual(['import:apply', 'preview', wish]);
  });

  it('has no logins to bring alone where all of them are here', async () => {
    const identities = LOGINS.identities.slice(1).map((one) => ({ ...one, password: 'kept' }));
    const logins = { ...LOGINS, identities, alone: 0 } as ImportedLogins;
    const { bridge, calls } = playedMain({ 'import:open': () => preview([known(0)], { logins }) });
    const run = new HostImport(bridge);
    await run.open(FILE);
    expect([run.loginsAlone, await run.apply()]).toEqual([null, null]);
    expect(calls.some(([name]) => name === 'import:apply')).toBe(false);
  });
});

describe('the table of an import', () => {
  const rows = () => [cut(0), row(1), row(2), row(3)];
  const at = (table: ImportTable) => table.current?.key;

  it('begins at the first host, and goes along its lines', () => {
    const table = new ImportTable(preview(rows()));
    expect(at(table)).toBe('0');
    table.go(table.currentAt + 1);
    expect(at(table)).toBe('new');
    table.go(99);
    expect(at(table)).toBe('3');
    table.go(-5);
    expect(at(table)).toBe('left');
  });

  it('takes and leaves out the host that the keyboard is on, or its whole group', () => {
    const table = new ImportTable(preview(rows()));
    table.tickCurrent();
    expect(table.sums).toMatchObject({ taken: 3, skip: 1 });
    table.go(table.currentAt + 1);
    table.tickCurrent();
    expect(table.sums.taken).toBe(0);
    expect(table.ticked).toBe('none');
    table.tickCurrent();
    expect(table.sums.taken).toBe(3);
    expect(table.ticked).toBe('some');
  });

  it('chooses several, in a row or one by one, for what is done with all of them', () => {
    const table = new ImportTable(preview(rows()));
    const chosen = () => table.chosen.map((one) => one.at);
    table.go(3);
    table.go(4, 'extend');
    expect(chosen()).toEqual([1, 2]);
    table.go(5, 'extend');
    expect(chosen()).toEqual([1, 2, 3]);
    table.retag(table.chosen, { add: ['lab'] });
    table.tickCurrent();
    expect(table.sums.taken).toBe(1);
    table.go(4, 'add');
    expect(chosen()).toEqual([1, 3]);
    table.go(1);
    expect(chosen()).toEqual([0]);
    table.go(4, 'add');
    expect(chosen()).toEqual([0, 2]);
    table.chooseAll();
    expect(chosen()).toHaveLength(4);
  });

  it('goes to the head of a group that is folded over the keyboard', () => {
    const table = new ImportTable(preview(rows()));
    table.go(4);
    table.fold('new', true);
    expect(at(table)).toBe('new');
    expect(table.lines.map(({ key }) => key)).toEqual(['left', '0', 'new']);
    table.fold('new', false);
    expect(table.lines).toHaveLength(6);
  });

  it('shows what is found alone, and takes no other by its boxes', () => {
    const table = new ImportTable(preview(rows()));
    table.typed = 'host-2';
    expect(table.lines.map(({ key }) => key)).toEqual(['new', '2']);
    expect(at(table)).toBe('2');
    table.tick(table.found);
    expect(table.sums).toMatchObject({ of: 4, taken: 3 });
    table.typed = 'nothing like it';
    expect([table.currentAt, table.current]).toEqual([-1, null]);
  });
});

function toldOf(done: ImportDone): string | undefined {
  const notices = new Notices({ later: () => () => undefined });
  new Imports(playedMain({}).bridge, notices).tell(done);
  return notices.toasts.list[0]?.text;
}

describe('what an import leaves', () => {
  it('is told with a way back, until the next import', async () => {
    const { bridge, calls } = playedMain({});
    const notices = new Notices({ later: () => () => undefined });
    const imports = new Imports(bridge, notices);
    imports.tell(DONE);
    expect(notices.toasts.list[0]?.text).toBe('Added 2 hosts.');
    const first = notices.toasts.list[0]!;
    imports.tell({ ...DONE, id: 'next', added: 22, changed: 2 });
    expect(notices.toasts.list[1]?.text).toBe('Added 22, changed 2 hosts.');
    expect(toldOf({ ...DONE, added: 0, identities: 2, secrets: 1 })).toBe(
      'Brought 2 identities and 1 secret.',
    );
    expect(first.action?.applies?.()).toBe(false);
    expect(notices.toasts.undo()).toBe(true);
    await Promise.resolve();
    expect(calls).toEqual([['import:undo', 'next']]);
    expect(notices.toasts.undo()).toBe(false);
  });

  it('can be tried once more where it couldn’t be taken back', async () => {
    const { bridge } = playedMain({ 'import:undo': refuse });
    const notices = new Notices({ later: () => () => undefined });
    const imports = new Imports(bridge, notices);
    imports.tell(DONE);
    const { action } = notices.toasts.list[0]!;
    await imports.undo();
    expect(notices.list.at(-1)?.text).toBe('The import could not be taken back: The disk is full.');
    expect(action?.applies?.()).toBe(true);
  });

  it('looks once for what there is, and finds nothing where that fails', async () => {
    const { bridge, calls } = playedMain({ 'import:found': refuse });
    const imports = new Imports(bridge, new Notices());
    expect(imports.found).toBeNull();
    await Promise.all([imports.look(), imports.look()]);
    expect([imports.found, calls.length]).toEqual([[], 1]);
  });
});
