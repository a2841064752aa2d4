// A second name for a file of this computer.
import { link } from 'node:fs/promises';
import { SYSTEM } from '../system.ts';
import { fileErrorOf } from './fileProblems.ts';
import { nativePath } from './localPaths.ts';

/** Rejects with `FileError`, `exists` among them. */
export async function hardLinkLocal(
  old: string,
  path: string,
  platform: NodeJS.Platform = SYSTEM,
): Promise<void> {
  try {
    await link(nativePath(old, platform), nativePath(path, platform));
  } catch (error) {
    throw fileErrorOf(error, path);
  }
}
