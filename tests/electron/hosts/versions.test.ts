// Hosts files of earlier versions: all that was in them is there afterwards, wherever the change is
// interrupted, and a way back stays.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { HostStore } from '../../../electron/hosts/hostStore.ts';
import { SCHEMA_VERSION } from '../../../electron/hosts/migrations.ts';
import { plainBox, type SecretBox } from '../../../electron/hosts/secretBox.ts';
import { agentDraft, PAIRING_LINK } from './drafts.ts';
import { keychain } from './keychain.ts';
import { EARLIER_VERSIONS, fileOf, hostsOf } from './versions.ts';
import { PersonError } from '../../../electron/personError.ts';
import { needs } from '../../support/needs.ts';
import { SmallDisk, whyNoSmallDisk } from '../../support/smallDisk.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { inWords } from '../../../words/said.ts';

const OPTIONS = {
  secretBox: plainBox,
  loginShell: '/bin/sh',
  now: () => new Date('2026-11-20T12:00:00Z'),
};

function open(folder: string, secretBox: SecretBox = plainBox): HostStore {
  return new HostStore({ ...OPTIONS, folder, secretBox, warn: (line) => expect.fail(line) });
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
  expect(store.notice).toBeNull();
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
  const store = open(folder, keychain);
  store.sealReadable();
  expect(readFileSync(file).includes('open sesame')).toBe(false);
  expect(store.get('c3')!.pairingLink).toBe(PAIRING_LINK);
  expect(store.tunnels.get('t2')!.password).toBe('open sesame');
  store.close();
});

/** Of the steps, one of so many is a real kill; what the others would leave is copied in one run. */
const KILLED_EVERY = 10;

it.each(EARLIER_VERSIONS)(
  'interrupted at each step from version %i, it opens and has everything',
  (version) => {
    const copies = temporaryDirectory();
    const steps = migrate(earlier(version).file, 0, copies).count!;
    expect(readdirSync(copies)).toHaveLength(steps);
    for (let step = 1; step <= steps; step++) expectAllThere(join(copies, String(step)), version);
    for (let killAfter = 1; killAfter <= steps; killAfter += KILLED_EVERY) {
      const { folder, file } = earlier(version);
      expect(migrate(file, killAfter).signal).toBe('SIGKILL');
      expectAllThere(folder, version);
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

it('what stands in the place of such a copy, and can’t be removed, keeps nobody from their hosts', () => {
  const folder = temporaryDirectory();
  const place = join(folder, 'hosts.format-1.db');
  mkdirSync(place);
  writeFileSync(join(place, 'file'), '');
  utimesSync(place, 0, 0);
  open(folder).close();
  expect(existsSync(place)).toBe(true);
});

it('restored from an earlier version’s copy, hosts are left beside as ever, and under no other name', () => {
  const { folder, file } = earlier(4);
  copyFileSync(file, join(folder, 'hosts.backup.db'));
  rmSync(file);
  const store = open(folder);
  expect(inWords(store.notice)).toMatch(/was missing/);
  expect(store.list()).toMatchObject(hostsOf(4));
  store.close();
  const files = readdirSync(folder).sort();
  expect(files).toEqual(['hosts.backup.db', 'hosts.db', 'hosts.format-4.db']);
});

describe('on a disk that is full', () => {
  const missing = whyNoSmallDisk();

  it.each(EARLIER_VERSIONS)(
    'a file of version %i stays as it is, or becomes the new one',
    (version) => {
      let refused = 0;
      for (let pages = 0; pages < 64; pages += 4) {
        const disk = new SmallDisk(512);
        onTestFinished(() => disk.remove());
        fileOf(version, disk.at('hosts.db'));
        disk.fill(pages * 4096);
        try {
          new HostStore({ ...OPTIONS, folder: disk.folder, warn: () => undefined }).close();
        } catch (error) {
          expect(error).toBeInstanceOf(PersonError);
          expect(String(error)).toMatch(/can’t be opened.*(full|ENOSPC)/);
          refused++;
        }
        disk.free();
        expectAllThere(disk.folder, version);
        expect(
          readdirSync(disk.folder).filter((name) => /draft|damaged|journal/.test(name)),
        ).toEqual([]);
      }
      expect(refused).toBeGreaterThan(0);
      expect(refused).toBeLessThan(16);
    },
  );

  beforeEach((test) => needs(missing, test));
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

function migrate(
  path: string,
  killAfter: number,
  copies?: string,
): { signal: NodeJS.Signals | null; count?: number } {
  const migrator = join(import.meta.dirname, 'migrator.ts');
  const args = [migrator, path, String(killAfter), ...(copies ? [copies] : [])];
  const { signal, status, stdout, stderr } = spawnSync(process.execPath, args);
  expect([status, signal], String(stderr)).toEqual(signal ? [null, 'SIGKILL'] : [0, null]);
  return signal ? { signal } : { signal, count: Number(String(stdout)) };
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
