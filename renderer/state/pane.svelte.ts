// One pane's view of its shell: the shell's status, and the way to it. The terminal on the screen
// joins through `mount`; this itself never touches the DOM.
import type { ConnectionState, ShellStatus } from '../../electron/ipc/contract.ts';
import { reason } from '../lib/bridge.ts';
import type { MarkName } from '../lib/marks.ts';
import { newsOf } from '../lib/news.ts';
import type { ShownSize } from '../terminal/shellSize.ts';
import { cleanTitle, promptIn } from '../lib/titles.ts';
import type { LoginQuestion } from './loginQuestion.svelte.ts';
import type { CopyQuestion } from './programCopies.ts';
import type { Origin, ShellDesk, ShellWatcher } from './shells.ts';
import { beforeOpening, notOpened, type HostRef } from './status.ts';

/** What the mounted terminal lets the rest of the window do with it. */
export interface TerminalHandle {
  focus(): void;
  copy(): void;
  paste(): void;
  /** Text from elsewhere, as if it had been pasted. */
  pasteText(text: string): void;
  selectAll(): void;
  hasSelection(): boolean;
  /** Copies, and selects nothing any more. */
  copySelected(): void;
  clear(): void;
  /** Whether the cursor, and so what is being worked on, is in the upper half. */
  cursorIsHigh(): boolean;
  attach(port: MessagePort): void;
  /** Resolves once the terminal was handed over to another window, which shows the pane now. */
  leaving?(): Promise<void>;
  /** Whether that window asked for it already. */
  isHandedOver?(): boolean;
}

/** States in which there is, or was, a program behind the pane. */
const BEGUN: ReadonlySet<ConnectionState> = new Set(['online', 'lagging', 'reconnecting']);
const REACHABLE: ReadonlySet<ConnectionState> = new Set(['online', 'lagging']);

/** What comes so soon after a shell is online is its greeting and its first prompt. */
const GREETING_MS = 5_000;
/** Who looked at it for so long has seen them. */
const GREETED_MS = 1_500;

let made = 0;

export class ShellPane {
  /** Of the pane in the layout, and of its shell. */
  readonly id: string;
  /** What this view of it is called on the page: a pane may go and come back. */
  readonly key = `pane-${++made}`;
  #host = $state.raw<HostRef>() as HostRef;
  readonly #desk: ShellDesk;
  #status = $state.raw<ShellStatus>() as ShellStatus;
  #known = $state(false);
  /** Bytes of output that were skipped before this pane was looked at last. */
  #skippedSeen = $state(0);
  #origin: Origin;
  #begun = false;
  #programTitle = $state('');
  #firstPrompt = '';
  readonly #now: () => number;
  #onlineAt = Infinity;
  #awaySince = -Infinity;
  #looked = false;
  #rang = $state(false);
  #finished = $state(false);
  #printed = $state(false);
  #opening = false;
  #claimed = false;
  #closed = false;
  #size = $state.raw<ShownSize>({ cols: 80, rows: 24, theirs: false, cropped: false });
  #port: MessagePort | null = null;
  handle: TerminalHandle | null = null;
  /** A program's text for the clipboard, which waits for an answer. */
  copies = $state.raw<CopyQuestion | null>(null);
  /** What its login asks, in a card over the terminal. */
  login = $state.raw<LoginQuestion | null>(null);
  /** Brings the keyboard to that card; false where there is none that takes it. */
  focusLogin: (() => boolean) | null = null;
  /** Opens that card where it is one line, and brings the keyboard there. */
  answerLogin: (() => void) | null = null;
  /** Of all at its shell, who sits here typed last. */
  typedLast = false;
  #typedAt = -Infinity;
  finding = $state(false);
  /** The link under the pointer; null for none. */
  hoveredLink = $state<string | null>(null);
  /** Raised to bring the keyboard to the find bar, open or not. */
  findCalls = $state(0);

