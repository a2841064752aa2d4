// Names of drafts: a file that is being written stands beside its place until it is whole. The
// name says who writes it, so that what a killed run left behind is told from what is under way.
import { randomBytes } from 'node:crypto';
import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { renameOver } from './renameOver.ts';

const DRAFT = /\.(\d{1,10})-[0-9a-f]{12}\.draft(-journal)?$/;
/** Numbers of processes are used again: a draft this old is nobody's. No write takes as long. */
const FORGOTTEN_MS = 60 * 60 * 1000;

/** A name beside `path` that nobody else uses. */
export function draftName(path: string): string {
  return `${path}.${process.pid}-${randomBytes(6).toString('hex')}.draft`;
}

/** Gives a file a draft's name, to look at it undisturbed; undefined when it is gone already. */
export function takeAway(path: string): string | undefined {
  const draft = draftName(path);
  try {
    renameOver(path, draft);
    return draft;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Removes the drafts in a folder whose writers are gone. Never throws. */
export function removeLeftDrafts(folder: string, today: number = Date.now()): void {
  for (const name of namesIn(folder)) {
    const pid = Number(DRAFT.exec(name)?.[1]);
    if (!pid) continue;
    const path = join(folder, name);
    if (!isAlive(pid) || isForgotten(path, today)) removeFile(path);
  }
}

/** Removes a file if it is there; a folder of that name stays. Never throws. */
export function removeFile(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // What can't be removed takes up room, and does no other harm.
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isForgotten(path: string, today: number): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return stats !== undefined && today - stats.mtimeMs > FORGOTTEN_MS;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
