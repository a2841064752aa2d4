// What the user must know: gathered before there is a window to say it in, told at once after. Some
// of it concerns one window alone, which then says it alone.
import type { Said } from '../../words/said.ts';
import type { Notice } from '../ipc/contract.ts';
import type { Emit, WindowRef } from '../window.ts';

interface Kept {
  notice: Notice;
  /** Undefined where it concerns all. */
  window: WindowRef | undefined;
}

export class Notices {
  readonly #broadcast: Emit;
  #kept: Kept[] = [];

  constructor(broadcast: Emit) {
    this.#broadcast = broadcast;
  }

  /** For a window that is only starting, or starting again. */
  for(window: WindowRef): Notice[] {
    const concerned = this.#kept.filter((one) => (one.window ?? window) === window);
    return concerned.map(({ notice }) => notice);
  }

  /** Saying the same again replaces the earlier notice. */
  add(id: string, level: Notice['level'], text: Said): void {
    this.#put({ id, level, text });
  }

  /** As `add`, in the one window that it concerns. */
  addFor(window: WindowRef, id: string, level: Notice['level'], text: Said): void {
    this.#put({ id, level, text }, window);
  }

  /** One that nobody can dismiss: it stays true for as long as the app runs. */
  addLasting(id: string, level: Notice['level'], text: Said): void {
    this.#put({ id, level, text, lasting: true });
  }

  /** The window is gone, and what concerned it alone. */
  forget(window: WindowRef): void {
    this.#kept = this.#kept.filter((one) => one.window !== window);
  }

  #put(notice: Notice, window?: WindowRef): void {
    const isSame = (one: Kept): boolean => one.notice.id === notice.id && one.window === window;
    const known = this.#kept.findIndex(isSame);
    const place = known < 0 ? this.#kept.length : known;
    this.#kept.splice(place, known < 0 ? 0 : 1, { notice, window });
    if (window) window.notify(notice);
    else this.#broadcast('app:notice', notice);
  }
}
