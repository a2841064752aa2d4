// Saved hosts written to a file, and what becomes of them where it is read again.
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SYSTEM } from '../../../core/system.ts';
import { expect, it } from 'vitest';
import type { GivenDraft } from '../../../electron/ipc/contract.ts';
import { inEnglish } from '../../../words/said.ts';
import { says } from '../../support/says.ts';
import { PAIRING_LINK, TOKEN } from '../hosts/drafts.ts';
import { dialogs, ImportRig, proposed } from './importRig.ts';

function save(rig: ImportRig, draft: Partial<GivenDraft> & { name: string }): string {
  const result = rig.store.save({ kind: 'ssh', color: 'none', ...draft }, null);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.host.id;
}

/** A folder that says a user, a host that goes through another one, and a tunnel. */
function filled(): ImportRig {
  const rig = new ImportRig();
  const fields = { user: 'ops' };
  const made = rig.store.folders.save({ name: 'Prod', parent: null, color: 'red', fields }, null);
  const folder = made.ok ? made.folder.id : null;
  const gate = save(rig, { name: 'gate', address: 'gate.example', folder });
  const db = save(rig, {
    ...{ name: 'db', address: '10.0.0.2', jumpHost: `host:${gate}`, folder, tags: ['sql'] },
    ...{ notes: 'the\nmain one', favourite: true, color: 'blue' },
  });
  const tunnel = { kind: 'local', name: '', user: '', password: '', shared: false } as const;
  const ends = { listenAddress: '127.0.0.1', listenPort: '1', targetAddress: 'x', targetPort: '2' };
  rig.store.tunnels.save(db, { ...tunnel, ...ends, autostart: true }, null);
  return rig;
}

const SECRETS = { format: 'bowline', ids: null, passphrase: 'open sesame' } as const;

