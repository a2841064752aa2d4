// All tunnels of the app: which are saved, which run, and which start by themselves. They go on
// until they are stopped or the app ends; those that ran then run again after its next start.
import { say, type Said } from '../../words/said.ts';
import type { Clock } from '../../core/time/clock.ts';
import type { HostStore } from '../hosts/hostStore.ts';
import { canOf } from '../hosts/kinds/kinds.ts';
import { usable } from '../hosts/storedHost.ts';
import { NO_TUNNELS } from '../hosts/tunnelStore.ts';
import type { HostTunnelsView, ShellStatus, TunnelDraft } from '../ipc/contract.ts';
import type { TunnelErrors, TunnelReport, TunnelSaveResult } from '../ipc/contract.ts';
import { PersonError } from '../personError.ts';
import type { WindowRef } from '../window.ts';
import type { Carry } from './carrier.ts';
import { HostDesk } from './hostDesk.ts';
import { RETRY_MS } from '../settings/latestFile.ts';
import { RunningFile } from './runningFile.ts';
import { StandingShells } from './standingShells.ts';
import { TroubleLog } from './troubleLog.ts';

/** Changes of one host within this time are told together. */
const TELL_MS = 100;
const REPORT_MS = 1_000;

export interface TunnelDeskOptions {
  /** Hosts as they are connected to, and their tunnels as they are saved. */
  hosts: Pick<HostStore, 'get' | 'tunnels'>;
  carry: Carry;
  /** What the keychain has of a host: see `Connectable.fetch`. */
  fetch?: (hostId: string) => Promise<void> | undefined;
  clock: Clock;
  /** Names those that run, for the next start of the app. */
  file: string;
  onChange: (view: HostTunnelsView) => void;
  onReport: (report: TunnelReport) => void;
  /** The file could be written, or could not. */
  onStored: () => void;
  onUnstored: (error: unknown) => void;
  /** A line for the app's log. */
  log: (line: string) => void;
}

export class TunnelDesk {
  readonly #options: TunnelDeskOptions;
  readonly #desks = new Map<string, HostDesk>();
  readonly #untold = new Map<string, () => void>();
  readonly #standing = new StandingShells();
  readonly #file: RunningFile;
  readonly #troubles: TroubleLog;
  #cancelRetry: (() => void) | undefined;
  #cancelReport: (() => void) | undefined;
  readonly #watchers = new Set<WindowRef>();
  #closing = false;

  constructor(options: TunnelDeskOptions) {
    this.#options = options;
    this.#file = new RunningFile(options.file);
    this.#troubles = new TroubleLog(options.clock, options.log);
  }

