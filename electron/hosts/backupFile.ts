// A backup as a file: read into memory and brought to the present schema there, so that neither it nor
// its folder changes by being looked at; and rewritten without hosts that were deleted for good.
import { DatabaseSync } from 'node:sqlite';
import { say } from '../../words/said.ts';
import type { SecretUse } from '../ipc/contract.ts';
import { unfitKind } from '../../core/files/readFile.ts';
import { PersonError } from '../personError.ts';
import { sql } from './hostsBase.ts';
import { isDamage } from './hostsFile.ts';
import { APPLICATION_ID, inTransaction, migrate, SCHEMA_VERSION } from './migrations.ts';

/** All there is, in the order in which rows refer to each other. */
const TABLES = [
  ...(['folders', 'hosts', 'secrets', 'tunnels', 'tunnel_secrets'] as const),
  ...(['identities', 'master_passphrase', 'login_secrets'] as const),
] as const;

/** Of these a restoring leaves nothing as it was. */
export const REPLACED = TABLES.slice(0, 6);

/** What is removed from a backup. */
export interface Cleared {
  /** Ids. */
  hosts?: readonly string[];
  folders?: readonly string[];
  secrets?: readonly SecretUse[];
}

/**
 * What stands in a backup, in memory; to be closed. `name` is for the error: a `PersonError` where it is
 * damaged, or of a newer version.
 */
export function readBackup(path: string, name: string): DatabaseSync {
  const memory = new DatabaseSync(':memory:');
  try {
    if (unfitKind(path)) throw new Error('not a file');
    fill(memory, path, name);
    return memory;
  } catch (cause) {
    memory.close();
    if (cause instanceof PersonError) throw cause;
    throw new PersonError(say('backup-damaged', { name }), { cause });
  }
}

function fill(memory: DatabaseSync, path: string, name: string): void {
  memory.prepare(sql`ATTACH ? AS backup`).run(path);
  const version = pragma(memory, 'user_version');
  if (pragma(memory, 'application_id') !== APPLICATION_ID) throw new Error('not a hosts file');
  if (Number(version) > SCHEMA_VERSION) throw new PersonError(say('backup-newer', { name }));
  const verdict = pragma(memory, 'integrity_check');
  if (verdict !== 'ok') throw new Error(String(verdict));
  migrate(memory, Number(version));
  for (const table of tablesOf(memory)) {
    memory.exec(`INSERT INTO main."${table}" SELECT * FROM backup."${table}"`);
  }
  memory.exec(sql`DETACH backup`);
  migrate(memory);
}

/** Those that the steps so far have made; rows of others aren't ours. */
function tablesOf(memory: DatabaseSync): string[] {
  const query = `SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`;
  const names = memory
    .prepare(query)
    .all()
    .map((row) => String(row['name']));
  const order: readonly string[] = TABLES;
  return names.sort((a, b) => order.indexOf(a) - order.indexOf(b));
}

function pragma(memory: DatabaseSync, name: string): unknown {
  return Object.values(memory.prepare(`PRAGMA backup.${name}`).get() ?? {})[0];
}

/**
 * Removes hosts with their secrets, folders, and secrets of logins from a backup of whatever version, as one
 * change; what they left is overwritten. False where the backup is damaged. Throws where it can't be written.
 */
export function clearBackup(
  path: string,
  { hosts = [], folders = [], secrets = [] }: Cleared,
): boolean {
  const database = new DatabaseSync(path);
  try {
    database.exec(
      'PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA synchronous = EXTRA',
    );
    if (Object.values(database.prepare('PRAGMA integrity_check').get() ?? {})[0] !== 'ok')
      return false;
    inTransaction(database, () => {
      remove(database, 'hosts', hosts);
      if (has(database, 'folders')) remove(database, 'folders', folders);
      if (has(database, 'login_secrets')) removeSecrets(database, secrets);
    });
    return true;
  } catch (error) {
    if (isDamage(error)) return false;
    throw error;
  } finally {
    database.close();
  }
}

function remove(database: DatabaseSync, table: string, ids: readonly string[]): void {
  const query = `DELETE FROM ${table} WHERE id IN (SELECT value FROM json_each(?))`;
  database.prepare(query).run(JSON.stringify(ids));
}

function removeSecrets(database: DatabaseSync, uses: readonly SecretUse[]): void {
  const query = database.prepare(sql`DELETE FROM login_secrets WHERE what = ? AND of = ?`);
  for (const { what, of } of uses) query.run(what, of);
}

/** Earlier versions have fewer tables. */
function has(database: DatabaseSync, table: string): boolean {
  return !!database.prepare(sql`SELECT 1 FROM sqlite_master WHERE name = ?`).get(table);
}
