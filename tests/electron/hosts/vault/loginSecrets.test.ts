// Secrets of logins with what they belong to: hosts, the bin, backups, files of earlier versions.
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { MOST_SECRETS } from '../../../../electron/hosts/vault/loginSecrets.ts';
import type { SecretUse } from '../../../../electron/ipc/contract.ts';
import { exportHosts } from '../../../../electron/main/exportHosts.ts';
import type { ImportThread } from '../../../../electron/main/importThread.ts';
import { agentDraft, sshDraft } from '../drafts.ts';
import { fileOf } from '../versions.ts';
import { temporaryDirectory } from '../../../support/temporary.ts';
import { KEY, VaultRig } from './vaultRig.ts';

const passwordOf = (of: string): SecretUse => ({ what: 'password', of });

it('each use has one slot, with when it was kept and used', async () => {
  const rig = new VaultRig();
  const id = rig.save(sshDraft());
  await rig.vault.keep(passwordOf(id), 'one');
  await rig.vault.keep({ ...passwordOf(id), what: 'pin' }, 'two');
  rig.now += 5;
  expect(await rig.vault.get(passwordOf(id))).toBe('one');
  const [pin, password] = rig.store
    .keptSecrets()
    .sort((a, b) => (a.use.what > b.use.what ? 1 : -1))
    .reverse();
  expect(password).toEqual({
    ...{ use: passwordOf(id), called: 'web-eu-1', hosts: [id] },
    ...{ keptAt: rig.now - 5, usedAt: rig.now },
  });
  expect(pin).toMatchObject({ use: { what: 'pin', of: id }, usedAt: null, hosts: [] });
  await rig.vault.keep(passwordOf(id), 'three');
  expect(rig.store.keptSecrets().find(({ use }) => use.what === 'password')).toMatchObject({
    ...{ keptAt: rig.now, usedAt: null },
  });
  await rig.vault.keep(passwordOf(id), '');
  expect(rig.vault.has(passwordOf(id))).toBe(false);
});

it('in the bin they are kept, and deleted for good they are gone, from the backups, too', async () => {
  const rig = new VaultRig();
  const [id, other] = [rig.save(sshDraft()), rig.save(sshDraft({ name: 'other' }))];
  for (const one of [id, other]) await rig.vault.keep(passwordOf(one), `secret of ${one}`);
  rig.store.backups.make('daily');
  const sealed = Buffer.from(rig.store.loginSecrets.get(passwordOf(id))!.sealed);
  rig.store.bin.takeHosts([id]);
  expect(rig.store.keptSecrets().find(({ use }) => use.of === id)).toMatchObject({
    ...{ called: 'web-eu-1', hosts: [] },
  });
  rig.store.bin.restore([id]);
  expect(await rig.vault.get(passwordOf(id))).toBe(`secret of ${id}`);
  rig.store.bin.takeHosts([id]);
  expect(rig.onDisk().includes(sealed)).toBe(true);
  rig.store.bin.empty(null);
  expect([rig.vault.has(passwordOf(id)), rig.vault.has(passwordOf(other))]).toEqual([false, true]);
  expect(rig.onDisk().includes(sealed)).toBe(false);
});

it('forgotten, one is gone from the file, its copy and the backups; the others stay', async () => {
  const rig = new VaultRig();
  await rig.vault.keep(KEY, 'of the key');
  await rig.vault.keep(passwordOf('x'), 'another');
  rig.store.backups.make('daily');
  const sealed = Buffer.from(rig.store.loginSecrets.get(KEY)!.sealed);
  rig.vault.forget(KEY);
  expect([rig.vault.has(KEY), rig.onDisk().includes(sealed)]).toEqual([false, false]);
  expect(await rig.vault.get(passwordOf('x'))).toBe('another');
  rig.vault.forget(KEY); // once more
});

it('a backup that can’t be cleared keeps the secret where it is, and says so', async () => {
  const rig = new VaultRig();
  await rig.vault.keep(KEY, 'of the key');
  rig.store.backups.make('daily');
  const name = rig.store.backups.list()[0]!.name;
  mkdirSync(join(rig.folder, 'backups', `${name}-journal`)); // SQLite can't write there
  expect(() => rig.vault.forget(KEY)).toThrow();
  expect(await rig.vault.get(KEY)).toBe('of the key');
});