it('our own file brings everything back elsewhere', async () => {
  const rig = filled();
  const file = path.join(rig.folder, 'out.json');
  const told = await rig.desk.export({ ...SECRETS, passphrase: '' }, dialogs(file));
  expect(told).toMatchObject({ hosts: 2, left: [] });
  if (SYSTEM !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  const other = new ImportRig();
  await other.import(file);
  expect(other.names).toEqual(['Prod/db', 'Prod/gate']);
  expect(other.store.folders.list()).toMatchObject([{ color: 'red', fields: { user: 'ops' } }]);
  const { id, ...db } = other.host('db');
  expect(db).toMatchObject({
    ...{ color: 'blue', notes: 'the\nmain one', tags: ['sql'], favourite: true },
    jumpHost: `host:${other.host('gate').id}`,
  });
  expect(other.store.tunnels.list(id)).toMatchObject([{ listenPort: '1', targetAddress: 'x' }]);
});

it('folders without hosts come along, into the folder that was chosen, and are taken back', async () => {
  const rig = filled();
  const prod = rig.store.folders.list()[0]!.id;
  const folder = (name: string, parent: string | null) =>
    rig.store.folders.save({ name, parent, color: 'blue', fields: { port: '2222' } }, null);
  folder('Later', prod);
  folder('Attic', null);
  const file = path.join(rig.folder, 'out.json');
  await rig.desk.export({ ...SECRETS, passphrase: '' }, dialogs(file));
  const other = new ImportRig();
  const made = other.store.folders.save(
    { name: 'Moved', parent: null, color: 'none', fields: {} },
    null,
  );
  const into = made.ok ? made.folder.id : '';
  const preview = await other.open(file);
  const { id } = await other.apply(preview, proposed(preview), into);
  const paths = () => {
    const tree = other.store.folders.tree();
    const all = other.store.folders.list().map((one) => tree.around(one.id).toReversed());
    return all.map((around) => around.map(({ name }) => name).join('/')).sort();
  };
  expect(paths()).toEqual(['Moved', 'Moved/Attic', 'Moved/Prod', 'Moved/Prod/Later']);
  const later = other.store.folders.list().find(({ name }) => name === 'Later');
  expect(later).toMatchObject({ color: 'blue', fields: { port: '2222' } });
  await other.desk.undo(id);
  expect(paths()).toEqual(['Moved']);

  await rig.desk.export({ ...SECRETS, passphrase: '', ids: [rig.host('db').id] }, dialogs(file));
  const { folders } = JSON.parse(readFileSync(file, 'utf8')) as { folders: { path: string[] }[] };
  expect(folders.map((one) => one.path)).toEqual([['Prod']]);
});

it('read where it was written, it is all here already', async () => {
  const rig = filled();
  const file = path.join(rig.folder, 'out.json');
  await rig.desk.export(SECRETS, dialogs(file));
  const preview = await rig.open(file);
  expect(preview.rows.map(({ here, does }) => [here?.by, here?.differs, does])).toEqual([
    ['origin', [], ['skip']],
    ['origin', [], ['skip']],
  ]);
});

it('secrets come along under their passphrase; another one loses nothing, however often', async () => {
  const rig = filled();
  save(rig, { kind: 'agent', name: 'box', pairingLink: PAIRING_LINK });
  const file = path.join(rig.folder, 'out.json');
  const plain = await rig.desk.export({ ...SECRETS, passphrase: '' }, dialogs(file));
  expect(plain.left).toEqual([{ where: 'box', what: 'pairingLink', why: says(/passphrase/) }]);
  expect(readFileSync(file, 'utf8')).not.toContain(TOKEN);
  await rig.desk.export(SECRETS, dialogs(file));
  expect(readFileSync(file, 'utf8')).not.toContain(PAIRING_LINK);
  const other = new ImportRig();
  const sealed = await other.open(file);
  const box = sealed.rows.find(({ name }) => name === 'box')!;
  expect([sealed.sealed, box.state]).toEqual([true, 'unusable']);
  for (const passphrase of ['a', 'b', 'c']) {
    const wrong = other.desk.open({ from: 'sealed', id: sealed.id, passphrase }, dialogs(''));
    await expect(wrong).rejects.toMatchObject({ said: says(/not the passphrase/) });
  }
  const pick = { from: 'sealed', id: sealed.id, passphrase: SECRETS.passphrase } as const;
  const open = (await other.desk.open(pick, dialogs('')))!;
  expect([open.id, open.sealed]).toEqual([sealed.id, false]);
  await other.apply(open, proposed(open));
  expect(other.store.get(other.host('box').id)!.pairingLink).toBe(PAIRING_LINK);
});

it('for ssh, hosts are as they are connected to', async () => {
  const rig = filled();
  const file = path.join(rig.folder, 'config');
  save(rig, { kind: 'local', name: 'here' });
  const told = await rig.desk.export(
    { format: 'ssh_config', ids: null, passphrase: '' },
    dialogs(file),
  );
  expect(told.left.map(({ where, why }) => [where, inEnglish(why)])).toEqual([
    ['here', expect.stringMatching(/no place/)],
  ]);
  const text = readFileSync(file, 'utf8');
  expect(text).toContain('User ops');
  expect(text).toContain('ProxyJump ops@gate.example');
  expect(text).toContain('LocalForward 127.0.0.1:1 x:2');
});

it('a part of them, for a table', async () => {
  const rig = filled();
  const file = path.join(rig.folder, 'hosts.csv');
  const ids = [rig.host('db').id, 'gone'];
  expect(
    await rig.desk.export({ format: 'csv', ids, passphrase: '' }, dialogs(file)),
  ).toMatchObject({
    hosts: 1,
  });
  expect(readFileSync(file, 'utf8').split('\r\n')).toHaveLength(3);
  expect(readFileSync(file, 'utf8')).toContain('ops@gate.example');
});

it('what can’t be written says so, and what was there stays', async () => {
  const rig = filled();
  const file = path.join(rig.folder, 'here');
  mkdirSync(file);
  writeFileSync(path.join(file, 'x'), '');
  const failed = rig.desk.export({ ...SECRETS, passphrase: '' }, dialogs(file));
  await expect(failed).rejects.toMatchObject({ said: says(/“here” could not be written/) });
  expect(await rig.desk.export(SECRETS, dialogs(undefined))).toEqual({
    ...{ shown: null, hosts: 0, left: [] },
  });
});

it('passwords of logins go along sealed alone, and are kept where the file is unsealed', async () => {
  const rig = filled();
  const db = rig.host('db').id;
  rig.vault.secrets.set(`password ${db}`, 'of db');
  const file = path.join(rig.folder, 'out.json');
  for (const format of ['bowline', 'ssh_config', 'csv'] as const) {
    await rig.desk.export({ format, ids: null, passphrase: '' }, dialogs(file));
    expect(readFileSync(file, 'utf8')).not.toMatch(/of db|loginPassword/);
  }
  expect(rig.vault.given).toEqual([]);
  await rig.desk.export(SECRETS, dialogs(file));
  expect(readFileSync(file, 'utf8')).not.toMatch(/of db|loginPassword/);

  const other = new ImportRig();
  await other.import(file); // without the passphrase
  expect([...other.vault.secrets]).toEqual([]);
  const third = new ImportRig();
  const { id } = await third.open(file);
  const preview = await third.desk.open(
    { from: 'sealed', id, passphrase: 'open sesame' },
    dialogs(''),
  );
  const wish = { into: null, choices: proposed(preview!) };
  third.vault.by = { by: 'passphrase', locked: true };
  await expect(third.desk.apply(id, wish, () => undefined)).rejects.toThrow('locked');
  expect(third.names).toEqual([]);
  third.vault.by = { by: 'passphrase', locked: false };
  await third.desk.apply(id, wish, () => undefined);
  const kept = (name: string) => third.vault.secrets.get(`password ${third.host(name).id}`);
  expect([kept('db'), kept('gate')]).toEqual(['of db', undefined]);
});

it('passwords that can’t be had now are told, and all else is written', async () => {
  const rig = filled();
  rig.vault.secrets.set(`password ${rig.host('db').id}`, 'of db');
  rig.vault.locked = true;
  const told = await rig.desk.export(SECRETS, dialogs(path.join(rig.folder, 'out.json')));
  expect(told).toMatchObject({
    hosts: 2,
    left: [{ where: 'db', what: 'password', why: { code: 'secrets-locked' } }],
  });
});
