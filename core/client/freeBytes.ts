// Tells bytes that cost credit from those that don't (screens) when both go through one
// channel and its reader only says how many it has parsed.
import { Deque } from '../channel/deque.ts';

export class FreeBytes {
  /** Stretches in the order in which they were handed on; `left` of each is still to be parsed. */
  readonly #stretches = new Deque<{ left: number; free: boolean }>();

  /** So many bytes were handed on. */
  passed(bytes: number, free: boolean): void {
    this.#stretches.push({ left: bytes, free });
  }

  /** How many of the next `parsed` bytes cost credit. */
  charge(parsed: number): number {
    let charged = 0;
    for (let first = this.#stretches.peek(); first && parsed > 0; first = this.#stretches.peek()) {
      const count = Math.min(parsed, first.left);
      first.left -= count;
      parsed -= count;
      if (!first.free) charged += count;
      if (first.left === 0) this.#stretches.shift();
    }
    return charged;
  }
}
