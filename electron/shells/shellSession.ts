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
import { say } from '../../words/said.ts';
import type { ShellPlan } from './plan.ts';
import { portUpSchema } from './portSchema.ts';
import * as notes from './sessionNotes.ts';
import { Viewer } from './viewer.ts';
import { WindowEnd } from './windowEnd.ts';

/** Typed and not yet taken by the shell. The window holds a paste back long before this. */
export const INPUT_QUEUE_BYTES = 4 * 1024 * 1024;
/** The window learns of pending input in steps of this: it matters for pastes, not for keys. */
const PENDING_STEP_BYTES = 32 * 1024;

/** What of a tab outlives the app. */
export interface ShellRecord {
  shellId: string;
  hostId: string;
  /** Name of the program on its host, where it can live on. */
  session: string | undefined;
  /** Its host has announced that it ends, and the program with it. */
  endTold?: boolean | undefined;
  customTitle: string | null;
  size: TerminalSize;
}

export interface SessionOptions {
  id: string;
  hostId: string;
  plan: ShellPlan;
  /** Names a program that runs on the host already. */
  session?: string | undefined;
  /** The tab was open when the app last ended. */
  restored?: boolean;
  /** And its program's end had been announced by then. */
  endTold?: boolean | undefined;
  /** It is opened again after a restart of the app. */
  lasting: boolean;
  size: TerminalSize;
  /** Shows it; null where no window is there yet. */
  window: WindowRef | null;
  /** Tells all windows, while none shows it: any may be the next to. */
  broadcast: Emit;
  clock: Clock;
  /** From when on a shell counts as lagging. */
  thresholds: () => LagThresholds;
  onStatus: (status: ShellStatus) => void;
  /** The size or the program is another one. */
  onChange: () => void;
  /** Others may be at the tab's shell. The result ends the watching. */
  watchCompany?: WatchCompany | undefined;
}

/** Tells, by `tell`, who else is at a shell. The result ends that. */
export type WatchCompany = (shellId: string, company: HostCompany, tell: Emit) => () => void;

export class ShellSession {
  readonly #options: SessionOptions;
  /** The tab's name given by the user. */
  customTitle: string | null = null;
  readonly #window: WindowEnd;
  readonly #viewer: Viewer;
  readonly #lag: ShellLag;
  #shell!: Shell;
  #typed = typedInput();
  #size: TerminalSize;
  #pendingStep = 0;
  #refusing = false;
  #unwatch: () => void = () => undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#size = options.size;
    const { clock, thresholds, window, broadcast } = options;
    const port = window?.openPort(options.id) ?? null;
    this.#viewer = new Viewer(window, () => this.#window.attached, broadcast);
    const [pending, onChange] = [() => this.#pendingInput, () => this.#tell()];
    this.#lag = new ShellLag({ clock, thresholds, pending, onChange });
    this.#window = new WindowEnd(port, clock, (data) => this.#receive(data));
    const shell = options.plan.open(null, options.session);
    if (options.endTold) shell.tellEnd?.();
    if (options.restored && !isOthers(shell) && !isSame(shell, options))
      this.#window.mark(notes.note(notes.ENDED_WITH_THE_APP));
    this.#connect(shell);
  }

