// The connection that carries a host's tunnels: a hold on the host's login, which is taken again
// after each loss. What ssh says meanwhile is read line by line.
import { backoffMs } from '../../core/client/retry.ts';
import { ConnectFailure } from '../../core/socket/connectFailure.ts';
import { cleanLine } from '../../core/text/clean.ts';
import { pause, type Clock } from '../../core/time/clock.ts';
import { say } from '../../words/said.ts';
import { unlessAborted } from '../ssh/heldLogin.ts';
import { LogLines } from '../ssh/logLines.ts';
import { commandsOf, type SharedLogin } from '../ssh/sharedLogin.ts';
import type { SshCommands } from '../ssh/sshCommands.ts';

/** Of a line, in a message. */
const LINE_CHARS = 4 * 1024;

export interface SshLineOptions {
  login: SharedLogin;
  clock: Clock;
  /** Uniform in 0–1, for the jitter. */
  random: () => number;
  /** Though it never stood, it is waited for when it can't be had at once. */
  patient: boolean;
}

export interface LineWatcher {
  /** It stands, was lost, or has failed. */
  onChange(): void;
  /** ssh has said this. */
  onLine(line: string): void;
}

export class SshLine {
  readonly #options: SshLineOptions;
  readonly #watchers = new Set<LineWatcher>();
  readonly #end = new AbortController();
  #hurry = new AbortController();
  #commands: SshCommands | undefined;
  #failure: ConnectFailure | undefined;
  #reason: ConnectFailure | undefined;
  #stood = false;
  #refusals = 0;

  constructor(options: SshLineOptions) {
    this.#options = options;
    void this.#run();
  }

  /** What goes over it while it stands. */
  get commands(): SshCommands | undefined {
    return this.#commands;
  }

  /** Why it won't stand any more by itself. */
  get failure(): ConnectFailure | undefined {
    return this.#failure;
  }

  /** Why it doesn't stand just now, while it is tried again. */
  get reason(): ConnectFailure | undefined {
    return this.#reason;
  }

  get stood(): boolean {
    return this.#stood;
  }

  watch(watcher: LineWatcher): () => void {
    this.#watchers.add(watcher);
    return () => void this.#watchers.delete(watcher);
  }

  /** The computer woke up, or a network came back: nobody waits for a timer. */
  wake(): void {
    this.#refusals = 0;
    this.#hurry.abort();
  }

  close(): void {
    this.#end.abort();
    this.#hurry.abort();
  }

  async #run(): Promise<void> {
    await Promise.resolve(); // whoever made it watches first
    while (!this.#end.signal.aborted) {
      const failure = await this.#once();
      this.#commands = undefined;
      if (this.#end.signal.aborted) return;
      const hopeless = failure.final || !(this.#stood || this.#options.patient);
      this.#reason = failure;
      if (hopeless) this.#failure = failure;
      this.#tell();
      if (hopeless) return;
      await this.#wait();
    }
  }

  /** One login, from its beginning to its end. */
  async #once(): Promise<ConnectFailure> {
    const { signal } = this.#end;
    const undo: (() => void)[] = [];
    try {
      const hold = this.#options.login.take();
      undo.push(() => hold.release());
      this.#commands = await commandsOf(hold, signal);
      hold.turn.end();
      const lines = new LogLines((line) => this.#hear(line));
      undo.push(hold.hear((bytes) => lines.add(bytes)));
      this.#stood = true;
      this.#reason = undefined;
      this.#refusals = 0;
      this.#tell();
      return await unlessAborted(hold.ssh.ended, signal);
    } catch (error) {
      return asFailure(error);
    } finally {
      for (const step of undo.reverse()) step();
    }
  }

  async #wait(): Promise<void> {
    const { clock, random } = this.#options;
    this.#hurry = new AbortController();
    if (this.#end.signal.aborted) return;
    await pause(clock, backoffMs(++this.#refusals, random()), this.#hurry.signal);
  }

  #hear(line: string): void {
    const told = cleanLine(line, LINE_CHARS); // a server writes some of it
    for (const watcher of [...this.#watchers]) watcher.onLine(told);
  }

  #tell(): void {
    for (const watcher of [...this.#watchers]) watcher.onChange();
  }
}

function asFailure(error: unknown): ConnectFailure {
  if (error instanceof ConnectFailure) return error;
  const why = error instanceof Error ? error.message : String(error);
  const said = say('ssh-not-started', { why });
  return new ConnectFailure('not-an-agent', said, say('close-programs'), error);
}
