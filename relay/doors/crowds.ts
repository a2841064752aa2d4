// How many connections each of those has who count as one.

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
