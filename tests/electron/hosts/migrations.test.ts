// Changes to the hosts file: each is stored whole or not at all, and the reason of a failure is its
// own. (What becomes of earlier files is in versions.test.ts.)
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, expect, it } from 'vitest';
import {
  APPLICATION_ID,
  inTransaction,
  migrate,
  SCHEMA_VERSION,
  schemaVersion,
} from '../../../electron/hosts/migrations.ts';

let database: DatabaseSync;
beforeEach(() => {
  database = new DatabaseSync(':memory:');
  database.exec('CREATE TABLE a (b)');
  return () => database.close();
});

const rows = (): unknown[] =>
  database
    .prepare('SELECT b FROM a')
    .all()
    .map(({ b }) => b);
const add = (value: number): void => database.exec(`INSERT INTO a VALUES (${value})`);

it('a transaction is stored once it is through, and answers with what came of it', () => {
  expect(inTransaction(database, () => (add(1), add(2), 'done'))).toBe('done');
  expect([rows(), database.isTransaction]).toEqual([[1, 2], false]);
});

it('one that fails leaves nothing, tells why, and isn’t in the way of the next', () => {
  const fails = (): void => {
    add(1);
    throw new Error('no room');
  };
  expect(() => inTransaction(database, fails)).toThrow('no room');
  expect([rows(), database.isTransaction]).toEqual([[], false]);
  inTransaction(database, () => add(2));
  expect(rows()).toEqual([2]);
});

it('one that SQLite has rolled back by itself tells the same', () => {
  const fails = (): void => {
    database.exec('ROLLBACK');
    throw new Error('no room');
  };
  expect(() => inTransaction(database, fails)).toThrow('no room');
});

it('a new file has the present version, once', () => {
  expect(schemaVersion(database)).toBe(0);
  migrate(database);
  migrate(database);
  const application = database.prepare('PRAGMA application_id').get();
  expect([schemaVersion(database), application]).toEqual([
    SCHEMA_VERSION,
    { application_id: APPLICATION_ID },
  ]);
  const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
  const names = tables
    .map(({ name }) => String(name))
    .filter((name) => !name.startsWith('sqlite_'));
  expect(names.sort()).toEqual([
    ...['a', 'folders', 'hosts', 'identities', 'login_secrets', 'master_passphrase'],
    ...['secrets', 'tunnel_secrets', 'tunnels'],
  ]);
});
