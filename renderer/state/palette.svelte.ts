// The palette: open or not, what is typed, what was found, and which row the keyboard is on. What can be
// found stands in paletteSources.ts; who looks for it is a worker.
import { flushSync } from 'svelte';
import { words } from '../../words/window.ts';
import { later } from '../lib/later.ts';
import {
  MOST_ROWS,
  mostOf,
  nextScope,
  readTyped,
  withoutSign,
  type Scope,
  type Sign,
} from '../lib/paletteScope.ts';
import { Uses } from '../lib/uses.ts';
import { PaletteMatcher, type Found, type MatcherPort } from './paletteMatcher.ts';
import type { Tagged } from './paletteHosts.ts';
import { PaletteSources } from './paletteSources.ts';
import { typedRows } from './paletteTyped.ts';
import type { PaletteRow, PaletteSection, Way } from './paletteRow.ts';
import type { Workspace } from './workspace.svelte.ts';

function makeWorker(): MatcherPort {
  return new Worker(new URL('../lib/matcherWorker.ts', import.meta.url), { type: 'module' });
}

/** The sort of hosts that have the tag that is typed. */
const TAGGED = 'tagged';

export class Palette {
  readonly #app: Workspace;
  readonly #matcher = new PaletteMatcher({ make: makeWorker, later });
  readonly #sources: PaletteSources;
  readonly uses: Uses;
  #shown = $state(false);
  #scope = $state<Scope>('everything');
  #sections = $state.raw<readonly PaletteSection[]>([]);
  #currentId = $state<string | null>(null);
  /** Said where nothing was found, or where looking took too long; '' else. */
  #note = $state('');
  #typed = $state('');
  #before: Element | null = null;
  /** The looking that is under way; resolved when its rows are there. */
  #looking: Promise<void> = Promise.resolve();
  #turn = 0;

  constructor(app: Workspace) {
    this.#app = app;
    this.uses = new Uses(globalThis.localStorage ?? null);
    this.#sources = new PaletteSources(app, this.uses);
  }

  get shown(): boolean {
    return this.#shown;
  }

  /** What stands in the field. */
  get typed(): string {
    return this.#typed;
  }

