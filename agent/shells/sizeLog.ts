// The sizes a shell has had, each beside the output offset from which it was in force, so that
// a replay draws as the program meant it.
import type { TerminalSize } from '../../core/pty/pty.ts';

export interface SizeChange extends TerminalSize {
  /** Output from here on was printed at this size. */
  offset: number;
  /** Counts the changes: of two at one offset only the later one is kept. */
  number: number;
}

/** Changes remembered; somebody who drags a window's border makes dozens a second. */
const MAX_CHANGES = 1024;

export class SizeLog {
  #changes: SizeChange[];

  constructor({ cols, rows }: TerminalSize) {
    this.#changes = [{ offset: 0, number: 0, cols, rows }];
  }

  /** The size now. */
  get current(): SizeChange {
    return this.#changes[this.#changes.length - 1]!;
  }

  /** Takes note of a change. False when that is the size already. */
  change(offset: number, { cols, rows }: TerminalSize): boolean {
    const { current } = this;
    if (current.cols === cols && current.rows === rows) return false;
    if (current.offset === offset) this.#changes.pop();
    this.#changes.push({ offset, number: current.number + 1, cols, rows });
    if (this.#changes.length > MAX_CHANGES) this.#changes.shift();
    return true;
  }

  /** The size in force at an offset; the oldest known for one before it. */
  at(offset: number): SizeChange {
    return this.#changes.findLast((change) => change.offset <= offset) ?? this.#changes[0]!;
  }

  /** The first change after the one of that number; undefined when there is none. */
  after(number: number): SizeChange | undefined {
    // Almost always there is none, and the newest tells.
    if (this.current.number <= number) return undefined;
    return this.#changes.find((change) => change.number > number);
  }

  /** Forgets what was in force only before an offset. */
  dropBefore(offset: number): void {
    const keep = this.#changes.findLastIndex((change) => change.offset <= offset);
    if (keep > 0) this.#changes.splice(0, keep);
  }
}
