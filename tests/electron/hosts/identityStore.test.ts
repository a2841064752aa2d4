// Identities: what is checked of them, what hosts take from them, and what becomes of hosts without them.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { MOST_IDENTITIES } from '../../../electron/hosts/identityRows.ts';
import type { IdentityDraft, SavedIdentity, SecretUse } from '../../../electron/ipc/contract.ts';
import { inWords } from '../../../words/said.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { sshDraft } from './drafts.ts';
import { VaultRig } from './vault/vaultRig.ts';

const DRAFT: IdentityDraft = { name: 'Deploy', user: 'deploy', identityFile: '' };

function add(
  rig: VaultRig,
  change: Partial<IdentityDraft> = {},
  id: string | null = null,
): SavedIdentity {
  const result = rig.store.identities.save({ ...DRAFT, ...change }, id);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.identity;
}

/** A host that names the identity itself, whatever its form has. */
function addHost(
  rig: VaultRig,
  identity: string,
  change: Parameters<typeof sshDraft>[0] = {},
): string {
  const id = rig.save(sshDraft({ user: '', ...change }));
  const database = new DatabaseSync(join(rig.folder, 'hosts.db'));
  database
    .prepare(`UPDATE hosts SET fields = json_set(fields, '$.identity', ?) WHERE id = ?`)
    .run(identity, id);
  database.close();
  return id;
}

function keyFile(): string {
  const path = join(temporaryDirectory(), 'id_ed25519');
  writeFileSync(path, '');
  return path;
}

it('are checked as hosts are, and their names are one each', () => {
  const rig = new VaultRig();
  add(rig, { name: ' Deploy ' });
  const wrong = (change: Partial<IdentityDraft>, id: string | null = null) => {
    const errors = rig.store.identities.check({ ...DRAFT, name: 'x', ...change }, id);
    return Object.entries(errors).map(([name, said]) => `${name}: ${inWords(said)}`);
  };
  expect(wrong({})).toEqual([]);
  expect(wrong({ name: ' ' })).toEqual(['name: Give the identity a name.']);
  expect(wrong({ name: 'a\u0007' })[0]).toMatch(/^name: A name can’t contain/);
  expect(wrong({ name: 'DEPLOY' })[0]).toMatch(/^name: There is another identity called/);
  expect(wrong({ user: '-oProxyCommand=x' })[0]).toMatch(/^user:/);
  expect(wrong({ user: 'a b' })[0]).toMatch(/^user:/);
  expect(wrong({ identityFile: '/nowhere/id' })[0]).toMatch(/^identityFile:/);
  expect(wrong({ name: 'x'.repeat(101) })[0]).toMatch(/too long/);
  const refused = rig.store.identities.save({ ...DRAFT, user: '-x' }, null);
  expect(refused).toMatchObject({ ok: false, errors: { name: {}, user: {} } });
  expect(rig.store.identities.list()).toMatchObject([{ name: 'Deploy', hosts: [] }]);
});

it('are changed under their id, listed as people count, and there after a restart', () => {
  const rig = new VaultRig();
  const { id } = add(rig, { name: 'id 10' });
  add(rig, { name: 'id 2' });
  expect(add(rig, { name: 'ID 10', user: 'root' }, id)).toMatchObject({ id, user: 'root' });
  rig.open();
  expect(rig.store.identities.list().map(({ name }) => name)).toEqual(['id 2', 'ID 10']);
  expect(() => rig.store.identities.save(DRAFT, 'gone')).toThrow('deleted meanwhile');
});

it('give a host what it doesn’t say itself, before its folder', () => {
  const rig = new VaultRig();
  const identityFile = keyFile();
  const identity = add(rig, { identityFile });
  const folder = rig.store.folders.save(
    { name: 'eu', parent: null, color: 'none', fields: { user: 'of-folder', port: '2222' } },
    null,
  );
  const inFolder = folder.ok ? folder.folder.id : null;
  const id = addHost(rig, identity.id);
  rig.store.many.move([id], inFolder);
  expect(rig.store.get(id)).toMatchObject({ user: 'deploy', identityFile, port: '2222' });
  const [shown] = rig.store.shown([id]);
  expect(shown).toMatchObject({ user: '', detail: 'deploy@web-eu-1.example.org:2222' });
  expect(shown!.inherited.user).toEqual({ value: 'deploy', from: `identity:${identity.id}` });
  const own = addHost(rig, identity.id, { name: 'own', user: 'root' });
  expect(rig.store.get(own)).toMatchObject({ user: 'root', identityFile });
  expect(add(rig, {}, identity.id).hosts).toEqual([id, own]);
  expect(rig.store.get(id)).toMatchObject({ user: 'deploy', identityFile: '' });
});

