// Directories for one test each, removed when it is over.
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** An empty directory that only this user can enter; gone when the running test ends. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(path.join(realpathSync(tmpdir()), 'bowline-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}
