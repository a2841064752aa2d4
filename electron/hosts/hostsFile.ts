// The file that holds the saved hosts, as a file: opened and checked, created in one step,
// copied, and set aside when damaged. Nothing here overwrites a file it can't read.
import { chmodSync, closeSync, existsSync, fsyncSync, openSync, renameSync } from 'node:fs';
import { rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { PersonError } from '../personError.ts';
import { APPLICATION_ID, migrate, schemaVersion, SCHEMA_VERSION } from './migrations.ts';

/** The file is no database of ours, or its contents are broken. */
export class DamagedFileError extends Error {}

const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;
const PRIVATE = 0o600;

// A rollback journal keeps everything in one file between transactions. `EXTRA` also syncs the
// folder once the journal is gone, so that a confirmed save outlives a power cut. Deleted
// secrets are overwritten, not merely forgotten.
const PRAGMAS = `
  PRAGMA journal_mode = DELETE;
  PRAGMA synchronous = EXTRA;
  PRAGMA foreign_keys = ON;
  PRAGMA secure_delete = ON;
  PRAGMA busy_timeout = 2000;
`;

/**
 * Opens an existing file and brings it to the present schema. Throws `DamagedFileError`, or a
 * `PersonError` when the file is of a newer version or can't be opened at all.
 */
export function openHostsFile(path: string): DatabaseSync {
  if (statSync(path).size === 0) throw new DamagedFileError('the file is empty');
  let database: DatabaseSync | undefined;
  try {
    chmodSync(path, PRIVATE);
    database = new DatabaseSync(path);
    checkFile(database);
    migrate(database);
    return database;
  } catch (error) {
    database?.close();
    throw explained(error, path);
  }
}

/** Creates an empty hosts file; it appears under its name only when it is whole. */
export function createHostsFile(path: string): DatabaseSync {
  replaceFile(path, (draft) => {
    const database = new DatabaseSync(draft);
    migrate(database);
    database.close();
  });
  return openHostsFile(path);
}

/** Writes a copy of the database to `path`, replacing an earlier one in one step. */
export function copyHostsFile(database: DatabaseSync, path: string): void {
  replaceFile(path, (draft) => database.prepare('VACUUM INTO ?').run(draft));
}

/** Moves a damaged file and its journal to a name nobody uses yet; answers with that name. */
export function setAside(path: string, date: Date): string {
  const stem = path.replace(/\.db$/, `.damaged-${date.toISOString().slice(0, 10)}`);
  let name = `${stem}.db`;
  for (let count = 2; existsSync(name); count++) name = `${stem}-${count}.db`;
  renameSync(path, name);
  if (existsSync(`${path}-journal`)) renameSync(`${path}-journal`, `${name}-journal`);
  syncPath(dirname(path));
  return name;
}

function checkFile(database: DatabaseSync): void {
  database.exec(PRAGMAS);
  const application = database.prepare('PRAGMA application_id').get()?.['application_id'];
  if (application !== APPLICATION_ID) throw new DamagedFileError('not a hosts file of Bowline');
  const version = schemaVersion(database);
  if (version > SCHEMA_VERSION) throw newerVersion(version);
  const verdict = database.prepare('PRAGMA integrity_check').get()?.['integrity_check'];
  if (verdict !== 'ok') throw new DamagedFileError(String(verdict));
}

function newerVersion(version: number): PersonError {
  return new PersonError(
    `Your saved hosts were stored by a newer Bowline (format ${version}; this one knows ` +
      `${SCHEMA_VERSION}). They were left untouched. Install the newer Bowline again to use them.`,
  );
}

function explained(error: unknown, path: string): unknown {
  if (error instanceof DamagedFileError || error instanceof PersonError) return error;
  const code = (error as { errcode?: number }).errcode;
  if (code !== undefined && [SQLITE_CORRUPT, SQLITE_NOTADB].includes(code & 0xff)) {
    return new DamagedFileError((error as Error).message, { cause: error });
  }
  const why = (error as Error).message;
  return new PersonError(`The file of saved hosts can’t be opened: ${path} (${why}).`, {
    cause: error,
  });
}

/** Lets `write` fill a private file beside `path`, then puts it in the place of `path`. */
function replaceFile(path: string, write: (draft: string) => void): void {
  const draft = `${path}.new`;
  rmSync(draft, { force: true });
  closeSync(openSync(draft, 'wx', PRIVATE));
  write(draft);
  syncPath(draft);
  renameSync(draft, path);
  syncPath(dirname(path));
}

// Windows can't sync a folder, and needs a writable handle to sync a file.
function syncPath(path: string): void {
  if (process.platform === 'win32' && statSync(path).isDirectory()) return;
  const descriptor = openSync(path, process.platform === 'win32' ? 'r+' : 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
