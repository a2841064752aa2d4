// The one way in which files of ours are written: whole or not at all. A draft is filled, checked
// and synced, and then takes the place of the file in one step; whatever fails before that, a
// full disk above all, leaves the old file as it was.
import { closeSync, constants, fstatSync, fsyncSync, linkSync } from 'node:fs';
import { openSync, writeSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { SYSTEM } from '../system.ts';
import { draftName, removeFile } from './draft.ts';
import { renameOver } from './renameOver.ts';

/** Files of ours hold secrets, or say where and how somebody works. */
const OWNER_ONLY = 0o600;
const IS_WINDOWS = SYSTEM === 'win32';
const { O_CREAT, O_EXCL, O_RDWR, O_NOFOLLOW = 0 } = constants;
/** What a file system answers that doesn't sync folders. */
const CANNOT_SYNC = ['EINVAL', 'ENOTSUP', 'EBADF'];
const NEW_FILE = O_CREAT | O_EXCL | O_RDWR | O_NOFOLLOW;

export type Content = string | Uint8Array;

/** The disk took less than it was given, and didn't say why. */
export class ShortWriteError extends Error {
  readonly code = 'ENOSPC';

  constructor(path: string, done: number, wanted: number) {
    super(`ENOSPC: only ${done} of ${wanted} bytes of ${path} were stored`);
    this.name = 'ShortWriteError';
  }
}

/** Replaces the file. Throws the system's error, and the old file is there as it was. */
export function writeWhole(path: string, content: Content): void {
  placed(path, () => {
    const draft = makeDraft(path, (file) => fill(file, path, bytesOf(content)));
    put(draft, () => renameOver(draft, path));
  });
}

/**
 * Like `writeWhole` without holding up the caller. `stillWanted` is asked in one step with the
 * replacing: false leaves the old file, because a newer one was written meanwhile.
 */
export async function writeWholeSoon(
  path: string,
  content: Content,
  stillWanted: () => boolean = () => true,
): Promise<void> {
  const draft = draftName(path);
  try {
    await fillSoon(draft, path, bytesOf(content));
    if (stillWanted()) renameOver(draft, path);
  } finally {
    removeFile(draft); // renamed already, unless something failed
  }
  await syncFolderSoon(dirname(path));
}

/** Makes the file with its whole content unless there is one; false then. Throws like `writeWhole`. */
export function createWhole(path: string, content: Content): boolean {
  try {
    placed(path, () => {
      const draft = makeDraft(path, (file) => fill(file, path, bytesOf(content)));
      put(draft, () => linkSync(draft, path));
    });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Replaces the file by what `write` puts into an empty private draft of that name. */
export function replaceWhole(path: string, write: (draft: string) => void): void {
  const draft = makeDraft(path, () => undefined);
  put(draft, () => {
    write(draft);
    syncPath(draft);
    renameOver(draft, path);
  });
  syncFolder(dirname(path));
}

/** Makes the names in a folder durable. Windows and some network file systems can't. */
export function syncFolder(folder: string): void {
  if (IS_WINDOWS) return;
  try {
    syncPath(folder);
  } catch (error) {
    if (!CANNOT_SYNC.includes(codeOf(error) ?? '')) throw error;
  }
}

// Another machine that shares the folder may take the draft for one that was left behind.
function placed(path: string, place: () => void): void {
  try {
    place();
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    place();
  }
  syncFolder(dirname(path));
}

function put(draft: string, place: () => void): void {
  try {
    place();
  } finally {
    removeFile(draft); // renamed already, unless something failed
    removeFile(`${draft}-journal`);
  }
}

function makeDraft(path: string, write: (file: number) => void): string {
  const draft = draftName(path);
  const file = openSync(draft, NEW_FILE, OWNER_ONLY);
  try {
    write(file);
    return draft;
  } catch (error) {
    removeFile(draft);
    throw error;
  } finally {
    closeSync(file);
  }
}

function fill(file: number, path: string, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.byteLength;) {
    const taken = writeSync(file, bytes, done);
    if (taken === 0) throw new ShortWriteError(path, done, bytes.byteLength);
    done += taken;
  }
  fsyncSync(file);
  checkSize(path, fstatSync(file).size, bytes);
}

async function fillSoon(draft: string, path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(draft, NEW_FILE, OWNER_ONLY);
  try {
    await writeAll(file, path, bytes);
    await file.sync();
    checkSize(path, (await file.stat()).size, bytes);
  } finally {
    await file.close();
  }
}

async function writeAll(file: FileHandle, path: string, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.byteLength;) {
    const { bytesWritten } = await file.write(bytes, done);
    if (bytesWritten === 0) throw new ShortWriteError(path, done, bytes.byteLength);
    done += bytesWritten;
  }
}

function checkSize(path: string, size: number, bytes: Uint8Array): void {
  if (size !== bytes.byteLength) throw new ShortWriteError(path, size, bytes.byteLength);
}

// Windows needs a writable handle to sync a file.
function syncPath(path: string): void {
  const file = openSync(path, IS_WINDOWS ? 'r+' : 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

async function syncFolderSoon(folder: string): Promise<void> {
  if (IS_WINDOWS) return;
  const file = await open(folder, 'r');
  try {
    await file.sync();
  } catch (error) {
    if (!CANNOT_SYNC.includes(codeOf(error) ?? '')) throw error;
  } finally {
    await file.close();
  }
}

function bytesOf(content: Content): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content) : content;
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
