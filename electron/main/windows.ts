// The app's own windows: the one place that knows which window a call came from, and that tells all
// of them at once. Knows of Electron's pages only what it needs, so that a test can play them.
import { say } from '../../words/said.ts';
import type { Events, Notice } from '../ipc/contract.ts';
import { PersonError } from '../personError.ts';
import type { Emit, ShellPort, WindowRef } from '../window.ts';
import { ORIGIN } from './origin.ts';

/** What is needed of Electron's `WebContents`. */
export interface Page {
  readonly id: number;
  isDestroyed(): boolean;
  isCrashed(): boolean;
  send(channel: string, payload: unknown): void;
  once(event: 'destroyed', listener: () => void): unknown;
}

/** What is needed of Electron's `IpcMainInvokeEvent`: the page that calls, and the frame in it. */
export interface Sender<P> {
  sender: P | object;
  senderFrame: { parent: unknown; origin: string } | null;
}

export class Windows<P extends Page> {
  readonly #openPort: (page: P, shellId: string) => ShellPort;
  readonly #onGone: (window: WindowRef) => void;
  readonly #known = new Map<object, WindowRef>();

  /** `onGone` hears of each window that is gone for good. */
  constructor(
    openPort: (page: P, shellId: string) => ShellPort,
    onGone: (window: WindowRef) => void,
  ) {
    this.#openPort = openPort;
    this.#onGone = onGone;
  }

  /** A window of ours was made: it may call from now on, until its page is destroyed. */
  add(page: P): WindowRef {
    const made = windowOf(page, this.#openPort);
    this.#known.set(page, made);
    page.once('destroyed', () => {
      this.#known.delete(page);
      this.#onGone(made);
    });
    return made;
  }

  /** Who calls; undefined unless it is our page, in the window itself and not in a frame of it. */
  callerOf({ sender, senderFrame }: Sender<P>): WindowRef | undefined {
    if (!senderFrame || senderFrame.parent !== null || senderFrame.origin !== ORIGIN) {
      return undefined;
    }
    return this.#known.get(sender);
  }

  /** Tells all windows, of what they share. */
  readonly broadcast: Emit = (name, payload) => {
    for (const window of this.#known.values()) window.emit(name, payload);
  };
}

function windowOf<P extends Page>(
  page: P,
  openPort: (page: P, shellId: string) => ShellPort,
): WindowRef {
  const emit = <N extends keyof Events>(name: N, payload: Events[N]): void => {
    if (!page.isDestroyed() && !page.isCrashed()) page.send(name, payload);
  };
  return {
    id: page.id,
    emit,
    notify: (notice: Notice) => emit('app:notice', notice),
    openPort: (shellId) => {
      if (page.isDestroyed()) throw new PersonError(say('window-closing'));
      return openPort(page, shellId);
    },
  };
}
