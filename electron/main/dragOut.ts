// What is dragged out of the window, to the desktop or another program: the system takes files that are
// there, of this computer. Those of hosts are fetched first, into a folder that nobody else enters; they
// stay there until the app ends, as nobody says when the other program has read them.
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join, normalize } from 'node:path';
import type { FilePath } from '../../core/sftp/fileAccess.ts';
import { ownPath } from '../../core/sftp/localPaths.ts';
import { SYSTEM } from '../../core/system.ts';
import { say } from '../../words/said.ts';
import { folderOf, nameOf } from '../files/filePaths.ts';
import type { FilePlace, TransferWish } from '../ipc/fileTypes.ts';
import { PersonError } from '../personError.ts';

export interface DragOutOptions {
  /** Of this app's data; what is in it goes. */
  folder: string;
  /** Transfers; their ids. Throws a `PersonError`. */
  fetch: (wish: TransferWish) => string[];
  /** Whether they have ended with all that they could take. */
  fetched: (transfers: readonly string[]) => boolean;
}

interface Out {
  transfers: string[];
  /** Of this computer, as its system writes them. */
  paths: () => string[];
}

export class DragOut {
  readonly #options: DragOutOptions;
  readonly #all = new Map<string, Out>();

  constructor(options: DragOutOptions) {
    this.#options = options;
  }

  /** Paths in one folder. `transfers` bring them here, where they aren't yet. */
  begin(hostId: string | null, paths: readonly FilePath[]): { id: string; transfers: string[] } {
    const id = randomUUID();
    const out = hostId === null ? here(paths) : this.#fetch(id, hostId, paths);
    this.#all.set(id, out);
    return { id, transfers: out.transfers };
  }

  /** Throws a `PersonError` where they aren't all here, or none is there any more. */
  filesOf(id: string): string[] {
    const out = this.#all.get(id);
    const isHere = out !== undefined && this.#options.fetched(out.transfers);
    const files = isHere ? out.paths().filter((path) => existsSync(path)) : [];
    if (files.length === 0) throw new PersonError(say('files-not-to-drag'));
    return files;
  }

  /** Whether something goes there for that alone: nobody drags it in another run. */
  holds({ hostId, path }: FilePlace): boolean {
    return hostId === null && path.startsWith(`${ownPath(this.#options.folder, SYSTEM)}/`);
  }

  /** What an earlier run, or this one, has left. */
  clear(): void {
    this.#all.clear();
    rmSync(this.#options.folder, { recursive: true, force: true });
  }

  #fetch(id: string, hostId: string, paths: readonly FilePath[]): Out {
    const folder = join(this.#options.folder, id);
    mkdirSync(this.#options.folder, { recursive: true, mode: 0o700 });
    mkdirSync(folder, { mode: 0o700 });
    const transfers = this.#options.fetch({
      from: { hostId, path: folderOf(paths[0] ?? '/') },
      names: paths.map(nameOf),
      to: { hostId: null, path: ownPath(folder, SYSTEM) },
      ...{ move: false, onConflict: 'rename' },
    });
    return { transfers, paths: () => readdirSync(folder).map((name) => join(folder, name)) };
  }
}

function here(paths: readonly FilePath[]): Out {
  return { transfers: [], paths: () => paths.map((path) => normalize(path)) };
}
