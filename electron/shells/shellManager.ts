// All shells of the app, by id: opened on a saved host, connected again, asked whether they
// are busy, and closed. What happens inside one is its session's.
import type { Clock } from '../../core/time/clock.ts';
import type { HostCompany } from '../agents/hostCompany.ts';
import { usable, type StoredHost } from '../hosts/storedHost.ts';
import { isSavedAs } from '../hosts/typedHost.ts';
import type { BusyAnswer, LagReport, ShellStatus } from '../ipc/contract.ts';
import { defaultThresholds, type LagThresholds } from '../lag/thresholds.ts';
import { SHELL_LIMIT } from '../limits.ts';
import { PersonError } from '../personError.ts';
import type { TerminalSize } from '../shell.ts';
import type { Emit, WindowRef } from '../window.ts';
import { say, type Said } from '../../words/said.ts';
import type { ShellFactory, ShellPlan } from './plan.ts';
import type { FilesInTerminal } from './diversion.ts';
import { ENDED_WITH_ITS_PANE, ENDED_WITH_THE_APP } from './sessionNotes.ts';
import { ShellSession, type ShellRecord, type WatchCompany } from './shellSession.ts';

export interface ShellManagerOptions {
  /** Undefined when there is no such host (any more). */
  findHost: (hostId: string) => StoredHost | undefined;
  /** By the host's kind. */
  factory: ShellFactory;
  /** Installs bowline-agent on an SSH host, and shows how. */
  installer: ShellFactory;
  /** Tells of a shell that no window shows: who is to show it. */
  broadcast: Emit;
  clock: Clock;
  /** From when on a shell counts as lagging; asked at each look. */
  thresholds?: () => LagThresholds;
  /** The windows that it concerns are told by then. */
  onStatus: (status: ShellStatus) => void;
  /** A `record` is another than before. */
  onChange: () => void;
  watchCompany?: WatchCompany;
  /** Transfers files through terminals. */
  files?: FilesInTerminal;
}

interface HowToOpen {
  /** Instead of the one for the host's kind. */
  factory?: ShellFactory;
  session?: string | undefined;
  anew?: Said;
  endTold?: boolean | undefined;
  ended?: boolean | undefined;
}

/** What made an end of the earlier shell, where there is one of that id: the app's, or its pane's. */
export type EndedWith = 'app' | 'pane';

const ANEW = { app: ENDED_WITH_THE_APP, pane: ENDED_WITH_ITS_PANE };

export class ShellManager {
  readonly #options: ShellManagerOptions;
  readonly #sessions = new Map<string, ShellSession>();

  constructor(options: ShellManagerOptions) {
    this.#options = options;
  }

  /**
   * `window` shows it. Throws a `PersonError` when the id is in use, the host is gone, or too many
   * shells are open.
   */
  open(id: string, hostId: string, size: TerminalSize, window: WindowRef): ShellStatus {
    return this.#add(id, hostId, size, window, {}).status;
  }

  /** Opens a shell in which the agent is installed on an SSH host. Throws as `open` does. */
  installAgent(id: string, hostId: string, size: TerminalSize, window: WindowRef): ShellStatus {
    const { installer: factory } = this.#options;
    return this.#add(id, hostId, size, window, { factory }).status;
  }

  /** Takes up a shell that runs on the host already. Throws as `open` does. */
  openRunning(
    id: string,
    hostId: string,
    session: string,
    size: TerminalSize,
    window: WindowRef,
  ): ShellStatus {
    return this.#add(id, hostId, size, window, { session }).status;
  }

  /** Opens a shell that there was before, which no window shows yet. Throws as `open` does. */
  restore({ shellId, hostId, size, ...how }: ShellRecord, endedWith: EndedWith): void {
    this.#add(shellId, hostId, size, null, { ...how, anew: ANEW[endedWith] });
  }

  has(id: string): boolean {
    return this.#sessions.has(id);
  }

  /** What is needed to open it again later; undefined for one that is over once it is closed. */
  record(id: string): ShellRecord | undefined {
    const session = this.#sessions.get(id);
    return session?.lasting ? session.record : undefined;
  }

