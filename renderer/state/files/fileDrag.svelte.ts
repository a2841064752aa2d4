// Files that are dragged by the pointer: what they are, where they would come to, and what would happen there
// in words. Inside a side, to another one, onto a shell. Escape calls it off.
import type { FilePlace } from '../../../electron/ipc/contract.ts';
import { words } from '../../../words/window.ts';
import { isFolder } from '../../lib/fileOrder.ts';
import { joined, lastPart } from '../../lib/filePaths.ts';
import { countsOf, shownName } from '../../lib/fileWords.ts';
import type { ShellPane } from '../pane.svelte.ts';
import type { Workspace } from '../workspace.svelte.ts';
import { transferRows, whyNotTo } from './fileActs.ts';
import type { ListedRow } from './fileList.svelte.ts';
import type { FileSide } from './fileSide.svelte.ts';
import { giveToShell } from './giveToShell.ts';

const say = words.files.drag;
/** A press that moves less is a press. */
const STARTS_PX = 5;

export interface Point {
  x: number;
  y: number;
}

/** What lies under the pointer. */
export type Under =
  | { kind: 'side'; side: FileSide; row: ListedRow | null }
  | { kind: 'shell'; pane: ShellPane }
  | null;

export type Aim = { words: string; move: boolean } & (
  | { kind: 'folder'; side: FileSide; to: FilePlace; row: string | null }
  | { kind: 'shell'; pane: ShellPane }
);

export class FileDrag {
  readonly #app: Workspace;
  #pressed: { side: FileSide; row: ListedRow; at: Point } | null = null;
  #from = $state.raw<{ side: FileSide; rows: readonly ListedRow[] } | null>(null);
  point = $state.raw<Point>({ x: 0, y: 0 });
  #aim = $state.raw<Aim | null>(null);

  constructor(app: Workspace) {
    this.#app = app;
  }

  /** In words; '' while nothing is dragged. */
  get what(): string {
    if (!this.#from) return '';
    const { rows } = this.#from;
    return say.what(rows.length, countsOf(rows, rows).bytes);
  }

  /** Where it would come to; null where nothing would happen. */
  get aim(): Aim | null {
    return this.#aim;
  }

  /** Whether it would come into this folder of a side: a row's name, or null for the folder shown. */
  aimsAt(side: FileSide, row: string | null): boolean {
    return this.#aim?.kind === 'folder' && this.#aim.side === side && this.#aim.row === row;
  }

  pressed(side: FileSide, row: ListedRow, at: Point): void {
    this.#pressed = { side, row, at };
  }

  /** Answers whether something is being dragged. */
  moved(at: Point, keys: { copy: boolean; move: boolean }, under: () => Under): boolean {
    if (!this.#from && !this.#starts(at)) return false;
    this.point = at;
    this.#aim = this.#aimAt(under(), keys);
    return true;
  }

  /** Answers whether something was dragged. */
  released(): boolean {
    const [from, aim] = [this.#from, this.#aim];
    this.cancel();
    if (from && aim) this.#drop(from, aim);
    return from !== null;
  }

  cancel(): void {
    this.#pressed = this.#from = this.#aim = null;
  }

  #starts({ x, y }: Point): boolean {
    if (!this.#pressed) return false;
    const { side, row, at } = this.#pressed;
    if (Math.hypot(x - at.x, y - at.y) < STARTS_PX) return false;
    this.#from = { side, rows: side.list.picked(row) };
    return true;
  }

  #aimAt(under: Under, { copy, move }: { copy: boolean; move: boolean }): Aim | null {
    const from = this.#from;
    if (!from || !under) return null;
    if (under.kind === 'shell') {
      const text = say.toShell(this.#app.panes.hostName(under.pane));
      return { kind: 'shell', pane: under.pane, words: text, move: false };
    }
    const { side, row } = under;
    const into =
      row && isFolder(row) && !(side === from.side && side.list.picked(row) === from.rows)
        ? row
        : null;
    if (side.state !== 'ready' || (into && this.#isDragged(side, into))) return null;
    const to = { hostId: side.hostId, path: into ? joined(side.path, into.name) : side.path };
    const same = to.hostId === from.side.hostId;
    const isThere = same && to.path === from.side.path;
    if ((isThere && !copy) || whyNotTo(from.side.place, from.rows, to) !== '') return null;
    const moves = !copy && (move || same);
    const name = into ? shownName(into) : lastPart(side.path);
    const text = moves ? say.move(name) : say.copy(name);
    return { kind: 'folder', side, to, row: into?.name ?? null, words: text, move: moves };
  }

  #isDragged(side: FileSide, row: ListedRow): boolean {
    return this.#from?.side === side && this.#from.rows.some(({ name }) => name === row.name);
  }

  #drop({ side, rows }: { side: FileSide; rows: readonly ListedRow[] }, aim: Aim): void {
    if (aim.kind === 'folder') void transferRows(this.#app, side, rows, aim.to, aim.move);
    else {
      const names = rows.map(({ name }) => name);
      void giveToShell(this.#app, aim.pane, side.place, names);
    }
  }
}
