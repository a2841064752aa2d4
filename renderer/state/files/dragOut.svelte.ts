// Files that are to be dragged out of the window: what is on a host is fetched first, as the system takes
// files of this computer alone.
import type { FileRow } from '../../../electron/ipc/contract.ts';
import { words } from '../../../words/window.ts';
import { joined } from '../../lib/filePaths.ts';
import { shownName } from '../../lib/fileWords.ts';
import { hasEnded, percentOfAll } from '../../lib/transfers.ts';
import type { Workspace } from '../workspace.svelte.ts';
import type { FileSide } from './fileSide.svelte.ts';

type App = Pick<Workspace, 'bridge' | 'transfers' | 'attempt'>;

interface Out {
  id: string;
  side: FileSide;
  transfers: readonly string[];
  /** In words. */
  what: string;
}

export class DragOut {
  readonly #app: App;
  #out = $state.raw<Out | null>(null);

  constructor(app: App) {
    this.#app = app;
  }

  /** What can, or could soon, be dragged out of that side; '' where nothing is. */
  whatOf(side: FileSide): string {
    return this.#out?.side === side ? this.#out.what : '';
  }

  get #transfers() {
    const ids = this.#out?.transfers ?? [];
    return this.#app.transfers.list.filter(({ id }) => ids.includes(id));
  }

  /** What was cleared from the list had ended. */
  get state(): 'fetching' | 'ready' | 'failed' {
    const all = this.#transfers;
    if (!all.every(hasEnded)) return 'fetching';
    const isThere = all.every(({ state }) => state === 'done' || state === 'partly');
    return isThere ? 'ready' : 'failed';
  }

  /** Of what is fetched; null while nothing can be said. */
  get percent(): number | null {
    return percentOfAll(this.#transfers);
  }

  async begin(side: FileSide, rows: readonly FileRow[]): Promise<void> {
    if (rows.length === 0) return;
    const paths = rows.map(({ name }) => joined(side.path, name));
    const what = words.files.acts.named(shownName(rows[0]!), rows.length);
    const begun = this.#app.bridge.call('files:out', side.id, paths).then((out) => {
      this.#out = { ...out, side, what };
    });
    await this.#app.attempt(words.files.out.failed, begun);
  }

  /** Has the system go on with the drag that has begun. */
  async drag(): Promise<void> {
    if (!this.#out || this.state !== 'ready') return;
    const dragged = this.#app.bridge.call('files:drag', this.#out.id);
    await this.#app.attempt(words.files.out.failed, dragged);
  }

  end(): void {
    this.#out = null;
  }
}
