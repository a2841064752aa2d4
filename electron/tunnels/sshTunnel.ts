// One tunnel that OpenSSH carries: asked for, added to the connection whenever that stands, and
// taken away again. How much goes through it, only ssh knows.
import { backoffMs } from '../../core/client/retry.ts';
import type { ConnectFailure } from '../../core/socket/connectFailure.ts';
import type { Hold } from '../../core/task/shared.ts';
import type { Clock } from '../../core/time/clock.ts';
import type { Place } from '../../core/tunnel/place.ts';
import type { Tunnel, TunnelSpec, TunnelState, TunnelStatus } from '../../core/tunnel/tunnel.ts';
import { TunnelError } from '../../core/tunnel/tunnelError.ts';
import { TunnelReport } from '../../core/tunnel/tunnelReport.ts';
import type { SshCommands } from '../ssh/sshCommands.ts';
import { openForward, type Forward } from './sshForward.ts';
import type { SshLine } from './sshLine.ts';
import type { SaidTrouble } from './sshTrouble.ts';
import { asTunnelError, HELD, stillHeld, unreachable, UNREACHABLE } from './sshTunnelTrouble.ts';

export interface SshTunnelOptions {
  clock: Clock;
  /** Uniform in 0–1, for the jitter. */
  random: () => number;
  /** Milliseconds since 1970. */
  today: () => number;
  /** A hold on the connection. Throws `TunnelError`. */
  hold: () => Hold<SshLine>;
}

interface Run {
  line: SshLine;
  release: () => Promise<void>;
  /** The connection it was added to, or is being added to. */
  on: SshCommands | undefined;
  placing: Promise<Forward | undefined>;
  /** Where it came to listen; after a cut it is the same again. */
  at: Place;
  /** It listened before, so what is in its way may be its own of before a cut. */
  listened: boolean;
  /** Times in a row that the server refused what it had allowed before a cut. */
  refusals: number;
  cancelRetry: () => void;
  unwatch: () => void;
}

/** Nobody but ssh can know. */
const UNKNOWN = { open: null, total: null, up: null, down: null } as const;

export class SshTunnel implements Tunnel {
  readonly spec: TunnelSpec;
  readonly #options: SshTunnelOptions;
  readonly #report: TunnelReport;
  #run: Run | undefined;
  #stopping: Promise<void> = Promise.resolve();

  constructor(spec: TunnelSpec, options: SshTunnelOptions) {
    this.spec = spec;
    this.#options = options;
    this.#report = new TunnelReport(options.today);
  }

  get status(): TunnelStatus {
    return {
      state: this.#state,
      listening: this.#report.listening,
      error: this.#report.error,
      ...UNKNOWN,
    };
  }

  start(): void {
    if (this.#run) return;
    this.#report.clear();
    try {
      this.#begin(this.#options.hold());
    } catch (error) {
      if (!(error instanceof TunnelError)) throw error;
      this.#report.fail(error);
    }
    this.#report.tell();
  }

  /** Resolves when nothing listens. Whoever is connected through it stays so while the login stands. */
  async stop(): Promise<void> {
    this.#report.clear();
    this.#end();
    this.#report.tell();
    await this.#stopping;
  }

  subscribe(onChange: () => void): () => void {
    return this.#report.subscribe(onChange);
  }

  /** ssh has said this of a connection through one of its tunnels. */
  heard(trouble: SaidTrouble, only: boolean): void {
    if (!this.#run) return;
    this.#report.explain(trouble.errorFor(this.spec, only));
    this.#report.tell();
  }

  get #state(): TunnelState {
    if (!this.#run) return this.#report.atRest;
    const { line } = this.#run;
    if (this.#report.listening && line.commands) return 'running';
    if (this.#run.refusals > 0) return 'waiting';
    return line.stood && !line.commands ? 'waiting' : 'starting';
  }

  #begin({ value: line, release }: Hold<SshLine>): void {
    const nowhere = { on: undefined, placing: Promise.resolve(undefined) };
    const unwatch = line.watch({
      onChange: () => void this.#look(run),
      onLine: () => undefined,
    });
    const fresh = { listened: false, refusals: 0, cancelRetry: () => undefined };
    const run: Run = { line, release, ...nowhere, ...fresh, at: this.spec.listen, unwatch };
    this.#run = run;
    void this.#look(run);
  }

  async #look(run: Run): Promise<void> {
    if (this.#run !== run) return;
    const { commands, failure, reason } = run.line;
    if (failure) return this.#fail(unreachable(failure));
    this.#explain(reason);
    if (commands !== run.on) this.#report.listening = null;
    this.#report.tell();
    if (!commands || commands === run.on) return void (run.on = commands);
    run.on = commands;
    run.cancelRetry();
    await this.#place(run, commands);
  }

  /** While the host is away, it is told why; once it is back, that is over. */
  #explain(reason: ConnectFailure | undefined): void {
    if (reason) this.#report.explain(unreachable(reason));
    else if (this.#report.error?.code === UNREACHABLE) this.#report.explain(null);
  }

  async #place(run: Run, commands: SshCommands): Promise<void> {
    // One that was stopped a moment ago may still have the port.
    const open = () => openForward(commands, this.spec, run.at, run.listened);
    run.placing = this.#stopping.then(open);
    try {
      const forward = await run.placing;
      if (this.#run !== run || run.on !== commands || !forward) return;
      this.#placed(run, forward);
    } catch (error) {
      if (this.#run !== run || run.on !== commands) return;
      if (this.#mayBeItsOwn(run, error)) this.#retry(run, commands);
      else this.#fail(asTunnelError(error));
    }
  }

  #placed(run: Run, { at }: Forward): void {
    run.at = this.#report.listening = at;
    run.listened = true;
    if (run.refusals > 0) this.#report.explain(null);
    run.refusals = 0;
    this.#report.tell();
  }

  /** After a cut, the server keeps the old listener until it notices that its client is gone. */
  #mayBeItsOwn({ listened, at }: Run, error: unknown): boolean {
    if (this.spec.kind !== 'remote' || !listened || !(error instanceof TunnelError)) return false;
    return error.code === HELD || at.kind === 'unix';
  }

  #retry(run: Run, commands: SshCommands): void {
    const { clock, random } = this.#options;
    this.#report.explain(stillHeld(run.at));
    run.cancelRetry = clock.after(backoffMs(++run.refusals, random()), () => {
      if (this.#run === run && run.on === commands) void this.#place(run, commands);
    });
    this.#report.tell();
  }

  #fail(error: TunnelError): void {
    this.#report.fail(error);
    this.#end();
    this.#report.tell();
  }

  #end(): void {
    const run = this.#run;
    if (!run) return;
    this.#run = undefined;
    this.#report.listening = null;
    run.unwatch();
    run.cancelRetry();
    this.#stopping = takeAway(run);
  }
}

async function takeAway(run: Run): Promise<void> {
  const forward = await run.placing.catch(() => undefined);
  if (forward && run.line.commands === run.on) await forward.cancel();
  await run.release();
}
