// One timer for thousands: each item is visited once a turn, and the items of a turn are spread over
// its ticks, so that ten thousand heartbeats are no burst.
import type { Clock } from '../core/time/clock.ts';

export interface Visited {
  /** Once a turn. */
  visit(): void;
}

const TICKS = 32;

export class Wheel {
  readonly #clock: Clock;
  readonly #tickMs: number;
  readonly #slots: Set<Visited>[] = Array.from({ length: TICKS }, () => new Set());
  #at = 0;
  #next = 0;
  #cancel: (() => void) | undefined;

  /** @param turnMs from one visit of an item to its next, milliseconds */
  constructor(clock: Clock, turnMs: number) {
    this.#clock = clock;
    this.#tickMs = Math.max(1, turnMs / TICKS);
  }

  get size(): number {
    return this.#slots.reduce((sum, slot) => sum + slot.size, 0);
  }

  /** @returns its place, for `remove` */
  add(item: Visited): number {
    const place = this.#next;
    this.#next = (this.#next + 1) % TICKS;
    this.#slots[place]!.add(item);
    this.#cancel ??= this.#clock.after(this.#tickMs, () => this.#tick());
    return place;
  }

  remove(item: Visited, place: number): void {
    this.#slots[place]!.delete(item);
  }

  close(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    for (const slot of this.#slots) slot.clear();
  }

  #tick(): void {
    this.#at = (this.#at + 1) % TICKS;
    for (const item of this.#slots[this.#at]!) item.visit();
    this.#cancel = this.size > 0 ? this.#clock.after(this.#tickMs, () => this.#tick()) : undefined;
  }
}
