// Where people have logged in from before: for them places are kept, so that they come back in
// while strangers crowd the door. Remembers so many, the latest.
import { crowdOf } from '../../core/link/crowd.ts';

/** Addresses remembered, or networks of IPv6. */
export const MAX_KNOWN = 1_024;

export class KnownAddresses {
  readonly #known = new Set<string>();

  add(address: string): void {
    const crowd = crowdOf(address);
    this.#known.delete(crowd); // so that the set stays in the order of the last login
    this.#known.add(crowd);
    if (this.#known.size <= MAX_KNOWN) return;
    const [oldest] = this.#known;
    this.#known.delete(oldest!);
  }

  has(address: string): boolean {
    return this.#known.has(crowdOf(address));
  }
}
