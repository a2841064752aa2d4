// What all files panes of a window share: what was cut or copied, the bookmarks, and which sides there are.
import type { Bridge, FileBookmark, FilePlace } from '../../../electron/ipc/contract.ts';
import { lastPart } from '../../lib/filePaths.ts';
import { mapOf } from '../../lib/sets.ts';
import type { FilesPane } from './filesPane.svelte.ts';

/** Files that were cut or copied, until they are put somewhere. */
export interface HeldFiles {
  from: FilePlace;
  names: readonly string[];
  move: boolean;
}

export class Files {
  readonly #bridge: Bridge;
  #bookmarks = $state.raw<readonly FileBookmark[]>([]);
  #asked = false;
  held = $state.raw<HeldFiles | null>(null);
  /** By the ids of their panes. */
  #panes = $state.raw<ReadonlyMap<string, FilesPane>>(mapOf());
  /** Raised to bring the keyboard to the list of the pane that has it. */
  focusCalls = $state(0);
  /** Raised to bring it to the field that filters there. */
  findCalls = $state(0);

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  get bookmarks(): readonly FileBookmark[] {
    return this.#bookmarks;
  }

  paneOf(id: string): FilesPane | undefined {
    return this.#panes.get(id);
  }

  get panes(): readonly FilesPane[] {
    return [...this.#panes.values()];
  }

  /** The pane is shown; the function ends that. */
  shows(id: string, pane: FilesPane): () => void {
    this.#panes = mapOf([...this.#panes, [id, pane]]);
    return () => {
      this.#panes = mapOf([...this.#panes].filter(([, one]) => one !== pane));
      pane.close();
    };
  }

  /** Asks for the bookmarks, the first time. */
  async load(): Promise<void> {
    if (this.#asked) return;
    this.#asked = true;
    try {
      this.#bookmarks = await this.#bridge.call('files:bookmarks');
    } catch (error) {
      this.#asked = false;
      throw error;
    }
  }

  bookmarkAt({ hostId, path }: FilePlace): FileBookmark | undefined {
    return this.#bookmarks.find((one) => one.hostId === hostId && one.path === path);
  }

  on(hostId: string | null): FileBookmark[] {
    return this.#bookmarks.filter((one) => one.hostId === hostId);
  }

  /** Keeps a bookmark of a folder, or drops the one that there is. */
  async toggleBookmark({ hostId, path }: FilePlace): Promise<void> {
    const there = this.bookmarkAt({ hostId, path });
    const made = { id: crypto.randomUUID(), hostId, path, name: lastPart(path) };
    this.#bookmarks = there
      ? await this.#bridge.call('files:dropBookmark', there.id)
      : await this.#bridge.call('files:keepBookmark', made);
  }
}
