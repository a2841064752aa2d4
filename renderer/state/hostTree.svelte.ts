// The sidebar's tree: its rows, which of them the keyboard is on, which are chosen, and which folders are
// open. All of it stays where it was whatever becomes of the hosts: what goes leaves its place to the next.
import type { SavedFolder, SavedHost } from '../../electron/ipc/contract.ts';
import type { Folded, Folds } from '../lib/folds.ts';
import {
  around,
  arranged,
  flatRows,
  liveIn,
  ownKey,
  treeRows,
  type TreeRow,
} from '../lib/hostTree.ts';
import { allHosts, between, itemOf, pickedOf, type Picked } from '../lib/picked.ts';
import { endOf, stayingKey } from '../lib/treeSteps.ts';
import { mapOf, setOf, toggled } from '../lib/sets.ts';
import type { HostSearch } from './hostSearch.svelte.ts';

export interface HostTreeOptions {
  hosts: () => readonly SavedHost[];
  byId: () => ReadonlyMap<string, SavedHost>;
  folders: () => readonly SavedFolder[];
  /** The host of each live shell. */
  live: () => readonly string[];
  search: HostSearch;
}

/** With more hosts than these, folders begin shut: else the list would be all that is seen of them. */
export const FEW_HOSTS = 100;

const NONE: ReadonlySet<string> = setOf();

export class HostTree {
  readonly #options: HostTreeOptions;
  #folds: Folds | null = null;
  /** What somebody folded or unfolded. */
  #folded = $state.raw<Folded>(mapOf());
  /** How folders that nobody touched began: those that were few stay open as they become many. */
  #begun: Folded = mapOf();
  #wanted = $state<string | null>(null);
  #anchor: string | null = null;
  #chosen = $state.raw(NONE);
  /** Items that wait to be put somewhere. */
  cut = $state.raw(NONE);
  /** The key of the row whose name is being changed. */
  renaming = $state<string | null>(null);