  /** @param status as the main process told it, of a shell that it has already */
  constructor(
    id: string,
    host: HostRef,
    desk: ShellDesk,
    origin: Origin,
    status?: ShellStatus,
    now = () => performance.now(),
  ) {
    this.id = id;
    this.#now = now;
    this.#host = host;
    this.#desk = desk;
    this.#origin = origin;
    this.#begun = this.#known = origin.how === 'attach';
    this.#status = status ?? beforeOpening(host);
    if (this.#status.state === 'online') this.#onlineAt = now();
  }

  get host(): HostRef {
    return this.#host;
  }

  /** What it was opened on has been saved as this host. */
  belong(host: HostRef): void {
    this.#host = host;
  }

  get status(): ShellStatus {
    return this.#status;
  }

  /** Bytes of output that were skipped since this pane was looked at. */
  get skippedUnseen(): number {
    return this.#status.skippedBytes - this.#skippedSeen;
  }

  /** It is on the screen, with the gap in its output and the count of it below. */
  lookedAt(): void {
    this.#skippedSeen = this.#status.skippedBytes;
    this.#looked = true;
    this.#rang = this.#finished = this.#printed = false;
  }

  /** It isn't on the screen any more: from now on what happens in it is news. */
  lookedAway(): void {
    if (this.#looked) this.#awaySince = this.#now();
    this.#looked = false;
  }

  /** What happened since it was looked at, and whether it asks something; null for nothing. */
  get news(): MarkName | null {
    if (this.copies !== null || this.login !== null) return 'asks';
    const unseen = { rang: this.#rang, finished: this.#finished, output: this.#printed };
    return newsOf(this.#status, unseen);
  }

  /** Who sits here types in it. */
  typed(): void {
    this.typedLast = true;
    this.#typedAt = this.#now();
  }

  /** For how long nobody who sits here typed in it, milliseconds. */
  get untypedMs(): number {
    return this.#now() - this.#typedAt;
  }

  /** Brings the keyboard to what its login asks, else to its terminal. */
  focus(): void {
    if (!this.focusLogin?.()) this.handle?.focus();
  }

  /** Its program rang the bell, which isn't news to who looks at it. */
  rang(): void {
    if (!this.#looked) this.#rang = true;
  }

  /** Whether output would be news: nobody looks, and there was none yet. */
  get awaitsOutput(): boolean {
    return !this.#printed;
  }

  /** New output came. Greetings and first prompts of shells that were opened unseen are no news. */
  printed(): void {
    if (this.#looked || this.#printed) return;
    const since = this.#now() - this.#onlineAt;
    const seen = this.#awaySince - this.#onlineAt >= GREETED_MS;
    if (seen || since >= GREETING_MS) this.#printed = true;
  }

  /** Null until the main process knows it, and can be asked about it. */
  get shellId(): string | null {
    return this.#known ? this.id : null;
  }

  /** Whether it shows how the agent is installed, instead of a shell. */
  get installsAgent(): boolean {
    return this.#origin.how === 'install-agent';
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

  /** Whether its program goes on without this connection, so that the pane may be left. */
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

  /** The folder that its program says it is in, as it says it; null where it says nothing. */
  folder = $state<string | null>(null);

  /** The program's title; '' when it has set none. */
  get programTitle(): string {
    return this.#programTitle;
  }

  set programTitle(title: string) {
    this.#programTitle = cleanTitle(title);
    this.#firstPrompt ||= promptIn(this.#programTitle);
  }

  /** The `user@host` that its first prompt told: that of the shell itself; '' for none. */
  get firstPrompt(): string {
    return this.#firstPrompt;
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
    if (!this.#known) return this.#open();
    await this.#desk.reconnect(this.id);
  }

  /** Gives up coming back by itself. */
  async stopTrying(): Promise<void> {
    if (this.#known) await this.#desk.stop(this.id);
  }

  /**
   * Ends the shell. One that is still being opened is ended in its turn, before anything is asked for
   * later: a pane that is had back has the same id, and a late end would be that one's.
   */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#known || this.#opening) await this.#desk.close(this.id);
  }

  /** Leaves the program running, and the pane without it. */
  async detach(): Promise<void> {
    this.#closed = true;
    if (this.#known) await this.#desk.detach(this.id);
  }

  /** Another window shows it now: nothing that comes for it is meant for this one. */
  gaveAway(): void {
    this.#desk.forget(this.id);
  }

  async #open(): Promise<void> {
    if (this.#opening || this.#claimed || this.#closed) return;
    this.#opening = true;
    if (!this.#known) this.#status = beforeOpening(this.host);
    try {
      await this.#claim();
      this.#claimed = this.#known = true;
      if (this.#closed) this.#desk.forget(this.id);
    } catch (error) {
      this.#lost(reason(error));
    } finally {
      this.#opening = false;
    }
  }

  // What is gone by now can't be taken over a second time; a new shell can be had in its place.
  #lost(message: string): void {
    if (this.#origin.how === 'attach') this.#origin = { how: 'open' };
    this.#known = false;
    this.#status = notOpened(this.host, message);
  }

  async #claim(): Promise<void> {
    const watcher: ShellWatcher = {
      status: (status) => this.#told(status),
      port: (port) => this.#attach(port),
    };
    const { cols, rows } = this.#size;
    const request = { id: this.id, hostId: this.host.id, origin: this.#origin, cols, rows };
    await this.#desk.open(request, watcher);
  }

  #told(status: ShellStatus): void {
    if (!this.#begun && BEGUN.has(status.state)) this.#onlineAt = this.#now();
    const ends = this.alive && status.state === 'closed' && status.exitCode === 0;
    if (ends && !this.#looked) this.#finished = true;
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
