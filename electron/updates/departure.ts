// How the app ends: for good, or for a version that is ready. A restart is asked about like any
// closing; whoever would rather stay has not asked for one any more.

export interface DepartureOptions {
  /** As closing the window: true once it is on its way, false when the user would rather stay. */
  closeWindow: () => Promise<boolean>;
  /** Installs and starts the version that is ready, and ends this one; false when that failed. */
  installAndStart: () => boolean;
  /** Ends this one and starts it again. */
  startAgain: () => void;
  quit: () => void;
}

export class Departure {
  readonly #options: DepartureOptions;
  #restarting = false;
  #forGood = false;

  constructor(options: DepartureOptions) {
    this.#options = options;
  }

  /** Resolves when the window is gone, or stays. Asked for twice, it happens once. */
  async restart(): Promise<void> {
    if (this.#restarting) return;
    this.#restarting = true;
    this.#restarting = await this.#options.closeWindow();
  }

  /** The system ends the app, or the user's session: nothing is to be started. */
  forGood(): void {
    this.#forGood = true;
  }

  /** To be called when the last window is gone and nothing is left of the shells. */
  leave(): void {
    const { quit, installAndStart, startAgain } = this.#options;
    if (!this.#restarting || this.#forGood) quit();
    else if (!installAndStart()) startAgain();
  }
}
