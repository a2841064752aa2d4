// All shells of the app, by id: opened on a saved host, connected again, asked whether they
// are busy, and closed. What happens inside one is its session's.
import { randomUUID } from 'node:crypto';
import type { Clock } from '../../core/time/clock.ts';
import type { HostCompany } from '../agents/hostCompany.ts';
import { usable, type StoredHost } from '../hosts/storedHost.ts';
import type { BusyAnswer, LagReport, ShellStatus } from '../ipc/contract.ts';
import { defaultThresholds, type LagThresholds } from '../lag/thresholds.ts';
import { SHELL_LIMIT } from '../limits.ts';
import { PersonError } from '../personError.ts';
import type { TerminalSize } from '../shell.ts';
import type { Emit, WindowRef } from '../window.ts';
import { say } from '../../words/said.ts';
import type { ShellFactory, ShellPlan } from './plan.ts';
import { ShellSession, type ShellRecord, type WatchCompany } from './shellSession.ts';

export interface ShellManagerOptions {
  /** Undefined when there is no such host (any more). */
  findHost: (hostId: string) => StoredHost | undefined;
  /** By the host's kind. */
  factory: ShellFactory;
  /** Installs bowline-agent on an SSH host, and shows how. */
  installer: ShellFactory;
  /** Tells all windows: of shells that none of them shows. */
  broadcast: Emit;
  clock: Clock;
  /** From when on a shell counts as lagging; asked at each look. */
  thresholds?: () => LagThresholds;
  /** The windows that it concerns are told by then. */
  onStatus: (status: ShellStatus) => void;
  /** The `records` are others than before. */
  onChange: () => void;
  watchCompany?: WatchCompany;
}

interface HowToOpen {
  /** Instead of the one for the host's kind. */
  factory?: ShellFactory;
  session?: string | undefined;
  restored?: boolean;
  endTold?: boolean | undefined;
}

export class ShellManager {
  readonly #options: ShellManagerOptions;
  readonly #sessions = new Map<string, ShellSession>();

  constructor(options: ShellManagerOptions) {
    this.#options = options;
  }

  /** `window` shows it. Throws a `PersonError` when the host is gone, or too many shells are open. */
  open(hostId: string, size: TerminalSize, window: WindowRef): ShellStatus {
    return this.#add(randomUUID(), hostId, size, window, {}).status;
  }

  /** Opens a tab in which the agent is installed on an SSH host. Throws as `open` does. */
  installAgent(hostId: string, size: TerminalSize, window: WindowRef): ShellStatus {
    const { installer: factory } = this.#options;
    return this.#add(randomUUID(), hostId, size, window, { factory }).status;
  }

  /** Opens a tab on a shell that runs on the host already. Throws as `open` does. */
  openRunning(hostId: string, session: string, size: TerminalSize, window: WindowRef): ShellStatus {
    return this.#add(randomUUID(), hostId, size, window, { session }).status;
  }

  /** Opens a tab of an earlier run of the app, before there is a window. Throws as `open` does. */
  restore({ shellId, hostId, session, endTold, customTitle, size }: ShellRecord): void {
    const opened = this.#add(shellId, hostId, size, null, { session, restored: true, endTold });
    opened.customTitle = customTitle;
  }

