// The middle of the line from key to screen: one tab's port joined to one shell. Keys go
// port → queue → shell, output goes shell → port; neither direction waits for the other.
// It outlives the shell (the tab can connect again) and the window (a new one can take over).
import { byteChannel, type Channel } from '../../core/channel/channel.ts';
import type { Clock } from '../../core/time/clock.ts';
import { companyOf, type HostCompany } from '../agents/hostCompany.ts';
import type { BusyAnswer, LagReport, ShellStatus } from '../ipc/contract.ts';
import { ShellLag } from '../lag/shellLag.ts';
import type { LagThresholds } from '../lag/thresholds.ts';
import { INPUT_MESSAGE_BYTES } from '../limits.ts';
import { PersonError } from '../personError.ts';
import type { Shell, TerminalSize } from '../shell.ts';
import type { Emit, WindowRef } from '../window.ts';
import { say, type Said } from '../../words/said.ts';
import { Diversion, type FilesInTerminal } from './diversion.ts';
import { LastTypist } from './lastTypist.ts';
import type { ShellPlan } from './plan.ts';
import type { ShellRecord } from './shellRecord.ts';
import * as notes from './sessionNotes.ts';
import { Viewer } from './viewer.ts';
import { WindowEnd, type Arrival } from './windowEnd.ts';

export type { ShellRecord };

/** Typed and not yet taken by the shell. The window holds a paste back long before this. */
export const INPUT_QUEUE_BYTES = 4 * 1024 * 1024;
/** The window learns of pending input in steps of this: it matters for pastes, not for keys. */
const PENDING_STEP_BYTES = 32 * 1024;

export interface SessionOptions {
  id: string;
  hostId: string;
  plan: ShellPlan;
  /** Names a program that runs on the host already. */
  session?: string | undefined;
  /** There was one before with this id: to be said where this is another program. */
  anew?: Said | undefined;
  /** Its program's end had been announced by then. */
  endTold?: boolean | undefined;
  /** Or it was ended by us: once its last output is shown, another one follows. */
  ended?: boolean | undefined;
  /** It is opened again after a restart of the app. */
  lasting: boolean;
  size: TerminalSize;
  /** Shows it; null where no window is there yet. */
  window: WindowRef | null;
  /** Tells who is to show it, while no window does. */
  broadcast: Emit;
  clock: Clock;
  /** From when on a shell counts as lagging. */
  thresholds: () => LagThresholds;
  onStatus: (status: ShellStatus) => void;
  /** The size or the program is another one. */
  onChange: () => void;
  /** Others may be at the tab's shell. The result ends the watching. */
  watchCompany?: WatchCompany | undefined;
  /** Transfers files through the terminal; nobody does, if it isn't said. */
  files?: FilesInTerminal | undefined;
}

/** Tells, by `tell`, who else is at a shell. The result ends that. */
export type WatchCompany = (shellId: string, company: HostCompany, tell: Emit) => () => void;

