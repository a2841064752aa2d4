// Puts one file in another's place. On Windows that fails for a moment while anybody has the other
// open, a virus scanner or an indexer above all; it is tried again, as npm and git do.
import { renameSync } from 'node:fs';
import { SYSTEM } from '../system.ts';

/** What Windows answers then; on other systems these mean what they say. */
const IN_USE = new Set(['EPERM', 'EACCES', 'EBUSY']);
/** Milliseconds before each new try: 1.2 s in all. Scanners are done within a few hundred. */
const WAITS_MS = [5, 10, 20, 40, 80, 160, 320, 565];

export interface RenameTools {
  platform: NodeJS.Platform;
  rename: (from: string, to: string) => void;
  /** Holds up the caller. */
  wait: (ms: number) => void;
}

const tools: RenameTools = { platform: SYSTEM, rename: renameSync, wait: standStill };

/** Throws the system's error once it has been tried long enough; then all is as it was. */
export function renameOver(from: string, to: string, use: RenameTools = tools): void {
  for (const ms of use.platform === 'win32' ? WAITS_MS : []) {
    try {
      return use.rename(from, to);
    } catch (error) {
      if (!IN_USE.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
      use.wait(ms);
    }
  }
  use.rename(from, to);
}

function standStill(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
