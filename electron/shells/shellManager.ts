// All shells of the app, by id: opened on a saved host, connected again, asked whether they
// are busy, and closed. What happens inside one is its session's.
import { randomUUID } from 'node:crypto';
import type { Clock } from '../../core/time/clock.ts';
import type { StoredHost } from '../hosts/storedHost.ts';
import type { BusyAnswer, ShellStatus } from '../ipc/contract.ts';
import { SHELL_LIMIT } from '../ipc/schemas.ts';
import { PersonError } from '../personError.ts';
import type { TerminalSize } from '../shell.ts';
import type { ShellFactories, ShellFactory, ShellPlan } from './plan.ts';
import type { OpenPort } from './shellPort.ts';
import { ShellSession } from './shellSession.ts';

export interface ShellManagerOptions {
  /** Undefined when there is no such host (any more). */
  findHost: (hostId: string) => StoredHost | undefined;
  factories: ShellFactories;
  /** Installs bowline-agent on an SSH host, and shows how. */
  installer: ShellFactory;
  openPort: OpenPort;
  clock: Clock;
  onStatus: (status: ShellStatus) => void;
}

/** A host's kind may change between two connections. */
type ChooseFactory = (host: StoredHost) => ShellFactory;

export class ShellManager {
  readonly #options: ShellManagerOptions;
  readonly #sessions = new Map<string, ShellSession>();

  constructor(options: ShellManagerOptions) {
    this.#options = options;
  }

  /** Throws a `PersonError` when the host is gone, or too many shells are open. */
  open(hostId: string, size: TerminalSize): ShellStatus {
    return this.#open(hostId, size, ({ kind }) => this.#options.factories[kind]);
  }

  /** Opens a tab in which the agent is installed on an SSH host. Throws as `open` does. */
  installAgent(hostId: string, size: TerminalSize): ShellStatus {
    return this.#open(hostId, size, () => this.#options.installer);
  }

  /** Opens a tab on a shell that runs on the host already. Throws as `open` does. */
  openRunning(hostId: string, session: string, size: TerminalSize): ShellStatus {
    return this.#open(hostId, size, ({ kind }) => this.#options.factories[kind], session);
  }

  list(): ShellStatus[] {
    return [...this.#sessions.values()].map((session) => session.status);
  }

  attach(id: string, size: TerminalSize): ShellStatus {
    const session = this.#session(id);
    session.attach(this.#options.openPort(id), size);
    return session.status;
  }

  reconnect(id: string): Promise<void> {
    return this.#session(id).reconnect();
  }

  stopTrying(id: string): void {
    this.#session(id).stopTrying();
  }

  /** Leaves the program running. Throws a `PersonError` where it can't live on. */
  async detach(id: string): Promise<void> {
    await this.#session(id).detach();
    this.#sessions.delete(id);
  }

  /** Does a tab show this program? */
  shows(hostId: string, session: string): boolean {
    return [...this.#sessions.values()].some(
      (one) => one.status.hostId === hostId && one.session === session,
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

  /** Programs that would be ended with the app; '' for one whose name can't be told. */
  async busyPrograms(): Promise<string[]> {
    const answers = await Promise.all([...this.#sessions.values()].map((one) => one.busy()));
    return answers.filter((answer) => answer.busy).map((answer) => answer.program);
  }

  /** Closing what is closed already is fine. */
  async close(id: string): Promise<void> {
    const session = this.#sessions.get(id);
    this.#sessions.delete(id);
    await session?.close();
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.#sessions.keys()].map((id) => this.close(id)));
  }

  #open(
    hostId: string,
    size: TerminalSize,
    factoryOf: ChooseFactory,
    running?: string,
  ): ShellStatus {
    const host = this.#options.findHost(hostId);
    if (!host) throw new PersonError('This host has been deleted meanwhile.');
    if (this.#sessions.size >= SHELL_LIMIT) {
      throw new PersonError(`More than ${SHELL_LIMIT} shells can’t be open at once.`);
    }
    const id = randomUUID();
    const { openPort, clock, onStatus } = this.#options;
    const plan = this.#planFor(host, factoryOf);
    const port = openPort(id);
    const session = new ShellSession({
      ...{ id, hostId, plan, size, port, clock, onStatus },
      session: running,
    });
    this.#sessions.set(id, session);
    return session.status;
  }

  // The host is looked up at each connection: it may have been edited to make this one work.
  #planFor(host: StoredHost, factoryOf: ChooseFactory): ShellPlan {
    return {
      open: (previous, running) => {
        const latest = this.#options.findHost(host.id) ?? host;
        return factoryOf(latest)(latest, previous, running);
      },
    };
  }

  #session(id: string): ShellSession {
    const session = this.#sessions.get(id);
    if (!session) throw new PersonError('This shell has been closed meanwhile.');
    return session;
  }
}
