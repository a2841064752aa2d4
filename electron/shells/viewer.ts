// Which window shows a shell, and so who hears of it: that window alone, and while none does, who is
// to be the next.
import type { Emit, WindowRef } from '../window.ts';

export class Viewer {
  /** The last one that was shown it. */
  #last: WindowRef | null;
  readonly #attached: () => boolean;
  readonly #broadcast: Emit;

  /** `attached`: is that window's end of the shell's port still there? */
  constructor(first: WindowRef | null, attached: () => boolean, broadcast: Emit) {
    this.#last = first;
    this.#attached = attached;
    this.#broadcast = broadcast;
  }

  /** Null while none shows it: it has not come yet, or is gone. */
  get window(): WindowRef | null {
    return this.#attached() ? this.#last : null;
  }

  /** Has another window than this one been shown it last? */
  wasOther(window: WindowRef): boolean {
    return this.#last !== null && this.#last !== window;
  }

  become(window: WindowRef): void {
    this.#last = window;
  }

  readonly tell: Emit = (name, payload) => {
    const { window } = this;
    if (window) window.emit(name, payload);
    else this.#broadcast(name, payload);
  };
}
