// The table of an import: what is shown of it, what is chosen in it, and where the keyboard is.
import type { ImportDoing, ImportPreview, ImportRow } from '../../electron/ipc/contract.ts';
import * as choose from '../lib/importChoices.ts';
import type { Choices } from '../lib/importChoices.ts';
import { findRows, linesOf, type GroupName, type ImportLine } from '../lib/importRows.ts';
import { having, setOf } from '../lib/sets.ts';

export class ImportTable {
  readonly preview: ImportPreview;
  /** What is looked for in it. */
  typed = $state('');
  #choices = $state.raw<Choices>(choose.NOTHING);
  #folded = $state.raw<ReadonlySet<GroupName>>(setOf());
  #key = $state<string | null>(null);
  /** Where a choice of several lines began. */
  #anchor: string | null = null;
  /** Chosen hosts, by `at`, where they are several. */
  #many = $state.raw<ReadonlySet<number>>(setOf());

  readonly found = $derived.by(() => findRows(this.preview.rows, this.typed));
  readonly lines: readonly ImportLine[] = $derived.by(() => {
    const rest = this.typed.trim() === '' ? this.preview.left : [];
    return linesOf({ rows: this.found, rest, folded: this.#folded });
  });
  readonly sums = $derived.by(() => choose.sumsOf(this.preview.rows, this.#choices));
  readonly changed = $derived.by(() => choose.isChanged(this.preview.rows, this.#choices));
  /** Of all that is shown. */
  readonly ticked = $derived.by(() => choose.tickedOf(this.found, this.#choices));

  /** Where the keyboard is; the first host where that line isn't shown, -1 where there is no line. */
  readonly currentAt: number = $derived.by(() => {
    const at = this.lines.findIndex(({ key }) => key === this.#key);
    if (at !== -1 || this.lines.length === 0) return at;
    return Math.max(
      0,
      this.lines.findIndex(({ kind }) => kind === 'host'),
    );
  });

  constructor(preview: ImportPreview) {
    this.preview = preview;
  }

  get choices(): Choices {
    return this.#choices;
  }

  get current(): ImportLine | null {
    return this.lines[this.currentAt] ?? null;
  }

  /** The hosts that what is chosen beside the table is about. */
  get chosen(): readonly ImportRow[] {
    if (this.#many.size > 0) return this.found.filter(({ at }) => this.#many.has(at));
    const { current } = this;
    return current?.kind === 'host' ? [current.row] : [];
  }

  isChosen(line: ImportLine): boolean {
    if (line.kind === 'host' && this.#many.size > 0) return this.#many.has(line.row.at);
    return line.key === this.current?.key;
  }

  doing(row: ImportRow): ImportDoing {
    return choose.doingOf(row, this.#choices);
  }

  tickedOf(rows: readonly ImportRow[]): choose.Ticked | null {
    return choose.tickedOf(rows, this.#choices);
  }

  /** Goes to a line. `extend`: all from where the choice began are chosen; `add`: this one too, or no more. */
  go(at: number, how: 'alone' | 'extend' | 'add' = 'alone'): void {
    const line = this.lines[Math.max(0, Math.min(at, this.lines.length - 1))];
    if (!line) return;
    const from = this.#anchor ?? this.current?.key ?? line.key;
    if (how === 'extend') this.#many = this.#between(from, line.key);
    else if (how === 'add') this.#toggle(line);
    else this.#many = setOf();
    this.#anchor = how === 'extend' ? from : line.key;
    this.#key = line.key;
  }

  chooseAll(): void {
    this.#many = setOf(this.found.map(({ at }) => at));
  }

  /** Takes what is chosen, or a whole group; leaves it out where all of it is taken. */
  tickCurrent(): void {
    const { current } = this;
    if (current?.kind === 'head') this.tick(current.rows);
    else this.tick(this.chosen);
  }

  tick(rows: readonly ImportRow[]): void {
    this.#choices = choose.tick(rows, this.tickedOf(rows) !== 'all', this.#choices);
  }

  do(rows: readonly ImportRow[], does: ImportDoing): void {
    this.#choices = choose.doWith(rows, does, this.#choices);
  }

  /** @param folder undefined: as it lies there */
  putInto(rows: readonly ImportRow[], folder: string | null | undefined): void {
    this.#choices = choose.putInto(rows, folder, this.#choices);
  }

  retag(rows: readonly ImportRow[], tags: { add?: string[]; remove?: string[] }): void {
    this.#choices = choose.retag(rows, tags, this.#choices);
  }

  /** Where the keyboard was in it, it goes to its head. */
  fold(group: GroupName, is: boolean): void {
    this.#folded = having(this.#folded, group, is);
    const isGone = this.#key !== null && !this.lines.some(({ key }) => key === this.#key);
    if (is && isGone) this.#key = group;
  }

  #toggle(line: ImportLine): void {
    if (line.kind !== 'host') return;
    const several = this.#many.size > 0;
    const many = several ? this.#many : setOf(this.chosen.map(({ at }) => at));
    this.#many = having(many, line.row.at, !many.has(line.row.at));
  }

  #between(one: string, other: string): ReadonlySet<number> {
    const ends = [one, other].map((key) => this.lines.findIndex((line) => line.key === key));
    const [from, to] = [Math.min(...ends), Math.max(...ends)];
    const lines = this.lines.slice(Math.max(0, from), to + 1);
    return setOf(lines.flatMap((line) => (line.kind === 'host' ? [line.row.at] : [])));
  }
}
