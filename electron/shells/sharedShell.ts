// One connection of a plain shell over the login that all of its host share: an ssh that joins the master, in
// a PTY. Where the person's own configuration shares connections, or the master won't have it, it is an ssh
// that logs in by itself.
import type { Channel } from '../../core/channel/channel.ts';
import { ConnectFailure } from '../../core/socket/connectFailure.ts';
import type { Clock } from '../../core/time/clock.ts';
import { UNMEASURED } from '../lag/shellLag.ts';
import type { Shell, ShellMeasure, ShellOutput, ShellState, TerminalSize } from '../shell.ts';
import type { AskPerson } from '../ssh/asking.ts';
import type { Answerer } from '../ssh/dialogue.ts';
import { unlessAborted, type LoginHold } from '../ssh/heldLogin.ts';
import type { SharedLogin } from '../ssh/sharedLogin.ts';
import type { SshCommands } from '../ssh/sshCommands.ts';
import type { SshMaster } from '../ssh/sshMaster.ts';
import { say } from '../../words/said.ts';
import { JoinedOutput } from './joinedOutput.ts';
import type { Joined } from './joinedSsh.ts';
import type { Attempt } from './returningShell.ts';
import { note } from './sessionNotes.ts';
import { ASKS } from './sshShell.ts';
import { StateCell, type StateListener } from './stateCell.ts';

export interface SharedShellOptions {
  /** As a person calls the host. */
  address: string;
  login: SharedLogin;
  /** Lets go of the login. */
  release: () => Promise<void>;
  /** The person's own configuration shares connections, and rules. */
  ownRules: () => Promise<boolean>;
  /** An ssh that joins the login. */
  join: (commands: SshCommands) => Joined;
  /** An ssh that logs in by itself. */
  alone: () => Attempt;
  /** Asks over the shell's terminal. */
  card: AskPerson | undefined;
  clock: Clock;
}

/** Logins that have carried a shell: one that then refuses the next is full. */
const carrying = new WeakSet<SshMaster>();

