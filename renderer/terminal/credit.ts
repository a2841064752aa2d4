// Credit for output: counts what xterm.js has been given and has parsed, and tells the main
// process in batches. A message for every chunk would cost more than the parsing.

/** Bytes parsed before they are reported, however soon after the last report. */
export const REPORT_BYTES = 64 * 1024;
/** Between two reports of less, milliseconds. */
export const REPORT_MS = 8;

export interface CreditTimes {
  /** Milliseconds. */
  now(): number;
  after(ms: number, run: () => void): void;
}

const windowTimes: CreditTimes = {
  now: () => performance.now(),
  after: (ms, run) => void setTimeout(run, ms),
};

export class Credit {
  readonly #report: (bytes: number) => void;
  readonly #times: CreditTimes;
  #inFlight = 0;
  #unreported = 0;
  #reportedAt = -Infinity;
  #due = false;

  /** @param report told how many more bytes were parsed. */
  constructor(report: (bytes: number) => void, times = windowTimes) {
    this.#report = report;
    this.#times = times;
  }

  /** Bytes given to the terminal. */
  given(bytes: number): void {
    this.#inFlight += bytes;
  }

  /**
   * Bytes the terminal has parsed. The last ones in flight are reported soon, so none wait: at
   * once after a silence, as after the echo of a key.
   */
  parsed(bytes: number): void {
    this.#inFlight -= bytes;
    this.#unreported += bytes;
    if (this.#unreported >= REPORT_BYTES) return this.#tell();
    if (this.#inFlight > 0 || this.#due) return;
    const wait = this.#reportedAt + REPORT_MS - this.#times.now();
    if (wait <= 0) return this.#tell();
    this.#due = true;
    this.#times.after(wait, () => {
      this.#due = false;
      this.#tell();
    });
  }

  #tell(): void {
    const bytes = this.#unreported;
    if (bytes === 0) return;
    this.#unreported = 0;
    this.#reportedAt = this.#times.now();
    this.#report(bytes);
  }
}
