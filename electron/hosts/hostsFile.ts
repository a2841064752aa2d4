// The file that holds the saved hosts, as a file: opened and checked, created in one step,
// copied, and set aside when damaged. Nothing here overwrites a file it can't read.
import { say } from '../../words/said.ts';
import { SaidError } from '../../words/saidError.ts';
import { chmodSync, existsSync, lstatSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { removeFile } from '../../core/files/draft.ts';
import { unfitKind } from '../../core/files/readFile.ts';
import { setAside as moveAside } from '../../core/files/setAside.ts';
import { replaceWhole } from '../../core/files/wholeFile.ts';
import { PersonError } from '../personError.ts';
import { APPLICATION_ID, migrate, schemaVersion, SCHEMA_VERSION } from './migrations.ts';

/** The file is no database of ours, or its contents are broken. */
export class DamagedFileError extends SaidError {
  override readonly name = 'DamagedFileError';
}

const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;
const PRIVATE = 0o600;
/** How long a file is kept as an earlier version left it. */
const KEPT_EARLIER_MS = 30 * 24 * 60 * 60 * 1000;

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
 * @param standsFor the file that it is a copy of, beside which an earlier version's is left
 */
export function openHostsFile(path: string, standsFor = path): DatabaseSync {
  for (const file of [path, `${path}-journal`]) checkKind(file);
  if (statSync(path).size === 0) throw new DamagedFileError(say('file-empty'));
  let database: DatabaseSync | undefined;
  try {
    chmodSync(path, PRIVATE);
    database = new DatabaseSync(path);
    checkFile(database, path);
    keepEarlier(database, standsFor);
    migrate(database);
    return database;
  } catch (error) {
    database?.close();
    throw explained(error, path);
  }
}

/**
 * One more connection to a file that is open. It writes nothing before it commits, however much is changed:
 * nobody who reads has to wait for it.
 */
export function openBeside(path: string): DatabaseSync {
  const database = new DatabaseSync(path);
  database.exec(PRAGMAS);
  database.exec('PRAGMA cache_spill = OFF; PRAGMA temp_store = MEMORY');
  return database;
}

/** Creates an empty hosts file; it appears under its name only when it is whole. */
export function createHostsFile(path: string): DatabaseSync {
  try {
    replaceWhole(path, fillEmpty);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new PersonError(say('hosts-file-not-made', { path, why }), { cause });
  }
  return openHostsFile(path);
}

function fillEmpty(draft: string): void {
  const database = new DatabaseSync(draft);
  try {
    migrate(database);
  } finally {
    database.close();
  }
}

/** Writes a copy of the database to `path`, replacing an earlier one in one step. */
export function copyHostsFile(database: DatabaseSync, path: string): void {
  replaceWhole(path, (draft) => database.prepare('VACUUM INTO ?').run(draft));
  database.exec('PRAGMA shrink_memory'); // all pages were read for it, and most of them by nobody else
}

/** Moves a damaged file and its journal to a name nobody uses yet; answers with that name. */
export function setAside(path: string, date: Date): string {
  const stamp = date.toISOString().slice(0, 10);
  const stem = basename(path, '.db');
  return moveAside(path, date, { stem, ending: '.db', stamp });
}

// SQLite would wait for whoever writes into a FIFO.
function checkKind(path: string): void {
  const kind = unfitKind(path);
  if (kind) throw new DamagedFileError(say('path-is', { path, what: say('not-a-file', { kind }) }));
}

function checkFile(database: DatabaseSync, path: string): void {
  database.exec(PRAGMAS);
  const application = database.prepare('PRAGMA application_id').get()?.['application_id'];
  if (application !== APPLICATION_ID) throw new DamagedFileError(say('no-hosts-file'));
  const version = schemaVersion(database);
  if (version > SCHEMA_VERSION) throw newerVersion(version, path);
  // Whether indexes have what the tables have is looked at later, as with thousands of hosts that would hold
  // the first picture up; but a file that is about to be changed is looked at whole.
  const wrong = damageIn(database, version < SCHEMA_VERSION ? 'integrity_check' : 'quick_check');
  if (wrong !== null) throw new DamagedFileError(say('as-told', { text: wrong }));
}

/** What SQLite finds broken; null where nothing is. */
function damageIn(database: DatabaseSync, check: 'integrity_check' | 'quick_check'): string | null {
  const verdict = database.prepare(`PRAGMA ${check}`).get()?.[check];
  return verdict === 'ok' ? null : String(verdict);
}

/**
 * Looks at what opening left out: indexes that don't have what their tables have are made anew. Throws a
 * `DamagedFileError` where that mends nothing.
 */
export function mendIndexes(database: DatabaseSync): void {
  if (damageIn(database, 'integrity_check') === null) return;
  try {
    database.exec('REINDEX');
  } catch (cause) {
    const text = (cause as Error).message;
    throw new DamagedFileError(say('as-told', { text }), { cause });
  }
  const wrong = damageIn(database, 'integrity_check');
  if (wrong !== null) throw new DamagedFileError(say('as-told', { text: wrong }));
}

function newerVersion(version: number, path: string): PersonError {
  const file = { path, name: basename(path), copy: latestUsable(path) };
  const formats = { format: version, known: SCHEMA_VERSION };
  return new PersonError(say('hosts-file-newer', { ...file, ...formats }));
}

/** Where a file is kept as it was when a later version took it over. */
function earlierPath(path: string, version: number): string {
  return join(dirname(path), `${basename(path, '.db')}.format-${version}.db`);
}

/**
 * Removes such copies once nobody is likely to go back: they hold secrets as they were then. Never
 * throws: one that another program holds open is tried again at the next start.
 * @param now milliseconds since 1970
 */
export function forgetEarlier(path: string, now: number): void {
  for (let version = 1; version < SCHEMA_VERSION; version++) {
    const copy = earlierPath(path, version);
    const stats = lstatSync(copy, { throwIfNoEntry: false });
    if (stats && now - stats.mtimeMs > KEPT_EARLIER_MS) removeFile(copy);
  }
}

/** The latest copy that this version can open; '' if there is none. */
function latestUsable(path: string): string {
  const versions = Array.from({ length: SCHEMA_VERSION }, (_, index) => SCHEMA_VERSION - index);
  return versions.map((version) => earlierPath(path, version)).find((it) => existsSync(it)) ?? '';
}

// The version before can't read what this one makes of the file, and who goes back to it would
// stand there with nothing.
function keepEarlier(database: DatabaseSync, path: string): void {
  const version = schemaVersion(database);
  if (version < SCHEMA_VERSION) copyHostsFile(database, earlierPath(path, version));
}

function explained(error: unknown, path: string): unknown {
  if (error instanceof DamagedFileError || error instanceof PersonError) return error;
  if (isDamage(error)) {
    return new DamagedFileError(say('as-told', { text: (error as Error).message }), {
      cause: error,
    });
  }
  const why = (error as Error).message;
  return new PersonError(say('hosts-file-not-opened', { path, why }), { cause: error });
}

/** SQLite says that what it reads is broken, or no database. */
export function isDamage(error: unknown): boolean {
  const code = (error as { errcode?: number }).errcode;
  return code !== undefined && [SQLITE_CORRUPT, SQLITE_NOTADB].includes(code & 0xff);
}
