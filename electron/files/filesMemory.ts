// Folders that a person comes back to, of each host; and their file, with what the bin remembers.
import { shownName } from './fileRow.ts';
import { say } from '../../words/said.ts';
import type { FileBookmark } from '../ipc/fileTypes.ts';
import { PersonError } from '../personError.ts';
import { MOST_BOOKMARKS, type Binned, type FilesState } from './filesFile.ts';

/** Where it is kept: `LatestFile` is one. */
export interface FilesStore {
  save(state: FilesState): void;
  saved(): Promise<void>;
}

export class FilesMemory {
  #state: FilesState;
  readonly #store: FilesStore;

  constructor(state: FilesState, store: FilesStore) {
    this.#state = state;
    this.#store = store;
  }

  get bookmarks(): FileBookmark[] {
    return this.#state.bookmarks;
  }

  get state(): FilesState {
    return this.#state;
  }

  /** Adds one, or changes the one of that id. Throws a `PersonError` where there are too many. */
  keep(bookmark: FileBookmark): FileBookmark[] {
    const { bookmarks } = this.#state;
    const one = { ...bookmark, name: shownName(bookmark.name, 200) || '?' };
    const at = bookmarks.findIndex(({ id }) => id === bookmark.id);
    if (at < 0 && bookmarks.length >= MOST_BOOKMARKS) {
      throw new PersonError(say('files-bookmarks-full', { most: MOST_BOOKMARKS }));
    }
    this.#change({ bookmarks: at < 0 ? [...bookmarks, one] : bookmarks.with(at, one) });
    return this.bookmarks;
  }

  drop(id: string): FileBookmark[] {
    this.#change({ bookmarks: this.#state.bookmarks.filter((one) => one.id !== id) });
    return this.bookmarks;
  }

  /** Resolves when it is on the disk, or can't be. */
  async binIs(bin: readonly Binned[]): Promise<void> {
    this.#change({ bin: [...bin] });
    await this.#store.saved();
  }

  #change(change: Partial<FilesState>): void {
    this.#state = { ...this.#state, ...change };
    this.#store.save(this.#state);
  }
}
