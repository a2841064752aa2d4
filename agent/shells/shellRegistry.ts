// All shells of an agent by name: those that run, and for a while those that have ended, so
// that somebody who comes back late still gets the end and the exit code.
import type { TerminalSize } from '../../core/pty/pty.ts';
import type { Clock } from '../../core/time/clock.ts';
import { ChannelError } from '../../core/wire/errors.ts';
import { LIMITS } from '../../core/wire/protocol.ts';
import type { ScreenService } from '../screens/screenService.ts';
import { HostedShell, type Pipes } from './hostedShell.ts';
import { MemoryBudget } from './memoryBudget.ts';
import { findProgram, type Program, type ProgramRequest } from './program.ts';
import { Detached, type Retention } from './retention.ts';
import { MIN_SHELL_BYTES } from './shellMemory.ts';

export const SHELL_LIMITS = {
  /** Shells that run at once. */
  running: LIMITS.maxShells,
  /** Ended shells remembered, and how many bytes of output and screens of all of them together. */
  ended: 64,
  endedBytes: 16 * 1024 * 1024,
  /** How long an ended shell is remembered, milliseconds. */
  endedMs: 10 * 60 * 1000,
} as const;

/** The ssh-agent that a shell's programs find. */
export interface ShellKeys {
  /** Of its socket. */
  readonly path: string;
  close(): void;
}

export interface ShellRegistryOptions {
  clock: Clock;
  /** Milliseconds since 1970. */
  today: () => number;
  /** Program of a shell opened without a command; undefined for the login shell. */
  shell: string | undefined;
  screens: ScreenService;
  retention: Retention;
  onOpened: (shell: HostedShell) => void;
  /** A shell was kept unwatched for as long as was asked for, and is being ended. */
  onExpired: (session: string) => void;
  onEnded: (shell: HostedShell) => void;
  /** Makes the socket that SSH_AUTH_SOCK names, where one is asked for; undefined: there is none. */
  openKeys?: (session: string) => ShellKeys | undefined;
  /** Memory was let go. */
  onLetGo: () => void;
  /** Nobody can attach to it any more. */
  onForgotten: (session: string) => void;
}

export class ShellRegistry {
  readonly #options: ShellRegistryOptions;
  readonly #running = new Map<string, HostedShell>();
  readonly #detached: Detached;
  /** In the order in which they ended. */
  readonly #ended = new Map<string, { shell: HostedShell; cancelTimer: () => void }>();
  readonly #memory: MemoryBudget;
  #closed = false;
  #condensing = false;

