// Things the user must know that belong to no field and no tab: shown as banners until
// dismissed, a lasting one for as long as the window. Repeats of one text are shown once.
import type { Notice } from '../../electron/ipc/contract.ts';
import { inWords } from '../../words/said.ts';
import { words } from '../../words/window.ts';
import { reason } from '../lib/bridge.ts';

/** A notice in words: of the main process, or the window's own. */
export interface ShownNotice extends Omit<Notice, 'text'> {
  text: string;
}

/** More banners than this would bury the window; the oldest wait until others are dismissed. */
const MAX_SHOWN = 4;
/** Whoever dismisses none isn't told of more than these; the oldest goes. */
const MAX_KEPT = 20;

export class Notices {
  #list = $state.raw<ShownNotice[]>([]);
  #made = 0;

  get list(): readonly ShownNotice[] {
    return latest(this.#list, MAX_SHOWN);
  }

  /** The main process tells of something. */
  told(notice: Notice): void {
    this.add({ ...notice, text: inWords(notice.text) });
  }

  add(notice: ShownNotice): void {
    const others = this.#list.filter(({ id, text }) => id !== notice.id && text !== notice.text);
    this.#list = latest([...others, notice], MAX_KEPT);
  }

  /** Shows what went wrong. `what` begins the sentence: "The host could not be deleted". */
  failed(what: string, error: unknown): void {
    this.#made += 1;
    const text = words.notices.failed(what, reason(error));
    this.add({ id: `window-${this.#made}`, level: 'error', text });
  }

  dismiss(id: string): void {
    this.#list = this.#list.filter((notice) => notice.id !== id || notice.lasting);
  }
}

/** Those that last, and so many of the others. */
function latest(all: readonly ShownNotice[], count: number): ShownNotice[] {
  const passing = all.filter(({ lasting }) => !lasting).slice(-count);
  return all.filter((one) => one.lasting || passing.includes(one));
}
