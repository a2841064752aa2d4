// Secrets by name, in a table of their own: what is sealed when, what is told where the keychain is
// gone, and whose a secret is.
import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import { Secrets } from '../../../electron/hosts/secrets.ts';
import type { SecretBox } from '../../../electron/hosts/secretBox.ts';
import { keychain } from './keychain.ts';

const LOCKED: SecretBox = { ...keychain, available: false };
const REFUSES = (): never => {
  throw new Error('the keychain is locked');
};
const NAME = { id: 'a', slot: 'password' };

/** The tables of hosts and tunnels, without what they belong to. */
function database(): DatabaseSync {
  const made = new DatabaseSync(':memory:');
  onTestFinished(() => made.close());
  for (const [table, key] of [
    ['secrets', 'host_id'],
    ['tunnel_secrets', 'tunnel_id'],
  ]) {
    const columns = `${key} TEXT, slot TEXT, sealed_by TEXT, sealed BLOB`;
    made.exec(`CREATE TABLE ${table} (${columns}, PRIMARY KEY (${key}, slot))`);
  }
  return made;
}

it('a secret is there once it is written, under its own name alone', () => {
  const file = database();
  const [hosts, tunnels] = [
    new Secrets(file, keychain, 'host'),
    new Secrets(file, keychain, 'tunnel'),
  ];
  expect([hosts.has(NAME), hosts.read(NAME)]).toEqual([false, '']);
  hosts.write(NAME, 'one', 'it');
  hosts.write({ ...NAME, slot: 'other' }, 'two', 'it');
  hosts.write(NAME, 'three', 'it');
  expect([hosts.has(NAME), hosts.read(NAME)]).toEqual([true, 'three']);
  expect(hosts.read({ ...NAME, slot: 'other' })).toBe('two');
  expect(hosts.has({ ...NAME, id: 'b' })).toBe(false);
  expect([tunnels.has(NAME), tunnels.read(NAME)]).toEqual([false, '']);
  expect(hosts.sealable).toBe(false); // it is all sealed
});

it('without a keychain it is readable, and sealed once there is one', () => {
  const file = database();
  const before = new Secrets(file, LOCKED, 'host');
  before.write(NAME, 'readable', 'it');
  expect([before.read(NAME), before.sealable]).toEqual(['readable', false]);
  const after = new Secrets(file, keychain, 'host');
  expect([after.read(NAME), after.sealable]).toEqual(['readable', true]);
  after.sealReadable();
  expect([after.read(NAME), after.sealable]).toEqual(['readable', false]);
  expect([before.has(NAME), before.read(NAME)]).toEqual([true, '']); // the keychain has it
});

it('what an earlier version has left readable is found as such, by the mark that it has', () => {
  const file = database();
  const insert = file.prepare('INSERT INTO secrets VALUES (?, ?, ?, ?)');
  insert.run('a', 'password', 'none', Buffer.from('readable'));
  insert.run('b', 'password', 'keychain', keychain.seal('sealed'));
  const secrets = new Secrets(file, keychain, 'host');
  const read = (id: string): string => secrets.read({ ...NAME, id });
  expect([read('a'), read('b'), secrets.sealable]).toEqual(['readable', 'sealed', true]);
  secrets.sealReadable();
  const marks = file.prepare('SELECT sealed_by FROM secrets').all();
  expect(marks.map((row) => row['sealed_by'])).toEqual(['keychain', 'keychain']);
  new Secrets(file, LOCKED, 'host').write(NAME, 'readable', 'it');
  expect(file.prepare('SELECT sealed_by FROM secrets WHERE host_id = ?').get('a')).toEqual({
    sealed_by: 'none',
  });
});

it('a keychain that gives nothing back is as none, and one that takes nothing is told', () => {
  const file = database();
  new Secrets(file, keychain, 'host').write(NAME, 'sealed', 'it');
  const locked = new Secrets(file, { ...keychain, seal: REFUSES, unseal: REFUSES }, 'host');
  expect([locked.has(NAME), locked.read(NAME)]).toEqual([true, '']);
  const writing = (): void => locked.write(NAME, 'new', 'the password');
  expect(writing).toThrow('The keychain didn’t take the password. Unlock it, then save again.');
  expect(new Secrets(file, keychain, 'host').read(NAME)).toBe('sealed');
});

it('all are copied as they are, and all forgotten but those that are named', () => {
  const file = database();
  const secrets = new Secrets(file, keychain, 'host');
  secrets.write(NAME, 'one', 'it');
  new Secrets(file, LOCKED, 'host').write({ ...NAME, slot: 'other' }, 'two', 'it');
  new Secrets(file, LOCKED, 'host').copy('a', 'b');
  const read = (id: string): string[] =>
    ['password', 'other'].map((slot) => secrets.read({ id, slot }));
  expect([read('a'), read('b')]).toEqual([
    ['one', 'two'],
    ['one', 'two'],
  ]);
  secrets.forgetOthers('a', ['other']);
  expect([read('a'), read('b')]).toEqual([
    ['', 'two'],
    ['one', 'two'],
  ]);
  secrets.forgetOthers('a', []);
  expect([read('a'), secrets.has({ id: 'b', slot: 'other' })]).toEqual([['', ''], true]);
});
