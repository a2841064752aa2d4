// Transfers whose connection is gone, and when each is tried again: soon at first, then less often.
import type { Clock } from '../../core/time/clock.ts';
import { backoffMs } from './queue.ts';

interface Cut {
  tries: number;
  isDue: boolean;
  cancel: () => void;
}

export class Cuts {
  readonly #clock: Clock;
  readonly #onDue: () => void;
  readonly #all = new Map<string, Cut>();

  constructor(clock: Clock, onDue: () => void) {
    this.#clock = clock;
    this.#onDue = onDue;
  }

  note(id: string): void {
    const tries = (this.#all.get(id)?.tries ?? -1) + 1;
    this.#all.get(id)?.cancel();
    const cancel = this.#clock.after(backoffMs(tries), () => this.now(id));
    this.#all.set(id, { tries, isDue: false, cancel });
  }

  /** Of one that was never noted, too: so it is after a start. */
  isDue(id: string): boolean {
    return this.#all.get(id)?.isDue ?? true;
  }

  now(id: string): void {
    const cut = this.#all.get(id);
    if (!cut) return;
    cut.cancel();
    cut.isDue = true;
    this.#onDue();
  }

  nowAll(): void {
    for (const id of [...this.#all.keys()]) this.now(id);
  }

  /** It moved, or is to move no more: the next cut is its first. */
  forget(id: string): void {
    this.#all.get(id)?.cancel();
    this.#all.delete(id);
  }

  close(): void {
    for (const id of [...this.#all.keys()]) this.forget(id);
  }
}
