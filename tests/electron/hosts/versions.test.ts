// Hosts files of earlier versions: all that was in them is there afterwards, wherever the change is
// interrupted, and a way back stays.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { HostStore } from '../../../electron/hosts/hostStore.ts';
import { SCHEMA_VERSION } from '../../../electron/hosts/migrations.ts';
import { plainBox, type SecretBox } from '../../../electron/hosts/secretBox.ts';
import { agentDraft, PAIRING_LINK } from './drafts.ts';
import { keychain } from './keychain.ts';
import { EARLIER_VERSIONS, fileOf, hostsOf } from './versions.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

function open(folder: string, secretBox: SecretBox = plainBox): HostStore {
  return new HostStore({
    folder,
    secretBox,
    loginShell: '/bin/sh',
    now: () => new Date('2026-11-20T12:00:00Z'),
    warn: (line) => expect.fail(line),
  });
}

/** A folder with the file of an earlier version, and the file. */
function earlier(version: number): { folder: string; file: string } {
  const folder = temporaryDirectory();
  const file = join(folder, 'hosts.db');
  fileOf(version, file);
  return { folder, file };
}

function expectAllThere(folder: string, version: number): void {
  const store = open(folder);
  expect(store.notice).toBe('');
  expect(store.list()).toMatchObject(hostsOf(version));
  if (version >= 2) expect(store.get('c3')!.pairingLink).toBe(PAIRING_LINK);
  if (version >= 4) {
    expect(store.tunnels.list('a1')).toMatchObject([{ id: 't1', listenPort: '8080' }]);
    expect(store.tunnels.get('t2')).toMatchObject({ user: 'anna', password: 'open sesame' });
  }
  store.close();
}

it('there is a file of each earlier version', () => {
  expect(EARLIER_VERSIONS.at(-1)).toBe(SCHEMA_VERSION - 1);
});

describe.each(EARLIER_VERSIONS)('a file of version %i', (version) => {
  it('keeps its hosts, secrets and tunnels', () => {
    const { folder } = earlier(version);
    expectAllThere(folder, version);
    expectAllThere(folder, version); // and once more, when it is of the present version
  });

  it('is left beside as it was, for who goes back', () => {
    const { folder, file } = earlier(version);
    const before = contents(file);
    open(folder).close();
    expect(contents(join(folder, `hosts.format-${version}.db`))).toEqual(before);
  });

  it('can be edited from then on', () => {
    const { folder } = earlier(version);
    const store = open(folder);
    expect(store.save(agentDraft({ name: 'New' }), 'b2').ok).toBe(true);
    expect(store.get('b2')).toMatchObject({ kind: 'agent', shell: '', pairingLink: PAIRING_LINK });
    store.close();
  });
});

it('secrets that lay readable are sealed under the new names', () => {
  const { folder, file } = earlier(4);
  const first = open(folder, keychain);
  first.sealReadable();
  first.close();
  expect(readFileSync(file).includes('open sesame')).toBe(false);
  const store = open(folder, keychain);
  expect(store.get('c3')!.pairingLink).toBe(PAIRING_LINK);
  expect(store.tunnels.get('t2')!.password).toBe('open sesame');
  store.close();
});

it.each(EARLIER_VERSIONS)(
  'killed at each step from version %i, it opens and has everything',
  (version) => {
    const { file } = earlier(version);
    for (let killAfter = 1; ; killAfter++) {
      const folder = temporaryDirectory();
      copyFileSync(file, join(folder, 'hosts.db'));
      const signal = migrate(join(folder, 'hosts.db'), killAfter);
      expectAllThere(folder, version);
      if (signal === null) break; // it was through before its time came
      expect(killAfter).toBeLessThan(100);
    }
  },
  120_000,
);

it('the copy of an earlier file is removed when nobody is likely to go back', () => {
  const { folder } = earlier(4);
  open(folder).close();
  const copy = join(folder, 'hosts.format-4.db');
  const day = 24 * 60 * 60;
  const today = new Date('2026-11-20T12:00:00Z').getTime() / 1000;
  utimesSync(copy, today - 29 * day, today - 29 * day);
  open(folder).close();
  expect(existsSync(copy)).toBe(true);
  utimesSync(copy, today - 31 * day, today - 31 * day);
  open(folder).close();
  expect(existsSync(copy)).toBe(false);
});

describe('a file of a newer version', () => {
  it('is left alone, and the copy that this version can use is named', () => {
    const { folder, file } = earlier(SCHEMA_VERSION - 1);
    open(folder).close();
    copyFileSync(file, join(folder, `hosts.format-${SCHEMA_VERSION}.db`)); // as the newer one leaves it
    newer(file);
    const before = readFileSync(file);
    expect(() => open(folder)).toThrow(
      new RegExp(`left untouched.*hosts\\.format-${SCHEMA_VERSION}\\.db.*rename it to hosts\\.db`),
    );
    expect(readFileSync(file)).toEqual(before);
  });

  it('is left alone where there is no such copy', () => {
    const folder = temporaryDirectory();
    open(folder).close();
    newer(join(folder, 'hosts.db'));
    expect(() => open(folder)).toThrow(/Install the newer Bowline again to use them\.$/);
  });
});

function migrate(path: string, killAfter: number): NodeJS.Signals | null {
  const migrator = join(import.meta.dirname, 'migrator.ts');
  const { signal, status, stderr } = spawnSync(process.execPath, [
    migrator,
    path,
    String(killAfter),
  ]);
  expect([status, signal], String(stderr)).toEqual(signal ? [null, 'SIGKILL'] : [0, null]);
  return signal;
}

function newer(file: string): void {
  const database = new DatabaseSync(file);
  database.exec(`PRAGMA user_version = ${SCHEMA_VERSION + 1}`);
  database.close();
}

function contents(file: string): unknown[] {
  const database = new DatabaseSync(file, { readOnly: true });
  const tables = database
    .prepare(`SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`)
    .all()
    .map((row) => String(row['name']));
  const rows = tables.map((table) => [table, database.prepare(`SELECT * FROM ${table}`).all()]);
  const version = database.prepare('PRAGMA user_version').get();
  database.close();
  return [version, ...rows];
}
