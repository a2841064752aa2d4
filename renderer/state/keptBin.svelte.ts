// The bin as its dialog shows it: what lies in it, what is chosen of it, and what becomes of that.
import type { BinItem, Bridge, SavedHost } from '../../electron/ipc/contract.ts';
import { words } from '../../words/window.ts';
import { binRows, counted, idsOf, type BinRow, type Counted } from '../lib/binRows.ts';
import { reason } from '../lib/bridge.ts';
import { nextStaying } from '../lib/staying.ts';
import { mapOf, setOf } from '../lib/sets.ts';
import { Choosing } from './choosing.svelte.ts';

const { bin } = words.keptHosts;
/** Hosts that have other names now, and are named one by one. */
const MOST_NAMED = 3;

export interface KeptBinOptions {
  /** What a folder that is there is called. */
  folderName: (id: string) => string | undefined;
}

export class KeptBin {
  readonly #bridge: Bridge;
  readonly #options: KeptBinOptions;
  #items = $state.raw<readonly BinItem[] | null>(null);
  #turn = 0;
  typed = $state('');
  /** What went wrong, in words. */
  error = $state('');
  /** What became of the last thing that was done. */
  told = $state('');
  busy = $state(false);
  /** What is to be deleted for good, once that is confirmed; `all`: the whole bin. */
  asking = $state.raw<{ items: readonly BinItem[]; all: boolean } | null>(null);
  readonly rows: readonly BinRow[] = $derived.by(() => binRows(this.#items ?? [], this.typed));
  readonly #choosable = $derived(this.rows.map((row) => ({ id: row.id, ids: idsOf(row) })));
  readonly choice = new Choosing(() => this.#choosable);
  readonly chosen: readonly BinItem[] = $derived.by(() => {
    const ids = setOf(this.choice.ids);
    return (this.#items ?? []).filter(({ id }) => ids.has(id));
  });

  constructor(bridge: Bridge, options: KeptBinOptions) {
    this.#bridge = bridge;
    this.#options = options;
  }

  /** Null until it is known. */
  get items(): readonly BinItem[] | null {
    return this.#items;
  }

  get counted(): Counted {
    return counted(this.chosen);
  }

  /** Looks what is in it. What was chosen stays so, and where the keyboard was something stays. */
  async load(): Promise<void> {
    const turn = ++this.#turn;
    try {
      const items = await this.#bridge.call('bin:list');
      if (turn === this.#turn) this.#become(items);
    } catch (error) {
      if (turn === this.#turn) this.error = reason(error);
    }
  }

  async restore(): Promise<void> {
    const items = this.chosen;
    await this.#do(items, async (ids) => {
      const back = await this.#bridge.call('bin:restore', ids);
      return this.#toldOf(items, back);
    });
  }

  /** Asks whether what is chosen, or all, is to go for good. */
  ask(all: boolean): void {
    const items = all ? (this.#items ?? []) : this.chosen;
    if (items.length > 0 && !this.busy) this.asking = { items, all };
  }

  async remove(): Promise<void> {
    const { asking } = this;
    this.asking = null;
    if (!asking) return;
    await this.#do(asking.items, async (ids) => {
      await this.#bridge.call('bin:empty', asking.all ? null : ids);
      return bin.gone(counted(asking.items));
    });
  }

  async #do(items: readonly BinItem[], work: (ids: string[]) => Promise<string>): Promise<void> {
    if (items.length === 0 || this.busy) return;
    [this.busy, this.error, this.told] = [true, '', ''];
    try {
      this.told = await work(items.map(({ id }) => id));
      const gone = setOf(items);
      this.#become((this.#items ?? []).filter((item) => !gone.has(item)));
    } catch (error) {
      this.error = reason(error);
    }
    await this.load();
    this.busy = false;
  }

  #become(items: readonly BinItem[]): void {
    const [rows, at] = [this.rows, this.choice.currentAt];
    const isFirst = this.#items === null;
    this.#items = items;
    if (isFirst || this.rows.some(({ id }) => id === rows[at]?.id)) return;
    this.choice.stay(nextStaying(rows, Math.max(0, at), this.rows)?.id ?? null);
  }

  #toldOf(items: readonly BinItem[], back: readonly SavedHost[]): string {
    const hosts = mapOf(back.map(({ id, name }) => [id, name]));
    const nameNow = ({ id, what }: BinItem): string | undefined =>
      what === 'host' ? hosts.get(id) : this.#options.folderName(id);
    const renamed = items.flatMap((item) => {
      const now = nameNow(item);
      return now === undefined || now === item.name ? [] : [bin.renamed(item.name, now)];
    });
    const more = renamed.length - MOST_NAMED;
    return [
      bin.back(counted(items)),
      ...renamed.slice(0, MOST_NAMED),
      ...(more > 0 ? [bin.moreRenamed(more)] : []),
    ].join(' ');
  }
}
