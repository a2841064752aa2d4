// One tunnel over a login of its own: begun, looked after, and begun again after each loss, without
// a thought of the others of its host.
import { backoffMs } from '../../core/client/retry.ts';
import { ConnectFailure } from '../../core/socket/connectFailure.ts';
import { pause } from '../../core/time/clock.ts';
import type { Place } from '../../core/tunnel/place.ts';
import type { Tunnel, TunnelSpec, TunnelState, TunnelStatus } from '../../core/tunnel/tunnel.ts';
import { TunnelError } from '../../core/tunnel/tunnelError.ts';
import { TunnelReport } from '../../core/tunnel/tunnelReport.ts';
import { connectSeconds, unlessAborted } from '../ssh/heldLogin.ts';
import type { SeparateSsh } from '../ssh/sshWay.ts';
import { ForwardProcess } from './forwardProcess.ts';
import { listenPlace } from './listenPlace.ts';
import { readTrouble } from './sshTrouble.ts';
import { asTunnelError, HELD, stillHeld, unreachable } from './sshTunnelTrouble.ts';

export interface SeparateTunnelOptions {
  ssh: SeparateSsh;
  /** Uniform in 0–1, for the jitter. */
  random: () => number;
  /** Milliseconds since 1970. */
  today: () => number;
  /** A host that can't be reached at first is waited for. */
  patient: boolean;
}

/** From a start to a stop. */
interface Run {
  end: AbortController;
  /** Cuts a pause short. */
  hurry: AbortController;
  /** Where it came to listen; after a cut it is the same again. */
  at: Place;
  listened: boolean;
  /** Since it last listened. */
  tries: number;
  over: Promise<void>;
}

/** Nobody but ssh can know. */
const UNKNOWN = { open: null, total: null, up: null, down: null } as const;

export class SeparateTunnel implements Tunnel {
  readonly spec: TunnelSpec;
  readonly #options: SeparateTunnelOptions;
  readonly #report: TunnelReport;
  #run: Run | undefined;
  #stopping: Promise<void> = Promise.resolve();

  constructor(spec: TunnelSpec, options: SeparateTunnelOptions) {
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
    const run: Run = {
      ...{ end: new AbortController(), hurry: new AbortController(), at: this.spec.listen },
      ...{ listened: false, tries: 0, over: Promise.resolve() },
    };
    this.#run = run;
    run.over = this.#stopping.then(() => this.#follow(run)); // the one before may have the port
    this.#report.tell();
  }

  /** Resolves when its ssh is gone, and with it whoever was connected through it. */
  async stop(): Promise<void> {
    this.#report.clear();
    this.#end();
    this.#report.tell();
    await this.#stopping;
  }

  subscribe(onChange: () => void): () => void {
    return this.#report.subscribe(onChange);
  }

  /** The computer woke up, or a network came back: nobody waits for a timer. */
  wake(): void {
    if (!this.#run) return;
    this.#run.tries = 0;
    this.#run.hurry.abort();
  }

  get #state(): TunnelState {
    if (!this.#run) return this.#report.atRest;
    if (this.#report.listening) return 'running';
    return this.#run.listened ? 'waiting' : 'starting';
  }

  async #follow(run: Run): Promise<void> {
    const { signal } = run.end;
    while (!signal.aborted) {
      const error = await this.#once(run);
      if (signal.aborted) return;
      this.#report.listening = null;
      const passing = this.#passing(run, error);
      if (!passing) return this.#fail(tunnelError(error));
      this.#report.explain(passing);
      this.#report.tell();
      await this.#wait(run);
    }
  }

  /** One ssh, from its beginning to its end; why it couldn't be, or is no more. */
  async #once(run: Run): Promise<unknown> {
    const { spec } = this;
    let ssh: ForwardProcess | undefined;
    try {
      const here = spec.kind !== 'remote';
      const listen = here ? await listenPlace(run.at, spec.public === true) : run.at;
      if (run.end.signal.aborted) return undefined;
      const use = { spec, listen, connectSeconds: connectSeconds(run.tries++) };
      const onLine = (line: string): void => this.#hear(line);
      ssh = new ForwardProcess({ ...this.#options.ssh, ...use, onLine });
      this.#placed(run, await unlessAborted(ssh.ready, run.end.signal));
      return await unlessAborted(ssh.ended, run.end.signal);
    } catch (error) {
      return error;
    } finally {
      await ssh?.close();
    }
  }

  #placed(run: Run, at: Place): void {
    run.at = this.#report.listening = at;
    run.listened = true;
    run.tries = 1; // whatever comes next is no first try
    this.#report.explain(null);
    this.#report.tell();
  }

  /** What to say while it is tried again; undefined where that is of no use. */
  #passing({ listened, at }: Run, error: unknown): TunnelError | undefined {
    if (error instanceof ConnectFailure) {
      const worthIt = !error.final && (listened || this.#options.patient);
      return worthIt ? unreachable(error) : undefined;
    }
    // After a cut, the server keeps the old listener until it notices that its client is gone.
    const mayBeItsOwn = this.spec.kind === 'remote' && listened;
    const held = error instanceof TunnelError && error.code === HELD;
    return mayBeItsOwn && held ? stillHeld(at) : undefined;
  }

  async #wait(run: Run): Promise<void> {
    const { random, ssh } = this.#options;
    run.hurry = new AbortController();
    if (run.end.signal.aborted) return;
    await pause(ssh.clock, backoffMs(run.tries, random()), run.hurry.signal);
  }

  #hear(line: string): void {
    const trouble = this.#report.listening && readTrouble(line);
    if (!trouble || !trouble.concerns(this.spec)) return;
    this.#report.explain(trouble.errorFor(this.spec, true));
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
    run.end.abort();
    run.hurry.abort();
    this.#stopping = run.over;
  }
}

function tunnelError(error: unknown): TunnelError {
  return error instanceof ConnectFailure ? unreachable(error) : asTunnelError(error);
}
