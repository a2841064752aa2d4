// Many things on their way at once, begun in order, ended in any. The first that fails ends all. Who waits
// for something leaves its lane to another, and takes one again before it goes on.
export class Lanes {
  readonly #most: number;
  readonly #running = new Set<Promise<void>>();
  /** Those that have waited, and go on as soon as there is a lane: before anything new. */
  readonly #returning: (() => void)[] = [];
  #busy = 0;
  #failure: { error: unknown } | null = null;
  #wake: () => void = () => undefined;
  readonly #onFailure: () => void;

  /** `onFailure` stops what runs. */
  constructor(most: number, onFailure: () => void) {
    this.#most = most;
    this.#onFailure = onFailure;
  }

  /** Resolves when one more may begin, and `isSo`. Rejects with what something failed with. */
  async room(isSo: () => boolean = () => true): Promise<void> {
    while (!this.#failure && (this.#busy >= this.#most || !isSo())) await this.#change();
    if (this.#failure) throw this.#failure.error;
  }

  begin(work: () => Promise<void>): void {
    this.#busy++;
    const run = work()
      .catch((error: unknown) => this.#fail(error))
      .finally(() => {
        this.#running.delete(run);
        this.#left();
      });
    this.#running.add(run);
  }

  /** Another may go while this one waits for something. */
  async aside<T>(waiting: Promise<T>): Promise<T> {
    this.#left();
    try {
      return await waiting;
    } finally {
      await this.#back();
    }
  }

  /** All have ended. Rejects with the first failure, once they have. */
  async ended(): Promise<void> {
    while (this.#running.size > 0) await Promise.all([...this.#running]);
    if (this.#failure) throw this.#failure.error;
  }

  #fail(error: unknown): void {
    if (this.#failure) return;
    this.#failure = { error };
    this.#onFailure();
    this.#busy += this.#returning.length;
    for (const goesOn of this.#returning.splice(0)) goesOn(); // to their end
    this.#wake();
  }

  #left(): void {
    const next = this.#returning.shift();
    if (next) return next();
    this.#busy--;
    this.#wake();
  }

  async #back(): Promise<void> {
    if (this.#busy < this.#most || this.#failure) this.#busy++;
    else await new Promise<void>((resolve) => this.#returning.push(resolve));
  }

  #change(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve));
  }
}
