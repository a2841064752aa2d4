// Where in the order of a transfer something stands. The order is the same whenever the same
// folders are walked, so that a place noted in it tells what is done.

import { Deque } from '../../core/channel/deque.ts';

export interface Position {
  /** Which of the chosen things it belongs to. */
  root: number;
  /** Names from that one on, which itself is not among them. */
  path: string[];
  /** All within the folder comes before this. */
  left?: true;
}

/** Negative where `a` comes first. */
export function compare(a: Position, b: Position): number {
  if (a.root !== b.root) return a.root - b.root;
  const both = Math.min(a.path.length, b.path.length);
  for (let at = 0; at < both; at++) {
    const [one = '', other = ''] = [a.path[at], b.path[at]];
    if (one !== other) return one < other ? -1 : 1;
  }
  return depthOrder(a, b);
}

export function keyOf(position: Position): string {
  return JSON.stringify([position.root, position.path, position.left ?? false]);
}

function depthOrder(a: Position, b: Position): number {
  if (a.path.length < b.path.length) return a.left ? 1 : -1;
  if (a.path.length > b.path.length) return b.left ? -1 : 1;
  return Number(a.left ?? false) - Number(b.left ?? false);
}

interface Begun {
  key: string;
  position: Position;
  done: boolean;
}

/**
 * What of a transfer is done: all up to a mark, and a few beyond it. Things are begun in order, and
 * end in any.
 */
export class DoneMark {
  #mark: Position | null;
  readonly #beyond: Set<string>;
  /** Begun, in order. */
  readonly #open = new Deque<Begun>();
  readonly #byKey = new Map<string, Begun>();

  constructor(mark: Position | null, beyond: readonly string[]) {
    this.#mark = mark;
    this.#beyond = new Set(beyond);
  }

  get mark(): Position | null {
    return this.#mark;
  }

  get beyond(): string[] {
    return [...this.#beyond];
  }

  /** How many are begun from the first that isn't done on. */
  get width(): number {
    return this.#open.length;
  }

  isDone(position: Position): boolean {
    if (this.#mark && compare(position, this.#mark) <= 0) return true;
    return this.#beyond.has(keyOf(position));
  }

  /** In their order; what was done earlier, too. */
  begin(position: Position): void {
    const key = keyOf(position);
    const begun = { key, position, done: this.#beyond.has(key) };
    this.#open.push(begun);
    this.#byKey.set(key, begun);
    this.#advance();
  }

  done(position: Position): void {
    const key = keyOf(position);
    const open = this.#byKey.get(key);
    if (!open) return;
    open.done = true;
    this.#beyond.add(key);
    this.#advance();
  }

  #advance(): void {
    while (this.#open.peek()?.done) {
      const { key, position } = this.#open.shift()!;
      this.#byKey.delete(key);
      this.#beyond.delete(key);
      this.#mark = position;
    }
  }
}
