// How the tabs stand: their order, their names and which one is shown. The window arranges them
// and may go, and so may the app; this remembers for whoever comes after.
import { HostGoneError } from '../hosts/storedHost.ts';
import type { ShellStatus, TabArrangement } from '../ipc/contract.ts';
import type { LatestFile } from '../settings/latestFile.ts';
import type { ShellManager } from '../shells/shellManager.ts';
import type { SavedTab, SavedTabs } from './tabFile.ts';

export interface RestoredTabs {
  /** Not opened, and forgotten: their hosts are gone. */
  lost: SavedTab[];
  /** Not opened now, and remembered for the next run: their hosts can't be used as they are. */
  waiting: SavedTab[];
}

export class OpenTabs {
  readonly #shells: ShellManager;
  readonly #store: LatestFile<SavedTabs>;
  #order: string[] = [];
  #active: string | null = null;
  #waiting: SavedTab[] = [];

  constructor(shells: ShellManager, store: LatestFile<SavedTabs>) {
    this.#shells = shells;
    this.#store = store;
  }

  /** Opens the tabs of an earlier run; answers with those that could not be. */
  restore({ tabs, active }: SavedTabs): RestoredTabs {
    this.#order = tabs.map(({ shellId }) => shellId);
    this.#active = active;
    this.#waiting = [...tabs]; // until its turn comes, each is to be remembered
    const lost: SavedTab[] = [];
    for (const tab of tabs) {
      const fate = this.#restoreOne(tab);
      if (fate !== 'waiting') this.#waiting = this.#waiting.filter((one) => one !== tab);
      if (fate === 'lost') lost.push(tab);
    }
    return { lost, waiting: this.#waiting };
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
    const tabs: SavedTab[] = [...this.#shells.records, ...this.#waiting];
    return { version: 1, tabs: this.#inOrder(tabs), active: this.#active };
  }

  #restoreOne(tab: SavedTab): 'open' | keyof RestoredTabs {
    try {
      this.#shells.restore({ session: undefined, ...tab });
      return 'open';
    } catch (error) {
      return error instanceof HostGoneError ? 'lost' : 'waiting';
    }
  }

  #inOrder<T extends { shellId: string }>(shells: T[]): T[] {
    const place = new Map(this.#order.map((shellId, index) => [shellId, index]));
    const placeOf = ({ shellId }: T): number => place.get(shellId) ?? this.#order.length;
    return shells.sort((a, b) => placeOf(a) - placeOf(b));
  }
}