  readonly all = $derived.by(() => {
    const { hosts, byId, folders } = this.#options;
    return arranged(hosts(), folders(), byId());
  });
  readonly #tree = $derived.by(() => treeRows(this.all, (key) => this.isOpen(key)));
  readonly rows: readonly TreeRow[] = $derived.by(() => {
    const { hits } = this.#options.search;
    return hits ? flatRows(hits.map(({ host }) => host)) : this.#tree;
  });
  readonly #places = $derived.by(() => mapOf(this.#tree.map(({ key }, at) => [key, at])));
  /** Live shells in folders and in those below. */
  readonly live: ReadonlyMap<string, number> = $derived.by(() =>
    liveIn(this.all, this.#options.live()),
  );

  /** Where the keyboard is; -1 where there is nothing. A heading only where somebody went to it. */
  readonly currentAt: number = $derived.by(() => {
    const at = this.#wantedAt();
    if (at !== -1) return at;
    const first = this.rows.findIndex(({ is }) => is !== 'section');
    return Math.max(first, Math.min(0, this.rows.length - 1));
  });

  constructor(options: HostTreeOptions) {
    this.#options = options;
  }

  /** From here on what is folded is remembered there; it begins as that says. */
  remember(folds: Folds): void {
    this.#folds = folds;
    this.#folded = folds.read();
    this.#begin();
  }

  get current(): TreeRow | null {
    return this.rows[this.currentAt] ?? null;
  }

  /** What is found, and so no tree. */
  get flat(): boolean {
    return this.#options.search.hits !== null;
  }

  /** Of what was found, each is looked for: with each letter these are others, and few are asked about. */
  placeOf(key: string): number {
    const { hits } = this.#options.search;
    if (!hits) return this.#places.get(key) ?? -1;
    return hits.findIndex(({ host }) => key.endsWith(host.id) && key === `host:${host.id}`);
  }

  isOpen(key: string): boolean {
    const small = this.#options.hosts().length <= FEW_HOSTS;
    return this.#folded.get(key) ?? this.#begun.get(key) ?? (small || key.startsWith('section:'));
  }

  /** The keyboard goes to a row; what follows it with Shift is chosen from there. */
  go(key: string): void {
    this.#wanted = this.#anchor = key;
  }

  /** The keyboard is on a row, however it came there. */
  focused(key: string): void {
    this.#wanted = key;
  }

  /** Goes to a host, and opens what it lies in. */
  show(id: string): void {
    const { current } = this;
    if (current?.is === 'host' && current.host.id === id) return this.go(current.key);
    if (!this.all.byId.has(id)) return void (this.#wanted = `host:${id}`);
    for (const folder of around(this.all.parents, this.all.byId.get(id)!.folder)) {
      this.fold(`folder:${folder}`, true);
    }
    this.fold('section:folders', true);
    this.go(`host:${id}`);
  }

  /** Goes to a folder, and opens it with what it lies in. */
  showFolder(id: string): void {
    for (const folder of around(this.all.parents, id)) this.fold(`folder:${folder}`, true);
    this.fold('section:folders', true);
    this.go(`folder:${id}`);
  }

  fold(key: string, open: boolean): void {
    if (this.isOpen(key) === open) return;
    const at = this.placeOf(key);
    const isInside = !open && this.currentAt > at && this.currentAt < endOf(this.rows, at);
    this.#folded = mapOf([...this.#folded, [key, open]]);
    if (isInside) this.go(key);
    this.#folds?.write(this.#stillThere());
  }

  /**
   * Something becomes of hosts or folders, and what is current and chosen stays, as far as it is there.
   * @param whole false: of folders, and what lies in them is told next
   */
  through(change: () => void, whole = true): void {
    const [before, at] = [this.rows, this.currentAt];
    change();
    if (whole) this.#begin();
    this.#chosen = this.#existing(this.#chosen);
    this.cut = this.#existing(this.cut);
    if (at === -1) return;
    // In a search whose answer is still to come, what was found is what is there yet.
    const after = this.flat ? before.filter((row) => this.#exists(itemOf(row))) : this.rows;
    const wasSearched = before[at]?.key !== this.#wanted;
    if (wasSearched && this.#exists(this.#wantedItem)) return;
    this.#wanted = stayingKey(before, at, after) ?? null;
  }

  /** Items that are chosen beside each other; none while it is the current row alone. */
  get chosen(): ReadonlySet<string> {
    return this.#chosen;
  }

  isChosen(row: TreeRow): boolean {
    return this.#chosen.has(itemOf(row) ?? '');
  }

  /** @param from chosen as well where nothing is yet: the row on which the keyboard was */
  toggle(row: TreeRow, from: TreeRow | null = null): void {
    const item = itemOf(row);
    if (item === null) return;
    const first = from && this.#chosen.size === 0 ? itemOf(from) : null;
    const before = first === null || first === item ? this.#chosen : setOf([first]);
    this.#chosen = toggled(before, item);
    this.go(row.key);
  }

  /** Chooses all from where the last plain step led to that row, and goes there. */
  extend(to: number): void {
    const row = this.rows[to];
    if (!row) return;
    const from = this.placeOf(this.#anchor ?? '');
    this.#anchor ??= this.current?.key ?? row.key;
    this.#chosen = setOf(between(this.rows, from === -1 ? this.currentAt : from, to));
    this.#wanted = row.key;
  }

  chooseAll(): void {
    this.#chosen = setOf(between(this.rows, 0, this.rows.length - 1));
  }

  chooseNone(): void {
    if (this.#chosen.size > 0) this.#chosen = NONE;
  }

  /** What an act on a row is about: all that are chosen where it is one of them. */
  picked(row: TreeRow | null = this.current): Picked {
    const item = row && itemOf(row);
    if (item === null) return { hosts: [], folders: [] };
    return this.named(this.#chosen.has(item) ? this.#chosen : [item]);
  }

  named(items: Iterable<string>): Picked {
    return pickedOf(items, this.all, this.#options.folders());
  }

  /** With those in folders. */
  hostsOf(picked: Picked): readonly SavedHost[] {
    return allHosts(picked, this.all);
  }

  /** Where the row is that is to be current; of what lies in a shut folder, that folder's. -1 for none. */
  #wantedAt(): number {
    const item = this.#wantedItem ?? '';
    const folder = this.all.byId.get(item.slice('host:'.length))?.folder ?? null;
    const folders = this.flat ? [] : around(this.all.parents, folder).map((id) => `folder:${id}`);
    for (const key of [this.#wanted ?? '', item, ...folders]) {
      const at = this.placeOf(key);
      if (at !== -1) return at;
    }
    return -1;
  }

  get #wantedItem(): string | null {
    return this.#wanted === null ? null : ownKey(this.#wanted);
  }

  #exists(item: string | null): boolean {
    const [what, id = ''] = item?.split(/:(.*)/s) ?? [];
    return what === 'host' ? this.all.byId.has(id) : this.all.parents.has(id);
  }

  #existing(items: ReadonlySet<string>): ReadonlySet<string> {
    if (items.size === 0) return items;
    const left = [...items].filter((item) => this.#exists(item));
    return left.length === items.size ? items : setOf(left);
  }

  #begin(): void {
    const unknown = [...this.all.parents.keys()].filter((id) => !this.#begun.has(`folder:${id}`));
    if (unknown.length === 0) return;
    const small = this.#options.hosts().length <= FEW_HOSTS;
    this.#begun = mapOf([...this.#begun, ...unknown.map((id) => [`folder:${id}`, small] as const)]);
  }

  #stillThere(): Folded {
    const isThere = (key: string) =>
      key.startsWith('section:') || this.all.parents.has(key.slice('folder:'.length));
    return mapOf([...this.#folded].filter(([key]) => isThere(key)));
  }
}
