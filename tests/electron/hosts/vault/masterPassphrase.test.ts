// The master passphrase: right, wrong, changed, forgotten, and how long its key is there.
import { spawnSync } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import {
  COST,
  keyOf,
  newKey,
  rightKey,
  type Cost,
} from '../../../../electron/hosts/vault/masterKey.ts';
import type { SecretUse } from '../../../../electron/ipc/contract.ts';
import { lockOn } from '../../../../electron/main/lockOn.ts';
import { inWords } from '../../../../words/said.ts';
import { KEY, PASSWORD, VaultRig } from './vaultRig.ts';

const MINUTE_MS = 60_000;

describe('its key', () => {
  it('costs what it should', async () => {
    expect(COST.n).toBeGreaterThanOrEqual(2 ** 17);
    const { row } = await newKey('Grüße', COST);
    expect(row).toMatchObject({ n: 2 ** 17, r: 8, p: 1 });
  });

  it('is of one passphrase alone, however its accents are encoded', async () => {
    const { key, row } = await newKey('Grüße', { n: 16, r: 8, p: 1 });
    expect(await rightKey('Grüße'.normalize('NFD'), row)).toEqual(key);
    expect(await rightKey('grüße', row)).toBeUndefined();
  });

  it.each<Partial<Cost>>([{ n: 2, r: 1 }, { p: 4 }])('is made at a cost of %j', async (cost) => {
    const row = { n: 16, r: 8, p: 1, salt: Buffer.alloc(16), ...cost };
    expect(await keyOf('x', row)).toHaveLength(32);
  });

  it.each([{ n: 2 ** 30 }, { n: 1000 }, { n: 0 }, { n: 1 }, { r: 1024 }, { p: 5 }, { r: 0 }])(
    'isn’t made at a cost of %j',
    async (cost) => {
      const row = { n: 16, r: 8, p: 1, salt: Buffer.alloc(16), ...cost };
      await expect(keyOf('x', row)).rejects.toThrow('can’t be read any more');
    },
  );
});

it('without a keychain nothing is kept, and the master passphrase is offered', async () => {
  const rig = new VaultRig();
  rig.storage.backend = 'basic_text';
  expect(await rig.vault.keeper()).toEqual({ by: 'nobody' });
  await expect(rig.vault.keep(PASSWORD, 'x')).rejects.toThrow(/no keychain.*master passphrase/);
  expect(rig.vault.has(PASSWORD)).toBe(false);
});

it('tells whoever waits when it is opened, until they don’t', async () => {
  const rig = await VaultRig.locked();
  rig.vault.lock();
  let opened = 0;
  const stop = rig.vault.onOpened(() => opened++);
  expect(await rig.vault.unlock('wrong horse')).toBe(false);
  expect(opened).toBe(0);
  expect(await rig.vault.unlock('correct horse')).toBe(true);
  expect(opened).toBeGreaterThan(0);
  const told = opened;
  rig.vault.lock();
  stop();
  expect(await rig.vault.unlock('correct horse')).toBe(true);
  expect(opened).toBe(told);
});

it('keeps what is given to it, sealed, until it is locked', async () => {
  const rig = await VaultRig.locked();
  expect(await rig.vault.keeper()).toEqual({ by: 'passphrase', locked: false });
  await rig.vault.keep(PASSWORD, 'open sesame');
  expect(await rig.vault.get(PASSWORD)).toBe('open sesame');
  rig.vault.lock();
  expect(await rig.vault.keeper()).toEqual({ by: 'passphrase', locked: true });
  expect(await rig.vault.get(PASSWORD)).toBeUndefined();
  expect(inWords(rig.vault.why(PASSWORD))).toMatch(/locked/);
  expect(rig.vault.has(PASSWORD)).toBe(true);
  await expect(rig.vault.keep(PASSWORD, 'new')).rejects.toThrow(/locked/);
  expect(await rig.vault.unlock('wrong horse')).toBe(false);
  expect(await rig.vault.get(PASSWORD)).toBeUndefined();
  expect(await rig.vault.unlock('correct horse')).toBe(true);
  expect(await rig.vault.get(PASSWORD)).toBe('open sesame');
  expect(rig.told.map((keeper) => keeper.by === 'passphrase' && keeper.locked)).toEqual([
    ...[false, false, true, false],
  ]);
  for (const text of ['sesame', 'horse']) expect(rig.onDisk().includes(text)).toBe(false);
});

