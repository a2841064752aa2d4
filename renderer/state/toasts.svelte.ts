// What just happened, told at the edge of the work: for a few seconds, as long as somebody is at it,
// or, where it went wrong, until it is put away. What is told here is kept among the notifications.
import { later as usualLater } from '../lib/later.ts';

export interface ToastAction {
  label: string;
  run: () => void;
  /** It takes back what is told: the key for undo does it, too. */
  undoes?: boolean;
  /** Whether there is still something to do; without it, always. */
  applies?: () => boolean;
}

export interface Toast {
  id: string;
  level: 'info' | 'warning' | 'error';
  text: string;
  /** What can be done about it; done, it has had its say. */
  action?: ToastAction;
  /** Hears that somebody put it away, and did nothing about it. */
  putAway?: () => void;
  /** It can't be put away, and no other pushes it out. */
  lasting?: boolean;
}

export type GivenToast = Partial<Pick<Toast, 'id' | 'level'>> & Omit<Toast, 'id' | 'level'>;

export interface ToastsOptions {
  /** Runs something after so many milliseconds; the result prevents that. */
  later?: (ms: number, run: () => void) => () => void;
  /** Hears of each that is shown. */
  keep?: (toast: Toast) => void;
  /** Hears of each that something was done about. */
  acted?: (id: string) => void;
}

/** More of them would bury the work; earlier ones wait until others are gone. */
export const MOST_SHOWN = 3;
/** Whoever puts none away isn't told of more than these; the oldest goes. */
const MOST_WAITING = 20;
export const SHOWN_MS = 8_000;

export class Toasts {
  readonly #later: NonNullable<ToastsOptions['later']>;
  readonly #keep: (toast: Toast) => void;
  readonly #acted: (id: string) => void;
  #all = $state.raw<readonly Toast[]>([]);
  /** What will end those that are shown for a while. */
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing is drawn by it
  readonly #ends = new Map<string, () => void>();
  #held = false;
  #made = 0;

  constructor({ later = usualLater, keep, acted }: ToastsOptions = {}) {
    this.#later = later;
    this.#keep = keep ?? (() => undefined);
    this.#acted = acted ?? (() => undefined);
  }

  /** Those to be seen, the latest last. */
  get list(): readonly Toast[] {
    return latest(this.#all, MOST_SHOWN);
  }

  /** Shows one, in the place of one of the same id or the same text. */
  show(given: GivenToast): void {
    const toast: Toast = { level: 'info', ...given, id: given.id ?? `toast-${++this.#made}` };
    for (const { id, text } of this.#all) {
      if (id === toast.id || text === toast.text) this.#drop(id);
    }
    this.#all = latest([...this.#all, toast], MOST_WAITING);
    this.#keep(toast);
    this.#start();
  }

  dismiss(id: string): void {
    if (this.#all.some((one) => one.id === id && one.lasting)) return;
    this.#drop(id);
    this.#start();
  }

  /** Does what can be done about it, once. */
  act(id: string): void {
    const toast = this.#all.find((one) => one.id === id);
    this.dismiss(id);
    this.#acted(id);
    toast?.action?.run();
  }

  /** Takes back what was told of last, where that can be; false where there is nothing. */
  undo(): boolean {
    const last = this.#all.findLast(({ action }) => action?.undoes && action.applies?.() !== false);
    if (last) this.act(last.id);
    return last !== undefined;
  }

  /** Somebody is at them, with the pointer or the keyboard: none goes by itself meanwhile. */
  hold(held: boolean): void {
    if (this.#held === held) return;
    this.#held = held;
    if (!held) return this.#start();
    for (const id of this.#ends.keys()) this.#stop(id);
  }

  #drop(id: string): void {
    this.#stop(id);
    this.#all = this.#all.filter((one) => one.id !== id);
  }

  #stop(id: string): void {
    this.#ends.get(id)?.();
    this.#ends.delete(id);
  }

  /** The time of each begins when it is seen. */
  #start(): void {
    if (this.#held) return;
    const { list } = this;
    for (const id of this.#ends.keys()) if (!list.some((one) => one.id === id)) this.#stop(id);
    for (const toast of list) {
      if (stays(toast) || this.#ends.has(toast.id)) continue;
      const end = this.#later(SHOWN_MS, () => this.dismiss(toast.id));
      this.#ends.set(toast.id, end);
    }
  }
}

/** What went wrong isn't overlooked: it stays until somebody puts it away. */
function stays({ level, lasting }: Toast): boolean {
  return level !== 'info' || lasting === true;
}

/** Those that last, and so many of the others. */
function latest(all: readonly Toast[], count: number): Toast[] {
  const passing = all.filter(({ lasting }) => !lasting).slice(-count);
  return all.filter((one) => one.lasting || passing.includes(one));
}
