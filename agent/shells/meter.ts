// Tells a client how far its program is, and how much of the output may be under way: a few times a
// second while that changes, and never while it doesn't.
import type { Clock } from '../../core/time/clock.ts';

export interface MeterReading {
  /** Offset of the output's end. */
  produced: number;
  /** Bytes that may be under way to this client. */
  window: number;
}

/** Quick enough to be watched by a person. */
const EVERY_MS = 250;
/** Of somebody who takes nothing there is only the distance to tell, and perhaps to many of them. */
const EVERY_MS_STUCK = 1_000;

export class Meter {
  readonly #clock: Clock;
  readonly #tell: (reading: MeterReading) => void;
  #told: MeterReading = { produced: -1, window: -1 };
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, tell: (reading: MeterReading) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  /** Something may be different; `read` looks when it is time to tell. */
  changed(read: () => MeterReading, stuck = false): void {
    this.#cancel ??= this.#clock.after(stuck ? EVERY_MS_STUCK : EVERY_MS, () => {
      this.#cancel = undefined;
      const reading = read();
      const { produced, window } = this.#told;
      if (reading.produced === produced && reading.window === window) return;
      this.#told = reading;
      this.#tell(reading);
    });
  }

  stop(): void {
    this.#cancel?.();
  }
}