it('is locked after a restart', async () => {
  const rig = await VaultRig.locked();
  await rig.vault.keep(PASSWORD, 'open sesame');
  rig.open();
  expect(await rig.vault.get(PASSWORD)).toBeUndefined();
  await rig.vault.unlock('correct horse');
  expect(await rig.vault.get(PASSWORD)).toBe('open sesame');
});

it('is locked when it wasn’t used for so long, and not while it is', async () => {
  const rig = await VaultRig.locked();
  await rig.vault.keep(PASSWORD, 'open sesame');
  for (let turn = 0; turn < 5; turn++) {
    rig.clock.advance(MINUTE_MS - 1);
    expect(await rig.vault.get(PASSWORD)).toBe('open sesame');
  }
  rig.clock.advance(MINUTE_MS);
  expect(rig.told.at(-1)).toEqual({ by: 'passphrase', locked: true });
  expect([await rig.vault.get(PASSWORD), rig.clock.waiting]).toEqual([undefined, 0]);
  await rig.vault.unlock('correct horse');
  rig.lockAfterMs = null;
  rig.vault.judgeAnew();
  rig.clock.advance(1000 * MINUTE_MS);
  expect(await rig.vault.get(PASSWORD)).toBe('open sesame');
  rig.lockAfterMs = MINUTE_MS;
  rig.clock.advance(2 * MINUTE_MS);
  rig.vault.judgeAnew();
  expect(await rig.vault.get(PASSWORD)).toBeUndefined();
});

it('locked while it is being unlocked, it stays locked', async () => {
  const rig = await VaultRig.locked();
  rig.vault.lock();
  const unlocking = rig.vault.unlock('correct horse');
  await Promise.resolve();
  rig.vault.lock();
  await expect(unlocking).rejects.toThrow(/meanwhile/);
  expect(await rig.vault.keeper()).toEqual({ by: 'passphrase', locked: true });
});

it('changed, the old one opens nothing and the new one everything', async () => {
  const rig = await VaultRig.locked();
  await rig.vault.keep(PASSWORD, 'one');
  await rig.vault.keep(KEY, 'two');
  expect(await rig.vault.setPassphrase('battery staple', 'wrong')).toBe(false);
  const changing = rig.vault.setPassphrase('battery staple', 'correct horse');
  const again = rig.vault.setPassphrase('third', 'correct horse'); // which isn’t it any more
  expect([await changing, await again]).toEqual([true, false]);
  expect(await rig.vault.get(KEY)).toBe('two');
  rig.vault.lock();
  expect(await rig.vault.unlock('correct horse')).toBe(false);
  expect(await rig.vault.unlock('battery staple')).toBe(true);
  expect([await rig.vault.get(PASSWORD), await rig.vault.get(KEY)]).toEqual(['one', 'two']);
});

it('forgotten, it isn’t replaced over what it has sealed; only with that it goes', async () => {
  const rig = new VaultRig();
  await rig.vault.keep(KEY, 'with the keychain');
  await rig.vault.setPassphrase('correct horse', null);
  expect(await rig.vault.setPassphrase('nothing sealed yet', null)).toBe(true);
  await rig.vault.keep(PASSWORD, 'open sesame');
  await expect(rig.vault.setPassphrase('new', null)).rejects.toThrow(/already, and a secret is/);
  await expect(rig.vault.setPassphrase('', null)).rejects.toThrow('Type a passphrase.');
  expect(await rig.vault.get(PASSWORD)).toBe('open sesame');
  await rig.vault.forgetPassphrase();
  expect([rig.vault.has(PASSWORD), await rig.vault.get(KEY)]).toEqual([false, 'with the keychain']);
  expect(rig.told.at(-1)).toEqual({ by: 'keychain', name: 'GNOME Keyring' });
});