it('restoring hosts leaves what is kept now, and brings back what only the backup has', async () => {
  const rig = new VaultRig();
  const id = rig.save(sshDraft());
  await rig.vault.keep(passwordOf(id), 'old');
  rig.store.backups.make('daily');
  const backup = rig.store.backups.list()[0]!.name;
  rig.now += 1000;
  const late = rig.save(sshDraft({ name: 'late' }));
  for (const use of [passwordOf(id), passwordOf(late), KEY]) await rig.vault.keep(use, 'new');
  await rig.vault.setPassphrase('correct horse', null);
  rig.store.backups.restore(backup);
  expect(await rig.vault.get(passwordOf(id))).toBe('new');
  expect([rig.vault.has(passwordOf(late)), await rig.vault.get(KEY)]).toEqual([false, 'new']);
  expect(await rig.vault.keeper()).toEqual({ by: 'passphrase', locked: false });
  const before = rig.store.backups.list().find(({ reason }) => reason === 'restore')!;
  rig.store.backups.restore(before.name);
  expect(await rig.vault.get(passwordOf(late))).toBe('new');
});

it('a backup of before another passphrase brings nothing that it can’t open', async () => {
  const rig = await VaultRig.locked();
  await rig.vault.keep(KEY, 'by the first');
  rig.store.backups.make('daily');
  const backup = rig.store.backups.list()[0]!.name;
  await rig.vault.forgetPassphrase();
  await rig.vault.setPassphrase('battery staple', null);
  rig.store.backups.restore(backup);
  expect([rig.vault.has(KEY), await rig.vault.keeper()]).toEqual([
    ...[false, { by: 'passphrase', locked: false }],
  ]);
  await rig.vault.forgetPassphrase();
  rig.store.backups.restore(backup);
  expect(await rig.vault.unlock('correct horse')).toBe(true);
  expect(await rig.vault.get(KEY)).toBe('by the first');
});

it('a file, and a backup, of before there were any are brought up to them', async () => {
  const folder = temporaryDirectory();
  mkdirSync(join(folder, 'backups'));
  fileOf(7, join(folder, 'hosts.db'));
  const name = 'hosts-2026-11-19T12-00-00-000Z.daily.db';
  copyFileSync(join(folder, 'hosts.db'), join(folder, 'backups', name));
  const rig = new VaultRig(folder);
  await rig.vault.keep(passwordOf('a1'), 'open sesame');
  rig.store.backups.restore(name);
  expect(await rig.vault.get(passwordOf('a1'))).toBe('open sesame');
  rig.store.bin.takeHosts(['a1']);
  rig.store.bin.empty(null);
  expect(rig.vault.has(passwordOf('a1'))).toBe(false);
});

it('a copy of a host asks for its own', async () => {
  const rig = new VaultRig();
  const id = rig.save(sshDraft());
  await rig.vault.keep(passwordOf(id), 'open sesame');
  const copy = rig.store.duplicate(id);
  expect(rig.vault.has(passwordOf(copy.id))).toBe(false);
});

it('windows are told nothing of them with the hosts', async () => {
  const rig = new VaultRig();
  const id = rig.save(sshDraft());
  rig.save(agentDraft());
  await rig.vault.keep(passwordOf(id), 'open sesame');
  const told = JSON.stringify([
    ...[rig.store.list(), rig.store.telling.first(), rig.store.keptSecrets(), rig.store.get(id)],
    ...[rig.store.reading.own(id, true), rig.store.reading.connected(id), rig.told],
  ]);
  expect(told.includes('sesame')).toBe(false);
  expect(rig.onDisk().includes('sesame')).toBe(false);
});

it('there are so many, and a named error for one more', async () => {
  const rig = new VaultRig();
  await rig.vault.keep(KEY, 'x');
  const database = new DatabaseSync(join(rig.folder, 'hosts.db'));
  database.exec(`
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${MOST_SECRETS})
    INSERT OR IGNORE INTO login_secrets SELECT 'pin', i, 'keychain', x'00', 0, NULL FROM n`);
  database.close();
  await expect(rig.vault.keep(passwordOf('more'), 'x')).rejects.toThrow('have no room');
  await rig.vault.keep(KEY, 'y'); // one that is there has its room
});

it('no export has them, but one that is sealed', async () => {
  const rig = new VaultRig();
  const id = rig.save(sshDraft());
  await rig.vault.keep(passwordOf(id), 'open sesame');
  const handed: unknown[] = [];
  const sealed: unknown[] = [];
  const thread = {
    call: (...given: unknown[]) => (into.push(given), Promise.resolve([])),
    end: () => undefined,
  } as unknown as ImportThread;
  let into = handed;
  const { store: hosts, vault } = rig;
  for (const format of ['bowline', 'ssh_config', 'csv'] as const) {
    for (const passphrase of ['', 'of the export']) {
      const choose = (): Promise<string> => Promise.resolve('/tmp/hosts');
      const wish = { ids: null, format, passphrase };
      into = format === 'bowline' && passphrase !== '' ? sealed : handed;
      const done = await exportHosts(wish, { hosts, vault, start: () => thread, choose });
      expect(done.hosts).toBe(1);
    }
  }
  expect(JSON.stringify(handed)).toContain('web-eu-1');
  expect(JSON.stringify(handed)).not.toContain('sesame');
  expect(JSON.stringify(sealed)).toContain('open sesame');
});
