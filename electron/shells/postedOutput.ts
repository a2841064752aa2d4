// How much of what was posted to one window it hasn't parsed, and how much of that is credit that
// the shell is still owed: what was shown again had its credit the first time.

export class PostedOutput {
  #unparsed = 0;
  #repeated = 0;

  /** Posted, or about to be, and not parsed; bytes. */
  get unparsed(): number {
    return this.#unparsed;
  }

  /** Credit that is due once nobody parses the rest any more; bytes. */
  get owed(): number {
    return this.#unparsed - this.#repeated;
  }

  posted(bytes: number): void {
    this.#unparsed += bytes;
  }

  /** Shown again. To be told before anything that is new. */
  repeated(bytes: number): void {
    this.#unparsed += bytes;
    this.#repeated += bytes;
  }

  /** The window claims to have parsed this; answers with how much credit is due for it. */
  parsed(claimed: number): number {
    const bytes = Math.min(claimed, this.#unparsed);
    const repeated = Math.min(bytes, this.#repeated);
    this.#unparsed -= bytes;
    this.#repeated -= repeated;
    return bytes - repeated;
  }

  /** All of it will be parsed no more, or not here; answers with the credit for it. */
  settle(): number {
    const { owed } = this;
    this.#unparsed = this.#repeated = 0;
    return owed;
  }
}
