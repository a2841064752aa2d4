// Names of hosts that are unique in their folder, as the list of hosts needs them.
import { NAME_LENGTH, nameKey } from '../hosts/hostDraft.ts';

/** Room for a space and a number. */
const NUMBER_LENGTH = 7;

export class FreeNames {
  /** Names that are taken, by folder and name. */
  readonly #taken = new Set<string>();
  /** The number to try next, for a name that several want. */
  readonly #next = new Map<string, number>();

  /** The name itself for the first who asks, then with a number. `name` isn't empty, or gets a sign. */
  take(folder: readonly string[], name: string): string {
    const plain = name || '?';
    const where = folder.map(nameKey).join('\0');
    const key = (one: string): string => `${where}\0\0${nameKey(one)}`;
    let free = plain;
    let number = this.#next.get(key(plain)) ?? 2;
    while (this.#taken.has(key(free))) {
      free = `${plain.slice(0, NAME_LENGTH - NUMBER_LENGTH)} ${number}`;
      number += 1;
    }
    this.#next.set(key(plain), number);
    this.#taken.add(key(free));
    return free;
  }
}
