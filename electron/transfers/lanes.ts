// Many things on their way at once, begun in order, ended in any. The first that fails ends all.
export class Lanes {
  readonly #most: number;
  readonly #running = new Set<Promise<void>>();
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
        this.#busy--;
        this.#running.delete(run);
        this.#wake();
      });
    this.#running.add(run);
  }

  /** Another may go while this one waits for something. */
  async aside<T>(waiting: Promise<T>): Promise<T> {
    this.#busy--;
    this.#wake();
    try {
      return await waiting;
    } finally {
      this.#busy++;
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
    this.#wake();
  }

  #change(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve));
  }
}
