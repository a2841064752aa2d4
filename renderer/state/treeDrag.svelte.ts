// Hosts and folders that are dragged by the pointer, from the press to the letting go: which folder they
// would come into, what opens and scrolls meanwhile. Escape calls it off.
import { mayMove, placeAt, type Picked } from '../lib/picked.ts';
import type { TreeRow } from '../lib/hostTree.ts';
import type { HostTree } from './hostTree.svelte.ts';

export interface Point {
  x: number;
  y: number;
}

export interface TreeDragOptions {
  tree: HostTree;
  /** The row at a point of the window: -1 outside of the list, the count of rows below them all. */
  rowAt: (point: Point) => number;
  /** Pixels to scroll by where a point is at an edge of the list; 0 elsewhere. */
  pull: (point: Point) => number;
  scroll: (by: number) => void;
  /** `to` null: the top. */
  drop: (picked: Picked, to: string | null) => void;
  /** Runs something after so many milliseconds; the result prevents that. */
  later: (ms: number, run: () => void) => () => void;
}

/** A press that moves less is a press. */
const STARTS_PX = 5;
export const OPENS_MS = 600;
const SCROLLS_MS = 40;

export class TreeDrag {
  readonly #options: TreeDragOptions;
  #pressed: { row: TreeRow; at: Point } | null = null;
  #picked = $state.raw<Picked | null>(null);
  #point = $state.raw<Point>({ x: 0, y: 0 });
  #over = $state(-1);
  #opening: (() => void) | null = null;
  #scrolling: (() => void) | null = null;

  /** Where it would come to; null: the top. Undefined where it can't. */
  readonly to: string | null | undefined = $derived.by(() => this.#target());

  constructor(options: TreeDragOptions) {
    this.#options = options;
  }

  /** What is on its way; null for nothing. */
  get picked(): Picked | null {
    return this.#picked;
  }

  get point(): Point {
    return this.#point;
  }

  /** The row that is told what would be moved into it: the folder's own, or, out of sight, the one at the pointer. */
  rowOfTarget(isSeen: (at: number) => boolean): number {
    if (this.#picked === null || this.to === undefined) return -1;
    const { tree } = this.#options;
    const own = tree.placeOf(this.to === null ? 'section:folders' : `folder:${this.to}`);
    return own !== -1 && isSeen(own) ? own : this.#over;
  }

  pressed(row: TreeRow, at: Point): void {
    this.#pressed = row.is === 'section' ? null : { row, at };
  }

  /** Answers whether something is being dragged. */
  moved(point: Point): boolean {
    if (!this.#picked && !this.#starts(point)) return false;
    this.#point = point;
    this.#look();
    this.#scroll();
    return true;
  }

  /** Answers whether something was dragged. */
  released(): boolean {
    const [picked, to] = [this.#picked, this.to];
    this.cancel();
    if (picked && to !== undefined) this.#options.drop(picked, to);
    return picked !== null;
  }

  cancel(): void {
    this.#pressed = this.#picked = null;
    this.#over = -1;
    this.#stop();
  }

  #starts({ x, y }: Point): boolean {
    const pressed = this.#pressed;
    const { tree } = this.#options;
    // What was found lies in no folder that is seen: there is nowhere to go.
    if (!pressed || tree.flat || tree.all.parents.size === 0) return false;
    if (Math.hypot(x - pressed.at.x, y - pressed.at.y) < STARTS_PX) return false;
    this.#picked = tree.picked(pressed.row);
    return true;
  }

  #target(): string | null | undefined {
    const { tree } = this.#options;
    if (!this.#picked || this.#over === -1) return undefined;
    const to = placeAt(tree.rows[this.#over]);
    return to !== undefined && mayMove(this.#picked, to, tree.all) ? to : undefined;
  }

  #look(): void {
    const over = this.#options.rowAt(this.#point);
    if (over === this.#over) return;
    this.#over = over;
    this.#opening?.();
    const row = this.#options.tree.rows[over];
    const opens = row && row.is !== 'host' && !row.open;
    const open = (): void => this.#options.tree.fold(row!.key, true);
    this.#opening = opens ? this.#options.later(OPENS_MS, open) : null;
  }

  #scroll(): void {
    const by = this.#options.pull(this.#point);
    if (by === 0) {
      this.#scrolling?.();
      this.#scrolling = null;
    }
    if (by === 0 || this.#scrolling) return;
    this.#scrolling = this.#options.later(SCROLLS_MS, () => {
      this.#scrolling = null;
      this.#options.scroll(this.#options.pull(this.#point));
      this.#look();
      this.#scroll();
    });
  }

  #stop(): void {
    this.#opening?.();
    this.#scrolling?.();
    this.#opening = this.#scrolling = null;
  }
}
