// Things the user must know that belong to no field and no tab. Each is shown as a toast, and kept
// here, so that it can be read later: the notifications.
import type { Notice } from '../../electron/ipc/contract.ts';
import { inWords } from '../../words/said.ts';
import { words } from '../../words/window.ts';
import { reason } from '../lib/bridge.ts';
import { Toasts, type Toast, type ToastsOptions } from './toasts.svelte.ts';

/** A notice in words: of the main process, or the window's own. */
export type ShownNotice = Toast;

export interface Notification extends Toast {
  /** When it was told, in ms since 1970. */
  at: number;
  read: boolean;
}

/** The oldest are forgotten. */
export const MOST_KEPT = 100;

export interface NoticesOptions extends Pick<ToastsOptions, 'later'> {
  now?: () => number;
}

export class Notices {
  readonly toasts: Toasts;
  readonly #now: () => number;
  #kept = $state.raw<readonly Notification[]>([]);
  #made = 0;
  /** Somebody reads them: what comes meanwhile is read as well. */
  #reading = $state(false);

  constructor({ now = Date.now, ...options }: NoticesOptions = {}) {
    this.#now = now;
    this.toasts = new Toasts({
      ...options,
      keep: (toast) => this.#keep(toast),
      acted: (id) => this.#done(id),
    });
  }

  /** Those to be seen now. */
  get list(): readonly ShownNotice[] {
    return this.toasts.list;
  }

  /** All that was told and not cleared, the latest first. */
  get kept(): readonly Notification[] {
    return this.#kept;
  }

  /** How many were told while nobody read them. */
  get unread(): number {
    return this.#kept.filter(({ read }) => !read).length;
  }

  /** The main process tells of something. */
  told(notice: Notice): void {
    this.add({ ...notice, text: inWords(notice.text) });
  }

  /** Shows and keeps one, in the place of one of the same id. */
  add(notice: ShownNotice): void {
    this.toasts.show(notice);
  }

  /** Shows what went wrong. `what` begins the sentence: "The host could not be deleted". */
  failed(what: string, error: unknown): void {
    this.#made += 1;
    const text = words.notices.failed(what, reason(error));
    this.add({ id: `window-${this.#made}`, level: 'error', text });
  }

  /** It is not shown any more; it is kept all the same. */
  dismiss(id: string): void {
    this.toasts.dismiss(id);
  }

  /** Keeps one without showing it. */
  keepOnly(notice: ShownNotice): void {
    this.#keep(notice);
  }

  /** Does what can be done about a kept one. */
  act(id: string): void {
    const action = this.#kept.find((one) => one.id === id)?.action;
    this.toasts.dismiss(id);
    this.#done(id);
    action?.run();
  }

  forget(id: string): void {
    this.#kept = this.#kept.filter((one) => one.id !== id || one.lasting);
    this.toasts.dismiss(id);
  }

  clear(): void {
    for (const { id } of this.#kept) this.forget(id);
  }

  /** They are being looked at, or no more. */
  reading(is: boolean): void {
    this.#reading = is;
    if (is) this.#kept = this.#kept.map((one) => ({ ...one, read: true }));
  }

  /** What could be done about it has been done. */
  #done(id: string): void {
    this.#kept = this.#kept.map((one) => {
      if (one.id !== id) return one;
      const { action: _, ...rest } = one;
      return rest;
    });
  }

  #keep(toast: Toast): void {
    const others = this.#kept.filter(({ id, text }) => id !== toast.id && text !== toast.text);
    const kept = { ...toast, at: this.#now(), read: this.#reading };
    this.#kept = [kept, ...others].slice(0, MOST_KEPT);
  }
}
