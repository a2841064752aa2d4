// A log file of bounded size: lines are appended whole or not at all, also on a disk that fills
// up in the middle of one, and whatever lies at its place, nobody is held up by it.
import { closeSync, constants, fstatSync, ftruncateSync, lstatSync } from 'node:fs';
import { openSync, rmSync, writeSync } from 'node:fs';
import { renameOver } from './renameOver.ts';

const { O_APPEND, O_CREAT, O_WRONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0, O_NOCTTY = 0 } = constants;
const APPEND = O_APPEND | O_CREAT | O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;

/**
 * Appends a line. At `limit` bytes the file becomes `….old` and a new one begins.
 * False when it could not be stored: a log must never be the reason to stop.
 */
export function appendLine(path: string, line: string, limit: number): boolean {
  const bytes = Buffer.from(line);
  try {
    if (sizeOf(path) + bytes.byteLength > limit) rotate(path);
    append(path, bytes);
    return true;
  } catch {
    return false; // the disk is full, the folder gone, or no file can be there
  }
}

function append(path: string, bytes: Uint8Array): void {
  const file = openSync(path, APPEND, 0o600);
  try {
    const before = fstatSync(file);
    if (!before.isFile()) throw new Error(`${path} is not a file`);
    writeAll(file, bytes, before.size);
  } finally {
    closeSync(file);
  }
}

// Half a line would run into the next one.
function writeAll(file: number, bytes: Uint8Array, before: number): void {
  let done = 0;
  try {
    while (done < bytes.byteLength) {
      const taken = writeSync(file, bytes, done);
      if (taken === 0) throw new Error('the disk took nothing');
      done += taken;
    }
  } catch (error) {
    if (done > 0) ftruncateSync(file, before);
    throw error;
  }
}

function rotate(path: string): void {
  rmSync(`${path}.old`, { force: true }); // by name: a link there is not followed
  renameOver(path, `${path}.old`);
}

function sizeOf(path: string): number {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return stats?.isFile() ? stats.size : 0;
}
