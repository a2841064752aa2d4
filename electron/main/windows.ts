// The app's own windows: the one place that knows which window a call came from, and that tells all
// of them at once. Knows of Electron's pages only what it needs, so that a test can play them.
import { say } from '../../words/said.ts';
import type { Events, Notice } from '../ipc/contract.ts';
import { PersonError } from '../personError.ts';
import type { Emit, ShellPort, WindowRef } from '../window.ts';
import { OpenPorts } from './openPorts.ts';
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
  readonly #ports = new WeakMap<WindowRef, OpenPorts>();

  /** `onGone` hears of each window that is gone for good. */
  constructor(
    openPort: (page: P, shellId: string) => ShellPort,
    onGone: (window: WindowRef) => void,
  ) {
    this.#openPort = openPort;
    this.#onGone = onGone;
  }

  /** A window was made, for that one of the layout: it may call until its page is destroyed. */
  add(page: P, layoutId: string): WindowRef {
    const ports = new OpenPorts();
    const made = windowOf(page, layoutId, (...shell) => ports.add(this.#openPort(...shell)));
    this.#known.set(page, made);
    this.#ports.set(made, ports);
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

  get all(): WindowRef[] {
    return [...this.#known.values()];
  }

  /** That of this window of the layout, while it is there. */
  of(layoutId: string): WindowRef | undefined {
    return this.all.findLast((window) => window.layoutId === layoutId);
  }

  /** Resolved once the window shows no shell any more, and has handed over those that moved. */
  async showsNone(window: WindowRef): Promise<void> {
    await this.#ports.get(window)?.allClosed();
  }

  /** Tells all windows, of what they share. */
  readonly broadcast: Emit = (name, payload) => {
    for (const window of this.#known.values()) window.emit(name, payload);
  };
}

function windowOf<P extends Page>(
  page: P,
  layoutId: string,
  openPort: (page: P, shellId: string) => ShellPort,
): WindowRef {
  const emit = <N extends keyof Events>(name: N, payload: Events[N]): void => {
    if (!page.isDestroyed() && !page.isCrashed()) page.send(name, payload);
  };
  return {
    id: page.id,
    layoutId,
    emit,
    notify: (notice: Notice) => emit('app:notice', notice),
    openPort: (shellId) => {
      if (page.isDestroyed()) throw new PersonError(say('window-closing'));
      return openPort(page, shellId);
    },
  };
}