it('beside the keychain, each gives back what it has sealed; and the keychain takes over', async () => {
  const rig = new VaultRig();
  await rig.vault.keep(KEY, 'with the keychain');
  await rig.vault.setPassphrase('correct horse', null);
  await rig.vault.keep(PASSWORD, 'with the passphrase');
  const both = async () => [await rig.vault.get(KEY), await rig.vault.get(PASSWORD)];
  expect(await both()).toEqual(['with the keychain', 'with the passphrase']);
  rig.vault.lock();
  expect(await both()).toEqual(['with the keychain', undefined]);
  expect(await rig.vault.setPassphrase('', 'wrong')).toBe(false);
  rig.storage.backend = 'basic_text';
  rig.open();
  await expect(rig.vault.setPassphrase('', 'correct horse')).rejects.toThrow('no keychain');
  rig.storage.backend = 'kwallet6';
  expect(await rig.vault.setPassphrase('', 'correct horse')).toBe(true);
  expect(await rig.vault.keeper()).toEqual({ by: 'keychain', name: 'KWallet' });
  expect(await both()).toEqual(['with the keychain', 'with the passphrase']);
  expect(rig.store.loginSecrets.all().map(({ sealedBy }) => sealedBy)).toEqual([
    ...['keychain', 'keychain'],
  ]);
});

describe('a row that was touched', () => {
  const file = (rig: VaultRig): DatabaseSync => new DatabaseSync(join(rig.folder, 'hosts.db'));

  it('doesn’t open under another use, and neither with a bit of it changed', async () => {
    const rig = await VaultRig.locked();
    const other: SecretUse = { what: 'password', of: 'another host' };
    await rig.vault.keep(PASSWORD, 'open sesame');
    const database = file(rig);
    database.exec(`INSERT INTO login_secrets SELECT what, '${other.of}', sealed_by, sealed, kept_at,
      used_at FROM login_secrets`);
    expect(await rig.vault.get(other)).toBeUndefined();
    expect(inWords(rig.vault.why(other))).toMatch(/can’t be read any more/);
    expect(await rig.vault.get(PASSWORD)).toBe('open sesame');
    const sealed = Buffer.from(rig.store.loginSecrets.get(PASSWORD)!.sealed);
    const put = database.prepare('UPDATE login_secrets SET sealed = ? WHERE of = ?');
    for (let at = 0; at < sealed.length; at++) {
      const touched = Buffer.from(sealed);
      touched[at]! ^= 1;
      put.run(touched, PASSWORD.of);
      expect(await rig.vault.get(PASSWORD)).toBeUndefined();
    }
    put.run(sealed.subarray(0, 7), PASSWORD.of);
    expect(await rig.vault.get(PASSWORD)).toBeUndefined();
    put.run(sealed, PASSWORD.of);
    expect(await rig.vault.get(PASSWORD)).toBe('open sesame');
    database.close();
  });

  it('of the passphrase itself tells it as another one', async () => {
    const rig = await VaultRig.locked();
    const database = file(rig);
    database.exec('UPDATE master_passphrase SET n = 8');
    database.close();
    rig.open();
    expect(await rig.vault.unlock('correct horse')).toBe(false);
  });
});

const COUNT = 5;

it.each([1, COUNT, COUNT + 1, 'commit'])(
  'killed at row %s of a change, it is the old one or the new',
  async (step) => {
    const rig = await VaultRig.locked();
    for (let at = 0; at < COUNT; at++)
      await rig.vault.keep({ ...PASSWORD, of: `host ${at}` }, `secret ${at}`);
    rig.store.close();
    const script = join(import.meta.dirname, 'resealer.ts');
    const child = spawnSync(process.execPath, [script, rig.folder, String(step)]);
    expect(child.signal, String(child.stderr)).toBe('SIGKILL');
    const after = new VaultRig(rig.folder);
    const isNew = await after.vault.unlock('battery staple');
    expect(isNew).toBe(step === 'commit');
    if (!isNew) expect(await after.vault.unlock('correct horse')).toBe(true);
    for (let at = 0; at < COUNT; at++) {
      expect(await after.vault.get({ ...PASSWORD, of: `host ${at}` })).toBe(`secret ${at}`);
    }
  },
);

it('is locked when the computer sleeps, and when its screen is locked', async () => {
  const rig = await VaultRig.locked();
  const power = new EventEmitter();
  lockOn(power, rig.vault);
  for (const event of ['suspend', 'lock-screen']) {
    await rig.vault.unlock('correct horse');
    power.emit(event);
    expect(await rig.vault.keeper()).toEqual({ by: 'passphrase', locked: true });
  }
});
