// How the tabs stand: their order, their names and which one is shown. The window arranges them
// and may go; this remembers for the one that comes after it.
import type { ShellStatus, TabArrangement } from '../ipc/contract.ts';
import type { ShellManager } from '../shells/shellManager.ts';

export class OpenTabs {
  readonly #shells: ShellManager;
  #order: string[] = [];
  #active: string | null = null;

  constructor(shells: ShellManager) {
    this.#shells = shells;
  }

  /** Shells that were closed meanwhile, or never were, are passed over. */
  arrange({ tabs, active }: TabArrangement): void {
    this.#order = tabs.map(({ shellId }) => shellId);
    this.#active = active;
    for (const { shellId, customTitle } of tabs) this.#shells.rename(shellId, customTitle);
  }

  get arrangement(): TabArrangement {
    const tabs = this.list().map(({ shellId, customTitle }) => ({ shellId, customTitle }));
    const active = tabs.some(({ shellId }) => shellId === this.#active) ? this.#active : null;
    return { tabs, active };
  }

  /** All shells in the order of their tabs; those that were never arranged stand at the end. */
  list(): ShellStatus[] {
    const place = new Map(this.#order.map((shellId, index) => [shellId, index]));
    const placeOf = ({ shellId }: ShellStatus): number => place.get(shellId) ?? this.#order.length;
    return this.#shells.list().sort((a, b) => placeOf(a) - placeOf(b));
  }
}
