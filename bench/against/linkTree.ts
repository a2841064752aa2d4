// A folder of many files a second time, for next to nothing: its files are hard links. Whoever
// writes into one of them in place writes into both, so what may be written is copied.
import { constants, copyFileSync, linkSync, mkdirSync, readdirSync } from 'node:fs';
import { readlinkSync, symlinkSync } from 'node:fs';
import path from 'node:path';

/** Other disk, no links there, or as many as a file can have. */
const COPY_INSTEAD = ['EXDEV', 'EPERM', 'EMLINK', 'ENOTSUP'];

/**
 * @param copied names in the folder's top level that are copied, whole
 * @throws what the system does, ENOSPC say; what is there by then stays
 */
export function linkTree(from: string, to: string, copied: (name: string) => boolean): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    const copy = copied(entry.name);
    if (entry.isDirectory()) linkTree(source, target, () => copy);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else if (copy) copyFileSync(source, target, constants.COPYFILE_FICLONE);
    else link(source, target);
  }
}

function link(source: string, target: string): void {
  try {
    linkSync(source, target);
  } catch (error) {
    if (!COPY_INSTEAD.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    copyFileSync(source, target, constants.COPYFILE_FICLONE);
  }
}
