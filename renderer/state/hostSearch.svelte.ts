// What is typed to find a saved host, and what was found: the hosts in order of how well they match, with
// what matched to be marked. Nothing typed: nothing is found, and the tree is shown as it is.
import type { SavedHost } from '../../electron/ipc/contract.ts';
import { filterHosts, foundIn, type NamePart } from '../lib/filter.ts';
import type { Kinds } from '../lib/kinds.ts';

/** A host that was found. */
export interface HostHit {
  host: SavedHost;
  /** Its name, with what matched. */
  name: readonly NamePart[];
}

export interface HostSearchOptions {
  hosts: () => readonly SavedHost[];
  kinds: Kinds;
  /** Those that have a live shell. */
  live: () => readonly string[];
}

export class HostSearch {
  readonly #options: HostSearchOptions;
  /** Text of the box. */
  typed = $state('');
  /** Only those with a live shell. */
  onlyOpen = $state(false);

  /** Null: nothing is looked for. */
  readonly hits: readonly HostHit[] | null = $derived.by(() => {
    if (!this.active) return null;
    const { hosts, kinds } = this.#options;
    const found = filterHosts(this.#among(hosts()), this.typed, (kind) => kinds.of(kind).word);
    return found.map((host) => ({ host, name: foundIn(host.name, this.typed) }));
  });

  constructor(options: HostSearchOptions) {
    this.#options = options;
  }

  get active(): boolean {
    return this.typed.trim() !== '' || this.onlyOpen;
  }

  clear(): void {
    this.typed = '';
  }

  #among(hosts: readonly SavedHost[]): readonly SavedHost[] {
    if (!this.onlyOpen) return hosts;
    const live = this.#options.live();
    return hosts.filter(({ id }) => live.includes(id));
  }
}
