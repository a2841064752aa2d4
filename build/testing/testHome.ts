// A home folder for the tests' own login shells. Somebody's real one may print, ask, or keep
// locks that a shell killed in the middle leaves behind for the next to wait at.
import { mkdirSync } from 'node:fs';
import path from 'node:path';

/** Its path; made when it isn't there. */
export function testHome(): string {
  const folder = path.resolve(import.meta.dirname, '../../out/test-home');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}