  get status(): ShellStatus {
    const [{ id: shellId, hostId }, { customTitle }] = [this.#options, this];
    const state = this.#lag.over(this.#shell.state);
    return { shellId, hostId, ...state, pendingInput: this.#pendingInput, customTitle };
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
    const { id: shellId, hostId } = this.#options;
    const [size, { customTitle }, { session, endTold }] = [this.#size, this, this.#shell];
    return { shellId, hostId, session, ...(endTold && { endTold }), customTitle, size };
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

  /** Connects again; the tab and its port stay. A shell that comes back by itself does so now. */
  async reconnect(): Promise<void> {
    const previous = this.#shell;
    if (!isOver(previous)) return previous.reconnectNow?.();
    if (!previous.state.canReconnect) return;
    await previous.close();
    if (this.#shell !== previous) return; // asked twice
    const next = this.#options.plan.open(previous);
    if (!isSame(next, previous)) {
      this.#window.mark({ type: 'fresh' });
      this.#window.mark(notes.note(notes.NEW_CONNECTION));
    }
    this.#connect(next);
    this.#tell();
    this.#options.onChange();
  }

  /**
   * A window takes over, and is shown the latest output again, then what follows. Another one that
   * showed it is told so. Throws a `PersonError` when the window is closing.
   */
  attach(window: WindowRef, size: TerminalSize): void {
    const isAnother = this.#viewer.wasOther(window);
    const port = window.openPort(this.#options.id);
    const owed = this.#window.replace(
      port,
      isAnother ? notes.note(notes.SHOWN_ELSEWHERE) : undefined,
    );
    this.#viewer.become(window);
    if (this.#shell.output.closed) this.#window.end();
    this.#resize(size);
    // What it was shown again may have had another size.
    if (this.company?.mayType) this.#window.mark({ type: 'size', ...size });
    this.#lag.meters.windowReplaced();
    if (owed > 0) this.#shell.parsed(owed);
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

  /** Closes the tab and leaves the program running. Throws a `PersonError` where it can't live on. */
  async detach(): Promise<void> {
    if (!this.#shell.detach) throw new PersonError(say('ends-with-its-tab'));
    this.#unwatch();
    this.#typed.abort('detached');
    await this.#shell.detach();
    this.#leave();
  }

  async close(): Promise<void> {
    this.#unwatch();
    this.#typed.abort('closed');
    await this.#shell.close();
    this.#leave();
  }

  #connect(shell: Shell): void {
    this.#shell = shell;
    this.#unwatch();
    const [{ id, watchCompany }, company] = [this.#options, companyOf(shell)];
    if (company && watchCompany) this.#unwatch = watchCompany(id, company, this.#viewer.tell);
    this.#typed.abort('meant for the earlier connection');
    this.#typed = typedInput();
    this.#lag.follow(shell);
    this.#lag.turned(shell.state);
    let { endTold } = shell;
    shell.onState((state) => {
      this.#lag.turned(state);
      this.#tell();
      if (endTold !== shell.endTold) this.#options.onChange();
      endTold = shell.endTold;
    });
    void this.#sendOutput(shell);
    void this.#typeInput(shell, this.#typed);
    shell.start(this.#size);
  }

  async #sendOutput(shell: Shell): Promise<void> {
    for await (const item of shell.output) {
      if (!(item instanceof Uint8Array)) this.#window.mark(item);
      else {
        this.#lag.printed(item, this.#window.attached);
        this.#window.output(item);
      }
    }
    this.#window.end();
  }

  async #typeInput(shell: Shell, typed: Channel<Uint8Array>): Promise<void> {
    try {
      for await (const bytes of typed) {
        await shell.write(bytes);
        this.#lag.meters.taken(bytes.byteLength);
        this.#tellPending();
      }
    } catch {
      typed.abort('the shell has ended');
    }
  }

  #receive(data: unknown): void {
    const message = portUpSchema.safeParse(data);
    if (!message.success) return this.#refuse(data);
    if (message.data.type === 'input') this.#type(message.data.bytes);
    else if (message.data.type === 'resize') this.#resize(message.data);
    else this.#parsed(message.data.bytes);
  }

  #type(bytes: Uint8Array): void {
    if (this.#typed.closed || bytes.byteLength === 0) return; // ended: the state says so
    const taken = this.#typed.trySend(bytes);
    if (!taken && !this.#refusing) this.#window.mark(notes.note(notes.NOT_READING));
    this.#refusing = !taken;
    if (taken) this.#lag.typed(bytes);
    this.#tellPending();
  }

  #resize({ cols, rows }: TerminalSize): void {
    this.#size = { cols, rows };
    this.#shell.resize(this.#size);
    this.#options.onChange();
  }

  #parsed(claimed: number): void {
    const bytes = this.#window.parsed(claimed);
    if (bytes === 0) return;
    this.#lag.meters.parsed(bytes);
    this.#shell.parsed(bytes);
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
    const { status } = this;
    this.#viewer.tell('shell:status', status);
    this.#options.onStatus(status);
  }
}

function isOver({ state }: Shell): boolean {
  return state.state === 'closed' || state.state === 'failed';
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
