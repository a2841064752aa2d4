// The folders that saved hosts lie in, as this window knows them. The main process owns them; every
// change comes back as an event.
import type { Bridge, SavedFolder } from '../../electron/ipc/contract.ts';
import type { Pathed } from '../lib/folderPaths.ts';
import { pathsOf } from '../lib/folderPaths.ts';

export class Folders {
  #list = $state.raw<readonly SavedFolder[]>([]);
  /** What is to go round a change; set by whoever keeps a place among them. */
  around: (change: () => void) => void = (change) => change();
  readonly #paths = $derived.by(() => pathsOf(this.#list));
  /** Each with the names of those around it. */
  readonly all: readonly Pathed[] = $derived.by(() => [...this.#paths.values()]);

  constructor(bridge: Bridge, initial: readonly SavedFolder[]) {
    this.#list = initial;
    bridge.on('folders:changed', (folders) => this.around(() => (this.#list = folders)));
  }

  get list(): readonly SavedFolder[] {
    return this.#list;
  }

  /** All, by id. */
  get paths(): ReadonlyMap<string, Pathed> {
    return this.#paths;
  }

  /** With those around it; undefined for none, and for one that is gone. */
  byId(id: string | null): Pathed | undefined {
    return id === null ? undefined : this.#paths.get(id);
  }

  /** Names from the outermost; [] at the top. */
  pathOf(id: string | null): readonly string[] {
    return this.byId(id)?.path ?? [];
  }
}
