// The keychain as a keeper: only where it really seals, by calls that answer later, or never.
import { expect, it } from 'vitest';
import { Keychain } from '../../../../electron/hosts/vault/keychain.ts';
import { Deferred } from '../../../support/deferred.ts';
import { readyKeychain } from '../../../../electron/main/readyKeychain.ts';
import { ManualClock, settle } from '../../../support/manualClock.ts';
import { FakeKeychain, KEY, PASSWORD, VaultRig } from './vaultRig.ts';
import { inWords } from '../../../../words/said.ts';

function keychain(storage: FakeKeychain, platform: NodeJS.Platform = 'linux'): Keychain {
  return new Keychain({ storage, platform, clock: new ManualClock() });
}

it.each([
  ['linux', 'gnome_libsecret', 'GNOME Keyring'],
  ['linux', 'kwallet6', 'KWallet'],
  ['linux', 'basic_text', null],
  ['linux', 'unknown', null],
  ['darwin', '', 'macOS Keychain'],
  ['win32', '', 'Windows'],
] as const)('on %s with %s it is called %s', async (platform, backend, name) => {
  const storage = Object.assign(new FakeKeychain(), { backend });
  expect(await keychain(storage, platform).name()).toBe(name);
  if (name === null) expect(storage.asked).toEqual([]); // nothing is opened for it
});

it('counts as none where it doesn’t open, and where Chromium’s own key has sealed', async () => {
  expect(await keychain(Object.assign(new FakeKeychain(), { available: false })).name()).toBeNull();
  const refuses = new Error('no');
  expect(await keychain(Object.assign(new FakeKeychain(), { refuses })).name()).toBeNull();
  const builtIn = Object.assign(new FakeKeychain(), { prefix: 'v10' });
  expect(await keychain(builtIn).name()).toBeNull();
  await expect(keychain(builtIn).seal(PASSWORD, 'open')).rejects.toThrow('didn’t take it');
  expect(await keychain(builtIn, 'darwin').name()).toBe('macOS Keychain'); // there it is Apple’s
});

it('is opened once it is needed, and looked for again while there is none', async () => {
  const storage = Object.assign(new FakeKeychain(), { available: false });
  const made = keychain(storage);
  expect(storage.asked).toEqual([]);
  expect(await made.name()).toBeNull();
  storage.available = true;
  expect([await made.name(), await made.name()]).toEqual(['GNOME Keyring', 'GNOME Keyring']);
  expect(storage.asked).toEqual(['available', 'available', 'encrypt']);
});

it('gives a secret back for its use alone', async () => {
  const made = keychain(new FakeKeychain());
  const sealed = await made.seal(PASSWORD, 'open sesame');
  expect(Buffer.from(sealed).includes('sesame')).toBe(false);
  expect(await made.unseal(PASSWORD, sealed)).toEqual({ secret: 'open sesame', fresh: null });
  await expect(made.unseal(KEY, sealed)).rejects.toThrow('can’t be read any more');
  await expect(made.unseal({ ...PASSWORD, of: 'b' }, sealed)).rejects.toThrow('can’t be read');
});

it('seals anew what the system’s older key has sealed', async () => {
  const rig = new VaultRig();
  await rig.vault.keep(PASSWORD, 'open sesame');
  const before = rig.store.loginSecrets.get(PASSWORD)!;
  rig.storage.shouldReEncrypt = true;
  rig.storage.prefix = 'v12';
  expect(await rig.vault.get(PASSWORD)).toBe('open sesame');
  const after = rig.store.loginSecrets.get(PASSWORD)!;
  expect(Buffer.from(after.sealed).subarray(0, 3).toString()).toBe('v12');
  expect(after.keptAt).toBe(before.keptAt);
  rig.storage.shouldReEncrypt = false;
  expect(await rig.vault.get(PASSWORD)).toBe('open sesame');
});

it('locked, changed or gone it gives nothing, says why, and loses nothing', async () => {
  const rig = new VaultRig();
  await rig.vault.keep(PASSWORD, 'open sesame');
  const why = (): string => inWords(rig.vault.why(PASSWORD));
  rig.storage.refuses = new Error('locked');
  expect(await rig.vault.get(PASSWORD)).toBeUndefined();
  expect(why()).toMatch(/^GNOME Keyring doesn’t give it back/);
  await expect(rig.vault.keep(PASSWORD, 'new')).rejects.toThrow('GNOME Keyring didn’t take it');
  rig.storage.refuses = undefined;
  rig.storage.key = 2;
  expect(await rig.vault.get(PASSWORD)).toBeUndefined();
  expect(why()).toMatch(/isn’t the one that it was given to/);
  rig.storage.backend = 'basic_text';
  expect(await rig.vault.get(PASSWORD)).toBeUndefined();
  expect(why()).toMatch(/there is none now/);
  expect(rig.vault.has(PASSWORD)).toBe(true);
  Object.assign(rig.storage, { key: 1, backend: 'gnome_libsecret' });
  expect(await rig.vault.get(PASSWORD)).toBe('open sesame');
  expect(why()).toBe('');
});

it('is waited for so long, and what it says later does no harm', async () => {
  const rig = new VaultRig();
  await rig.vault.keep(PASSWORD, 'open sesame');
  const answer = new Deferred<void>();
  rig.storage.holds = answer.promise;
  const got = rig.vault.get(PASSWORD);
  const kept = rig.vault.keep(KEY, 'of the key').catch((error: Error) => error.message);
  await rig.clock.pass(30_000);
  expect(await got).toBeUndefined();
  expect(inWords(rig.vault.why(PASSWORD))).toMatch(/hasn’t answered for 30 seconds/);
  expect(await kept).toMatch(/hasn’t answered for 30 seconds/);
  rig.storage.refuses = new Error('after all');
  answer.resolve();
  await settle();
  expect([rig.vault.has(KEY), rig.clock.waiting]).toEqual([false, 0]);
});

it('of two secrets for one use the one typed last is kept, and none that was forgotten meanwhile', async () => {
  const rig = new VaultRig();
  await rig.vault.keeper();
  const first = new Deferred<void>();
  rig.storage.holds = first.promise;
  const slow = rig.vault.keep(PASSWORD, 'old');
  await settle();
  rig.storage.holds = Promise.resolve();
  await rig.vault.keep(PASSWORD, 'new');
  first.resolve();
  await slow;
  expect(await rig.vault.get(PASSWORD)).toBe('new');
  const second = new Deferred<void>();
  rig.storage.holds = second.promise;
  const late = rig.vault.keep(PASSWORD, 'late');
  rig.vault.forget(PASSWORD);
  second.resolve();
  await late;
  expect(rig.vault.has(PASSWORD)).toBe(false);
});

it('of an older Electron isn’t asked for a secret before it is there', async () => {
  const [storage, clock] = [new FakeKeychain(), new ManualClock()];
  storage.available = false;
  const ready = readyKeychain(storage, '42.0.0', clock);
  const sealing = new Keychain({ storage: ready, platform: 'linux', clock }).seal(KEY, 'x');
  await clock.pass(500);
  storage.available = true;
  await clock.pass(100);
  expect(Buffer.from(await sealing).length).toBeGreaterThan(0);
  expect(storage.asked.indexOf('encrypt')).toBe(storage.asked.length - 1);
  expect(readyKeychain(storage, '45.5.0', clock)).toBe(storage);
});
