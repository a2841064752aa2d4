// Which rows of a list are chosen, and which one the keyboard is on. A row may stand for several things;
// it counts as chosen where all of them are.
import { setOf } from '../lib/sets.ts';

export interface Choosable {
  readonly id: string;
  /** The things that it stands for. */
  readonly ids: readonly string[];
}

/** How a row is gone to: `add` changes whether it is chosen, `range` chooses all from where one began. */
export type Step = 'only' | 'add' | 'range' | 'move';

export class Choosing {
  readonly #rows: () => readonly Choosable[];
  #chosen = $state.raw<ReadonlySet<string>>(setOf());
  #currentId = $state<string | null>(null);
  #anchorId: string | null = null;

  constructor(rows: () => readonly Choosable[]) {
    this.#rows = rows;
  }

  /** Ids of things, of those that are there. */
  readonly ids: readonly string[] = $derived.by(() => {
    const there = setOf(this.#rows().flatMap(({ ids }) => ids));
    return [...this.#chosen].filter((id) => there.has(id));
  });

  /** Where the row is that the keyboard is on: the first, where none is; -1 where there is no row. */
  readonly currentAt: number = $derived.by(() => {
    const at = this.#rows().findIndex(({ id }) => id === this.#currentId);
    return at === -1 && this.#rows().length > 0 ? 0 : at;
  });

  get currentId(): string | null {
    return this.#rows()[this.currentAt]?.id ?? null;
  }

  /** What is chosen of a row. */
  state({ ids }: Choosable): 'all' | 'some' | 'none' {
    const count = ids.filter((id) => this.#chosen.has(id)).length;
    if (count === 0) return 'none';
    return count === ids.length ? 'all' : 'some';
  }

  /** Goes to a row; beyond the ends to the first or the last. */
  go(to: number, step: Step = 'only'): void {
    const rows = this.#rows();
    const row = rows[Math.max(0, Math.min(to, rows.length - 1))];
    if (!row) return;
    if (step === 'only') this.#chosen = setOf(row.ids);
    else if (step === 'add') this.#toggle(row);
    else if (step === 'range') this.#chosen = setOf(this.#upTo(row).flatMap(({ ids }) => ids));
    if (step !== 'range') this.#anchorId = row.id;
    this.#currentId = row.id;
  }

  all(): void {
    this.#chosen = setOf(this.#rows().flatMap(({ ids }) => ids));
  }

  /** The rows are about to be others: where the keyboard was it stays, else it goes to this one. */
  stay(id: string | null): void {
    this.#currentId = id;
    const row = this.#rows().find((one) => one.id === id);
    this.#chosen = setOf(row?.ids);
    this.#anchorId = id;
  }

  #toggle(row: Choosable): void {
    const own = setOf(row.ids);
    const others = [...this.#chosen].filter((id) => !own.has(id));
    this.#chosen = this.state(row) === 'all' ? setOf(others) : setOf([...others, ...own]);
  }

  /** The rows from where the range began to this one. */
  #upTo(row: Choosable): readonly Choosable[] {
    const rows = this.#rows();
    const placeOf = (id: string | null): number => rows.findIndex((one) => one.id === id);
    const [from, to] = [Math.max(0, placeOf(this.#anchorId ?? this.currentId)), placeOf(row.id)];
    return rows.slice(Math.min(from, to), Math.max(from, to) + 1);
  }
}
