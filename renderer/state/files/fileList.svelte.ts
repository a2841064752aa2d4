// What is in a folder, as its list shows it: in order, with what is chosen, and the row that the keyboard is
// on. Both are kept by name, through everything that comes and goes.
import type { FileRow } from '../../../electron/ipc/contract.ts';
import {
  byName,
  isHidden,
  merged,
  shownRows,
  sortedBy,
  type FileColumn,
  type FileSort,
} from '../../lib/fileOrder.ts';
import { nameKeys } from '../../lib/nameKeys.ts';
import { setOf, toggled } from '../../lib/sets.ts';

export type ListedRow = FileRow & { readonly id: string; readonly key: string | null };

/** How a row is gone to: `add` changes whether it is chosen, `range` chooses all from where one began. */
export type Step = 'only' | 'add' | 'range' | 'move';

/** How people count: made once, as making one takes long. */
const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
const compare = byName(collator);
const keyOf = nameKeys(collator);

export class FileList {
  /** By name. */
  #all = $state.raw<readonly ListedRow[]>([]);
  /** Of a folder that is read again: they replace the others once they are all there. */
  #coming: readonly ListedRow[] | null = null;
  sort = $state.raw<FileSort>({ by: 'name', down: false });
  hidden = $state(false);
  /** What names are to have in them. */
  typed = $state('');
  #chosen = $state.raw<ReadonlySet<string>>(setOf());
  #current = $state<string | null>(null);
  #anchor: string | null = null;
  /** Gone to alone: with another one added, both are chosen. */
  #alone: string | null = null;

  readonly rows: readonly ListedRow[] = $derived.by(() =>
    shownRows(sortedBy(this.#all, this.sort), { hidden: this.hidden, typed: this.typed }),
  );

  /** Where the keyboard is: the first row, where its own isn't there; -1 where there is none. */
  readonly currentAt: number = $derived.by(() => {
    const at = this.rows.findIndex(({ name }) => name === this.#current);
    return at === -1 && this.rows.length > 0 ? 0 : at;
  });

  /** The chosen ones that are shown, in their order. */
  readonly chosen: readonly ListedRow[] = $derived.by(() =>
    this.#chosen.size === 0 ? [] : this.rows.filter(({ name }) => this.#chosen.has(name)),
  );

  readonly hiddenCount: number = $derived.by(() => this.#all.filter(isHidden).length);

  get current(): ListedRow | null {
    return this.rows[this.currentAt] ?? null;
  }

  /** Of all that is there, hidden or not. */
  get names(): string[] {
    return this.#all.map(({ name }) => name);
  }

  get count(): number {
    return this.#all.length;
  }

  isChosen(name: string): boolean {
    return this.#chosen.has(name);
  }

  /** What something is done with: all that are chosen, where this one is; else it alone. */
  picked(row: ListedRow | null = this.current): readonly ListedRow[] {
    if (!row) return [];
    return this.#chosen.has(row.name) ? this.chosen : [row];
  }

  /** Those that an act without a row is about: what is chosen, else the row of the keyboard. */
  get meant(): readonly ListedRow[] {
    return this.chosen.length > 0 ? this.chosen : this.picked();
  }

  /** Another folder is shown from now on, with the keyboard on a row of this name. */
  begin(current: string | null): void {
    this.#coming = null;
    this.#all = [];
    this.typed = '';
    this.#chosen = setOf();
    this.#alone = null;
    this.#current = this.#anchor = current;
  }

  /** The same folder is read again: what is shown stays until all of it is there. */
  beginAgain(): void {
    this.#coming = [];
  }

  come(rows: readonly FileRow[]): void {
    const listed = rows.map((row) => ({ ...row, id: row.name, key: keyOf(row.name) }));
    if (this.#coming) this.#coming = merged(this.#coming, listed, compare);
    else this.#all = merged(this.#all, listed, compare);
  }

  /** No more come. What is gone isn't chosen any more, and the next row has the keyboard. */
  done(): void {
    const come = this.#coming;
    this.#coming = null;
    if (!come) return;
    this.#current ??= this.rows[0]?.name ?? null;
    const there = setOf(come.map(({ name }) => name));
    if (this.#current !== null && !there.has(this.#current)) {
      this.#current = this.#nextOf((name) => there.has(name));
    }
    this.#all = come;
    if ([...this.#chosen].some((name) => !there.has(name))) {
      this.#chosen = setOf([...this.#chosen].filter((name) => there.has(name)));
    }
  }

  /** Goes to a row; beyond the ends to the first or the last. */
  go(to: number, step: Step = 'only'): void {
    const row = this.rows[Math.max(0, Math.min(to, this.rows.length - 1))];
    if (!row) return;
    if (step === 'range') this.#chosen = setOf(this.#upTo(row));
    else if (step === 'add') this.#chosen = toggled(this.#begun(row.name), row.name);
    else if (step === 'only') this.none();
    if (step === 'only') this.#alone = row.name;
    if (step !== 'range') this.#anchor = row.name;
    this.#current = row.name;
  }

  #begun(name: string): ReadonlySet<string> {
    const alone = this.rows.some((row) => row.name === this.#alone) ? this.#alone : null;
    if (this.#chosen.size > 0 || alone === null || alone === name) return this.#chosen;
    return setOf([alone]);
  }

  /** A row by its name, once it comes. */
  goTo(name: string): void {
    this.#current = this.#anchor = name;
  }

  all(): void {
    this.#chosen = setOf(this.rows.map(({ name }) => name));
  }

  none(): void {
    this.#alone = null;
    if (this.#chosen.size > 0) this.#chosen = setOf();
  }

  /** By a column, from its better end; again, from the other. */
  sortBy(by: FileColumn): void {
    const first = by === 'size' || by === 'changed';
    this.sort = { by, down: this.sort.by === by ? !this.sort.down : first };
  }

  /** They are gone, before the folder is read again: the next row has the keyboard. */
  removed(names: readonly string[]): void {
    const gone = setOf(names);
    this.#current = this.#nextOf((name) => !gone.has(name));
    this.#all = this.#all.filter(({ name }) => !gone.has(name));
    this.#chosen = setOf([...this.#chosen].filter((name) => !gone.has(name)));
  }

  #nextOf(stays: (name: string) => boolean): string | null {
    const at = Math.max(0, this.currentAt);
    const next = this.rows.slice(at).find(({ name }) => stays(name));
    return (next ?? this.rows.slice(0, at).findLast(({ name }) => stays(name)))?.name ?? null;
  }

  /** The names from where the range began to this row. */
  #upTo(row: ListedRow): string[] {
    const names = this.rows.map(({ name }) => name);
    const anchor = this.#anchor ?? this.#current ?? '';
    const [from, to] = [Math.max(0, names.indexOf(anchor)), names.indexOf(row.name)];
    return names.slice(Math.min(from, to), Math.max(from, to) + 1);
  }
}