  get #store() {
    return this.#options.hosts.tunnels;
  }

  /**
   * Starts again what ran when the app last ended; what can't be reached is waited for. `now`
   * dates a damaged file; the answer says what the user must know about it, null if nothing.
   */
  restore(now: Date): Said | null {
    const { running, notice } = this.#file.read(now);
    for (const id of running) this.#startUnasked(id, true);
    if (notice) this.#remember();
    return notice;
  }

  list(window: WindowRef): HostTunnelsView[] {
    this.watch(false, window); // it has only started, or again: its earlier wish is void
    return this.#store.hosts().map((hostId) => this.#desk(hostId).view);
  }

  check(hostId: string, draft: TunnelDraft, id: string | null): TunnelErrors {
    return this.#store.check(hostId, draft, id);
  }

  async save(hostId: string, draft: TunnelDraft, id: string | null): Promise<TunnelSaveResult> {
    const result = this.#store.save(hostId, draft, id);
    if (result.ok && id !== null) await this.#desk(hostId).changed(id);
    if (result.ok) this.#changed(hostId);
    return result;
  }

  async remove(id: string): Promise<void> {
    const saved = this.#store.get(id);
    if (!saved) return;
    await this.#desk(saved.hostId).stop(id);
    this.#store.delete(id);
    this.#troubles.forget(id);
    this.#changed(saved.hostId);
  }

  start(id: string): void {
    const saved = this.#store.get(id);
    if (!saved) throw new PersonError(say('tunnel-gone'));
    this.#desk(saved.hostId).start(id);
  }

  async stop(id: string): Promise<void> {
    const saved = this.#store.get(id);
    if (saved) await this.#desk(saved.hostId).stop(id);
  }

  answer(hostId: string, text: string): void {
    this.#desks.get(hostId)?.answer(text);
  }

  /** Reports come for as long as any window wants them; the first of this one's at once. */
  watch(on: boolean, window: WindowRef): void {
    if (on) this.#watchers.add(window);
    else this.#watchers.delete(window);
    if (on || this.#watchers.size === 0) this.#endReports();
    if (on) this.#report();
  }

  /** A shell's state. The first of a host's shells that stands starts the tunnels that go with it. */
  shellIs(status: Pick<ShellStatus, 'hostId' | 'shellId' | 'state'>): void {
    if (this.#standing.note(status)) this.#startWith(status.hostId);
  }

  /** Its tab was closed. */
  shellGone(shellId: string): void {
    this.#standing.gone(shellId);
  }

  /** A host that came with tunnels: a copy of another. */
  hostAdded(hostId: string): void {
    if (this.#store.list(hostId).length > 0) this.#changed(hostId);
  }

  /** The host is gone, or can have no tunnels any more. */
  async dropHost(hostId: string): Promise<void> {
    await this.#desks.get(hostId)?.stopAll();
    this.#desks.delete(hostId);
  }

  /** Is any of them waiting for its host to come back? */
  get waiting(): boolean {
    return [...this.#desks.values()].some((desk) => desk.waiting);
  }

  wake(): void {
    for (const desk of this.#desks.values()) desk.wake();
  }

  /** They end with the app; the next one knows which ran. */
  async close(): Promise<void> {
    this.#remember(); // what a full disk refused before
    this.#closing = true;
    this.#endReports();
    await Promise.all([...this.#desks.values()].map((desk) => desk.stopAll()));
  }

  #startWith(hostId: string): void {
    const host = this.#options.hosts.get(hostId);
    if (host && !canOf(host).tunnels) return;
    for (const { id, autostart } of this.#store.list(hostId)) {
      if (autostart) this.#startUnasked(id, false);
    }
  }

  /** Nobody waits for an answer; one that can't be had stays as it is. */
  #startUnasked(id: string, patient: boolean): void {
    const hostId = this.#store.get(id)?.hostId;
    const fetched = hostId === undefined ? undefined : this.#options.fetch?.(hostId);
    if (fetched) void fetched.then(() => this.#closing || this.#startFetched(id, patient));
    else this.#startFetched(id, patient);
  }

  #startFetched(id: string, patient: boolean): void {
    const saved = this.#store.get(id);
    try {
      if (saved) this.#desk(saved.hostId).start(id, patient);
    } catch (error) {
      if (!(error instanceof PersonError)) throw error;
      this.#options.log(`tunnel “${saved?.name || id}” did not start by itself: ${error.message}`);
    }
  }

  #desk(hostId: string): HostDesk {
    const known = this.#desks.get(hostId);
    if (known) return known;
    const { hosts, carry } = this.#options;
    const made = new HostDesk({
      hostId,
      store: this.#store,
      carry: (patient) => {
        const host = usable(hosts.get(hostId));
        if (!canOf(host).tunnels) throw new PersonError(NO_TUNNELS);
        return carry(host, patient);
      },
      onChange: () => this.#changed(hostId),
    });
    this.#desks.set(hostId, made);
    return made;
  }

  #changed(hostId: string): void {
    if (this.#closing) return;
    this.#remember();
    if (this.#untold.has(hostId)) return;
    const tell = (): void => {
      this.#untold.delete(hostId);
      if (this.#closing) return;
      const { view } = this.#desk(hostId);
      for (const tunnel of view.tunnels) this.#troubles.note(tunnel);
      this.#options.onChange(view);
    };
    this.#untold.set(hostId, this.#options.clock.after(TELL_MS, tell));
  }

  #remember(): void {
    const running = [...this.#desks.values()].flatMap(({ wanted }) => wanted);
    try {
      this.#file.write(running);
      this.#options.onStored();
    } catch (error) {
      this.#options.onUnstored(error);
      this.#cancelRetry?.();
      this.#cancelRetry = this.#options.clock.after(RETRY_MS, () => this.#retry());
    }
  }

  #retry(): void {
    if (!this.#closing) this.#remember();
  }

  #endReports(): void {
    this.#cancelReport?.();
    this.#cancelReport = undefined;
  }

  #report(): void {
    const figures = [...this.#desks.values()].flatMap((desk) => desk.figures);
    const { clock, onReport } = this.#options;
    onReport({ at: clock.now(), figures });
    this.#cancelReport = clock.after(REPORT_MS, () => this.#report());
  }
}
