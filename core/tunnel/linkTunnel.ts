// One tunnel through an agent: what it was asked to be, and what has become of it. Where people
// connect to it is its entrance, here or on the host.
import type { Hold } from '../task/shared.ts';
import type { Clock } from '../time/clock.ts';
import type { Entrance, EntranceEvents } from './entrance.ts';
import { LocalEntrance } from './localEntrance.ts';
import { RemoteEntrance } from './remoteEntrance.ts';
import type { Tunnel, TunnelSpec, TunnelState, TunnelStatus } from './tunnel.ts';
import type { TunnelError } from './tunnelError.ts';
import { TunnelReport } from './tunnelReport.ts';
import { PortRetry } from './portRetry.ts';
import { newName, type TunnelLink } from './tunnelLink.ts';

export interface LinkTunnelOptions {
  clock: Clock;
  /** Milliseconds since 1970. */
  today: () => number;
  /** A hold on the connection to the agent. */
  hold: () => Hold<TunnelLink>;
}

interface Run {
  link: TunnelLink;
  release: () => Promise<void>;
  entrance: Entrance;
  retry: PortRetry | undefined;
  unwatch: () => void;
}

export class LinkTunnel implements Tunnel {
  readonly spec: TunnelSpec;
  /** The same for each run, so that a new one takes up what a cut kept the agent from closing. */
  readonly #name = newName();
  readonly #options: LinkTunnelOptions;
  readonly #report: TunnelReport;
  #run: Run | undefined;
  #stopping: Promise<void> = Promise.resolve();
  readonly #counts = { open: 0, total: 0, up: 0, down: 0 };

  constructor(spec: TunnelSpec, options: LinkTunnelOptions) {
    this.spec = spec;
    this.#options = options;
    this.#report = new TunnelReport(options.today);
  }

  get status(): TunnelStatus {
    return {
      state: this.#state,
      listening: this.#report.listening,
      error: this.#report.error,
      ...this.#counts,
    };
  }

  start(patient = false): void {
    if (this.#run) return;
    this.#report.clear();
    Object.assign(this.#counts, { total: 0, up: 0, down: 0 });
    const { value: link, release } = this.#options.hold();
    const entrance = this.#makeEntrance(link);
    const retry =
      patient && this.spec.kind === 'remote' ? new PortRetry(this.#options.clock) : undefined;
    const unwatch = link.watch(() => this.#look(run));
    const run: Run = { link, release, entrance, retry, unwatch };
    this.#run = run;
    // One that was stopped a moment ago may still have the port.
    void this.#stopping.then(() => this.#run === run && entrance.open());
    this.#report.tell();
    this.#look(run);
  }

  async stop(): Promise<void> {
    this.#report.clear();
    this.#end();
    this.#report.tell();
    await this.#stopping;
  }

  subscribe(onChange: () => void): () => void {
    return this.#report.subscribe(onChange);
  }

  get #state(): TunnelState {
    if (!this.#run) return this.#report.atRest;
    if (this.#run.link.condition === 'cut') return 'waiting';
    const stands = this.#report.listening && this.#run.link.condition === 'online';
    return stands ? 'running' : 'starting';
  }

  #makeEntrance(link: TunnelLink): Entrance {
    const { clock } = this.#options;
    const events = this.#events();
    if (this.spec.kind === 'remote') return new RemoteEntrance(this.#name, this.spec, link, events);
    return new LocalEntrance(this.spec, { link, clock }, events);
  }

  /** Of one run: what an entrance of an earlier one still says counts for nothing but who left. */
  #events(): EntranceEvents {
    return {
      onListening: (at) => {
        this.#report.listening = at;
        this.#run?.retry?.succeeded();
        this.#report.tell();
      },
      onFailed: (error) => {
        const run = this.#run;
        if (!run?.retry?.again(error, () => run.entrance.open())) this.#fail(error);
      },
      onTrouble: (error) => {
        this.#report.explain(error);
        this.#report.tell();
      },
      onOpen: (change) => {
        this.#counts.open += change;
        if (change > 0) this.#counts.total++;
        this.#report.tell();
      },
      onBytes: (direction, bytes) => (this.#counts[direction] += bytes),
    };
  }

  #look(run: Run): void {
    if (this.#run !== run) return;
    const { condition, trouble } = run.link;
    // The agent may have been started anew, and then listens again once it says so, perhaps elsewhere.
    if (condition === 'cut' && this.spec.kind === 'remote') this.#report.listening = null;
    if (trouble) this.#fail(trouble);
    else this.#report.tell();
  }

  #fail(error: TunnelError): void {
    if (!this.#run) return;
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
    run.retry?.cancel();
    this.#stopping = Promise.all([this.#stopping, run.entrance.close()]).then(run.release);
  }
}
