// Where people have logged in from before: for them places are kept, so that they come back in
// while strangers crowd the door. Remembers so many, the latest.
import { isIPv6 } from 'node:net';

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

/** Who counts as one: an IPv4 address, and of IPv6 a /64, in which a single machine has them all. */
export function crowdOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail = ''] = address.replace(/%.*$/, '').split('::');
  const [before, after] = [head, tail].map((part) => (part === '' ? [] : part.split(':')));
  const zeros = new Array<string>(Math.max(0, 8 - before!.length - after!.length)).fill('0');
  const groups = [...before!, ...zeros, ...after!].slice(0, 4);
  return `${groups.map((group) => parseInt(group, 16).toString(16)).join(':')}::/64`;
}