  set typed(typed: string) {
    if (typed === this.#typed) return;
    this.#typed = typed;
    this.#currentId = null;
  }

  get scope(): Scope {
    return readTyped(this.#typed, this.#scope).scope;
  }

  get sections(): readonly PaletteSection[] {
    return this.#sections;
  }

  get rows(): readonly PaletteRow[] {
    return this.#sections.flatMap(({ rows }) => rows);
  }

  get note(): string {
    return this.#note;
  }

  /** The row that Enter means: the chosen one, or else the first that can be. */
  get current(): PaletteRow | null {
    const { rows } = this;
    return rows.find(({ id }) => id === this.#currentId) ?? rows[0] ?? null;
  }

  /**
   * Opens it, with a sign in front where that is known; once more: closes it. The field is there and
   * has the keyboard when this returns, so that no letter is lost that comes after the key.
   */
  open(sign: Sign | '' = ''): void {
    if (this.#shown) return this.close();
    if (this.#app.dialogs.current) return;
    this.#before = globalThis.document?.activeElement ?? null;
    [this.#typed, this.#scope, this.#currentId] = [sign, 'everything', null];
    this.#sections = [];
    this.look();
    flushSync(() => (this.#shown = true));
    const turn = this.#turn;
    later(0, () => {
      this.#matcher.begin();
      this.#prepare(turn);
    });
  }

  /** The worker begins, and is told what there is, while the first letter is on its way. */
  #prepare(turn: number): void {
    if (!this.#shown || this.#turn !== turn) return; // what is typed is looked for already
    if (this.#app.hosts.search.prepareSome()) return void later(0, () => this.#prepare(turn));
    this.#tell();
    void this.#matcher.find({ typed: '', most: {}, weights: {} });
  }

  #tell(): void {
    for (const [sort, list] of Object.entries(this.#sources.all())) this.#matcher.set(sort, list);
  }

  /** Gives the keyboard back to where it was. */
  close(): void {
    if (!this.#shown) return;
    this.#shown = false;
    const before = this.#before as HTMLElement | null;
    this.#before = null;
    const isThere = before?.isConnected === true && before !== globalThis.document?.body;
    if (isThere) before.focus();
    else void this.#app.focusTerminal();
  }

  /** Looks among what comes next. */
  step(by: 1 | -1): void {
    const scope = nextScope(this.scope, by);
    this.#typed = withoutSign(this.#typed);
    [this.#scope, this.#currentId] = [scope, null];
  }

  /** The row `by` further, round the ends, once all that was typed has been looked for. */
  async move(by: number): Promise<void> {
    await this.#looking;
    const { rows, current } = this;
    if (!current) return;
    const at = rows.indexOf(current) + by;
    this.#currentId = rows[(at + rows.length) % rows.length]!.id;
  }

  /** The first or the last row. */
  async moveTo(end: 'first' | 'last'): Promise<void> {
    await this.#looking;
    this.#currentId = this.rows.at(end === 'first' ? 0 : -1)?.id ?? null;
  }

  choose(id: string): void {
    this.#currentId = id;
  }

  /** Looks for what is typed, in what there is now. Whoever calls it in an effect hears of changes. */
  look(): void {
    const { scope, text } = readTyped(this.#typed, this.#scope);
    const most = mostOf(scope, text);
    const tagged = scope === 'tags' && text !== '' ? this.#sources.hosts.tagged(text) : null;
    if (tagged) return this.#lookAmong(tagged);
    if (text === '') {
      this.#turn += 1;
      return this.#show(this.#sources.first(most), scope, text);
    }
    this.#tell();
    this.#looking = this.#find(scope, text, most);
  }

  /** Among hosts with a tag, for the rest of what is typed. */
  #lookAmong(tagged: Tagged): void {
    const { list, rest } = tagged;
    if (rest === '') {
      this.#turn += 1;
      return this.#show(this.#sources.hosts.firstTagged(tagged, MOST_ROWS), 'tags', rest);
    }
    this.#matcher.set(TAGGED, list);
    this.#looking = this.#find('tags', rest, { [TAGGED]: MOST_ROWS });
  }

  async #find(scope: Scope, text: string, most: Readonly<Record<string, number>>): Promise<void> {
    const turn = ++this.#turn;
    const weights = this.#sources.hosts.weights();
    const found = await this.#matcher.find({ typed: text, most, weights });
    if (turn !== this.#turn) return this.#looking;
    if (found === 'outrun') {
      this.look();
      return this.#looking;
    }
    if (found === 'slow') {
      this.#sections = [];
      this.#note = words.palette.slow;
      return;
    }
    const { [TAGGED]: hosts } = found;
    this.#show(hosts ? { hosts } : found, scope, text);
  }

  #show(found: Found, scope: Scope, text: string): void {
    const sections = this.#sources.sections(found, text);
    const looked = scope === 'everything' || scope === 'hosts';
    const typed = looked ? typedRows(this.#app, text, sections.length > 0) : [];
    const own =
      typed.length > 0 ? [{ sort: 'typed' as const, rows: typed, total: typed.length }] : [];
    const all: PaletteSection[] = [...sections, ...own];
    this.#sections = all;
    const nothing = scope === 'tags' ? words.palette.noTag : words.palette.nothing;
    this.#note = all.length === 0 && text !== '' ? nothing(text) : '';
  }

  /**
   * Does what a row is there for; the current one's, if no other is named, once all that was typed has
   * been looked for.
   */
  async run(way: Way, id?: string): Promise<void> {
    await this.#looking;
    const row = id === undefined ? this.current : this.rows.find((one) => one.id === id);
    if (!row || row.why) return;
    if (row.goesOn !== undefined) {
      this.typed = row.goesOn;
      return;
    }
    this.close();
    if (row.counts) this.uses.used(row.id);
    row.run(way);
  }
}
