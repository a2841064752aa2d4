// The logins of a sealed file whose hosts are all here already: they come along without any host, beside what is
// here, and go again as one.
import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { once } from '../../../core/task/once.ts';
import { filled, KEY, LoginsRig } from './loginsRig.ts';

/** A sealed file, which has an empty folder besides: sealed once, as that takes its time. */
const sealedFile = once(async () => {
  const { rig, ops, secrets } = await filled();
  const empty = { name: 'Empty', parent: null, color: 'none', fields: {} } as const;
  rig.store.folders.save(empty, null);
  rig.store.many.patch([rig.named('db').id], { fields: { compression: 'yes' } });
  const { text } = await rig.export();
  const { [`password ${rig.named('db').id}`]: ofDb, ...shared } = secrets;
  return { text, ops, shared, ofDb };
});

/** With that file, and with hosts of it that somebody has typed. */
async function rigWith(...hosts: string[]) {
  const rig = new LoginsRig();
  const { text, ...there } = await sealedFile();
  writeFileSync(rig.file, text);
  for (const name of hosts) rig.host(name);
  return { rig, ...there };
}

it('come once the passphrase is told, though all hosts are here; one undo takes them back', async () => {
  const { rig, ops, shared, ofDb } = await rigWith();
  await rig.import(await rig.look(rig.file, ''));
  expect([rig.names, await rig.kept()]).toEqual([['Ops', 'Spare'], {}]);
  rig.store.bin.takeFolder(rig.store.folders.list()[0]!.id);
  const before = rig.store.list();
  rig.now += 60_000;

  const preview = await rig.look(rig.file);
  expect(preview.rows.map(({ does }) => does)).toEqual([['skip'], ['skip']]);
  expect(preview.logins).toMatchObject({ passwords: 3, stay: 0, alone: 4 });
  expect(preview.logins?.identities.map(({ does, password }) => [does, password])).toEqual([
    [['here'], 'new'],
    [['here'], 'none'],
  ]);
  const done = await rig.import(preview);
  expect(done).toMatchObject({ added: 0, changed: 0, skipped: 2, first: null });
  expect(done).toMatchObject({ identities: 0, secrets: 5 });
  expect(await rig.kept()).toEqual({ ...shared, [`password ${rig.named('db').id}`]: ofDb });
  expect([rig.store.list(), rig.store.folders.list()]).toEqual([before, []]);
  expect(rig.store.backups.list().filter(({ reason }) => reason === 'import')).toHaveLength(2);
  expect(await rig.vault.get({ what: 'password', of: ops })).toBe('S-OPS');

  await rig.desk.undo(done.id);
  expect([rig.names, await rig.kept()]).toEqual([['Ops', 'Spare'], {}]);
  expect(rig.store.list()).toEqual(before);
});

it('come where no host is taken, and change none; what was kept since stays', async () => {
  const { rig, shared, ops } = await rigWith('web', 'db');
  const before = rig.store.list();
  const preview = await rig.look(rig.file);
  expect(preview.rows.map(({ does }) => does[0])).toEqual(['merge', 'merge']);
  expect(preview.logins).toMatchObject({ alone: 3 }); // none for a host that differs
  rig.storage.backend = 'basic_text';
  const refused = { said: { code: 'secrets-kept-by-nobody' } };
  await expect(rig.import(preview, {}, [])).rejects.toMatchObject(refused);
  expect([rig.names, await rig.kept()]).toEqual([[], {}]);

  rig.storage.backend = 'gnome_libsecret';
  const done = await rig.import(preview, {}, []);
  expect(done).toMatchObject({ added: 0, changed: 0, identities: 2, secrets: 4 });
  expect([rig.names, rig.store.list()]).toEqual([['Ops', 'Spare'], before]);
  expect(await rig.kept()).toEqual(shared);
  rig.now += 1_000;
  await rig.vault.keep({ what: 'pin', of: 'My token' }, 'NEWER');
  await rig.desk.undo(done.id);
  expect([rig.names, await rig.kept()]).toEqual([[], { 'pin My token': 'NEWER' }]);
  expect(rig.store.identities.find(ops)).toBeUndefined();
});

it('ask about a name that is taken, and overwrite nothing', async () => {
  const { rig, ops } = await rigWith('web', 'db');
  const own = rig.identity('ops', 'me');
  await rig.vault.keep({ what: 'passphrase', of: KEY }, 'MY-KEY');
  const preview = await rig.look(rig.file);
  expect(preview.logins).toMatchObject({ stay: 1, alone: 2 });
  expect(preview.logins?.identities[0]).toMatchObject({ does: ['add', 'here'], password: 'new' });
  const here = await rig.import(preview, { [ops]: 'here' }, []);
  expect(here).toMatchObject({ identities: 1, secrets: 2 });
  expect(rig.names).toEqual(['ops', 'Spare']);
  expect(Object.keys(await rig.kept())).not.toContain(`password ${own}`);
  await rig.desk.undo(here.id);

  expect(await rig.import(preview, {}, [])).toMatchObject({ identities: 2, secrets: 3 });
  expect(rig.names).toEqual(['ops', 'Ops 2', 'Spare']);
  expect(await rig.kept()).toMatchObject({
    ...{ [`password ${ops}`]: 'S-OPS', [`passphrase ${KEY}`]: 'MY-KEY' },
  });
  expect(rig.store.identities.find(own)).toMatchObject({ name: 'ops', user: 'me' });
});
