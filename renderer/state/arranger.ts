// Tells the main process how the tabs stand, so that they can come back so after a crash. Each
// change goes out at once; those that come while one is on its way go out together after it.
import type { TabArrangement } from '../../electron/ipc/contract.ts';

export interface ArrangerOptions {
  send: (arrangement: TabArrangement) => Promise<void>;
  failed: (error: unknown) => void;
}

export class Arranger {
  readonly #options: ArrangerOptions;
  #sent = '';
  #next: TabArrangement | null = null;
  #sending = false;

  constructor(options: ArrangerOptions) {
    this.#options = options;
  }

  /** The tabs stand so now. */
  tell(arrangement: TabArrangement): void {
    this.#next = arrangement;
    if (!this.#sending) void this.#send();
  }

  async #send(): Promise<void> {
    this.#sending = true;
    for (let next = this.#take(); next; next = this.#take()) {
      await this.#options.send(next).catch(this.#options.failed);
    }
    this.#sending = false;
  }

  /** What is still to be sent; nothing when the main process has just that. */
  #take(): TabArrangement | null {
    const next = this.#next;
    this.#next = null;
    const text = JSON.stringify(next);
    if (next === null || text === this.#sent) return null;
    this.#sent = text;
    return next;
  }
}
