// Clients that were cut off and may be back in a moment. While nobody else watches, a program
// that has filled the log with what they haven't got waits for them, for a bounded time: so a
// short cut costs not one byte of a flood, and a long absence doesn't stop the work.
import type { Clock } from '../../core/time/clock.ts';

/** How long a client that was cut off is waited for, milliseconds. */
export const HOLD_MS = 30_000;

interface Absence {
  /** First byte that the client may lack. */
  place: number;
  cancel: () => void;
}

export class Absences {
  readonly #clock: Clock;
  readonly #onOver: () => void;
  /** By what names a client on this shell: its input. */
  readonly #absent = new Map<object, Absence>();

  /** `onOver`: somebody is no longer waited for. */
  constructor(clock: Clock, onOver: () => void) {
    this.#clock = clock;
    this.#onOver = onOver;
  }

  /** The first byte that somebody who is waited for may lack; Infinity when nobody is. */
  get oldestPlace(): number {
    return Math.min(Infinity, ...[...this.#absent.values()].map(({ place }) => place));
  }

  cutOff(client: object, place: number): void {
    this.forget(client);
    const cancel = this.#clock.after(HOLD_MS, () => this.forget(client));
    this.#absent.set(client, { place, cancel });
  }

  /** The client is back, or not coming. */
  forget(client: object): void {
    const absence = this.#absent.get(client);
    if (!absence) return;
    absence.cancel();
    this.#absent.delete(client);
    this.#onOver();
  }

  clear(): void {
    for (const client of [...this.#absent.keys()]) this.forget(client);
  }
}
