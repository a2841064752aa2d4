// The lines of a found host in its file: asked for when somebody looks, the last asked for are shown.
import type { Bridge, ImportLines, ImportRow } from '../../electron/ipc/contract.ts';

export class SourceLines {
  readonly #bridge: Bridge;
  readonly #id: string;
  /** Of the host that was asked for last. */
  #at = -1;
  #lines = $state.raw<ImportLines | null>(null);

  /** @param id of the preview */
  constructor(bridge: Bridge, id: string) {
    this.#bridge = bridge;
    this.#id = id;
  }

  /** Null where there are none, and while they aren't known. */
  get shown(): ImportLines | null {
    return this.#lines;
  }

  /** First and last line of what stays behind, where that is one piece; null where it isn't. */
  readonly left: readonly [first: number, last: number] | null = $derived.by(() => {
    const marked = (this.#lines?.lines ?? []).flatMap(({ at, left }) => (left ? [at] : []));
    const [from, to] = [marked[0], marked.at(-1)];
    if (from === undefined || to === undefined) return null;
    return to - from + 1 === marked.length ? [from, to] : null;
  });

  /** Null: of none. */
  async look(row: ImportRow | null): Promise<void> {
    const at = row?.at ?? -1;
    if (at === this.#at) return;
    this.#at = at;
    this.#lines = null;
    if (at === -1) return;
    // A file without lines has none to show, and one that is gone shows what is known without it.
    const lines = await this.#bridge.call('import:lines', this.#id, at).catch(() => null);
    if (this.#at === at) this.#lines = lines;
  }
}