  /** What is needed to open each again in a later run. */
  get records(): ShellRecord[] {
    return [...this.#sessions.values()].filter((one) => one.lasting).map((one) => one.record);
  }

  list(): ShellStatus[] {
    return [...this.#sessions.values()].map((session) => session.status);
  }

  /** `window` takes a shell over: nobody's, or another window's. Throws when it is closed. */
  attach(id: string, size: TerminalSize, window: WindowRef): ShellStatus {
    const session = this.#session(id);
    session.attach(window, size);
    return session.status;
  }

  /**
   * The id again, where `window` may ask something of that shell. Throws a `PersonError` where
   * another window shows it. One that is closed, or that no window shows, is anybody's.
   */
  askedBy(window: WindowRef, id: string): string {
    if (this.mayAsk(window, id)) return id;
    throw new PersonError(say('another-window-shows'));
  }

  /** False for a shell that another window shows. */
  mayAsk(window: WindowRef, id: string): boolean {
    return (this.#sessions.get(id)?.shownBy ?? window) === window;
  }

  /** Who else is at a shell, and where it is. Throws a `PersonError` when it is closed. */
  place(id: string): ShellRecord & { company: HostCompany | undefined } {
    const session = this.#session(id);
    return { ...session.record, company: session.company };
  }

  reconnect(id: string): Promise<void> {
    return this.#session(id).reconnect();
  }

  stopTrying(id: string): void {
    this.#session(id).stopTrying();
  }

  /** The computer woke up, or a network came back. */
  wake(): void {
    for (const session of this.#sessions.values()) session.wake();
  }

  /** Leaves the program running. Throws a `PersonError` where it can't live on. */
  async detach(id: string): Promise<void> {
    await this.#session(id).detach();
    this.#sessions.delete(id);
    this.#options.onChange();
  }

  /** Does a tab show this program? */
  shows(hostId: string, session: string): boolean {
    return [...this.#sessions.values()].some(
      ({ record }) => record.hostId === hostId && record.session === session,
    );
  }

  /** Names a tab; null leaves it without a name of its own. */
  rename(id: string, title: string | null): void {
    const session = this.#sessions.get(id);
    if (session) session.customTitle = title;
  }

  async busy(id: string): Promise<BusyAnswer> {
    return this.#session(id).busy();
  }

  /** How a shell lags. Throws a `PersonError` when it is closed. */
  lag(id: string): LagReport {
    return this.#session(id).lagReport;
  }

  /** Judges anew which shells lag: the thresholds are others. */
  judgeLagAnew(): void {
    for (const session of this.#sessions.values()) session.judgeLagAnew();
  }

  /** Programs that would be ended with the app; '' for one whose name can't be told. */
  async busyPrograms(): Promise<string[]> {
    const mortal = [...this.#sessions.values()].filter((one) => !one.status.kept);
    const answers = await Promise.all(mortal.map((one) => one.busy()));
    return answers.filter((answer) => answer.busy).map((answer) => answer.program);
  }

  /** Closing what is closed already is fine. */
  async close(id: string): Promise<void> {
    const session = this.#sessions.get(id);
    if (this.#sessions.delete(id)) this.#options.onChange();
    await session?.close();
  }

  /** Ends all but what lives on without this app. */
  async leaveAll(): Promise<void> {
    const ids = [...this.#sessions].map(([id, { status }]) =>
      status.kept ? this.detach(id) : this.close(id),
    );
    await Promise.all(ids);
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.#sessions.keys()].map((id) => this.close(id)));
  }

  #add(
    id: string,
    hostId: string,
    size: TerminalSize,
    window: WindowRef | null,
    { factory, ...how }: HowToOpen,
  ): ShellSession {
    const host = usable(this.#options.findHost(hostId));
    if (this.#sessions.size >= SHELL_LIMIT) {
      throw new PersonError(say('too-many-shells', { most: SHELL_LIMIT }));
    }
    const {
      clock,
      thresholds = defaultThresholds,
      broadcast,
      onStatus,
      onChange,
      watchCompany,
    } = this.#options;
    const plan = this.#planFor(host, factory);
    const told = { broadcast, onStatus, onChange, watchCompany };
    const common = { id, hostId, plan, size, window, clock, thresholds, ...told };
    const session = new ShellSession({ ...common, ...how, lasting: !factory });
    this.#sessions.set(id, session);
    onChange();
    return session;
  }

  // The host is looked up at each connection: it may have been edited to make this one work.
  #planFor(host: StoredHost, factory?: ShellFactory): ShellPlan {
    return {
      open: (previous, session) => {
        const latest = usable(this.#options.findHost(host.id) ?? host);
        const make = factory ?? this.#options.factory;
        return make(latest, previous, session);
      },
    };
  }

  #session(id: string): ShellSession {
    const session = this.#sessions.get(id);
    if (!session) throw new PersonError(say('shell-closed-meanwhile'));
    return session;
  }
}
