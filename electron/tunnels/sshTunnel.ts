// One tunnel that OpenSSH carries: asked for, added to the connection whenever that stands, and
// taken away again. How much goes through it, only ssh knows.
import type { Place } from '../../core/tunnel/place.ts';
import type { Tunnel, TunnelSpec, TunnelState, TunnelStatus } from '../../core/tunnel/tunnel.ts';
import type { TunnelTrouble } from '../../core/tunnel/tunnel.ts';
import { TunnelError } from '../../core/tunnel/tunnelError.ts';
import type { ConnectFailure } from '../../core/socket/connectFailure.ts';
import type { SshCommands } from '../shells/durable/sshCommands.ts';
import { openForward, type Forward, type SaidTrouble } from './sshForward.ts';
import type { SshLine } from './sshLine.ts';

export interface HeldLine {
  line: SshLine;
  giveBack(): void;
}

export interface SshTunnelOptions {
  /** Milliseconds since 1970. */
  today: () => number;
  /** A share in the connection, until it is given back. Throws `TunnelError`. */
  hold: () => HeldLine;
}

interface Run extends HeldLine {
  /** The connection it was added to, or is being added to. */
  on: SshCommands | undefined;
  placing: Promise<Forward | undefined>;
  /** Where it came to listen; after a cut it is the same again. */
  at: Place;
  unwatch: () => void;
}

const UNREACHABLE = 'unreachable-host';
/** Nobody but ssh can know. */
const UNKNOWN = { open: null, total: null, up: null, down: null } as const;

export class SshTunnel implements Tunnel {
  readonly spec: TunnelSpec;
  readonly #options: SshTunnelOptions;
  readonly #listeners = new Set<() => void>();
  #run: Run | undefined;
  #stopping: Promise<void> = Promise.resolve();
  #failed = false;
  #listening: Place | null = null;
  #error: TunnelTrouble | null = null;

  constructor(spec: TunnelSpec, options: SshTunnelOptions) {
    this.spec = spec;
    this.#options = options;
  }

  get status(): TunnelStatus {
    return { state: this.#state, listening: this.#listening, error: this.#error, ...UNKNOWN };
  }

  start(): void {
    if (this.#run) return;
    this.#failed = false;
    this.#error = null;
    try {
      this.#begin(this.#options.hold());
    } catch (error) {
      if (!(error instanceof TunnelError)) throw error;
      this.#failed = true;
      this.#error = this.#troubleOf(error);
    }
    this.#tell();
  }

  /** Resolves when nothing listens. Whoever is connected through it stays so while the login stands. */
  async stop(): Promise<void> {
    this.#failed = false;
    this.#error = null;
    this.#end();
    this.#tell();
    await this.#stopping;
  }

  subscribe(onChange: () => void): () => void {
    this.#listeners.add(onChange);
    return () => void this.#listeners.delete(onChange);
  }

  /** ssh has said this of a connection through one of its tunnels. */
  heard(trouble: SaidTrouble, only: boolean): void {
    if (!this.#run) return;
    this.#error = this.#troubleOf(trouble.errorFor(this.spec, only));
    this.#tell();
  }

  get #state(): TunnelState {
    if (!this.#run) return this.#failed ? 'failed' : 'stopped';
    const { line } = this.#run;
    if (this.#listening && line.commands) return 'running';
    return line.stood && !line.commands ? 'waiting' : 'starting';
  }

  #begin(held: HeldLine): void {
    const nowhere = { on: undefined, placing: Promise.resolve(undefined) };
    const unwatch = held.line.watch({
      onChange: () => void this.#look(run),
      onLine: () => undefined,
    });
    const run: Run = { ...held, ...nowhere, at: this.spec.listen, unwatch };
    this.#run = run;
    void this.#look(run);
  }

  async #look(run: Run): Promise<void> {
    if (this.#run !== run) return;
    const { commands, failure, reason } = run.line;
    if (failure) return this.#fail(unreachable(failure));
    this.#explain(reason);
    if (commands !== run.on) this.#listening = null;
    this.#tell();
    if (!commands || commands === run.on) return void (run.on = commands);
    run.on = commands;
    await this.#place(run, commands);
  }

  /** While the host is away, it is told why; once it is back, that is over. */
  #explain(reason: ConnectFailure | undefined): void {
    if (reason) this.#error = this.#troubleOf(unreachable(reason));
    else if (this.#error?.code === UNREACHABLE) this.#error = null;
  }

  async #place(run: Run, commands: SshCommands): Promise<void> {
    // One that was stopped a moment ago may still have the port.
    run.placing = this.#stopping.then(() => openForward(commands, this.spec, run.at));
    try {
      const forward = await run.placing;
      if (this.#run !== run || run.on !== commands || !forward) return;
      run.at = this.#listening = forward.at;
      this.#tell();
    } catch (error) {
      if (this.#run !== run || run.on !== commands) return;
      this.#fail(asTunnelError(error));
    }
  }

  #fail(error: TunnelError): void {
    this.#failed = true;
    this.#error = this.#troubleOf(error);
    this.#end();
    this.#tell();
  }

  #end(): void {
    const run = this.#run;
    if (!run) return;
    this.#run = undefined;
    this.#listening = null;
    run.unwatch();
    this.#stopping = takeAway(run);
  }

  #troubleOf({ code, message, hint, field }: TunnelError): TunnelTrouble {
    return { code, message, hint, at: this.#options.today(), ...(field ? { field } : {}) };
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

async function takeAway(run: Run): Promise<void> {
  const forward = await run.placing.catch(() => undefined);
  if (forward && run.line.commands === run.on) await forward.cancel();
  run.giveBack();
}

function asTunnelError(error: unknown): TunnelError {
  if (error instanceof TunnelError) return error;
  const text = error instanceof Error ? error.message : String(error);
  return new TunnelError('listen-failed', text, 'Try again.', 'listen');
}

function unreachable({ message, hint }: ConnectFailure): TunnelError {
  return new TunnelError(UNREACHABLE, message, hint);
}
