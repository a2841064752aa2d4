// A shell whose connection comes back by itself, though its program can't: when one that stood
// is lost, another is made, unattended, and its new program goes on in the same tab. Says so,
// because what ran in the last one is gone.
import type { Channel } from '../../core/channel/channel.ts';
import { backoffMs } from '../../core/client/retry.ts';
import type { Clock } from '../../core/time/clock.ts';
import { UNMEASURED } from '../lag/shellLag.ts';
import type { Shell, ShellMeasure, ShellOutput, ShellState, TerminalSize } from '../shell.ts';
import { say, type Said } from '../../words/said.ts';
import { JoinedOutput } from './joinedOutput.ts';
import { note } from './sessionNotes.ts';
import { StateCell, type StateListener } from './stateCell.ts';

/** One connection. */
export interface Attempt {
  shell: Shell;
  /** Once it has failed: is it worth trying again, or does somebody have to be asked? */
  afterwards(): 'again' | 'ask' | 'never';
  /** It asks in the pane also where nobody has called for it: one question for all that wait for it. */
  asks?: boolean;
}

export interface ReturningShellOptions {
  /** Makes a connection, idle. Unattended, it must fail where it would have to ask. */
  attempt: (unattended: boolean) => Attempt;
  clock: Clock;
  /** Uniform in 0–1, for the jitter. */
  random: () => number;
  /**
   * Where the program may live on without a connection, so that the next one meets it again.
   * Whether it does, a connection says by `kept` in its state.
   */
  kept?: KeptProgram;
}

export interface KeptProgram {
  /** Names it on its host. */
  session: string;
  /** Ends it. Does nothing where it can't be reached. */
  end(): Promise<void>;
}

export class ReturningShell implements Shell {
  readonly ownsConnection = true;
  /** Leaves the program running; only where it can live on. */
  readonly detach?: () => Promise<void>;
  readonly #options: ReturningShellOptions;
  readonly #states = new StateCell();
  readonly #shown: JoinedOutput;
  #size: TerminalSize = { cols: 80, rows: 24 };
  #current: Attempt | undefined;
  /** The attempt that is under way after a loss, until it stands. */
  #dialling: Attempt | undefined;
  /** The attempt whose output is shown already, though it doesn't stand. */
  #asking: Attempt | undefined;
  /** The connection stood at some time; from then on it is worth coming back. */
  #stood = false;
  #reason: Said = say('connection-lost');
  #warned = false;
  /** What to do about it, where nothing but somebody's doing is likely to help. */
  #advice: Said | null = null;
  #attempts = 0;
  #refusals = 0;
  #cancelTimer: () => void = () => undefined;
  #finishing: Promise<void> | undefined;

  constructor(options: ReturningShellOptions) {
    this.#options = options;
    this.#shown = new JoinedOutput(0, options.clock);
    if (!options.kept) return;
    this.detach = () => this.#detach();
  }

  get session(): string | undefined {
    return this.#options.kept?.session;
  }

  get output(): Channel<ShellOutput> {
    return this.#shown.channel;
  }

  get state(): ShellState {
    return this.#states.current;
  }

  addNote(said: Said): void {
    this.#shown.markNow(note(said));
  }

  onState(listener: StateListener): () => void {
    return this.#states.subscribe(listener);
  }

  start(size: TerminalSize): void {
    if (this.#current || this.#states.ended) return;
    this.#size = size;
    const first = this.#options.attempt(false);
    this.#current = first;
    this.#show(first);
    first.shell.start(size);
  }

  /** What is typed while there is no connection was meant for a program that is gone. */
  async write(bytes: Uint8Array): Promise<void> {
    if (this.#states.ended) throw new Error('the shell has ended');
    if (this.#away) return;
    await this.#current?.shell.write(bytes).catch((error: unknown) => {
      if (this.#states.ended) throw error;
    });
  }

  resize(size: TerminalSize): void {
    this.#size = size;
    this.#current?.shell.resize(size);
  }

  parsed(bytes: number): void {
    this.#shown.parsed(bytes);
  }

  raw(raw: boolean): void {
    this.#shown.raw = raw;
    this.#current?.shell.raw?.(raw);
  }

  measure(): ShellMeasure {
    return this.#current?.shell.measure?.() ?? UNMEASURED;
  }

  async foreground(): Promise<string> {
    return this.#away ? '' : ((await this.#current?.shell.foreground()) ?? '');
  }

  reconnectNow(): void {
    if (!this.#away) return;
    this.#refusals = 0;
    void this.#abandon();
    this.#dial();
  }

  stopTrying(): void {
    if (!this.#away) return;
    const hint = this.state.kept ? say('reconnect-to-go-on') : say('reconnect-for-new');
    void this.#finish({ state: 'failed', message: this.#reason, hint, canReconnect: true });
  }

  async close(): Promise<void> {
    this.#shown.abort();
    if (!this.#states.ended) await this.#options.kept?.end();
    await this.#abandon();
    await this.#finish({ state: 'closed', message: say('closed') });
  }

  async #detach(): Promise<void> {
    this.#shown.abort();
    await this.#abandon();
    await this.#finish({ state: 'closed', message: say('detached-runs-on') });
  }

  get #away(): boolean {
    return this.#states.current.state === 'reconnecting';
  }

  /** Passes on what a connection prints and how it stands. */
  #show(attempt: Attempt): void {
    void this.#shown.pass(attempt.shell);
    this.#followStates(attempt);
  }

  #followStates(attempt: Attempt): void {
    attempt.shell.onState((state) => {
      if (this.#current === attempt && !this.#finishing) this.#follow(attempt, state);
    });
  }

  #follow(attempt: Attempt, state: ShellState): void {
    this.#stood ||= state.state === 'online';
    const lost = state.state === 'failed' && this.#stood && attempt.afterwards() !== 'never';
    if (lost) this.#lost(state);
    else if (isOver(state)) void this.#finish(state);
    else this.#tellOf(state);
  }

  /** That nothing keeps it, though it was asked for, is said where everybody looks. */
  #tellOf(state: ShellState): void {
    const unkept = this.#options.kept !== undefined && state.state === 'online' && !state.kept;
    if (unkept && !this.#warned) {
      this.#warned = true;
      this.#shown.markNow(note(andThen(state.message, state.hint)));
    }
    this.#states.set(state);
  }

