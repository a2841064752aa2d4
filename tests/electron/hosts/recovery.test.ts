// A hosts file in every bad state it can be found in. Nothing is overwritten in silence.
import { chmodSync, closeSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, expect, it } from 'vitest';
import { HostStore } from '../../../electron/hosts/hostStore.ts';
import { SCHEMA_VERSION } from '../../../electron/hosts/migrations.ts';
import { plainBox } from '../../../electron/hosts/secretBox.ts';
import { localDraft } from './drafts.ts';
import { SYSTEM } from '../../../core/system.ts';
import { needs } from '../../support/needs.ts';
import { descriptors, whyNoProcessFacts } from '../../support/processFacts.ts';
import { UNFIT } from '../../support/unfitFiles.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { inWords } from '../../../words/said.ts';

let folder: string;
const at = (name: string): string => join(folder, name);

function open(): HostStore {
  return new HostStore({
    folder,
    secretBox: plainBox,
    loginShell: '/bin/sh',
    now: () => new Date('2026-11-20T12:00:00Z'),
    warn: (line) => expect.fail(line),
  });
}

function names(store: HostStore): string[] {
  const found = store.list().map((host) => host.name);
  store.close();
  return found;
}

beforeEach(() => {
  folder = temporaryDirectory();
});

function saved(...hosts: string[]): void {
  const store = open();
  for (const name of hosts) store.save(localDraft({ name }), null);
  store.close();
}

function damageMiddle(path: string): void {
  const file = openSync(path, 'r+');
  const size = statSync(path).size;
  writeSync(file, Buffer.alloc(size - 200, 0x5a), 0, size - 200, 150);
  closeSync(file);
}

it('the folder of saved hosts is its user’s alone, also one that was there before', (test) => {
  needs(SYSTEM === 'win32' ? 'its folders have no modes' : undefined, test);
  const mode = (): number => statSync(folder).mode & 0o7777;
  chmodSync(folder, 0o755);
  open().close();
  expect(mode()).toBe(0o700);
  folder = at('new');
  open().close();
  expect(mode()).toBe(0o700);
});

it('a journal that is no file is set aside with it, and nobody waits for its writer', (test) => {
  needs(SYSTEM === 'win32' ? 'it has no FIFOs' : undefined, test);
  saved('one');
  UNFIT['a FIFO'](at('hosts.db-journal'));
  const store = open();
  expect(inWords(store.notice)).toMatch(/was damaged.*restored/);
  expect(names(store)).toEqual(['one']);
});

it.for<[string, () => void]>([
  ['made', () => undefined],
  ['restored', () => (saved('one'), rmSync(at('hosts.db')))],
  ['restored over a damaged one', () => (saved('one'), writeFileSync(at('hosts.db'), 'x'))],
])(
  'nothing of a file that was %s is held open once it is closed, nor what it was made of',
  ([, make], test) => {
    needs(whyNoProcessFacts(), test);
    const held = (): string[] => descriptors(process.pid).filter((name) => name.startsWith(folder));
    make();
    const store = open();
    expect(held().every((name) => basename(name).startsWith('hosts.db'))).toBe(true);
    store.close();
    expect(held()).toEqual([]);
  },
);

describe('a damaged file', () => {
  it.each<[string, (path: string) => void]>([
    ['is text', (path) => writeFileSync(path, 'not a database at all, but long enough to look')],
    ['has lost its contents', (path) => truncateSync(path, 0)],
    ['was cut off', (path) => truncateSync(path, 5000)],
    ['is overwritten inside', damageMiddle],
    ['is another program’s database', anotherDatabase],
  ])('that %s is set aside, and the hosts come back from the copy', (_, damage) => {
    saved('one', 'two');
    damage(at('hosts.db'));
    const damaged = readFileSync(at('hosts.db'));
    const store = open();
    expect(inWords(store.notice)).toMatch(/was damaged.*“hosts\.damaged-2026-11-20\.db”.*restored/);
    expect(names(store)).toEqual(['one', 'two']);
    expect(readFileSync(at('hosts.damaged-2026-11-20.db'))).toEqual(damaged);
  });

  it('without a usable copy leaves an empty list, and both files are kept', () => {
    saved('one');
    for (const file of ['hosts.db', 'hosts.backup.db']) writeFileSync(at(file), 'rubbish');
    const store = open();
    expect(inWords(store.notice)).toContain('you start with an empty list');
    expect(names(store)).toEqual([]);
    expect(readdirSync(folder)).toEqual(
      expect.arrayContaining(['hosts.damaged-2026-11-20.db', 'hosts.backup.damaged-2026-11-20.db']),
    );
  });

  it('never replaces an earlier damaged one of the same day', () => {
    for (const rubbish of ['first', 'second']) {
      saved();
      writeFileSync(at('hosts.db'), rubbish);
      open().close();
    }
    expect(readFileSync(at('hosts.damaged-2026-11-20.db'), 'utf8')).toBe('first');
    expect(readFileSync(at('hosts.damaged-2026-11-20-2.db'), 'utf8')).toBe('second');
  });
});

it('a missing file is restored from the copy, and said so', () => {
  saved('one');
  rmSync(at('hosts.db'));
  const store = open();
  expect(inWords(store.notice)).toMatch(/was missing/);
  expect(names(store)).toEqual(['one']);
});

it('an ordinary start has nothing to tell', () => {
  saved('one');
  const store = open();
  expect(store.notice).toBeNull();
  store.close();
});

/** What stands in an index isn't what its table has: by it nothing is found. */
function misleadIndex(path: string): void {
  const database = new DatabaseSync(path);
  (database as { enableDefensive?: (is: boolean) => void }).enableDefensive?.(false);
  database.exec(`
    PRAGMA writable_schema = ON;
    UPDATE sqlite_schema SET sql = 'CREATE INDEX hosts_of_folder ON hosts (icon)'
    WHERE name = 'hosts_of_folder'`);
  database.close();
}

it('an index that hasn’t what its table has is mended once there is time for it', () => {
  saved('one', 'two');
  misleadIndex(at('hosts.db'));
  const verdict = (): unknown => {
    const database = new DatabaseSync(at('hosts.db'));
    const found = database.prepare('PRAGMA integrity_check').get()?.['integrity_check'];
    database.close();
    return found;
  };
  expect(verdict()).not.toBe('ok');
  const store = open();
  expect(store.notice).toBeNull();
  store.refreshCopy();
  expect(names(store)).toEqual(['one', 'two']);
  expect(verdict()).toBe('ok');
});

describe('a file of another version', () => {
  it('that is newer is refused in words and left untouched', () => {
    saved('one');
    const database = new DatabaseSync(at('hosts.db'));
    database.exec(`PRAGMA user_version = ${SCHEMA_VERSION + 1}`);
    database.close();
    const before = readFileSync(at('hosts.db'));
    expect(open).toThrow(/stored by a newer Bowline .* left untouched/);
    expect(readFileSync(at('hosts.db'))).toEqual(before);
  });
});

function anotherDatabase(path: string): void {
  rmSync(path);
  const database = new DatabaseSync(path);
  database.exec('CREATE TABLE hosts (x)');
  database.close();
}
