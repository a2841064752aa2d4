// What can't come along from lists that may be very long: each thing by itself as far as a person reads
// on, then how many more of it there are.
import type { Said } from '../../words/said.ts';
import type { Unmapped } from './found.ts';

/** Of one reason. */
const TOLD = 200;

export class Report {
  readonly #told: Unmapped[] = [];
  readonly #counts = new Map<string, { count: number; why: Said }>();

  add(where: string, what: string, why: Said): void {
    const { count } = this.#counts.get(why.code) ?? { count: 0 };
    this.#counts.set(why.code, { count: count + 1, why });
    if (count < TOLD) this.#told.push({ where, what, why });
  }

  get unmapped(): Unmapped[] {
    const more = [...this.#counts.values()].filter(({ count }) => count > TOLD);
    const sums = more.map(({ count, why }) => ({ where: '…', what: `+ ${count - TOLD}`, why }));
    return [...this.#told, ...sums];
  }
}

/** The first few of many, and how many there are. */
export function firstOf(all: readonly string[], most = 5): string {
  const first = all.slice(0, most).join(', ');
  return all.length > most ? `${first}, … (${all.length})` : first;
}
