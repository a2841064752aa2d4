// Tells when a folder of this computer may hold something else than it did. However many changes a second
// there are, it is told of once in a while: between an event and being told nothing is listened to.
import { statSync, watch } from 'node:fs';
import { nativePath } from '../../core/sftp/localPaths.ts';
import type { FilePath } from '../../core/sftp/fileAccess.ts';
import { SYSTEM } from '../../core/system.ts';
import type { Clock } from '../../core/time/clock.ts';

/** Milliseconds: what writes one thing often writes another. */
const SETTLE_MS = 200;
/** Milliseconds from one look to the next, where the system tells nothing. */
export const LOOK_MS = 2_000;
/** Of the time that a folder takes to be read, so that one that always changes isn't always read. */
const REST = 4;
const MOST_REST_MS = 30_000;

export interface FolderWatchOptions {
  clock: Clock;
  changed: (folder: FilePath) => void;
}

export class FolderWatch {
  readonly #options: FolderWatchOptions;
  #folder: FilePath | null = null;
  #end = (): void => undefined;
  /** Milliseconds that the folder took to be read. */
  readTakes = 0;

  constructor(options: FolderWatchOptions) {
    this.#options = options;
  }

  /** From now on that one; null: none. */
  look(folder: FilePath | null): void {
    if (folder === this.#folder) return;
    this.close();
    this.#folder = folder;
    if (folder !== null) this.#listen(folder);
  }

  close(): void {
    this.#end();
    this.#end = () => undefined;
    this.#folder = null;
  }

  #listen(folder: FilePath): void {
    try {
      const path = nativePath(folder, SYSTEM);
      const watcher = watch(path, { persistent: false }, () => this.#heard(folder));
      watcher.on('error', () => this.#lookAgain(folder, stamp(folder)));
      this.#end = () => watcher.close();
    } catch {
      this.#lookAgain(folder, stamp(folder)); // gone, or the system watches too much already
    }
  }

  /** It is told once it is listened to again, so that nothing is missed in between. */
  #heard(folder: FilePath): void {
    this.#end();
    const rest = Math.min(MOST_REST_MS, Math.max(SETTLE_MS, REST * this.readTakes));
    this.#end = this.#options.clock.after(rest, () => {
      this.#listen(folder);
      this.#options.changed(folder);
    });
  }

  #lookAgain(folder: FilePath, before: string): void {
    this.#end();
    this.#end = this.#options.clock.after(LOOK_MS, () => {
      const now = stamp(folder);
      this.#listen(folder);
      if (now !== before) this.#options.changed(folder);
    });
  }
}

function stamp(folder: FilePath): string {
  try {
    const { ino, mtimeMs, ctimeMs } = statSync(nativePath(folder, SYSTEM));
    return `${ino} ${mtimeMs} ${ctimeMs}`;
  } catch {
    return '';
  }
}
