// The saved hosts as the sidebar shows them: the list, the filter, and which one the
// keyboard is on. The main process owns the list; every change comes back as an event.
import type { Bridge, SavedHost } from '../../electron/ipc/contract.ts';
import { filterHosts } from '../lib/filter.ts';

export class Hosts {
  readonly #bridge: Bridge;
  #list = $state.raw<SavedHost[]>([]);
  #currentId = $state<string | null>(null);
  /** Text of the filter box. */
  filter = $state('');

  readonly shown: SavedHost[] = $derived.by(() => filterHosts(this.#list, this.filter));

  constructor(bridge: Bridge, initial: SavedHost[]) {
    this.#bridge = bridge;
    this.#list = initial;
    bridge.on('hosts:changed', (hosts) => (this.#list = hosts));
  }

  get list(): readonly SavedHost[] {
    return this.#list;
  }

  /** The host the list's keyboard focus is on: the chosen one, or else the first shown. */
  get current(): SavedHost | null {
    return this.shown.find(({ id }) => id === this.#currentId) ?? this.shown[0] ?? null;
  }

  choose(id: string): void {
    this.#currentId = id;
  }

  byId(id: string): SavedHost | undefined {
    return this.#list.find((host) => host.id === id);
  }

  async duplicate(id: string): Promise<void> {
    const copy = await this.#bridge.call('hosts:duplicate', id);
    this.#remember(copy);
  }

  async delete(id: string): Promise<void> {
    await this.#bridge.call('hosts:delete', id);
    this.#list = this.#list.filter((host) => host.id !== id);
  }

  /** A host that was just saved: shown at once, and chosen. */
  saved(host: SavedHost): void {
    this.#remember(host);
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
