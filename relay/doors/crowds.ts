// Who counts as one, and how many connections each has.
import { isIPv6 } from 'node:net';

/** An IPv4 address, and of IPv6 a /64, in which a single machine has them all. */
export function crowdOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail = ''] = address.replace(/%.*$/, '').split('::');
  const [before, after] = [head, tail].map((part) => (part === '' ? [] : part.split(':')));
  const zeros = new Array<string>(Math.max(0, 8 - before!.length - after!.length)).fill('0');
  const groups = [...before!, ...zeros, ...after!].slice(0, 4);
  return `${groups.map((group) => parseInt(group, 16).toString(16)).join(':')}::/64`;
}

/** IPv4 addresses as such, also where the server listens for both kinds. */
export function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/, '');
}

export class Crowds {
  readonly #sizes = new Map<string, number>();

  get count(): number {
    return this.#sizes.size;
  }

  sizeOf(crowd: string): number {
    return this.#sizes.get(crowd) ?? 0;
  }

  add(crowd: string): void {
    this.#sizes.set(crowd, this.sizeOf(crowd) + 1);
  }

  remove(crowd: string): void {
    const size = this.sizeOf(crowd) - 1;
    if (size > 0) this.#sizes.set(crowd, size);
    else this.#sizes.delete(crowd);
  }
}
