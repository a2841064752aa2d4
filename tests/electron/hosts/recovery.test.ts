// A hosts file in every bad state it can be found in. Nothing is overwritten in silence.
import { closeSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, expect, it } from 'vitest';
import { HostStore } from '../../../electron/hosts/hostStore.ts';
import { SCHEMA_VERSION } from '../../../electron/hosts/migrations.ts';
import { plainBox } from '../../../electron/hosts/secretBox.ts';
import { localDraft, sshDraft } from './drafts.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

/** As the first version wrote it. Written out here, because the code may change and this not. */
const VERSION_1 = `
  CREATE TABLE hosts (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE,
    color TEXT NOT NULL, address TEXT NOT NULL, port TEXT NOT NULL, user TEXT NOT NULL,
    identity_file TEXT NOT NULL, jump_host TEXT NOT NULL, options TEXT NOT NULL,
    shell TEXT NOT NULL
  ) STRICT;
  PRAGMA application_id = 1114601324;
  PRAGMA user_version = 1`;

/** As the second version wrote it. */
const VERSION_2 = `${VERSION_1.replace('shell TEXT NOT NULL', "$&, agent_url TEXT NOT NULL DEFAULT ''")};
  CREATE TABLE secrets (
    host_id TEXT PRIMARY KEY REFERENCES hosts (id) ON DELETE CASCADE, sealed_by TEXT NOT NULL,
    sealed BLOB NOT NULL
  ) STRICT;
  PRAGMA user_version = 2`;

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
    expect(store.notice).toMatch(/was damaged.*“hosts\.damaged-2026-11-20\.db”.*restored/);
    expect(names(store)).toEqual(['one', 'two']);
    expect(readFileSync(at('hosts.damaged-2026-11-20.db'))).toEqual(damaged);
  });

  it('without a usable copy leaves an empty list, and both files are kept', () => {
    saved('one');
    for (const file of ['hosts.db', 'hosts.backup.db']) writeFileSync(at(file), 'rubbish');
    const store = open();
    expect(store.notice).toContain('you start with an empty list');
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
  expect(store.notice).toMatch(/was missing/);
  expect(names(store)).toEqual(['one']);
});

it('an ordinary start has nothing to tell', () => {
  saved('one');
  const store = open();
  expect(store.notice).toBe('');
  store.close();
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

  it('2 keeps its hosts, whose shells are not kept alive as before', () => {
    const database = new DatabaseSync(at('hosts.db'));
    database.exec(VERSION_2);
    database.exec(
      `INSERT INTO hosts VALUES
       ('a1', 'ssh', 'Web', 'web', 'blue', 'web.example.org', '22', 'me', '', '', 'A=b', '', '')`,
    );
    database.close();
    const store = open();
    expect(store.list()).toMatchObject([{ id: 'a1', options: 'A=b', keepAlive: 'off' }]);
    const { keepAlive } = store.list()[0]!;
    store.save(sshDraft({ keepAlive: 'agent' }), 'a1');
    expect([keepAlive, store.get('a1')!.keepAlive]).toEqual(['off', 'agent']);
    store.close();
  });

  it('1 keeps its hosts and can hold agent hosts from then on', () => {
    const database = new DatabaseSync(at('hosts.db'));
    database.exec(VERSION_1);
    database.exec(
      `INSERT INTO hosts VALUES
       ('a1', 'ssh', 'Web', 'web', 'blue', 'web.example.org', '22', 'me', '', '', 'A=b', ''),
       ('b2', 'local', 'Here', 'here', 'none', '', '', '', '', '', '', '/bin/sh')`,
    );
    database.close();
    const store = open();
    expect(store.list()).toMatchObject([
      { id: 'b2', kind: 'local', name: 'Here', shell: '/bin/sh', detail: '/bin/sh' },
      { id: 'a1', kind: 'ssh', name: 'Web', color: 'blue', user: 'me', options: 'A=b' },
    ]);
    expect(store.get('a1')!.pairingLink).toBe('');
    store.close();
  });
});

function anotherDatabase(path: string): void {
  rmSync(path);
  const database = new DatabaseSync(path);
  database.exec('CREATE TABLE hosts (x)');
  database.close();
}
