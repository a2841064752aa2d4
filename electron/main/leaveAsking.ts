// Asks in a window's own page before programs end with it or with the app. Where the page can't ask,
// because it hangs, crashed or is being loaded, the system's box does: a window can always be closed.
import type { Clock } from '../../core/time/clock.ts';
import type { WindowRef } from '../window.ts';
import type { Leaving } from './leaveQuestion.ts';

/** A page that hasn't shown the question by now hangs, or is not there. */
export const SHOWN_LIMIT_MS = 2_000;

/** Tells once that a page can't answer any more. The result ends that. */
export type WhenLost = (lost: () => void) => () => void;

export interface LeaveAskingOptions {
  clock: Clock;
}

export interface LeaveWishOf {
  window: WindowRef;
  /** Those that would end. Where there is none, and no text, nothing is asked. */
  programs: string[];
  /** Files with text that would be lost. */
  texts: string[];
  what: Leaving;
  whenLost: WhenLost;
  /** Asks without the page. */
  inBox: () => Promise<boolean>;
}

interface Open {
  id: number;
  window: WindowRef;
  shown: () => void;
  answer: (goes: boolean) => void;
}

export class LeaveAsking {
  readonly #clock: Clock;
  readonly #open = new Map<number, Open>();
  #made = 0;

  constructor({ clock }: LeaveAskingOptions) {
    this.#clock = clock;
  }

  /** True when the user agrees, or there is nothing to lose. Rejects only where the box does. */
  async ask(wish: LeaveWishOf): Promise<boolean> {
    if (wish.programs.length === 0 && wish.texts.length === 0) return true;
    const answer = await this.#inPage(wish);
    return answer ?? wish.inBox();
  }

  /** The page says that its user sees the question, or what the user chose. */
  told(window: WindowRef, id: number, what: 'shown' | 'keep' | 'go'): void {
    const open = this.#open.get(id);
    if (!open || open.window !== window) return; // of a question that is over, or of another window
    if (what === 'shown') open.shown();
    else open.answer(what === 'go');
  }

  /** Null where the page can't ask. */
  #inPage({ window, programs, texts, what, whenLost }: LeaveWishOf): Promise<boolean | null> {
    const id = ++this.#made;
    return new Promise((resolve) => {
      const end = (answer: boolean | null): void => {
        if (!this.#open.delete(id)) return;
        tooLate();
        stopWatching();
        window.emit('app:leaving', null);
        resolve(answer);
      };
      const tooLate = this.#clock.after(SHOWN_LIMIT_MS, () => end(null));
      const stopWatching = whenLost(() => end(null));
      this.#open.set(id, { id, window, shown: tooLate, answer: end });
      window.emit('app:leaving', { id, programs, texts, what });
    });
  }
}
