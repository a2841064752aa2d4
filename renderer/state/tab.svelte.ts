// One tab: its title, its shell's status, and the way to that shell. The terminal on the
// screen joins through `mount`; the tab itself never touches the DOM.
import type { SavedHost, ShellStatus } from '../../electron/ipc/contract.ts';
import { reason } from '../lib/bridge.ts';
import { cleanTitle } from '../lib/titles.ts';
import type { ShellDesk, ShellWatcher } from './shells.ts';

/** What the mounted terminal lets the rest of the window do with it. */
export interface TerminalHandle {
  focus(): void;
  copy(): void;
  paste(): void;
  selectAll(): void;
  clear(): void;
  /** A new connection begins: what an ended program left on the screen is put away. */
  freshen(): void;
  attach(port: MessagePort): void;
}

export type HostRef = Pick<SavedHost, 'id' | 'name' | 'kind'>;

let made = 0;

export class Tab {
  /** Stable for the tab's life; shells come and go. */
  readonly key = `tab-${++made}`;
  readonly host: HostRef;
  readonly #desk: ShellDesk;
  #status = $state.raw<ShellStatus>() as ShellStatus;
  #shellId: string | null = null;
  #survivor: string | null;
  #programTitle = $state('');
  #customTitle = $state('');
  #opening = false;
  #closed = false;
  #size = $state.raw({ cols: 80, rows: 24 });
  #port: MessagePort | null = null;
  handle: TerminalHandle | null = null;
  renaming = $state(false);
  finding = $state(false);
  /** Raised to bring the keyboard to the find bar, open or not. */
  findCalls = $state(0);

  /** @param survivor a shell that outlived its window, to take over instead of opening one */
  constructor(host: HostRef, desk: ShellDesk, survivor?: ShellStatus) {
    this.host = host;
    this.#desk = desk;
    this.#survivor = survivor?.shellId ?? null;
    this.#status = survivor ?? beforeOpening(host);
  }

  get status(): ShellStatus {
    return this.#status;
  }

  get shellId(): string | null {
    return this.#shellId;
  }

  get size(): { cols: number; rows: number } {
    return this.#size;
  }

  set size(size: { cols: number; rows: number }) {
    this.#size = size;
  }

  /** Whether keys still reach a program. */
  get alive(): boolean {
    return this.#status.state !== 'closed' && this.#status.state !== 'failed';
  }

  /** Whether the program has ended, as far as can be known: an agent keeps it when the link is lost. */
  get programGone(): boolean {
    const { state } = this.#status;
    return state === 'closed' || (state === 'failed' && this.host.kind !== 'agent');
  }

  /** The name the user gave, else the program's title; '' when neither. */
  get ownTitle(): string {
    return this.#customTitle || this.#programTitle;
  }

  set programTitle(title: string) {
    this.#programTitle = cleanTitle(title);
  }

  /** Names the tab; an empty name gives it back to the program. */
  rename(title: string): void {
    this.#customTitle = cleanTitle(title);
    this.renaming = false;
  }

  /** The terminal is on the screen and has a size: opens the shell, the first time. */
  mount(handle: TerminalHandle): void {
    this.handle = handle;
    if (this.#port) handle.attach(this.#port);
    void this.#open();
  }

  /** Opens the find bar and brings the keyboard there. */
  find(): void {
    this.finding = true;
    this.findCalls += 1;
  }

  async reconnect(): Promise<void> {
    if (!this.#status.canReconnect || this.#opening) return;
    this.handle?.freshen();
    if (this.#shellId === null) return this.#open();
    await this.#desk.reconnect(this.#shellId);
  }

  /** Ends the shell. One that is still being opened is ended as soon as it is known. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#shellId !== null) await this.#desk.close(this.#shellId);
  }

  async #open(): Promise<void> {
    if (this.#opening || this.#shellId !== null) return;
    this.#opening = true;
    if (this.#survivor === null) this.#status = beforeOpening(this.host);
    try {
      this.#shellId = await this.#claim();
      if (this.#closed) await this.#desk.close(this.#shellId);
    } catch (error) {
      this.#status = notOpened(this.host, reason(error));
    } finally {
      this.#opening = false;
    }
  }

  async #claim(): Promise<string> {
    const { cols, rows } = this.#size;
    const survivor = this.#survivor;
    this.#survivor = null;
    const watcher: ShellWatcher = {
      status: (status) => (this.#status = status),
      port: (port) => this.#attach(port),
    };
    if (survivor !== null) return this.#desk.attach(survivor, cols, rows, watcher);
    return this.#desk.open(this.host.id, cols, rows, watcher);
  }

  #attach(port: MessagePort): void {
    this.#port = port;
    this.handle?.attach(port);
  }
}

function beforeOpening(host: HostRef): ShellStatus {
  return {
    shellId: '',
    hostId: host.id,
    state: 'connecting',
    message: `Connecting to ${host.name}`,
    hint: '',
    exitCode: null,
    signal: null,
    rttMs: null,
    pendingInput: 0,
    canReconnect: false,
    kept: false,
    attempt: null,
    nextTryInMs: null,
    skippedBytes: 0,
    customTitle: null,
  };
}

function notOpened(host: HostRef, message: string): ShellStatus {
  return { ...beforeOpening(host), state: 'failed', message, canReconnect: true };
}
