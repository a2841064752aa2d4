// One tab: its title, its shell's status, and the way to that shell. The terminal on the
// screen joins through `mount`; the tab itself never touches the DOM.
import type { ConnectionState, ShellStatus } from '../../electron/ipc/contract.ts';
import { reason } from '../lib/bridge.ts';
import type { ShownSize } from '../terminal/shellSize.ts';
import { cleanTitle } from '../lib/titles.ts';
import type { Origin, ShellDesk, ShellWatcher } from './shells.ts';
import { beforeOpening, notOpened, type HostRef } from './status.ts';

/** What the mounted terminal lets the rest of the window do with it. */
export interface TerminalHandle {
  focus(): void;
  copy(): void;
  paste(): void;
  selectAll(): void;
  hasSelection(): boolean;
  /** Copies, and selects nothing any more. */
  copySelected(): void;
  clear(): void;
  /** Whether the cursor, and so what is being worked on, is in the upper half. */
  cursorIsHigh(): boolean;
  attach(port: MessagePort): void;
}

/** States in which there is, or was, a program behind the tab. */
const BEGUN: ReadonlySet<ConnectionState> = new Set(['online', 'lagging', 'reconnecting']);
const REACHABLE: ReadonlySet<ConnectionState> = new Set(['online', 'lagging']);

let made = 0;

export class Tab {
  /** Stable for the tab's life; shells come and go. */
  readonly key = `tab-${++made}`;
  readonly host: HostRef;
  readonly #desk: ShellDesk;
  #status = $state.raw<ShellStatus>() as ShellStatus;
  #shellId = $state<string | null>(null);
  /** Bytes of output that were skipped before this tab was looked at last. */
  #skippedSeen = $state(0);
  #origin: Origin;
  #begun = false;
  #programTitle = $state('');
  #customTitle = $state('');
  #opening = false;
  #claimed = false;
  #closed = false;
  #size = $state.raw<ShownSize>({ cols: 80, rows: 24, theirs: false, cropped: false });
  #port: MessagePort | null = null;
  handle: TerminalHandle | null = null;
  renaming = $state(false);
  finding = $state(false);
  /** Raised to bring the keyboard to the find bar, open or not. */
  findCalls = $state(0);

  constructor(host: HostRef, desk: ShellDesk, origin: Origin = { how: 'open' }) {
    this.host = host;
    this.#desk = desk;
    this.#origin = origin;
    this.#status = beforeOpening(host);
  }

  /** A tab for a shell that is there already; it is taken over once the terminal stands. */
  static ofSurvivor(host: HostRef, desk: ShellDesk, shell: ShellStatus): Tab {
    const tab = new Tab(host, desk, { how: 'survived', shellId: shell.shellId });
    tab.#shellId = shell.shellId;
    tab.#customTitle = shell.customTitle ?? '';
    tab.#begun = true;
    tab.#status = shell;
    return tab;
  }

  get status(): ShellStatus {
    return this.#status;
  }

  /** Bytes of output that were skipped since this tab was looked at. */
  get skippedUnseen(): number {
    return this.#status.skippedBytes - this.#skippedSeen;
  }

  /** It is on the screen, with the gap in its output and the count of it below. */
  lookedAt(): void {
    this.#skippedSeen = this.#status.skippedBytes;
  }

  /** Null until the main process knows it. */
  get shellId(): string | null {
    return this.#shellId;
  }

  /** Whether it shows how the agent is installed, instead of a shell. */
  get installsAgent(): boolean {
    return this.#origin.how === 'install-agent';
  }

  /** The name the user gave; '' when there is none. */
  get customTitle(): string {
    return this.#customTitle;
  }

  get size(): ShownSize {
    return this.#size;
  }

  set size(size: ShownSize) {
    this.#size = size;
  }

  /** Whether keys still reach a program. */
  get alive(): boolean {
    return this.#status.state !== 'closed' && this.#status.state !== 'failed';
  }

  /** Whether its program goes on without this connection, so that the tab may be left. */
  get livesOn(): boolean {
    const { kept, state } = this.#status;
    return kept && state !== 'closed' && this.#begun;
  }

  /** Whether the program can be told anything now. */
  get reachable(): boolean {
    return REACHABLE.has(this.#status.state);
  }

  get programGone(): boolean {
    return !this.alive && !this.livesOn;
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
    if (this.#shellId === null) return this.#open();
    await this.#desk.reconnect(this.#shellId);
  }

  /** Gives up coming back by itself. */
  async stopTrying(): Promise<void> {
    if (this.#shellId !== null) await this.#desk.stop(this.#shellId);
  }

  /** Ends the shell. One that is still being opened is ended as soon as it is known. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#shellId !== null) await this.#desk.close(this.#shellId);
  }

  /** Leaves the program running, and the tab without it. */
  async detach(): Promise<void> {
    this.#closed = true;
    if (this.#shellId !== null) await this.#desk.detach(this.#shellId);
  }

  async #open(): Promise<void> {
    if (this.#opening || this.#claimed) return;
    this.#opening = true;
    if (this.#origin.how !== 'survived') this.#status = beforeOpening(this.host);
    try {
      this.#shellId = await this.#claim();
      this.#claimed = true;
      if (this.#closed) await this.#desk.close(this.#shellId);
    } catch (error) {
      this.#lost(reason(error));
    } finally {
      this.#opening = false;
    }
  }

  // A survivor that is gone by now can't be taken over a second time; a new shell can be had.
  #lost(message: string): void {
    if (this.#origin.how === 'survived') this.#origin = { how: 'open' };
    this.#shellId = null;
    this.#status = notOpened(this.host, message);
  }

  async #claim(): Promise<string> {
    const watcher: ShellWatcher = {
      status: (status) => this.#told(status),
      port: (port) => this.#attach(port),
    };
    const { cols, rows } = this.#size;
    const request = { hostId: this.host.id, origin: this.#origin, cols, rows };
    return this.#desk.open(request, watcher);
  }

  #told(status: ShellStatus): void {
    this.#begun ||= BEGUN.has(status.state);
    // Counted anew after a reconnect.
    this.#skippedSeen = Math.min(this.#skippedSeen, status.skippedBytes);
    this.#status = status;
  }

  #attach(port: MessagePort): void {
    this.#port = port;
    this.handle?.attach(port);
  }
}