export class SharedShell implements Shell {
  readonly #options: SharedShellOptions;
  readonly #states = new StateCell();
  readonly #shown: JoinedOutput;
  readonly #closing = new AbortController();
  readonly #closed = new Promise<false>((resolve) =>
    this.#closing.signal.addEventListener('abort', () => resolve(false), { once: true }),
  );
  #size: TerminalSize = { cols: 80, rows: 24 };
  #running: Promise<void> | undefined;
  #answerer: Answerer | undefined;
  /** The ssh of now. */
  #ssh: Shell | undefined;
  /** Resolves when there is an ssh to type to, or never will be. */
  #typable!: () => void;
  readonly #hasSsh = new Promise<void>((resolve) => (this.#typable = resolve));
  #afterwards: () => ReturnType<Attempt['afterwards']> = () => 'never';

  constructor(options: SharedShellOptions) {
    this.#options = options;
    this.#shown = new JoinedOutput(0, options.clock);
  }

  get output(): Channel<ShellOutput> {
    return this.#shown.channel;
  }

  get state(): ShellState {
    return this.#states.current;
  }

  /** Once it has failed: what is to be done about it. */
  afterwards(): ReturnType<Attempt['afterwards']> {
    return this.#afterwards();
  }

  onState(listener: StateListener): () => void {
    return this.#states.subscribe(listener);
  }

  start(size: TerminalSize): void {
    if (this.#running || this.#states.ended) return;
    this.#size = size;
    this.#states.set({ message: say('connecting-to', { host: this.#options.address }) });
    this.#running = this.#run().catch((error: unknown) => this.#finish(notStarted(error)));
  }

  /** What is typed before there is an ssh waits for it, but for answers. */
  async write(bytes: Uint8Array): Promise<void> {
    const typed = this.#answerer?.answer(bytes) ?? bytes;
    if (typed.byteLength === 0) return;
    await this.#hasSsh;
    if (!this.#ssh || this.#states.ended) throw new Error('the shell has ended');
    await this.#ssh.write(typed);
  }

  resize(size: TerminalSize): void {
    this.#size = size;
    this.#ssh?.resize(size);
  }

  parsed(bytes: number): void {
    this.#shown.parsed(bytes);
  }

  raw(raw: boolean): void {
    this.#shown.raw = raw;
    this.#ssh?.raw?.(raw);
  }

  measure(): ShellMeasure {
    return this.#ssh?.measure?.() ?? UNMEASURED;
  }

  foreground(): Promise<string> {
    return this.#ssh?.foreground() ?? Promise.resolve('');
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#shown.abort();
    await this.#ssh?.close();
    await this.#running;
    await this.#finish(CLOSED);
  }

  async #run(): Promise<void> {
    const ownRules = await Promise.race([this.#options.ownRules(), this.#closed]);
    await this.#finish(ownRules ? await this.#alone() : await this.#together());
  }

  /** Over the login that stands, or, where that is full, over the next one. */
  async #together(): Promise<Partial<ShellState>> {
    for (;;) {
      const end = await this.#overLogin();
      if (end === 'refused') this.#shown.markBetween(note(say('shell-logs-in-alone')));
      if (end === 'refused') return this.#alone();
      if (end !== 'full') return end;
      this.#shown.markBetween(note(say('login-is-full', { host: this.#options.address })));
    }
  }

  async #overLogin(): Promise<Partial<ShellState> | 'full' | 'refused'> {
    let hold: LoginHold<SshMaster> | undefined;
    try {
      const { commands, taken } = await this.#logIn((of) => (hold = of));
      return await this.#join(taken, commands);
    } catch (error) {
      if (!(error instanceof ConnectFailure)) throw error;
      const asks = hold?.turn.putAway || ASKS.has(error.kind);
      this.#afterwards = () => (asks ? 'ask' : 'again');
      return failed(error);
    } finally {
      hold?.release();
    }
  }

  /** Rejects with a `ConnectFailure`. */
  async #logIn(taking: (hold: LoginHold<SshMaster>) => void) {
    const { login, card } = this.#options;
    this.#answerer = login.dialogue.take({
      onText: (bytes) => this.#shown.textBetween(bytes),
      onChange: () => this.#showLogin(),
      card,
    });
    try {
      const taken = login.take();
      taking(taken);
      this.#showLogin();
      return { taken, commands: await unlessAborted(taken.ssh.ready, this.#closing.signal) };
    } finally {
      this.#answerer.leave();
      this.#answerer = undefined;
    }
  }

  #showLogin(): void {
    const { news } = this.#answerer ?? {};
    if (news) this.#states.set(news);
  }

  async #join(hold: LoginHold<SshMaster>, commands: SshCommands) {
    const joined = this.#options.join(commands);
    const carriedBefore = carrying.has(hold.ssh);
    const last = await this.#runSsh(joined.shell, () => carrying.add(hold.ssh));
    const { end } = joined;
    if (end === 'lost') this.#afterwards = () => 'again';
    if (end !== 'refused' || this.#closing.signal.aborted) return last;
    if (!joined.noRoom || !carriedBefore) return 'refused';
    hold.discard(); // whoever comes next finds room
    return 'full';
  }

  #alone(): Promise<Partial<ShellState>> {
    const { shell, afterwards } = this.#options.alone();
    this.#afterwards = afterwards;
    return this.#runSsh(shell);
  }

  /** Resolves with its last state, which is told once its output is. */
  async #runSsh(ssh: Shell, stands: () => void = () => undefined): Promise<Partial<ShellState>> {
    if (this.#closing.signal.aborted) return CLOSED;
    this.#ssh = ssh;
    const over = new Promise<ShellState>((resolve) => {
      ssh.onState((state) => {
        if (isOver(state)) return resolve(state);
        if (state.state === 'online') stands();
        this.#states.set(state);
      });
    });
    const passed = this.#shown.pass(ssh);
    ssh.start(this.#size);
    if (isOver(ssh.state)) return ssh.state;
    this.#typable();
    const state = await over;
    await passed;
    return state;
  }

  async #finish(last: Partial<ShellState>): Promise<void> {
    if (this.#states.ended) return;
    this.#typable();
    await Promise.all([this.#shown.close(), this.#options.release()]);
    this.#states.set(this.#closing.signal.aborted ? CLOSED : last);
  }
}

const CLOSED: Partial<ShellState> = { state: 'closed', message: say('closed') };

/** No place for a socket, say. */
function notStarted(error: unknown): Partial<ShellState> {
  const why = error instanceof Error ? error.message : String(error);
  const [message, hint] = [say('program-not-started', { why }), say('close-and-try-again')];
  return { state: 'failed', message, hint, canReconnect: true };
}

function failed({ said, advice }: ConnectFailure): Partial<ShellState> {
  return { state: 'failed', message: said, hint: advice, canReconnect: true };
}

function isOver({ state }: ShellState): boolean {
  return state === 'closed' || state === 'failed';
}
