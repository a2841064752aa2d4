// A shell's output and input while a transfer has them: what comes is taken piece by piece, and what isn't
// the transfer's goes back to the screen. The shell is read no faster than its pieces are taken.

/** Bytes that may wait to be read; more of the output isn't taken from the shell. */
const ROOM = 256 * 1024;
/** Typed at once: a stop waits for no more. */
const PIECE = 32 * 1024;

export interface WireOptions {
  /** Types bytes into the shell. Waits while that is full. */
  type: (bytes: Uint8Array) => Promise<void>;
  /** This many bytes of output were used up here. */
  used: (bytes: number) => void;
}

export class TerminalWire {
  readonly #options: WireOptions;
  #pieces: Uint8Array[] = [];
  #held = 0;
  /** Of the first that wait, which were told as used and came back. */
  #paid = 0;
  #failed: { reason: unknown } | undefined;
  #closed = false;
  #wake: () => void = () => undefined;
  #room: (() => void)[] = [];
  #stop!: (reason: unknown) => void;
  readonly #stopped = new Promise<never>((_, reject) => (this.#stop = reject));
  /** Resolves as soon as it was stopped. */
  readonly stopped: Promise<void> = this.#stopped.catch(() => undefined);

  constructor(options: WireOptions) {
    this.#options = options;
  }

  get isStopped(): boolean {
    return this.#failed !== undefined;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Bytes that nobody has read yet. */
  get held(): number {
    return this.#held;
  }

  /** Output of the shell. Resolves when more may come. */
  async take(bytes: Uint8Array): Promise<void> {
    this.#pieces.push(bytes);
    this.#held += bytes.byteLength;
    this.#wake();
    if (this.#held <= ROOM) return;
    await new Promise<void>((resolve) => this.#room.push(resolve));
  }

  /** The next piece. Rejects with what the transfer was ended with. */
  async read(): Promise<Uint8Array> {
    for (;;) {
      if (this.#failed) throw this.#failed.reason;
      const next = this.tryRead();
      if (next) return next;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  /** The next piece, if it is there. */
  tryRead(): Uint8Array | undefined {
    const next = this.#pieces.shift();
    if (!next) return undefined;
    const paid = Math.min(this.#paid, next.byteLength);
    this.#paid -= paid;
    this.#held -= next.byteLength;
    // At once: a shell may have no more under way than this.
    if (next.byteLength > paid) this.#options.used(next.byteLength - paid);
    if (this.#held <= ROOM) this.#letIn();
    return next;
  }

  /** The end of what was read last isn't the transfer's: it is the next to be read. */
  unread(bytes: Uint8Array): void {
    if (bytes.byteLength === 0) return;
    this.#paid += bytes.byteLength;
    this.#held += bytes.byteLength;
    this.#pieces.unshift(bytes);
  }

  /** Types bytes. Rejects as `read` does, also while it waits. */
  async write(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.byteLength; at += PIECE) {
      if (this.#failed) throw this.#failed.reason;
      const typed = this.#options.type(bytes.subarray(at, at + PIECE));
      typed.catch(() => undefined); // perhaps it is stopped first
      await Promise.race([typed, this.#stopped]);
    }
  }

  /** Whoever reads or writes, now or later, is told so. The first reason stays. */
  stop(reason: unknown): void {
    this.#failed ??= { reason };
    this.#stop(this.#failed.reason);
    this.#wake();
  }

  /** It was stopped: what is to be typed yet, so that the far side stops, too. Never rejects. */
  async lastWords(bytes: Uint8Array): Promise<void> {
    await this.#options.type(bytes).catch(() => undefined);
  }

  /** Resolves with the next piece, after a stop, too; undefined where `over` comes first. */
  async readUnless(over: Promise<unknown>): Promise<Uint8Array | undefined> {
    const next = this.tryRead();
    if (next) return next;
    const came = new Promise<void>((resolve) => (this.#wake = resolve));
    await Promise.race([came, over]);
    return this.tryRead();
  }

  /**
   * Nothing is the transfer's any more. Answers with what nobody has read; the first `paid` bytes of it
   * were told as used all the same.
   */
  close(): { rest: Uint8Array[]; paid: number } {
    const [rest, paid] = [this.#pieces, this.#paid];
    this.#closed = true;
    this.#paid = 0;
    this.#pieces = [];
    this.#held = 0;
    this.#letIn();
    return { rest, paid };
  }

  #letIn(): void {
    for (const resolve of this.#room.splice(0)) resolve();
  }
}
