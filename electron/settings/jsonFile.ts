// A small JSON file that is either the old one or the new one, never a part of either: written
// beside, synced, and renamed into place. For what would be a nuisance to lose, not a loss.
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** What the file holds; undefined when it is missing or isn't JSON. */
export function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Throws when the disk is full or the folder can't be written. */
export function writeJson(path: string, value: unknown): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.new`;
  const file = openSync(draft, 'w', 0o600);
  try {
    writeSync(file, `${JSON.stringify(value, null, 2)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
}
