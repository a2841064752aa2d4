// Files that only the user may read, written whole or not at all: after a crash there is
// either the old content or the new, never half of one.
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { AgentError, systemCode } from '../agentError.ts';

const OWNER_ONLY = 0o600;

/** Replaces the file. Throws the system's error; nothing is left behind then. */
export function writePrivateFile(path: string, content: string | Uint8Array): void {
  const temporary = writeTemporary(path, content);
  try {
    renameSync(temporary, path);
  } catch (error) {
    removeFile(temporary);
    throw error;
  }
  syncDirectory(path);
}

/** Makes the file unless it exists already; false then. It appears with its whole content. */
export function createPrivateFile(path: string, content: string): boolean {
  const temporary = writeTemporary(path, content);
  try {
    linkSync(temporary, path);
    syncDirectory(path);
    return true;
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error;
    return false;
  } finally {
    removeFile(temporary);
  }
}

/** Text of the file; undefined when there is none. Throws `AgentError` if others may read it. */
export function readPrivateFile(path: string): string | undefined {
  try {
    const mode = statSync(path).mode;
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) throw exposed(path, mode);
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Removes the file if it is there; never throws. */
export function removeFile(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // What can't be removed is replaced by the next start.
  }
}

function writeTemporary(path: string, content: string | Uint8Array): string {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  const file = openSync(temporary, 'wx', OWNER_ONLY);
  try {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    for (let done = 0; done < bytes.byteLength;) done += writeSync(file, bytes, done);
    fsyncSync(file);
    return temporary;
  } catch (error) {
    removeFile(temporary);
    throw error;
  } finally {
    closeSync(file);
  }
}

// The new name is durable once its directory is. Windows has no way to ask for it.
function syncDirectory(path: string): void {
  if (process.platform === 'win32') return;
  const directory = openSync(dirname(path), 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}

function exposed(path: string, mode: number): AgentError {
  const octal = (mode & 0o777).toString(8).padStart(4, '0');
  return new AgentError(
    'SECRET_EXPOSED',
    `Other users may read ${path} (mode ${octal}), so it is a secret no longer.`,
    'Delete it; the next start makes a new one, and apps have to be paired again.',
  );
}
