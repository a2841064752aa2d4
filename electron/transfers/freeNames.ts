// Which names are free in folders that are at the target already. A folder into which much is put is listed
// once, instead of asking for each name; what comes to be there meanwhile is never replaced all the same.
import type { FileAccess } from '../../core/sftp/fileAccess.ts';
import { endsAll } from './faults.ts';
import { foldedName } from './names.ts';

/** Names that are asked for one by one before their folder is listed. */
const FEWEST = 24;
/** A folder with more isn't worth its list. */
const MOST_NAMES = 20_000;
/** Folders of which the list is held. */
const MOST_FOLDERS = 16;

type Names = ReadonlySet<string>;

interface Known {
  asked: number;
  /** Null where it wasn't to be had, or is too long. */
  names: Promise<Names | null> | null;
}

export class FreeNames {
  readonly #target: Pick<FileAccess, 'list'>;
  readonly #signal: AbortSignal;
  readonly #folders = new Map<string, Known>();

  constructor(target: Pick<FileAccess, 'list'>, signal: AbortSignal) {
    [this.#target, this.#signal] = [target, signal];
  }

  /** False where nobody knows. Rejects with what ends the transfer. */
  async isFree(folder: string, name: string): Promise<boolean> {
    const known = this.#known(folder);
    if (++known.asked <= FEWEST) return false;
    const names = await (known.names ??= this.#names(folder));
    return names !== null && !names.has(foldedName(name));
  }

  #known(folder: string): Known {
    const known = this.#folders.get(folder) ?? { asked: 0, names: null };
    this.#folders.delete(folder);
    this.#folders.set(folder, known); // the latest last
    const [oldest] = this.#folders.keys();
    if (this.#folders.size > MOST_FOLDERS) this.#folders.delete(oldest!);
    return known;
  }

  async #names(folder: string): Promise<Names | null> {
    const names = new Set<string>();
    try {
      for await (const piece of this.#target.list(folder, this.#signal)) {
        for (const { name } of piece) names.add(foldedName(name));
        if (names.size > MOST_NAMES) return null;
      }
      return names;
    } catch (error) {
      if (endsAll(error)) throw error;
      return null;
    }
  }
}
