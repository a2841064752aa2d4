// The saved hosts as the sidebar shows them: the list, the filter, and which one the
// keyboard is on. The main process owns the list; every change comes back as an event.
import type {
  Bridge,
  HostsChange,
  HostsPart,
  JoinedShell,
  SavedHost,
} from '../../electron/ipc/contract.ts';
import { byIdOf, byName, changedList } from '../lib/hostList.ts';
import type { Kinds } from '../lib/kinds.ts';
import { nextStaying } from '../lib/staying.ts';
import { HostSearch } from './hostSearch.svelte.ts';

export class Hosts {
  readonly kinds: Kinds;
  readonly #bridge: Bridge;
  #list = $state.raw<SavedHost[]>([]);
  readonly #byId = $derived.by(() => byIdOf(this.#list));
  /** Told, and not shown before all of it is there. */
  #pieces: Omit<HostsChange, 'more'>[] = [];
  #isLoading = false;
  #currentId = $state<string | null>(null);
  /** Shells of others that were joined; each stands in a host's place in its tab. */
  #joined = $state.raw<readonly JoinedShell[]>([]);
  readonly search: HostSearch;
  /** Raised to bring the keyboard to the current one, in the list. */
  focusCalls = $state(0);
  /** Those that have one; set by who knows of shells. */
  liveHosts: () => readonly string[] = () => [];

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
    bridge.on('hosts:changed', (change) => this.#told(change));
    bridge.on('hosts:used', ({ id, at }) => this.#used(id, at));
    bridge.on('sharing:joined', (all) => (this.#joined = all));
  }

  get list(): readonly SavedHost[] {
    return this.#list;
  }

  /** The host the list's keyboard focus is on: the chosen one, or else the first shown. */
  get current(): SavedHost | null {
    return this.shown[this.currentAt] ?? null;
  }

  /** Where that one stands among those shown; -1 where none is. */
  readonly currentAt: number = $derived.by(() => {
    const at = this.shown.findIndex(({ id }) => id === this.#currentId);
    return at === -1 && this.shown.length > 0 ? 0 : at;
  });

  choose(id: string): void {
    this.#currentId = id;
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

  async delete(id: string): Promise<void> {
    await this.#bridge.call('hosts:delete', [id]);
    this.#becomes(this.#list.filter((host) => host.id !== id));
  }

  /** Undoes `delete`: the host is there as it was, and chosen. */
  async restore(id: string): Promise<void> {
    const [host] = await this.#bridge.call('bin:restore', [id]);
    if (host) this.#remember(host);
  }

  /** A host that was just saved: shown at once, and chosen. */
  saved(host: SavedHost): void {
    this.#remember(host);
  }

  /** Gets those that didn't come with the first of them. */
  async load(next: number | null): Promise<void> {
    this.#isLoading = true;
    try {
      for (let at = next; at !== null;) {
        const part: HostsPart = await this.#bridge.call('hosts:further', at);
        this.#pieces.push({ put: part.hosts, gone: [] });
        at = part.next;
      }
    } finally {
      this.#isLoading = false;
      this.#show();
    }
  }

  #told({ more, ...change }: HostsChange): void {
    this.#pieces.push(change);
    if (!more && !this.#isLoading) this.#show();
  }

  #show(): void {
    const pieces = this.#pieces;
    this.#pieces = [];
    if (pieces.length > 0) this.#becomes(changedList(this.#list, pieces));
  }

  #becomes(hosts: SavedHost[]): void {
    const [shown, at] = [this.shown, this.currentAt];
    this.#list = hosts;
    if (at === -1 || this.byId(this.#currentId ?? '')) return;
    this.#currentId = nextStaying(shown, at, hosts)?.id ?? null;
  }

  // The others stay the same objects: what was made of them isn't made anew.
  #used(id: string, usedAt: number): void {
    this.#list = this.#list.map((host) => (host.id === id ? { ...host, usedAt } : host));
  }

  // The event with the whole list may come before or after the call's answer.
  #remember(host: SavedHost): void {
    if (this.byId(host.id)) {
      this.#list = this.#list.map((old) => (old.id === host.id ? host : old));
    } else {
      this.#list = [...this.#list, host];
    }
    this.#currentId = host.id;
  }
}
