// How far all transfers are, at the window's entry in the dock or the task bar.
import type { Transfer, TransfersView } from '../ipc/contract.ts';

/** As Electron's `setProgressBar` takes it. */
export interface ShownProgress {
  /** 0 to 1; beyond 1 where nothing can be said, -1 for none. */
  value: number;
  mode: 'normal' | 'indeterminate' | 'paused' | 'error';
}

const NONE: ShownProgress = { value: -1, mode: 'normal' };
const UNKNOWN: ShownProgress = { value: 2, mode: 'indeterminate' };
const GOES_ON: readonly Transfer['state'][] = ['running', 'cut', 'asks', 'waiting', 'paused'];

/** Of all that hasn't ended. What asks or waits for a link is marked, as somebody is to look at it. */
export function shownProgress({ transfers, paused }: TransfersView): ShownProgress {
  const open = transfers.filter(({ state }) => GOES_ON.includes(state));
  if (open.length === 0) return NONE;
  const all = sum(open, 'bytes');
  if (all === 0 || open.some(({ counting }) => counting)) return UNKNOWN;
  const value = Math.min(1, sum(open, 'bytesDone') / all);
  const asks = open.some(({ state }) => state === 'asks');
  const rests = paused || open.every(({ state }) => state === 'paused' || state === 'cut');
  return { value, mode: asks ? 'error' : rests ? 'paused' : 'normal' };
}

function sum(transfers: readonly Transfer[], what: 'bytes' | 'bytesDone'): number {
  return transfers.reduce((all, one) => all + one[what], 0);
}

/** What is needed of Electron's `BrowserWindow`. */
export interface ProgressWindow {
  setProgressBar(value: number, options: { mode: ShownProgress['mode'] }): void;
}

/** Shows it in all windows; nothing is asked of the system where nothing to be seen is different. */
export class TransferProgress {
  readonly #windows: () => readonly ProgressWindow[];
  #shown = '';

  constructor(windows: () => readonly ProgressWindow[]) {
    this.#windows = windows;
  }

  show(view: TransfersView): void {
    const { value, mode } = shownProgress(view);
    const windows = this.#windows();
    const seen = `${Math.round(value * 100)} ${mode} ${windows.length}`;
    if (seen === this.#shown) return;
    this.#shown = seen;
    for (const window of windows) window.setProgressBar(value, { mode });
  }
}
