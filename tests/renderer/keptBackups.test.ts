/// <reference types="svelte" />
// Backups in their dialog: looked into once one stays there, restored once that is confirmed; and what is
// checked before hosts are written to a file.
import { describe, expect, it } from 'vitest';
import type { Backup, BackupPreview, Bridge, Exported } from '../../electron/ipc/contract.ts';
import { staysBehind } from '../../renderer/lib/exporting.ts';
import { ExportHosts } from '../../renderer/state/exportHosts.svelte.ts';
import { KeptBackups } from '../../renderer/state/keptBackups.svelte.ts';
import { told } from '../support/told.ts';

const NOTHING = { added: 0, changed: 0, removed: 0 };
const PREVIEW: BackupPreview = {
  ...{ total: 3, hosts: { added: 1, changed: 0, removed: 2 }, folders: NOTHING },
};

const backup = (name: string, reason: Backup['reason'] = 'daily'): Backup => ({
  ...{ name, reason, madeAt: Date.UTC(2026, 10, 20), size: 4096 },
});

function backupsOf(names: string[], previews: Record<string, BackupPreview | Error> = {}) {
  let list = names.map((name) => backup(name));
  let fails: Error | null = null;
  const asked: string[] = [];
  const waiting: (() => void)[] = [];
  const bridge = {
    async call(name: string, of = '') {
      asked.push(`${name} ${of}`.trim());
      if (name === 'backups:list') return list;
      if (fails) throw fails;
      if (name === 'backups:restore') list = [backup('made', 'restore'), ...list];
      const preview = previews[of] ?? PREVIEW;
      if (preview instanceof Error) throw preview;
      return preview;
    },
  } as unknown as Bridge;
  const later = (_ms: number, run: () => void) => {
    waiting.push(run);
    return () => void waiting.splice(waiting.indexOf(run), 1);
  };
  const rest = async (): Promise<void> => {
    waiting.splice(0).forEach((run) => run());
    await Promise.resolve();
    await Promise.resolve();
  };
  const fail = (error: Error | null) => void (fails = error);
  return { backups: new KeptBackups(bridge, { later }), asked, rest, fail };
}

describe('backups', () => {
  it('are looked into: the first at once, those that are passed by never', async () => {
    const { backups, asked, rest } = backupsOf(['a', 'b', 'c']);
    await backups.load();
    expect(backups.looked?.preview).toEqual(PREVIEW);
    backups.go(1);
    expect(backups.looked).toBeNull();
    backups.go(2);
    await rest();
    expect(asked).toEqual(['backups:list', 'backups:preview a', 'backups:preview c']);
    expect(backups.looked?.name).toBe('c');
  });

  it('that can’t be read say why, and the others can be used', async () => {
    const { backups, rest } = backupsOf(['a', 'b'], { a: new Error('damaged') });
    await backups.load();
    expect([backups.looked?.problem, backups.restorable, backups.error]).toEqual([
      ...['damaged', false, ''],
    ]);
    backups.ask();
    expect(backups.asking).toBe(false);
    backups.go(1);
    await rest();
    expect(backups.restorable).toBe(true);
  });

  it('that change nothing are nothing to restore', async () => {
    const same = { total: 3, hosts: NOTHING, folders: NOTHING };
    const { backups } = backupsOf(['a'], { a: same });
    await backups.load();
    expect([backups.looked?.preview, backups.restorable]).toEqual([same, false]);
  });

  it('are restored, and the one made before is told; it fails in words', async () => {
    const { backups, fail } = backupsOf(['a', 'b']);
    await backups.load();
    backups.ask();
    expect(backups.asking).toBe(true);
    fail(new Error('no room'));
    expect(await backups.restore()).toBeNull();
    expect([backups.error, backups.asking]).toEqual(['no room', false]);
    fail(null);
    backups.ask();
    expect(await backups.restore()).toMatchObject({ name: 'made' });
    expect([backups.error, backups.chosen?.name]).toEqual(['', 'made']);
    expect(backups.told).toContain('Nov');
  });
});

function exportOf(answer: Exported | Error, ids: string[] | null = null) {
  const sent: unknown[] = [];
  const bridge = {
    async call(_name: string, wish: unknown) {
      sent.push(wish);
      if (answer instanceof Error) throw answer;
      return answer;
    },
  } as unknown as Bridge;
  return { form: new ExportHosts(bridge, ids), sent };
}

describe('an export', () => {
  const done: Exported = { shown: '~/hosts.json', hosts: 2, left: [] };

  it('needs a passphrase twice where secrets are sealed, and has none elsewhere', async () => {
    const { form, sent } = exportOf(done, ['a', 'b']);
    form.secrets = 'sealed';
    form.passphrase = 'seven77';
    expect([await form.write(), form.firstWrong]).toEqual([null, 'passphrase']);
    form.passphrase = 'correct horse';
    form.again = 'correct horsf';
    expect(form.firstWrong).toBe('again');
    expect([await form.write(), sent]).toEqual([null, []]);
    form.again = form.passphrase;
    expect(await form.write()).toEqual(done);
    expect(form.changed).toBe(false);
    form.passphrase = 'correct horse';
    form.format = 'csv';
    await form.write();
    expect(sent).toEqual([
      { format: 'bowline', ids: ['a', 'b'], passphrase: 'correct horse' },
      { format: 'csv', ids: ['a', 'b'], passphrase: '' },
    ]);
  });

  it('is nothing where it was called off, tells what stayed behind, and fails in words', async () => {
    expect(await exportOf({ ...done, shown: null }).form.write()).toBeNull();
    const left = [{ where: 'db', what: 'x', why: told('no place') }];
    const some = exportOf({ ...done, left }).form;
    expect([await some.write(), some.written?.left]).toEqual([{ ...done, left }, left]);
    const failing = exportOf(new Error('no room')).form;
    expect([await failing.write(), failing.error, failing.busy]).toEqual([null, 'no room', false]);
  });
});

it('what stays behind is said before, by the format', () => {
  const hosts = [{ kind: 'ssh' as const }, { kind: 'local' as const }];
  const of = (format: 'bowline' | 'ssh_config' | 'csv', sealed = false, all = true) =>
    staysBehind({ format, sealed, all }, hosts);
  expect([of('bowline', true), of('bowline')]).toEqual([
    ['The key files themselves'],
    ['Passwords, passphrases, PINs and pairing links'],
  ]);
  expect(of('bowline', true, false)[0]).toMatch(/^PINs of tokens/);
  expect(of('csv')[0]).toBe('1 host that isn’t reached by ssh');
  expect(of('ssh_config')).toHaveLength(3);
  expect(staysBehind({ format: 'csv', sealed: false, all: true }, hosts.slice(0, 1))).toHaveLength(
    2,
  );
});
