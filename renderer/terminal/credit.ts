// Credit for output: counts what xterm.js has been given and has parsed, and tells the main
// process in batches. A message for every chunk would cost more than the parsing.

/** Bytes parsed before they are reported while more are still being parsed. */
export const REPORT_BYTES = 64 * 1024;

export class Credit {
  readonly #report: (bytes: number) => void;
  #inFlight = 0;
  #unreported = 0;

  /** @param report told how many more bytes were parsed. */
  constructor(report: (bytes: number) => void) {
    this.#report = report;
  }

  /** Bytes given to the terminal. */
  given(bytes: number): void {
    this.#inFlight += bytes;
  }

  /** Bytes the terminal has parsed. The last ones in flight are reported at once, so none wait. */
  parsed(bytes: number): void {
    this.#inFlight -= bytes;
    this.#unreported += bytes;
    if (this.#unreported < REPORT_BYTES && this.#inFlight > 0) return;
    const due = this.#unreported;
    this.#unreported = 0;
    if (due > 0) this.#report(due);
  }
}
