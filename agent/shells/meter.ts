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
  readonly #read: () => MeterReading;
  readonly #tell: (reading: MeterReading) => void;
  #told: MeterReading = { produced: -1, window: -1 };
  #cancel: (() => void) | undefined;

  /** @param read looks how it stands, when it is time to tell */
  constructor(clock: Clock, read: () => MeterReading, tell: (reading: MeterReading) => void) {
    this.#clock = clock;
    this.#read = read;
    this.#tell = tell;
  }

  /** Something may be different. */
  changed(stuck = false): void {
    this.#cancel ??= this.#clock.after(stuck ? EVERY_MS_STUCK : EVERY_MS, () => this.#look());
  }

  stop(): void {
    this.#cancel?.();
  }

  #look(): void {
    this.#cancel = undefined;
    const reading = this.#read();
    const { produced, window } = this.#told;
    if (reading.produced === produced && reading.window === window) return;
    this.#told = reading;
    this.#tell(reading);
  }
}
