// Identities and what is kept for logging in, in a file of our own: sealed alone, and never in the place of what
// is here already.
import { writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { expect, it } from 'vitest';
import { sealedOwnText } from '../../../electron/import/export/ownExport.ts';
import { filled, HOP, KEY, LoginsRig, PASSPHRASE } from './loginsRig.ts';

it('all of it goes along sealed, is shown before, comes back, and is taken back as one', async () => {
  const { rig, ops, key, secrets } = await filled();
  expect((await rig.export('')).text).not.toMatch(/S-[A-Z]+|My token|hop@/);
  const { told, text } = await rig.export();
  expect(told.left).toEqual([]);
  expect(text).not.toMatch(/S-[A-Z]+|My token|hop@/);

  const other = new LoginsRig();
  const before = await other.look(rig.file, '');
  const none = { passwords: 0, passphrases: 0, pins: 0, stay: 0, alone: 0 };
  expect(before.logins).toMatchObject({
    ...none,
    identities: [{ name: 'Ops' }, { name: 'Spare' }],
  });
  const preview = await other.look(rig.file);
  expect(preview.logins).toEqual({
    ...{ passwords: 3, passphrases: 1, pins: 1, stay: 0, alone: 3 },
    identities: [
      expect.objectContaining({
        ...{ id: ops, user: 'root', here: null, does: ['add'], password: 'new' },
      }),
      expect.objectContaining({ name: 'Spare', user: 'nobody' }),
    ],
  });
  const { id } = await other.import(preview);
  expect(other.names).toEqual(['Ops', 'Spare']);
  expect(other.store.identities.find(ops)).toMatchObject({ user: 'root', identityFile: key });
  expect(other.named('web')).toMatchObject({ identity: ops });
  const db = `password ${other.named('db').id}`;
  const { [`password ${rig.named('db').id}`]: ofDb, ...shared } = secrets;
  expect(await other.kept()).toEqual({ ...shared, [db]: ofDb });

  await other.desk.undo(id);
  expect(other.names).toEqual([]);
  expect(Object.keys(await other.kept())).toEqual([db]); // as long as its host is in the bin
});

it('one that is called the same is asked about, and neither is overwritten', async () => {
  const { rig, ops } = await filled();
  await rig.export();
  const both = new LoginsRig();
  const own = both.identity('ops', 'me');
  await both.vault.keep({ what: 'password', of: own }, 'MINE');
  await both.vault.keep({ what: 'passphrase', of: KEY }, 'MY-KEY');
  const preview = await both.look(rig.file);
  expect(preview.logins).toMatchObject({ stay: 1 });
  expect(preview.logins?.identities[0]).toMatchObject({
    ...{ here: { name: 'ops', user: 'me', by: 'name' }, does: ['add', 'here'] },
  });
  await both.import(preview);
  expect(both.names).toEqual(['ops', 'Ops 2', 'Spare']);
  expect(await both.kept()).toMatchObject({
    ...{ [`password ${own}`]: 'MINE', [`password ${ops}`]: 'S-OPS' },
    [`passphrase ${KEY}`]: 'MY-KEY',
  });

  const here = new LoginsRig();
  const mine = here.identity('Ops', 'me');
  await here.import(await here.look(rig.file), { [ops]: 'here' });
  expect(here.names).toEqual(['Ops', 'Spare']);
  expect(here.named('web')).toMatchObject({ identity: mine });
  expect(here.store.identities.find(mine)).toMatchObject({ user: 'me', identityFile: '' });
  expect(Object.keys(await here.kept())).not.toContain(`password ${mine}`);
});

it('one that is here already stays as it is, whatever the file says of it', async () => {
  const { rig, ops } = await filled();
  await rig.export();
  rig.store.identities.save({ name: 'Renamed', user: 'other', identityFile: '' }, ops);
  const preview = await rig.look(rig.file);
  expect(preview.logins?.identities[0]).toMatchObject({
    ...{ here: { name: 'Renamed', by: 'id' }, does: ['here', 'add'] },
  });
  rig.store.bin.takeHosts([rig.named('db').id]); // so that there is something to import
  await rig.import(await rig.look(rig.file));
  expect(rig.names).toEqual(['Renamed', 'Spare']);
  expect(rig.named('web')).toMatchObject({ identity: ops });
});

it('of a part of the hosts, only what these use goes along', async () => {
  const { rig, ops, web, key } = await filled();
  await rig.vault.keep({ what: 'passphrase', of: key }, 'S-FILE');
  await rig.export(PASSPHRASE, [web]);
  const other = new LoginsRig();
  await other.import(await other.look(rig.file));
  expect(other.names).toEqual(['Ops']);
  expect(await other.kept()).toEqual({
    ...{ [`password ${ops}`]: 'S-OPS', [`passphrase ${key}`]: 'S-FILE' },
  });
});

it('what can’t be had now is told', async () => {
  const { rig } = await filled();
  rig.storage.refuses = new Error('locked');
  const { told } = await rig.export();
  expect(told.left.map(({ where, what }) => `${what} ${where}`).sort()).toEqual(
    [
      ...['passphrase ~/.ssh/id_ops', 'password Ops', 'password db'],
      ...[`password ${HOP}`, 'pin My token'],
    ]
      .map((one) => one.replace('~', homedir()))
      .sort(),
  );
});

it('a file of an older Bowline is read as ever, and says which identity is missing', async () => {
  const { rig, ops, web } = await filled();
  const host = { ...rig.store.reading.own(web, false)!.host };
  const { id, kind, name, color } = host;
  const fields = { address: 'web.example', identity: ops };
  const rest = { folder: [], tags: [], notes: '', favorite: false, tunnels: [] };
  const one = { id, kind, name, color, fields, secrets: { loginPassword: 'S-OLD' }, ...rest };
  writeFileSync(rig.file, await sealedOwnText({ hosts: [one], folders: [] }, PASSPHRASE));
  const other = new LoginsRig();
  const preview = await other.look(rig.file);
  expect(preview.logins).toMatchObject({ passwords: 1, identities: [] });
  expect(preview.left).toMatchObject([{ what: 'identity', why: { code: 'import-own-identity' } }]);
  await other.import(preview);
  expect(other.named('web')).toMatchObject({ identity: '' });
  expect(await other.kept()).toEqual({ [`password ${other.named('web').id}`]: 'S-OLD' });
});

it('a hostile file gets no identity’s password, and no host a secret of its choice', async () => {
  const victim = new LoginsRig();
  const mine = victim.identity('Ops', 'root');
  await victim.vault.keep({ what: 'password', of: mine }, 'MINE');
  const bank = victim.host('bank');
  const theirs = '11111111-2222-4333-8444-555555555555';
  const fields = { address: 'evil.example', identity: theirs };
  const rest = { folder: [], tags: [], notes: '', favorite: false, tunnels: [] };
  const evil = { id: 'e', kind: 'ssh', name: 'evil', color: 'none', fields, secrets: {}, ...rest };
  const identities = [
    { id: theirs, name: 'OPS ', user: 'root', identityFile: '' },
    { id: '__proto__', name: 'a\u202eb', user: '-oProxyCommand=x', identityFile: '' },
    { id: 'not an id', name: '', user: 'x\ny', identityFile: '' },
  ];
  const kept = [
    { what: 'password', of: bank, secret: 'THEIRS' },
    { what: 'password', of: mine, secret: 'THEIRS' },
  ] as const;
  const hosts = [evil] as Parameters<typeof sealedOwnText>[0]['hosts'];
  const plain = { hosts, folders: [], logins: { identities, kept } };
  writeFileSync(victim.file, await sealedOwnText(plain, PASSPHRASE));
  const preview = await victim.look(victim.file);
  expect(preview.logins).toMatchObject({ passwords: 0, identities: [{ does: ['add', 'here'] }] });
  expect(preview.left).toHaveLength(2);
  await victim.import(preview);
  expect(victim.names).toEqual(['Ops', 'OPS 2']);
  expect(victim.named('evil')).toMatchObject({ identity: theirs });
  expect(await victim.kept()).toEqual({ [`password ${mine}`]: 'MINE' });
});