  #lost({ message }: ShellState): void {
    this.#reason = message;
    this.#advice = null;
    this.#attempts = this.#refusals = 0;
    this.#wait();
  }

  #wait(): void {
    const { clock, random } = this.#options;
    const wait = backoffMs(++this.#refusals, random());
    this.#cancelTimer();
    this.#cancelTimer = clock.after(wait, () => this.#dial());
    this.#tell(wait);
  }

  #tell(wait: number): void {
    const next = { attempt: this.#attempts + (wait > 0 ? 1 : 0), nextTryInMs: wait };
    const fate = this.state.kept ? KEPT_HINT : HINT;
    const hint = this.#advice ? andThen(this.#advice, fate) : fate;
    const message = this.#reason;
    this.#states.set({ state: 'reconnecting', message, hint, canReconnect: true, ...next });
  }

  #dial(): void {
    this.#cancelTimer();
    const attempt = this.#options.attempt(true);
    this.#current = this.#dialling = attempt;
    this.#attempts++;
    this.#tell(0);
    attempt.shell.onState((state) => {
      if (this.#dialling === attempt && !this.#finishing) this.#judge(attempt, state);
    });
    attempt.shell.start(this.#size);
  }

  /** What becomes of an unattended attempt. What it printed is shown only once it stands. */
  #judge(attempt: Attempt, state: ShellState): void {
    if (state.state === 'online') return this.#goOn(attempt, state);
    if (state.state === 'authenticating' && attempt.asks) return this.#beAsked(attempt, state);
    if (state.state === 'connecting' && this.#asking === attempt) this.#tell(0);
    if (state.state === 'authenticating') void this.#finish(NEEDS_ANSWER);
    if (state.state === 'closed') void this.#finish(state);
    if (state.state === 'failed') this.#attemptFailed(attempt, state);
  }

  #attemptFailed(attempt: Attempt, state: ShellState): void {
    const afterwards = attempt.afterwards();
    if (afterwards === 'again') {
      [this.#reason, this.#advice] = [state.message, state.hint];
      this.#wait();
    } else void this.#finish(afterwards === 'ask' ? NEEDS_ANSWER : state);
  }

  /** Its question is shown where it can be answered. */
  #beAsked(attempt: Attempt, state: ShellState): void {
    this.#hear(attempt);
    this.#states.set({ ...state, ...NOT_RETRYING });
  }

  #hear(attempt: Attempt): void {
    if (this.#asking === attempt) return;
    this.#asking = attempt;
    this.#shown.markBetween({ type: 'fresh' }); // one that is kept draws its screen anew
    void this.#shown.pass(attempt.shell);
  }

  #goOn(attempt: Attempt, state: ShellState): void {
    this.#dialling = undefined;
    const anew = note(say('connected-anew'));
    if (this.#asking === attempt) this.#shown.markNow(anew);
    else {
      this.#shown.markBetween({ type: 'fresh' });
      if (!this.#options.kept) this.#shown.markBetween(anew);
      void this.#shown.pass(attempt.shell);
    }
    this.#followStates(attempt);
    this.#states.set({ ...state, ...NOT_RETRYING });
  }

  async #abandon(): Promise<void> {
    const attempt = this.#current;
    this.#current = this.#dialling = undefined;
    await attempt?.shell.close();
  }

  /** Called by whoever ends it first; the others wait for the same. */
  #finish(last: Partial<ShellState>): Promise<void> {
    this.#finishing ??= (async () => {
      this.#cancelTimer();
      await this.#shown.close(); // after the last byte of a program that ended by itself
      await this.#abandon();
      this.#states.set({ ...last, ...NOT_RETRYING, kept: this.#isKept(last) });
    })();
    return this.#finishing;
  }

  /** It lives on where the connection failed, and where the person has let go of it over there. */
  #isKept({ state, kept }: Partial<ShellState>): boolean {
    if (!this.#options.kept) return false;
    return state === 'failed' ? this.#stood && this.state.kept : kept === true;
  }
}

const NOT_RETRYING = { attempt: null, nextTryInMs: null };
const HINT = say('will-be-new');
/** Whoever could answer may be anywhere by now. */
const NEEDS_ANSWER: Partial<ShellState> = {
  state: 'failed',
  message: say('login-needs-answer'),
  hint: say('reconnect-and-answer'),
  canReconnect: true,
};
const KEPT_HINT = say('runs-on-typed-is-lost');

function andThen(first: Said, second: Said | null): Said {
  return second ? say('both', { first, second }) : first;
}

function isOver({ state }: ShellState): boolean {
  return state === 'closed' || state === 'failed';
}
