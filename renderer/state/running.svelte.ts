// The shells that a host's agent holds, as the "Running shells" dialog shows them: asked for when
// it opens, again on demand, and after one of them was ended.
import { SvelteMap } from 'svelte/reactivity';
import type { Bridge, RunningShell } from '../../electron/ipc/contract.ts';
import { reason } from '../lib/bridge.ts';
import { newestFirst } from '../lib/running.ts';

/** How many shells run on a host without a tab here, as far as it is known: by the last look. */
export class KnownRunning {
  readonly #counts = new SvelteMap<string, number>();

  on(hostId: string): number {
    return this.#counts.get(hostId) ?? 0;
  }

  seen(hostId: string, shells: readonly RunningShell[]): void {
    this.#counts.set(hostId, shells.filter((one) => !one.ended && !one.openHere).length);
  }

  /** A tab was left, and its shell runs on. */
  left(hostId: string): void {
    this.#counts.set(hostId, this.on(hostId) + 1);
  }

  /** One of them has a tab here now. */
  taken(hostId: string): void {
    this.#counts.set(hostId, Math.max(0, this.on(hostId) - 1));
  }
}

export class RunningList {
  readonly #bridge: Bridge;
  readonly #hostId: string;
  readonly #known: KnownRunning;
  #shells = $state.raw<RunningShell[] | null>(null);
  #loading = $state(false);
  #error = $state('');
  #turn = 0;
  /** When the list was last right, in ms since 1970. */
  #asOf = $state(0);

  constructor(bridge: Bridge, hostId: string, known: KnownRunning) {
    this.#bridge = bridge;
    this.#hostId = hostId;
    this.#known = known;
  }

  /** Null until the host has answered for the first time. */
  get shells(): readonly RunningShell[] | null {
    return this.#shells;
  }

  get loading(): boolean {
    return this.#loading;
  }

  /** Why the last question was not answered; '' when it was. */
  get error(): string {
    return this.#error;
  }

  get asOf(): number {
    return this.#asOf;
  }

  /** Asks the host. A list that is there already stays until the answer comes. */
  async refresh(): Promise<void> {
    const turn = ++this.#turn;
    this.#loading = true;
    try {
      const shells = await this.#bridge.call('hosts:running', this.#hostId);
      if (turn === this.#turn) this.#answered(shells);
    } catch (error) {
      if (turn === this.#turn) this.#error = reason(error);
    } finally {
      if (turn === this.#turn) this.#loading = false;
    }
  }

  /** Ends one, and looks what is left. */
  async end(session: string): Promise<void> {
    try {
      await this.#bridge.call('hosts:endRunning', this.#hostId, session);
    } catch (error) {
      this.#error = reason(error);
      return;
    }
    await this.refresh();
  }

  #answered(shells: RunningShell[]): void {
    this.#shells = newestFirst(shells);
    this.#asOf = Date.now();
    this.#error = '';
    this.#known.seen(this.#hostId, shells);
  }
}