  list(): ShellStatus[] {
    return [...this.#sessions.values()].map((session) => session.status);
  }

  /** Those of these that there are, in this order. */
  statusOf(ids: readonly string[]): ShellStatus[] {
    return ids.flatMap((id) => this.#sessions.get(id)?.status ?? []);
  }

  /** `window` takes a shell over: nobody's, or another window's. Throws when it is closed. */
  attach(id: string, size: TerminalSize, window: WindowRef): ShellStatus {
    const session = this.#session(id);
    session.attach(window, size);
    return session.status;
  }

  /** Who else is at a shell, and where it is. Throws a `PersonError` when it is closed. */
  place(id: string): ShellRecord & { company: HostCompany | undefined } {
    const session = this.#session(id);
    return { ...session.record, company: session.company };
  }

  /**
   * The address that a shell was opened on has been saved as this host, and from now on it is that
   * one's. Throws a `PersonError` where there is no such host, or it is another place.
   */
  belong(id: string, hostId: string): void {
    const session = this.#session(id);
    const host = usable(this.#options.findHost(hostId));
    const before = this.#options.findHost(session.hostId);
    if (!isSavedAs(before, host)) throw new PersonError(say('layout-gone'));
    session.belong(hostId);
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
    const session = this.#session(id);
    if (!session.canDetach) throw new PersonError(say('ends-with-its-tab'));
    this.#sessions.delete(id); // the id can be used again at once
    this.#options.onChange();
    await session.detach();
  }

  /** Does a tab show this program? */
  shows(hostId: string, session: string): boolean {
    return [...this.#sessions.values()].some(
      ({ record }) => record.hostId === hostId && record.session === session,
    );
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

  /** Programs that would be ended with these shells, or with the app; '' for one without a name. */
  async busyPrograms(ids: Iterable<string> = this.#sessions.keys()): Promise<string[]> {
    const asked = [...ids].flatMap((id) => this.#sessions.get(id) ?? []);
    const mortal = asked.filter((one) => !one.status.kept);
    const answers = await Promise.all(mortal.map((one) => one.busy()));
    return answers.filter((answer) => answer.busy).map((answer) => answer.program);
  }

  /** Closing what is closed already is fine. */
  async close(id: string): Promise<void> {
    const session = this.#sessions.get(id);
    if (this.#sessions.delete(id)) this.#options.onChange();
    await session?.close();
  }

  /** Ends a shell unless it lives on without this app. One that is gone is fine. */
  async leave(id: string): Promise<void> {
    const session = this.#sessions.get(id);
    if (session?.status.kept && session.canDetach) await this.detach(id);
    else await this.close(id);
  }

  /** Ends all but what lives on without this app. */
  async leaveAll(): Promise<void> {
    await Promise.all([...this.#sessions.keys()].map((id) => this.leave(id)));
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
    if (this.#sessions.has(id)) throw new PersonError(say('layout-twice'));
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
      files,
    } = this.#options;
    const plan = this.#planFor(id, host, factory);
    const told = { broadcast, onStatus, onChange, watchCompany, files };
    const common = { id, hostId, plan, size, window, clock, thresholds, ...told };
    const session = new ShellSession({ ...common, ...how, lasting: !factory });
    this.#sessions.set(id, session);
    onChange();
    return session;
  }

  // The host is looked up at each connection: it may have been edited to make this one work.
  #planFor(id: string, host: StoredHost, factory?: ShellFactory): ShellPlan {
    return {
      open: (previous, session) => {
        const hostId = this.#sessions.get(id)?.hostId ?? host.id;
        const latest = usable(this.#options.findHost(hostId) ?? host);
        const make = factory ?? this.#options.factory;
        return make(latest, previous, session, id);
      },
    };
  }

  #session(id: string): ShellSession {
    const session = this.#sessions.get(id);
    if (!session) throw new PersonError(say('shell-closed-meanwhile'));
    return session;
  }
}
