// The keys of this computer as their page shows them: what there is, which is looked at, and what becomes
// of that.
import type { Bridge, KeysFound } from '../../electron/ipc/contract.ts';
import { words } from '../../words/window.ts';
import { reason } from '../lib/bridge.ts';
import { keyRows, type KeyRow } from '../lib/keyRows.ts';
import { nextStaying } from '../lib/staying.ts';

const texts = words.sshKeys.list;

export class KeyList {
  readonly #bridge: Bridge;
  #found = $state.raw<KeysFound | null>(null);
  #currentId = $state<string | null>(null);
  #turn = 0;
  typed = $state('');
  /** What went wrong, in words. */
  error = $state('');
  /** What became of the last thing that was done. */
  told = $state('');
  busy = $state(false);
  /** The key that is to be deleted, once that is confirmed. */
  asking = $state.raw<KeyRow | null>(null);
  readonly rows: readonly KeyRow[] = $derived.by(() =>
    this.#found ? keyRows(this.#found, this.typed) : [],
  );
  /** Where the keyboard is: the first, where nothing is; -1 where there is no row. */
  readonly currentAt: number = $derived.by(() => {
    const at = this.rows.findIndex(({ id }) => id === this.#currentId);
    return at === -1 && this.rows.length > 0 ? 0 : at;
  });
  readonly current: KeyRow | null = $derived(this.rows[this.currentAt] ?? null);

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  /** Null until it is known. */
  get found(): KeysFound | null {
    return this.#found;
  }

  /** Goes to a row; beyond the ends to the first or the last. */
  go(to: number): void {
    const at = Math.max(0, Math.min(to, this.rows.length - 1));
    this.#currentId = this.rows[at]?.id ?? null;
  }

  /** The key is the one that is looked at, whatever was typed. */
  show(id: string): void {
    this.typed = '';
    this.#currentId = id;
  }

  async load(): Promise<void> {
    const turn = ++this.#turn;
    try {
      const found = await this.#bridge.call('keys:list');
      if (turn === this.#turn) this.#become(found);
    } catch (error) {
      if (turn === this.#turn) this.error = reason(error);
    }
  }

  /** The public half, to be pasted elsewhere. */
  copyPublic(): Promise<void> {
    return this.#do(async ({ id }) => {
      await this.#bridge.call('clipboard:write', `${await this.#bridge.call('keys:public', id)}\n`);
      return texts.copied;
    });
  }

  dropFromAgent(): Promise<void> {
    return this.#do(async ({ kind, key }) => {
      await this.#bridge.call('keys:dropFromAgent', kind === 'agent' ? key.id : key.fingerprint);
      return texts.dropped;
    });
  }

  /** Asks whether the key is to be deleted. One that only the agent holds has no files. */
  ask(): void {
    if (this.current?.kind === 'file' && !this.busy) this.asking = this.current;
  }

  async remove(): Promise<void> {
    const { asking } = this;
    this.asking = null;
    if (!asking) return;
    await this.#do(async () => texts.gone(await this.#bridge.call('keys:remove', asking.id)));
  }

  /** Whatever was done elsewhere: told here, and looked at anew. */
  async done(told: string): Promise<void> {
    [this.error, this.told] = ['', told];
    await this.load();
  }

  async #do(work: (row: KeyRow) => Promise<string>): Promise<void> {
    const { current } = this;
    if (!current || this.busy) return;
    [this.busy, this.error, this.told] = [true, '', ''];
    try {
      this.told = await work(current);
    } catch (error) {
      this.error = reason(error);
    }
    await this.load();
    this.busy = false;
  }

  #become(found: KeysFound): void {
    const [rows, at] = [this.rows, this.currentAt];
    this.#found = found;
    if (this.#currentId !== null && this.rows.some(({ id }) => id === this.#currentId)) return;
    const staying = nextStaying(rows, Math.max(0, at), this.rows);
    if (staying) this.#currentId = staying.id;
  }
}
