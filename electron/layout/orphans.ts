// Shells whose panes are gone, and that were not closed yet. The window that closed the pane says
// next what becomes of its program; where it doesn't, having crashed, the shell is left.
import type { Clock } from '../../core/time/clock.ts';

/** A window has this long to say it. */
export const ORPHAN_GRACE_MS = 10_000;

interface Orphan {
  /** Closed the pane. */
  window: string;
  stopWaiting: () => void;
}

export class Orphans {
  readonly #clock: Clock;
  readonly #leave: (shell: string) => void;
  readonly #all = new Map<string, Orphan>();

  /** `leave` ends a shell that nobody has asked for in time. */
  constructor(clock: Clock, leave: (shell: string) => void) {
    this.#clock = clock;
    this.#leave = leave;
  }

  add(shell: string, window: string): void {
    this.forget(shell);
    const late = (): void => this.#takeLeave(shell);
    this.#all.set(shell, { window, stopWaiting: this.#clock.after(ORPHAN_GRACE_MS, late) });
  }

  /** The window that may say what becomes of it; undefined where it is none. */
  windowOf(shell: string): string | undefined {
    return this.#all.get(shell)?.window;
  }

  /** It has been seen to, or has a pane again. */
  forget(shell: string): void {
    this.#all.get(shell)?.stopWaiting();
    this.#all.delete(shell);
  }

  /** Nobody can say any more what becomes of those of this window. */
  leaveThoseOf(window: string): void {
    for (const [shell, orphan] of [...this.#all]) {
      if (orphan.window === window) this.#takeLeave(shell);
    }
  }

  /** The others have been seen to. */
  keepOnly(isLeft: (shell: string) => boolean): void {
    for (const shell of [...this.#all.keys()]) if (!isLeft(shell)) this.forget(shell);
  }

  #takeLeave(shell: string): void {
    this.forget(shell);
    this.#leave(shell);
  }
}
