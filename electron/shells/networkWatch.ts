// Notices that a network came back or is another one, which Node has no event for: looks at the
// addresses of this computer every now and then, but only while somebody waits for a connection.
import type { networkInterfaces } from 'node:os';
import type { Clock } from '../../core/time/clock.ts';

/** Reading the addresses takes some 50 µs; a network that is back is used about this much later. */
const LOOK_EVERY_MS = 2_000;

export interface NetworkWatchOptions {
  /** The addresses there are now, as Node tells them. */
  interfaces: typeof networkInterfaces;
  clock: Clock;
  /** Does anybody wait for a connection? */
  wanted: () => boolean;
  /** There are other addresses than before, and some of them lead out of this computer. */
  onNetwork: () => void;
}

export class NetworkWatch {
  readonly #options: NetworkWatchOptions;
  #watching = false;
  #known = '';

  constructor(options: NetworkWatchOptions) {
    this.#options = options;
  }

  /** Looks until nobody waits any more; does nothing when it looks already. */
  begin(): void {
    if (this.#watching) return;
    this.#watching = true;
    this.#known = this.#addresses();
    this.#wait();
  }

  #wait(): void {
    this.#options.clock.after(LOOK_EVERY_MS, () => this.#look());
  }

  #look(): void {
    if (!this.#options.wanted()) {
      this.#watching = false;
      return;
    }
    const before = this.#known;
    this.#known = this.#addresses();
    if (this.#known !== before && this.#known !== '') this.#options.onNetwork();
    this.#wait();
  }

  #addresses(): string {
    const all = Object.entries(this.#options.interfaces());
    const outer = all.flatMap(([name, addresses = []]) =>
      addresses.filter(({ internal }) => !internal).map(({ address }) => `${name} ${address}`),
    );
    return outer.sort().join();
  }
}
