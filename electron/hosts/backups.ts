// Backups of the saved hosts: of each day, and from before an import or a restoring, in a folder of
// their own; and the file as it was before a version took it over. Each is a whole hosts file.
import { mkdirSync, readdirSync, lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { removeFile, removeLeftDrafts } from '../../core/files/draft.ts';
import { say } from '../../words/said.ts';
import type { Backup, BackupPreview, BackupReason } from '../ipc/contract.ts';
import { PersonError } from '../personError.ts';
import { clearBackup, readBackup, REPLACED, type Cleared } from './backupFile.ts';
import { previewOf } from './backupPreview.ts';
import { insertRow, rowsOf, type HostsBase } from './hostsBase.ts';
import { copyHostsFile } from './hostsFile.ts';
import { keepingSecrets } from './vault/keepingSecrets.ts';

/** Of each reason. */
export const BACKUPS_KEPT = 10;

// hosts-2026-11-20T12-00-00-000Z.daily.db
const OURS = /^hosts-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z\.(daily|import|restore)\.db$/;
/** See hostsFile.ts, which makes them. */
const EARLIER = /^hosts\.format-\d+\.db$/;

export interface BackupsOptions extends HostsBase {
  /** Data folder of the app. */
  folder: string;
  /** All there is may be other than it was. */
  onRestored(): void;
}

export class Backups {
  readonly #options: BackupsOptions;

  constructor(options: BackupsOptions) {
    this.#options = options;
  }

  /** The latest first. */
  list(): Backup[] {
    const ours = this.#namesIn(this.#folder).flatMap((name) => this.#ours(name));
    const earlier = this.#namesIn(this.#options.folder).flatMap((name) => this.#earlier(name));
    return [...ours, ...earlier].sort((a, b) => b.madeAt - a.madeAt);
  }

  /** Throws a `PersonError` where the disk doesn't take it. */
  make(reason: Exclude<BackupReason, 'version'>): void {
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      removeLeftDrafts(this.#folder);
      const stamp = new Date(this.#options.now()).toISOString().replace(/[:.]/g, '-');
      copyHostsFile(this.#options.database, join(this.#folder, `hosts-${stamp}.${reason}.db`));
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new PersonError(say('backup-not-made', { why }), { cause });
    }
    this.#forgetOldest(reason);
  }

  /** The day's, unless there is one. Days are those of UTC. Throws as `make` does. */
  makeDaily(): void {
    const today = new Date(this.#options.now()).toISOString().slice(0, 10);
    const isTodays = ({ name, reason }: Backup): boolean =>
      reason === 'daily' && name.startsWith(`hosts-${today}T`);
    if (!this.list().some(isTodays)) this.make('daily');
  }

  /** What restoring it would do. Throws a `PersonError` where it can't be restored. */
  preview(name: string): BackupPreview {
    return this.#read(name, (backup) => previewOf(this.#options.database, backup));
  }

  /** As one change, after a backup of what is there now. Throws a `PersonError`. */
  restore(name: string): void {
    this.#read(name, (backup) => {
      this.make('restore');
      const { database, change } = this.#options;
      change(() => keepingSecrets(database, backup, () => replaceAll(database, backup)));
      this.#options.onRestored();
    });
  }

  /**
   * Removes what is deleted for good; a backup that is damaged goes whole. Throws a `PersonError` where one
   * can't be rewritten.
   */
  clear(what: Cleared): void {
    for (const { name } of this.list()) {
      if (!this.#clear(name, what)) removeFile(this.#path(name));
    }
  }

  #clear(name: string, what: Cleared): boolean {
    try {
      return clearBackup(this.#path(name), what);
    } catch (cause) {
      throw new PersonError(say('backup-not-cleared', { name }), { cause });
    }
  }

  #read<T>(name: string, use: (backup: DatabaseSync) => T): T {
    if (!this.list().some((one) => one.name === name)) {
      throw new PersonError(say('backup-gone'));
    }
    const backup = readBackup(this.#path(name), name);
    try {
      return use(backup);
    } finally {
      backup.close();
    }
  }

  #forgetOldest(reason: BackupReason): void {
    const all = this.list().filter((backup) => backup.reason === reason);
    for (const { name } of all.slice(BACKUPS_KEPT)) removeFile(this.#path(name));
  }

  get #folder(): string {
    return join(this.#options.folder, 'backups');
  }

  #path(name: string): string {
    return join(EARLIER.test(name) ? this.#options.folder : this.#folder, name);
  }

  #ours(name: string): Backup[] {
    const [, day, hour, minute, second, ms, reason] = OURS.exec(name) ?? [];
    const madeAt = Date.parse(`${day}T${hour}:${minute}:${second}.${ms}Z`);
    if (Number.isNaN(madeAt)) return [];
    return this.#there({ name, madeAt, reason: reason as BackupReason });
  }

  #earlier(name: string): Backup[] {
    return EARLIER.test(name) ? this.#there({ name, reason: 'version' }) : [];
  }

  #there(backup: Omit<Backup, 'madeAt' | 'size'> & { madeAt?: number }): Backup[] {
    const stats = lstatSync(this.#path(backup.name), { throwIfNoEntry: false });
    return stats?.isFile() ? [{ madeAt: stats.mtimeMs, size: stats.size, ...backup }] : [];
  }

  #namesIn(folder: string): string[] {
    try {
      return readdirSync(folder);
    } catch {
      return [];
    }
  }
}

function replaceAll(database: DatabaseSync, backup: DatabaseSync): void {
  for (const table of [...REPLACED].reverse()) database.exec(`DELETE FROM ${table}`);
  database.exec('PRAGMA defer_foreign_keys = ON'); // a folder may stand before the one it is in
  for (const table of REPLACED) {
    for (const row of rowsOf(backup, `SELECT * FROM ${table}`)) insertRow(database, table, row);
  }
}
