// Closing a window: step by step, each with its own time, and whatever fails on the way, the
// window goes. Nothing may keep an app open that somebody wants to close.
import type { Clock } from '../../core/time/clock.ts';

/** Shells and tunnels end within a few seconds; what takes longer ends with the app. */
export const STEP_LIMIT_MS = 10_000;

export interface ClosingOptions {
  clock: Clock;
  /** Asks the user where something would be lost. */
  mayClose: () => Promise<boolean>;
  /** In this order, and each whether or not those before it worked. */
  steps: readonly (() => void | Promise<void>)[];
  /** Takes the window away, at last. */
  destroy: () => void;
  /** Milliseconds for each step, where it isn't the usual. */
  stepLimitMs?: number;
  /** A step failed or took too long. */
  onTrouble: (error: unknown) => void;
}

export class Closing {
  readonly #options: ClosingOptions;
  #closing: Promise<void> | undefined;
  #asking = false;

  constructor(options: ClosingOptions) {
    this.#options = options;
  }

  get begun(): boolean {
    return this.#closing !== undefined;
  }

  /** Closes unless the user minds; where the question can't be asked, the wish to close counts. */
  async closeIfAllowed(): Promise<void> {
    if (this.#closing || this.#asking) return;
    this.#asking = true;
    const allowed = await this.#mayClose();
    this.#asking = false;
    if (allowed) await this.closeNow();
  }

  /** Never rejects. */
  closeNow(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #mayClose(): Promise<boolean> {
    try {
      return await this.#options.mayClose();
    } catch (error) {
      this.#options.onTrouble(error);
      return true;
    }
  }

  async #close(): Promise<void> {
    for (const step of this.#options.steps) await this.#take(step);
    this.#options.destroy();
  }

  async #take(step: () => void | Promise<void>): Promise<void> {
    try {
      await this.#inTime(step);
    } catch (error) {
      this.#options.onTrouble(error);
    }
  }

  async #inTime(step: () => void | Promise<void>): Promise<void> {
    const { clock, stepLimitMs = STEP_LIMIT_MS } = this.#options;
    let cancel = (): void => undefined;
    const late = new Promise<never>((_, reject) => {
      const tooLate = (): void => reject(new Error(`closing took more than ${stepLimitMs} ms`));
      cancel = clock.after(stepLimitMs, tooLate);
    });
    try {
      await Promise.race([step(), late]);
    } finally {
      cancel();
    }
  }
}