it('have a password for all of their hosts that log in as their user', async () => {
  const rig = new VaultRig();
  const identity = add(rig);
  const use = (id: string): SecretUse => rig.store.passwordUse(rig.store.get(id)!);
  const [one, two] = [addHost(rig, identity.id), addHost(rig, identity.id, { name: 'two' })];
  expect([use(one).of, use(two).of]).toEqual([identity.id, identity.id]);
  expect(rig.store.passwordOwner(rig.store.get(one)!)).toBe(identity.id);
  const root = addHost(rig, identity.id, { name: 'root', user: 'root' });
  expect(use(root).of).toBe(root); // it would be another one's password
  expect(use(rig.save(sshDraft({ name: 'none' }))).of).not.toBe(identity.id);
  await rig.vault.keep(use(one), 'open sesame');
  expect(await rig.vault.get(use(two))).toBe('open sesame');
  expect(rig.store.keptSecrets()).toMatchObject([{ called: 'Deploy', hosts: [one, two, root] }]);
});

it('of what isn’t saved the password is named by user, address and port', () => {
  const rig = new VaultRig();
  const hop = { id: '', identity: '', user: 'me', address: 'Gate.example.org', port: '' };
  const of = (change: Partial<typeof hop>) =>
    rig.store.passwordUse({ ...sshDraft(), ...hop, ...change }).of;
  expect(of({})).toBe('me@Gate.example.org:22');
  expect(rig.store.passwordOwner(hop)).toBeUndefined();
  expect(of({ id: 'ssh:address=gate', port: '2222' })).toBe('me@Gate.example.org:2222');
});

it('deleted, hosts ask, its password is gone from everywhere, and windows are told', async () => {
  const rig = new VaultRig();
  const identity = add(rig);
  const id = addHost(rig, identity.id);
  const use: SecretUse = { what: 'password', of: identity.id };
  await rig.vault.keep(use, 'open sesame');
  rig.store.backups.make('daily');
  const sealed = Buffer.from(rig.store.loginSecrets.get(use)!.sealed);
  const told: string[] = [];
  const tell = (): void => rig.store.telling.tell(({ put }) => told.push(JSON.stringify(put)));
  tell();
  told.length = 0;
  add(rig, { user: 'other' }, identity.id);
  tell();
  expect(told.join()).toContain('other@web-eu-1');
  rig.store.identities.delete(identity.id);
  rig.store.identities.delete(identity.id); // once more
  tell();
  expect(told).toHaveLength(2);
  expect(rig.store.get(id)).toMatchObject({ user: '', identity: '' });
  expect(rig.store.passwordUse(rig.store.get(id)!).of).toBe(id);
  expect([rig.vault.has(use), rig.onDisk().includes(sealed)]).toEqual([false, false]);
});

it('a key’s passphrase is listed with the hosts that log in with it', async () => {
  const rig = new VaultRig();
  const file = keyFile();
  const identity = add(rig, { identityFile: file });
  const [by, own] = [
    addHost(rig, identity.id),
    rig.save(sshDraft({ name: 'own', identityFile: file })),
  ];
  rig.save(sshDraft({ name: 'none' }));
  await rig.vault.keep({ what: 'passphrase', of: file }, 'of the key');
  expect(rig.store.keptSecrets()).toMatchObject([{ called: file, hosts: [by, own] }]);
});

it('there are so many, and a named error for one more', () => {
  const rig = new VaultRig();
  const database = new DatabaseSync(join(rig.folder, 'hosts.db'));
  database.exec(`
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${MOST_IDENTITIES})
    INSERT INTO identities SELECT 'id' || i, 'n' || i, 'n' || i, '', '' FROM n`);
  database.close();
  expect(() => add(rig)).toThrow('have no room');
});