export class ShellSession {
  readonly #options: SessionOptions;
  readonly #window: WindowEnd;
  readonly #viewer: Viewer;
  readonly #lag: ShellLag;
  #shell!: Shell;
  #typed = typedInput();
  #hostId: string;
  #size: TerminalSize;
  #pendingStep = 0;
  #refusing = false;
  /** What it is followed by another program with, as soon as it is over. */
  #follower: Said | undefined;
  #unwatch: () => void = () => undefined;
  #diversion: Diversion | undefined;
  #typist = new LastTypist(undefined);
  /** Of the output that the window has still to parse, bytes that the shell has its credit for. */
  #paidAhead = 0;
  /** Its id may be another's by now. */
  #gone = false;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#hostId = options.hostId;
    this.#size = options.size;
    const { clock, thresholds, window, broadcast } = options;
    const port = window?.openPort(options.id) ?? null;
    this.#viewer = new Viewer(window, () => this.#window.attached, broadcast);
    const [pending, onChange] = [() => this.#pendingInput, () => this.#tell()];
    this.#lag = new ShellLag({ clock, thresholds, pending, onChange });
    this.#window = new WindowEnd(port, clock, {
      said: (message) =>
        message.type === 'input' ? this.#type(message.bytes) : this.#resize(message),
      parsed: (bytes) => this.#parsed(bytes),
      refused: (data) => this.#refuse(data),
      arrived: (arrival) => this.#arrived(arrival),
    });
    const shell = options.plan.open(null, options.session);
    if (options.endTold) shell.tellEnd?.();
    this.#tellAnew(shell, options);
    this.#connect(shell);
  }

  get status(): ShellStatus {
    const { id: shellId } = this.#options;
    const state = this.#lag.over(this.#shell.state);
    return { shellId, hostId: this.#hostId, ...state, pendingInput: this.#pendingInput };
  }

  /** The host that it is on, as far as its tab is concerned. */
  get hostId(): string {
    return this.#hostId;
  }

  /** It is that host's from now on; what runs goes on. */
  belong(hostId: string): void {
    this.#hostId = hostId;
    this.#options.onChange();
    this.#tell();
  }

  /** The window that shows it; null while none does: it has not come yet, or is gone. */
  get shownBy(): WindowRef | null {
    return this.#viewer.window;
  }

  /** Who else is at its shell; undefined where nobody can be. */
  get company(): HostCompany | undefined {
    return companyOf(this.#shell);
  }

  /** False for a tab that is over once it is closed or the app ends. */
  get lasting(): boolean {
    return this.#options.lasting;
  }

  /** What is needed to open it again in a later run of the app. */
  get record(): ShellRecord {
    const { id: shellId } = this.#options;
    const hostId = this.#hostId;
    const [size, { session, endTold }] = [this.#size, this.#shell];
    return { shellId, hostId, session, ...(endTold && { endTold }), size };
  }

  /** How it lags, and lagged over the last minutes. */
  get lagReport(): LagReport {
    return this.#lag.report();
  }

  /** The thresholds of lag are others. */
  judgeLagAnew(): void {
    this.#lag.look();
  }

  /** Is a program other than the shell itself running? */
  async busy(): Promise<BusyAnswer> {
    const program = await this.#shell.foreground();
    return { busy: program !== '', program };
  }

  /**
   * Connects again; the tab and its port stay. A shell that comes back by itself does so now.
   * `anew` is said where another program begins.
   */
  async reconnect(anew = notes.NEW_CONNECTION): Promise<void> {
    const previous = this.#shell;
    if (!isOver(previous)) return previous.reconnectNow?.();
    if (!previous.state.canReconnect) return;
    await previous.close();
    if (this.#shell !== previous) return; // asked twice
    const next = this.#options.plan.open(previous);
    if (!isSame(next, previous)) {
      this.#window.mark({ type: 'fresh' });
      this.#window.mark(notes.note(anew));
    }
    this.#connect(next);
    this.#tell();
    this.#options.onChange();
  }

  /**
   * A window takes over. Another one that shows it hands its terminal over; without one, the window
   * is shown the latest output again, then what follows. Throws a `PersonError` when the window is
   * closing.
   */
  attach(window: WindowRef, size: TerminalSize): void {
    const isAnother = this.#viewer.wasOther(window);
    const port = window.openPort(this.#options.id);
    this.#viewer.become(window);
    if (isAnother && this.#window.attached) this.#window.handOver(port, size);
    else this.#arrived({ how: 'shown-again', owed: this.#window.replace(port), size });
    if (isAnother) this.#tell(); // what it heard before may be out of date
  }

  /** The computer woke up, or a network came back: nobody waits for a timer. */
  wake(): void {
    const { state, kept } = this.#shell.state;
    // Shells that an agent keeps share a connection, which is woken once for all of them.
    const woken = kept && !this.#shell.ownsConnection;
    if (state === 'reconnecting' && !woken) this.#shell.reconnectNow?.();
  }

  /** Gives up coming back by itself. */
  stopTrying(): void {
    this.#shell.stopTrying?.();
  }

  /** Its program can live on without it. */
  get canDetach(): boolean {
    return this.#shell.detach !== undefined;
  }

  /** Closes the tab and leaves the program running. Throws a `PersonError` where it can't live on. */
  async detach(): Promise<void> {
    if (!this.#shell.detach) throw new PersonError(say('ends-with-its-tab'));
    this.#quiet('detached');
    await this.#shell.detach();
    this.#leave();
  }

  async close(): Promise<void> {
    this.#quiet('closed');
    await this.#shell.close();
    this.#leave();
  }

  /** How it ends is nobody's news: the tab may show the next one under its id already. */
  #quiet(why: string): void {
    this.#gone = true;
    this.#diversion?.stop();
    this.#follower = undefined;
    this.#unwatch();
    this.#typed.abort(why);
  }

  #tellAnew(shell: Shell, { anew, ended, session }: SessionOptions): void {
    if (!anew || isOthers(shell)) return;
    const same = isSame(shell, { session });
    // An agent shows what the program that was ended has printed; elsewhere another one begins.
    if (same && ended && !shell.ownsConnection) this.#follower = anew;
    else if (!same || ended) this.#window.mark(notes.note(anew));
  }

  /** Another program follows one that was ended by us, and that nobody has typed into since. */
  #followOn({ state, canReconnect, kept }: Shell['state']): void {
    const [anew, over] = [this.#follower, state === 'closed' || state === 'failed'];
    if (!anew || !over || !canReconnect || kept) return;
    this.#follower = undefined;
    void this.reconnect(anew).catch(() => undefined); // it stays over, and says so
  }

  #connect(shell: Shell): void {
    this.#shell = shell;
    this.#watch(companyOf(shell));
    const diversion = this.#divert(shell);
    this.#typed.abort('meant for the earlier connection');
    this.#typed = typedInput();
    this.#lag.follow(shell);
    this.#lag.turned(shell.state);
    let { endTold } = shell;
    shell.onState((state) => {
      this.#lag.turned(state);
      this.#tell();
      if (endsTransfers(shell)) diversion?.stop();
      if (endTold !== shell.endTold) this.#options.onChange();
      endTold = shell.endTold;
      this.#followOn(state);
    });
    void this.#sendOutput(shell, diversion);
    void this.#typeInput(shell, this.#typed, diversion);
    shell.start(this.#size);
  }

  #watch(company: HostCompany | undefined): void {
    this.#unwatch();
    const { id, watchCompany, files } = this.#options;
    const typist = (this.#typist = new LastTypist(company));
    const follows = { onChange: () => typist.look(), onChat: () => undefined };
    const looks = files && company?.subscribe(follows);
    const watches = company && watchCompany?.(id, company, this.#viewer.tell);
    this.#unwatch = () => {
      looks?.();
      watches?.();
    };
  }

  #divert(shell: Shell): Diversion | undefined {
    const { id: shellId, files } = this.#options;
    this.#diversion?.stop();
    this.#diversion = undefined;
    if (!files) return undefined;
    const mayAsk = (): boolean => this.#window.attached && this.#typist.isHere;
    const show = (bytes: Uint8Array): void => this.#show(bytes);
    this.#paidAhead = 0;
    const paid = (bytes: number): void => void (this.#paidAhead += bytes);
    return (this.#diversion = new Diversion(shell, { shellId, files, mayAsk, show, paid }));
  }

  async #sendOutput(shell: Shell, diversion: Diversion | undefined): Promise<void> {
    for await (const item of shell.output) {
      if (item instanceof Uint8Array) {
        const shown = diversion?.output(item) ?? item;
        this.#show(shown instanceof Promise ? await shown : shown);
      } else {
        diversion?.mark(item);
        this.#window.mark(item);
      }
    }
    diversion?.stop();
    this.#window.end();
  }

  #show(bytes: Uint8Array): void {
    if (bytes.byteLength === 0) return;
    this.#lag.printed(bytes, this.#window.attached);
    this.#window.output(bytes);
  }

  async #typeInput(
    shell: Shell,
    typed: Channel<Uint8Array>,
    diversion: Diversion | undefined,
  ): Promise<void> {
    try {
      for await (const bytes of typed) {
        const mayType = (await diversion?.typable()) ?? true;
        if (mayType) await shell.write(bytes);
        this.#lag.meters.taken(bytes.byteLength);
        this.#tellPending();
      }
    } catch {
      typed.abort('the shell has ended');
    }
  }

  #arrived({ how, owed, size }: Arrival): void {
    if (how === 'whole') this.#movedTo(size, owed);
    else this.#shownAgain(size);
    this.#pay(owed);
  }

  // The program learns of a new size, and of nothing else.
  #movedTo(size: TerminalSize | undefined, owed: number): void {
    if (owed > 0) this.#lag.meters.parsed(owed);
    if (!size) return;
    if (size.cols !== this.#size.cols || size.rows !== this.#size.rows) this.#resize(size);
    if (this.company?.mayType ?? true) this.#window.tell({ type: 'size', ...size });
  }

  #shownAgain(size: TerminalSize | undefined): void {
    if (this.#shell.output.closed) this.#window.end();
    this.#lag.meters.windowReplaced();
    if (!size) return;
    this.#resize(size);
    // What it was shown again may have had another size.
    if (this.company?.mayType) this.#window.mark({ type: 'size', ...size });
  }

  #type(bytes: Uint8Array): void {
    if (this.#typed.closed || bytes.byteLength === 0) return; // ended: the state says so
    this.#follower = undefined;
    this.#typist.typed(bytes);
    if (this.#diversion?.interrupts(bytes)) return this.#dropTyped();
    const taken = this.#typed.trySend(bytes);
    if (!taken && !this.#refusing) this.#window.mark(notes.note(notes.NOT_READING));
    this.#refusing = !taken;
    if (taken) this.#lag.typed(bytes);
    this.#tellPending();
  }

  /** As a terminal's line does with what was typed before an interrupt. */
  #dropTyped(): void {
    while (this.#typed.tryReceive());
    this.#tellPending();
  }

  #resize({ cols, rows }: TerminalSize): void {
    this.#size = { cols, rows };
    this.#shell.resize(this.#size);
    this.#options.onChange();
  }

  #parsed(bytes: number): void {
    this.#lag.meters.parsed(bytes);
    this.#pay(bytes);
  }

  #pay(bytes: number): void {
    const ahead = Math.min(bytes, this.#paidAhead);
    this.#paidAhead -= ahead;
    if (bytes > ahead) this.#shell.parsed(bytes - ahead);
  }

  get #pendingInput(): number {
    return this.#shell.state.pendingInput + this.#typed.held;
  }

  #leave(): void {
    this.#lag.close();
    this.#window.close();
  }

  #refuse(data: unknown): void {
    const size = (data as { bytes?: { byteLength?: number } } | null)?.bytes?.byteLength ?? 0;
    const why = size > INPUT_MESSAGE_BYTES ? notes.TOO_MUCH : notes.NOT_UNDERSTOOD;
    this.#window.mark(notes.note(why));
  }

  #tellPending(): void {
    const step = Math.floor(this.#typed.held / PENDING_STEP_BYTES);
    if (step === this.#pendingStep) return;
    this.#pendingStep = step;
    this.#tell();
  }

  #tell(): void {
    if (this.#gone) return;
    const { status } = this;
    this.#viewer.tell('shell:status', status);
    this.#options.onStatus(status);
  }
}

function isOver({ state }: Shell): boolean {
  return state.state === 'closed' || state.state === 'failed';
}

/** The program that files went to or came from isn't there any more, or not on this connection. */
function endsTransfers(shell: Shell): boolean {
  const { state } = shell.state;
  return isOver(shell) || (state === 'reconnecting' && shell.ownsConnection === true);
}

/** Somebody else's: it is never started here, only joined. */
function isOthers(shell: Shell): boolean {
  const company = companyOf(shell);
  return company !== undefined && company.role !== 'owner';
}

/** The same program, and not just one of the same kind. */
function isSame(one: { session?: string }, other: { session?: string | undefined }): boolean {
  return one.session !== undefined && one.session === other.session;
}

function typedInput(): Channel<Uint8Array> {
  return byteChannel('typed input', INPUT_QUEUE_BYTES);
}
