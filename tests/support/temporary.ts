// Directories for one test each, removed when it is over.
import { mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { removeFolder } from './removeFolder.ts';

/** An empty directory that only this user can enter; gone when the running test ends. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(path.join(realpathSync(tmpdir()), 'bowline-'));
  onTestFinished(() => removeFolder(directory));
  return directory;
}
