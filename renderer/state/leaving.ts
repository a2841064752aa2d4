// Panes that moved to another window: their terminals are kept, out of sight, until they were handed
// over to it, or for so long that it can't want them any more.
import type { ShellPane } from './pane.svelte.ts';

/** A terminal that nobody asks for is kept so long for the window that shows its pane now. */
export const LEAVING_MS = 15_000;

export interface LeavingOptions {
  /** Runs something after so many milliseconds; the result prevents that. */
  later: (ms: number, run: () => void) => () => void;
  /** It was handed over, or waits no longer. */
  gone: (pane: ShellPane) => void;
}

export class Leaving {
  readonly #options: LeavingOptions;
  readonly #stopWaiting = new Map<ShellPane, () => void>();

  constructor(options: LeavingOptions) {
    this.#options = options;
  }

  /** It is in another window: whether its terminal is to be kept, until `gone` is told of it. */
  keep(pane: ShellPane): boolean {
    if (this.#stopWaiting.has(pane)) return true;
    const handedOver = pane.handle?.leaving?.();
    if (!handedOver) return false;
    const { later, gone } = this.#options;
    const over = () => gone(pane);
    // One that is being handed over, however large it is, is the main process's to give up.
    const late = () => {
      if (pane.handle?.isHandedOver?.() !== true) over();
    };
    this.#stopWaiting.set(pane, later(LEAVING_MS, late));
    void handedOver.then(over, over);
    return true;
  }

  /** It is here again, or nowhere: nothing is due because it was away for long. */
  stopWaiting(pane: ShellPane): void {
    this.#stopWaiting.get(pane)?.();
    this.#stopWaiting.delete(pane);
  }
}
