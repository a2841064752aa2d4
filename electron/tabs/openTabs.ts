// How the tabs stand: their order, their names and which one is shown. The window arranges them
// and may go, and so may the app; this remembers for whoever comes after.
import type { ShellStatus, TabArrangement } from '../ipc/contract.ts';
import type { LatestFile } from '../settings/latestFile.ts';
import type { ShellManager } from '../shells/shellManager.ts';
import type { SavedTab, SavedTabs } from './tabFile.ts';

export class OpenTabs {
  readonly #shells: ShellManager;
  readonly #store: LatestFile<SavedTabs>;
  #order: string[] = [];
  #active: string | null = null;

  constructor(shells: ShellManager, store: LatestFile<SavedTabs>) {
    this.#shells = shells;
    this.#store = store;
  }

  /** Opens the tabs of an earlier run; answers with those that could not be, their hosts gone. */
  restore({ tabs, active }: SavedTabs): SavedTab[] {
    this.#order = tabs.map(({ shellId }) => shellId);
    this.#active = active;
    return tabs.filter((tab) => !this.#restoreOne(tab));
  }

  /** Shells that were closed meanwhile, or never were, are passed over. */
  arrange({ tabs, active }: TabArrangement): void {
    this.#order = tabs.map(({ shellId }) => shellId);
    this.#active = active;
    for (const { shellId, customTitle } of tabs) this.#shells.rename(shellId, customTitle);
    this.changed();
  }

  get arrangement(): TabArrangement {
    const tabs = this.list().map(({ shellId, customTitle }) => ({ shellId, customTitle }));
    const active = tabs.some(({ shellId }) => shellId === this.#active) ? this.#active : null;
    return { tabs, active };
  }

  /** All shells in the order of their tabs; those that were never arranged stand at the end. */
  list(): ShellStatus[] {
    return this.#inOrder(this.#shells.list());
  }

  /** Something that is to outlive the app is another than before. */
  changed(): void {
    this.#store.save(this.#state);
  }

  /** To be called before the shells are left: from now on nothing is remembered. */
  close(): void {
    this.#store.close(this.#state);
  }

  get #state(): SavedTabs {
    return { version: 1, tabs: this.#inOrder(this.#shells.records), active: this.#active };
  }

  #restoreOne(tab: SavedTab): boolean {
    try {
      this.#shells.restore({ session: undefined, ...tab });
      return true;
    } catch {
      return false; // its host was deleted
    }
  }

  #inOrder<T extends { shellId: string }>(shells: T[]): T[] {
    const place = new Map(this.#order.map((shellId, index) => [shellId, index]));
    const placeOf = ({ shellId }: T): number => place.get(shellId) ?? this.#order.length;
    return shells.sort((a, b) => placeOf(a) - placeOf(b));
  }
}