  constructor(options: ShellRegistryOptions) {
    this.#options = options;
    const { clock, retention, onExpired, screens } = options;
    this.#memory = new MemoryBudget(retention.memoryBytes, MIN_SHELL_BYTES);
    screens.onCaughtUp = () => {
      for (const shell of this.#running.values()) shell.viewerMoved();
    };
    this.#detached = new Detached(clock, retention.keepMs, onExpired);
  }

  /** Starts a shell. Throws `ChannelError` too-many-shells or cannot-start. */
  open(session: string, request: ProgramRequest, size: TerminalSize, pipes?: Pipes): HostedShell {
    if (this.#closed) throw new ChannelError('cannot-start', 'The agent is shutting down.');
    this.#checkRoom();
    const shell = this.#start(session, request, size, pipes);
    this.#running.set(session, shell);
    this.#options.onOpened(shell);
    void shell.ended.then(() => this.#retire(shell));
    return shell;
  }

  /** A shell that runs or ended not long ago. */
  find(session: string): HostedShell | undefined {
    return this.#running.get(session) ?? this.#ended.get(session)?.shell;
  }

  /** Like `find`. Throws `ChannelError` no-such-session. */
  get(session: string): HostedShell {
    const shell = this.find(session);
    if (shell) return shell;
    throw noSuchSession();
  }

  /** All of them, the oldest first. */
  list(): HostedShell[] {
    const ended = [...this.#ended.values()].map(({ shell }) => shell);
    return [...this.#running.values(), ...ended].sort((a, b) => a.startedAt - b.startedAt);
  }

  /** Nobody will ask for it again. Throws `ChannelError` no-such-session; one that runs is left. */
  forget(session: string): void {
    if (!this.get(session).exit) return;
    this.#forget(session);
  }

  /** Hangs up every shell; resolves when none is left. */
  async closeAll(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#running.values()].map((shell) => shell.hangUp()));
    for (const session of [...this.#ended.keys()]) this.#forget(session);
  }

  #checkRoom(): void {
    if (this.#running.size >= SHELL_LIMITS.running) {
      const text = `The agent runs ${SHELL_LIMITS.running} shells already. End some of them first.`;
      throw new ChannelError('too-many-shells', text);
    }
    this.#checkMemory();
    const { maxDetached } = this.#options.retention;
    if (this.#detached.count < maxDetached) return;
    const text = `The agent keeps ${this.#detached.count} shells that nobody is attached to, and no more than that. End some of them, or attach to them, first.`;
    throw new ChannelError('too-many-shells', text);
  }

  /** What has ended makes room for what is to run. */
  #checkMemory(): void {
    const memory = this.#memory;
    while (!memory.hasRoomForOneMore && this.#ended.size > 0) this.#forgetOldest();
    if (memory.hasRoomForOneMore) return;
    const text = `The agent’s memory for output (--memory) is too small for more than ${this.#running.size} shells. End some of them first, or start the agent with more.`;
    throw new ChannelError('too-many-shells', text);
  }

  #start(
    session: string,
    request: ProgramRequest,
    size: TerminalSize,
    pipes: Pipes | undefined,
  ): HostedShell {
    const { clock, today, shell, screens, retention } = this.#options;
    const found = findProgram(request, shell);
    const { logBytes } = retention;
    const { inputWindow } = LIMITS;
    const keys = request.keys && !pipes ? this.#options.openKeys?.(session) : undefined;
    const program = keys ? withKeys(found, keys) : found;
    try {
      const base = { session, program, pipes, size, clock, today, screens };
      const hosted = new HostedShell({
        ...{ ...base, logBytes, inputWindow, memory: this.#memory },
        onWatched: (watched) => this.#watched(watched),
      });
      void hosted.ended.then(() => keys?.close());
      return hosted;
    } catch (error) {
      keys?.close();
      const why = error instanceof Error ? error.message : String(error);
      const text = `${program.file} can't be started: ${why.replace(/\.$/, '')}.`;
      throw new ChannelError('cannot-start', text);
    }
  }

  #watched(shell: HostedShell): void {
    if (shell.exit || shell.viewers > 0) this.#detached.remove(shell);
    else this.#detached.add(shell);
  }

  #retire(shell: HostedShell): void {
    const { session } = shell;
    this.#running.delete(session);
    this.#detached.remove(shell);
    const endedMs = shell.pipes?.keepMs ?? SHELL_LIMITS.endedMs;
    const cancelTimer = this.#options.clock.after(endedMs, () => this.#forget(session));
    this.#ended.set(session, { shell, cancelTimer });
    if (this.#ended.size > SHELL_LIMITS.ended) this.#forgetOldest();
    void this.#condense();
    this.#options.onEnded(shell);
    this.#options.onLetGo();
  }

  // Without its output, a program without a terminal would have run for nothing.
  #forgetOldest(): void {
    const ended = [...this.#ended.values()].map(({ shell }) => shell);
    const oldest = ended.find(({ pipes }) => !pipes) ?? ended[0];
    if (oldest) this.#forget(oldest.session);
  }

  /**
   * Of those that have ended the terminals become screens; and while they hold too much, the largest
   * keeps its share; then the oldest goes.
   */
  async #condense(): Promise<void> {
    if (this.#condensing) return; // one at a time, or all of it would wait for the screen worker
    this.#condensing = true;
    for (let one = this.#toCondense(); one; one = this.#toCondense()) {
      const [before, unfinished] = [one.held, one.isUnfinished];
      await one.condense(Math.floor(SHELL_LIMITS.endedBytes / this.#ended.size));
      if (one.held >= before && !unfinished && this.#ended.has(one.session)) this.#forgetOldest();
      this.#options.onLetGo();
    }
    this.#condensing = false;
  }

  /** The next one that holds more than it should; undefined when none does. */
  #toCondense(): HostedShell | undefined {
    const ended = [...this.#ended.values()].map(({ shell }) => shell);
    const shells = ended.filter(({ pipes }) => !pipes); // which keep their share till it is taken
    const unfinished = shells.find(({ isUnfinished }) => isUnfinished);
    if (unfinished) return unfinished;
    const held = shells.reduce((sum, shell) => sum + shell.held, 0);
    if (held <= SHELL_LIMITS.endedBytes) return undefined;
    return shells.reduce((most, shell) => (shell.held > most.held ? shell : most));
  }

  #forget(session: string): void {
    this.#ended.get(session)?.cancelTimer();
    this.#ended.get(session)?.shell.forget();
    if (!this.#ended.delete(session)) return;
    this.#options.onForgotten(session);
    this.#options.onLetGo();
  }
}

function withKeys(program: Program, { path }: ShellKeys): Program {
  return { ...program, env: { ...program.env, SSH_AUTH_SOCK: path } };
}

export function noSuchSession(): ChannelError {
  const text = 'There is no such shell: it ended a while ago, or the agent was started anew.';
  return new ChannelError('no-such-session', text);
}
