// Opens the saved hosts come what may: creates them at first start, and when the file is
// damaged sets it aside and goes on with the latest copy. The user is told which it was.
import { say, type Said } from '../../words/said.ts';
import { chmodSync, lstatSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { PersonError } from '../personError.ts';
import {
  copyHostsFile,
  createHostsFile,
  DamagedFileError,
  forgetEarlier,
  mendIndexes,
  openBeside,
  openHostsFile,
  setAside,
} from './hostsFile.ts';

export interface OpenedHosts {
  database: DatabaseSync;
  /** One more connection to it. */
  openBeside(): DatabaseSync;
  /**
   * Refreshes the copy from which a damaged file is restored; before the first, the file is looked at whole,
   * and what can be mended is.
   */
  keepCopy(): void;
  /** What the user must know; null when all is well. */
  notice: Said | null;
}

type Found = Pick<OpenedHosts, 'database' | 'notice'>;

/** `folder` is made when missing, and closed to other users. `now` dates a damaged file. */
export function openHosts(folder: string, now: () => Date): OpenedHosts {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const path = join(folder, 'hosts.db');
  const copy = join(folder, 'hosts.backup.db');
  const { database, notice } = openOrRecover(path, copy, now);
  forgetEarlier(path, now().getTime());
  let isLookedAt = false;
  const keepCopy = (): void => {
    if (!isLookedAt) mendIndexes(database);
    isLookedAt = true;
    copyHostsFile(database, copy);
  };
  return { database, openBeside: () => openBeside(path), keepCopy, notice };
}

function openOrRecover(path: string, copy: string, now: () => Date): Found {
  if (!isThere(path)) {
    const restored = isThere(copy) ? restore(path, copy, now()) : undefined;
    const notice = restored && say('hosts-file-was-missing', copyOf(restored));
    return { database: restored?.database ?? createHostsFile(path), notice: notice ?? null };
  }
  try {
    return { database: openHostsFile(path), notice: null };
  } catch (error) {
    if (!(error instanceof DamagedFileError)) throw error;
    return recover(path, copy, now());
  }
}

/** Also a link that leads nowhere, which is set aside like a damaged file. */
function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function recover(path: string, copy: string, date: Date): Found {
  const aside = basename(setAside(path, date));
  const restored = isThere(copy) ? restore(path, copy, date) : undefined;
  if (!restored)
    return { database: createHostsFile(path), notice: say('hosts-file-lost', { aside }) };
  const notice = say('hosts-file-restored', { aside, ...copyOf(restored) });
  return { database: restored.database, notice };
}

/** Undefined when the copy is damaged as well; it is set aside then. */
function restore(path: string, copy: string, now: Date) {
  const date = lstatSync(copy).mtime;
  try {
    copyFrom(copy, path);
  } catch (error) {
    if (!(error instanceof DamagedFileError)) throw error;
    setAside(copy, now);
    return undefined;
  }
  return { database: openHostsFile(path), date };
}

// On a full disk the copy stays what it is, and the next start tries again.
function copyFrom(copy: string, path: string): void {
  const source = openHostsFile(copy, path);
  try {
    copyHostsFile(source, path);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new PersonError(say('hosts-file-not-restored', { path: copy, why }), { cause });
  } finally {
    source.close();
  }
}

function copyOf({ date }: { date: Date }): { copiedAt: number } {
  return { copiedAt: date.getTime() };
}
