// The saved hosts: the list, what is looked for in it, and the tree as which the sidebar shows it. The
// main process owns the list; every change comes back as an event.
import type {
  Bridge,
  HostsChange,
  HostsPart,
  JoinedShell,
  SavedFolder,
  SavedHost,
} from '../../electron/ipc/contract.ts';
import { byIdOf, byName, changedList, gathered, newsIn, type HostNews } from '../lib/hostList.ts';
import type { Kinds } from '../lib/kinds.ts';
import { wholeHost } from '../lib/packedHosts.ts';
import { mapOf, setOf } from '../lib/sets.ts';
import { HostSearch } from './hostSearch.svelte.ts';
import { HostTree } from './hostTree.svelte.ts';

export class Hosts {
  readonly kinds: Kinds;
  readonly #bridge: Bridge;
  #list = $state.raw<SavedHost[]>([]);
  readonly #byId = $derived.by(() => byIdOf(this.#list));
  /** Told, and not shown before all of it is there. */
  #pieces: HostNews[] = [];
  #isLoading = false;
  /** Shells of others that were joined; each stands in a host's place in its tab. */
  #joined = $state.raw<readonly JoinedShell[]>([]);
  readonly search: HostSearch;
  readonly tree: HostTree;
  /** Raised to bring the keyboard to the current one, in the list. */
  focusCalls = $state(0);
  /** Those that have one; set by who knows of shells. */
  liveHosts: () => readonly string[] = () => [];
  /** Those that hosts lie in; set by who knows of folders. */
  folders: () => readonly SavedFolder[] = () => [];

  readonly shown: readonly SavedHost[] = $derived.by(
    () => this.search.hits?.map(({ host }) => host) ?? this.#list,
  );

  constructor(
    bridge: Bridge,
    kinds: Kinds,
    initial: SavedHost[],
    joined: readonly JoinedShell[] = [],
  ) {
    this.#bridge = bridge;
    this.kinds = kinds;
    this.#joined = joined;
    this.#list = initial.toSorted(byName);
    const [all, live] = [() => this.#list, () => this.liveHosts()];
    this.search = new HostSearch({ hosts: all, kinds, live });
    const folders = () => this.folders();
    const byId = () => this.#byId;
    this.tree = new HostTree({ hosts: all, byId, folders, live, search: this.search });
    bridge.on('hosts:changed', (change) => this.#told(change));
    bridge.on('hosts:used', ({ id, at }) => this.#used(id, at));
    bridge.on('sharing:joined', (all) => (this.#joined = all));
  }

  get list(): readonly SavedHost[] {
    return this.#list;
  }

  /** The host that the tree's keyboard focus is on; null where that is on a folder. */
  get current(): SavedHost | null {
    const { current } = this.tree;
    return current?.is === 'host' ? current.host : null;
  }

  /** That one is current from now on, and what it lies in is open. */
  choose(id: string): void {
    this.tree.show(id);
  }

  byId(id: string): SavedHost | undefined {
    return this.#byId.get(id);
  }

  get joinedShells(): readonly JoinedShell[] {
    return this.#joined;
  }

  joinedById(id: string): JoinedShell | undefined {
    return this.#joined.find((shell) => shell.id === id);
  }

  /** A shell was joined, perhaps once more. */
  joined(shell: JoinedShell): void {
    this.#joined = [...this.#joined.filter(({ id }) => id !== shell.id), shell];
  }

  async duplicate(id: string): Promise<void> {
    const copy = await this.#bridge.call('hosts:duplicate', id);
    this.#remember(copy);
  }

  /** As one act. */
  async delete(...ids: string[]): Promise<void> {
    await this.#bridge.call('hosts:delete', ids);
    const gone = setOf(ids);
    this.#becomes(this.#list.filter(({ id }) => !gone.has(id)));
  }

  /** Undoes `delete`, of hosts and of folders: all is there as it was, and the first host current. */
  async restore(...ids: string[]): Promise<void> {
    const hosts = await this.#bridge.call('bin:restore', ids);
    this.#remember(...hosts);
  }

  /** A host that was just saved: shown at once, and chosen. */
  saved(host: SavedHost): void {
    this.#remember(host);
  }

  /** Gets those that didn't come with the first of them. Each part waits for `turn`. */
  async load(
    next: number | null,
    turn: () => Promise<unknown> = () => Promise.resolve(),
  ): Promise<void> {
    this.#isLoading = true;
    try {
      for (let at = next; at !== null;) {
        await turn();
        const part: HostsPart = await this.#bridge.call('hosts:further', at);
        this.#pieces = gathered(this.#pieces, newsIn({ put: part.hosts, gone: [] }));
        at = part.next;
      }
    } finally {
      this.#isLoading = false;
      this.#show();
    }
  }

  #told({ more, ...change }: HostsChange): void {
    this.#pieces = gathered(this.#pieces, newsIn(change));
    if (!more && !this.#isLoading) this.#show();
  }

  #show(): void {
    const pieces = this.#pieces;
    this.#pieces = [];
    if (pieces.length > 0) this.#becomes(changedList(this.#list, pieces));
  }

  #becomes(hosts: SavedHost[]): void {
    this.tree.through(() => (this.#list = hosts));
  }

  // The others stay the same objects: what was made of them isn't made anew.
  #used(id: string, usedAt: number): void {
    this.#list = this.#list.map((host) => (host.id === id ? { ...wholeHost(host), usedAt } : host));
  }

  // The event with the whole list may come before or after the call's answer.
  #remember(...hosts: SavedHost[]): void {
    const [first] = hosts;
    if (!first) return;
    const byId = mapOf(hosts.map((host) => [host.id, host]));
    const known = this.#list.map((old) => byId.get(old.id) ?? old);
    this.#becomes([...known, ...hosts.filter(({ id }) => !this.byId(id))]);
    this.tree.show(first.id);
  }
}
