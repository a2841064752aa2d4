// A shell on a machine that runs bowline-agent. The program belongs to the agent and outlives
// every connection: this follows it through cuts, from the first dial to its exit, to the close
// of its tab, or until nothing is left to try.
import type { Channel } from '../../core/channel/channel.ts';
import type { AgentClient } from '../../core/client/agentClient.ts';
import type { LinkStatus } from '../../core/client/agentConnection.ts';
import {
  FollowedShell,
  type FollowedEnd,
  type FollowedShellEvents,
} from '../../core/client/followedShell.ts';
import type { RemoteShell } from '../../core/client/remoteShell.ts';
import { newCursor, type ShellCursor } from '../../core/client/shellCursor.ts';
import { steady } from '../../core/lag/steady.ts';
import type { Clock } from '../../core/time/clock.ts';
import type { AgentConnections, ConnectionHold } from '../agents/agentConnections.ts';
import { describeFailure, describeShellEnd } from '../agents/agentEnding.ts';
import { HostCompany, type InCompany } from '../agents/hostCompany.ts';
import { describeGuestEnd, describeGuestFailure, WATCHER_HINT } from '../agents/guestWords.ts';
import type { StoredHost } from '../hosts/storedHost.ts';
import type { KeyLoan, LendKeys } from '../logins/keyLoan.ts';
import { measureAgentShell } from '../lag/agentMeasure.ts';
import { HostTime } from '../lag/hostTime.ts';
import type { Shell, ShellMeasure, ShellOutput, ShellState, TerminalSize } from '../shell.ts';
import type { AskPerson } from '../ssh/asking.ts';
import type { Answerer } from '../ssh/dialogue.ts';
import { say, type Said } from '../../words/said.ts';
import { describeLink } from './agentWords.ts';
import { OUTPUT_GRANT_BYTES } from './creditGate.ts';
import { JoinedOutput } from './joinedOutput.ts';
import { KeyLending } from './keyLending.ts';
import { PendingNotice } from './pendingNotice.ts';
import type { ShellFactory } from './plan.ts';
import { note } from './sessionNotes.ts';
import { StateCell, type StateListener } from './stateCell.ts';

type Opened = Parameters<FollowedShellEvents['onOpened']>[0];

export interface AgentShellOptions {
  /** As it is saved when the connection is made. */
  host: StoredHost;
  /** A hold on the connection to the agent. */
  acquire: () => ConnectionHold;
  cursor: ShellCursor;
  clock: Clock;
  /** Bytes the window still has to parse from the view before this one. */
  owed: number;
  company: HostCompany;
  /** What others at the shell see of the user. */
  memberName: () => string;
  /** Keys for its programs; `tell` notes in its terminal why there are none. */
  lendKeys?: ((tell: (said: Said) => void) => KeyLoan) | undefined;
  /** Asks over its terminal what the way there asks. */
  card?: AskPerson | undefined;
}

export class AgentShell implements Shell, InCompany {
  readonly cursor: ShellCursor;
  readonly company: HostCompany;
  readonly #options: AgentShellOptions;
  readonly #states = new StateCell();
  readonly #shown: JoinedOutput;
  readonly #pending: PendingNotice;
  readonly #host: HostTime;
  readonly #loan: KeyLoan | undefined;
  #lending: KeyLending | undefined;
  #hold: ConnectionHold | undefined;
  /** Where ssh asks, if it lies between. */
  #answerer: Answerer | undefined;
  #unsubscribe: () => void = () => undefined;
  readonly #followed: FollowedShell;
  #over: FollowedEnd['kind'] | undefined;
  #finishing: Promise<void> | undefined;

  constructor(options: AgentShellOptions) {
    this.#options = options;
    this.cursor = options.cursor;
    this.company = options.company;
    this.#shown = new JoinedOutput(options.owed, options.clock);
    this.#pending = new PendingNotice(options.clock, () => this.#showPending());
    this.#host = new HostTime(options.clock);
    this.#loan = options.lendKeys?.((said) => this.#shown.markNow(note(said)));
    this.#followed = new FollowedShell({
      cursor: options.cursor,
      program: { command: [], cwd: '', env: {}, keys: this.#loan?.isOffered },
      window: OUTPUT_GRANT_BYTES,
      memberName: options.memberName,
      mayType: () => this.company.mayType,
      events: this.#events(),
    });
    this.#states.set({ kept: this.#runs });
  }

  get session(): string | undefined {
    return this.cursor.session || undefined;
  }

  get endTold(): boolean {
    return this.cursor.endTold;
  }

  /** Whether it did end is found out as ever: the agent is asked for the shell. */
  tellEnd(): void {
    this.cursor.endTold = true;
    this.#states.set({ kept: false });
  }

  get output(): Channel<ShellOutput> {
    return this.#shown.channel;
  }

  get state(): ShellState {
    return this.#states.current;
  }

  /** Output handed on and not yet parsed by the window. */
  get unparsed(): number {
    return this.#shown.unparsed;
  }

  /** True when the shell itself is over, so that a reconnect means a new one. */
  get gone(): boolean {
    return this.#over === 'exited' || this.#over === 'reset';
  }

  onState(listener: StateListener): () => void {
    return this.#states.subscribe(listener);
  }

  start(size: TerminalSize): void {
    if (this.#hold || this.#states.ended) return;
    this.#followed.resize(size);
    this.#hold = this.#options.acquire();
    const { connection } = this.#hold;
    this.#answerer = this.#hold.beAsked?.({
      onText: (bytes) => this.#shown.textBetween(bytes),
      onChange: () => this.#showLink(),
      card: this.#options.card,
    });
    this.#unsubscribe = connection.subscribe({
      onChange: () => this.#showLink(),
      onClient: (client) => this.#view(client),
    });
    this.#showLink();
    if (connection.client) this.#view(connection.client);
  }

  /** Typed into a dead link, bytes are kept until it is back, up to `PENDING_INPUT_BYTES`. */
  async write(bytes: Uint8Array): Promise<void> {
    const typed = this.#answerer?.answer(bytes) ?? bytes;
    if (typed.byteLength === 0 || !this.company.mayType) return;
    const { input } = this.cursor;
    while (!this.#states.ended && !input.tryAppend(typed)) await input.room();
    if (this.#states.ended) throw new Error('the shell has ended');
    this.#host.typed(typed.byteLength);
    this.#followed.inputReady();
    this.#pending.typed();
  }

  resize(size: TerminalSize): void {
    this.#followed.resize(size);
  }

  parsed(bytes: number): void {
    this.#shown.parsed(bytes);
  }

  raw(raw: boolean): void {
    this.#shown.raw = raw;
  }

  measure(): ShellMeasure {
    const [connection, unparsed, host] = [this.#hold?.connection, this.#shown.unparsed, this.#host];
    return measureAgentShell({ connection, remote: this.#followed.remote, unparsed, host });
  }

  async foreground(): Promise<string> {
    const answer = await this.#ask('foreground');
    const program = (answer as { program?: unknown } | undefined)?.program;
    return typeof program === 'string' ? program : '';
  }

  reconnectNow(): void {
    this.#hold?.connection.reconnectNow();
  }

  stopTrying(): void {
    this.#hold?.connection.stopTrying();
  }

  async detach(): Promise<void> {
    this.#shown.abort();
    this.#followed.detach();
    const message = this.#runs ? say('detached-runs-on') : say('detached');
    await this.#finish({ state: 'closed', message });
  }

  async close(): Promise<void> {
    this.#shown.abort();
    if (this.#isGuest) this.#followed.detach();
    else if (!this.#over) await this.#ask('kill');
    await this.#finish({ state: 'closed', message: say('closed') });
  }

  /** As far as is known. */
  get #runs(): boolean {
    return this.cursor.running && !this.cursor.endTold;
  }

  get #isGuest(): boolean {
    return this.company.role !== 'owner';
  }

  async #ask(method: 'foreground' | 'kill'): Promise<unknown> {
    const client = this.#hold?.connection.client;
    if (!client || !this.#followed.isOpen || this.#states.ended) return undefined;
    return client.request(method, { session: this.cursor.session }).catch(() => undefined);
  }

  /** Opens the shell, or takes it up where the last connection left it. */
  #view(client: AgentClient): void {
    if (this.#finishing) return;
    const { isUnseen } = this.#followed;
    try {
      this.#followed.take(client);
    } catch (error) {
      return void this.#finish(describeFailure(error)); // too many on one connection
    }
    // The terminal has nothing of this program, and perhaps something of another one.
    if (isUnseen) this.#shown.markBetween({ type: 'fresh' });
    this.#host.sentAgain(this.cursor.input.size);
  }

  #events(): FollowedShellEvents {
    return {
      ...this.company.events,
      onOpened: (opened, remote, client) => {
        this.#show(client, remote, opened);
        this.#lendKeys(client);
        this.#states.set({ kept: true });
        this.#showLink();
      },
      onAcknowledged: () => {
        if (this.#hold) this.#host.pending(this.cursor.input.size, this.#hold.connection.status);
        if (this.cursor.input.size === 0) this.#showPending();
      },
      onLagged: (from, to) => {
        this.#states.set({ skippedBytes: this.state.skippedBytes + to - from });
      },
      onRefused: (refusal) => {
        if (refusal.code === 'keys-not-lent') this.#loan?.refused();
        else this.company.events.onRefused?.(refusal);
      },
      onCut: () => this.company.left(), // the link will be back, or say that it won't
      onEnd: (end) => this.#viewEnded(end),
    };
  }

  /** Where others can be, they may have chosen the size for what comes first. */
  #show(client: AgentClient, remote: RemoteShell, { cols, rows, member }: Opened): void {
    this.company.entered(client, remote, this.#options.host);
    if (member !== undefined) this.#shown.markBetween({ type: 'size', cols, rows });
    void this.#shown.pass(remote);
  }

  /** Once the shell is there: an agent knows only then for whom. It lasts over cuts. */
  #lendKeys(client: AgentClient): void {
    const { connection } = this.#hold ?? {};
    if (this.#lending || !connection || !this.#loan?.isOffered || !client.has('keys')) return;
    const { session } = this.cursor;
    const { clock } = this.#options;
    this.#lending = new KeyLending({ connection, clock, session, loan: this.#loan });
  }

  #viewEnded(end: FollowedEnd): void {
    this.company.left();
    this.#over = end.kind;
    void this.#finish(this.#isGuest ? describeGuestEnd(end) : describeShellEnd(end));
  }

  #showLink(): void {
    if (!this.#hold || this.#finishing) return;
    const { status } = this.#hold.connection;
    if (status.state === 'failed') return void this.#finish(this.#failed(status.failure));
    // The link stands before the shell is taken up again; until then nothing is online.
    if (status.state === 'online' && !this.#followed.isOpen) return;
    const rttMs = steady(this.state.rttMs, status.roundTripMs);
    // The agent has said that its shells end; whether this one did, it tells when it is back.
    this.cursor.endTold ||= status.shutDown;
    const told = { ...status, shutDown: this.cursor.endTold };
    this.#states.set({
      kept: this.#runs,
      ...{ attempt: null, nextTryInMs: null, lag: null, rttMs },
      ...describeLink(told, this.#options.clock.now(), rttMs),
      ...(isCutOff(told) && !this.company.mayType && { hint: WATCHER_HINT }),
      ...this.#answerer?.news,
    });
  }

  #failed(failure: unknown): Partial<ShellState> {
    return this.#isGuest ? describeGuestFailure(failure) : describeFailure(failure);
  }

  #showPending(): void {
    const pendingInput = this.cursor.input.size;
    if (pendingInput !== this.state.pendingInput) this.#states.set({ pendingInput });
    if (pendingInput > 0 && !this.#states.ended) this.#pending.typed();
  }

  /** Called by whoever ends it first; the others wait for the same. */
  #finish(last: Partial<ShellState>): Promise<void> {
    this.#finishing ??= (async () => {
      this.#unsubscribe();
      this.#lending?.stop();
      this.company.left();
      this.#answerer?.leave();
      this.#pending.stop();
      await Promise.all([this.#shown.close(), this.#hold?.release()]);
      this.#states.set({ ...last, kept: this.#runs && !this.gone });
      this.cursor.input.release();
    })();
    return this.#finishing;
  }
}

/** Away for a while, as far as anybody knows. */
function isCutOff({ state, shutDown, failure }: LinkStatus): boolean {
  return state === 'reconnecting' && !shutDown && !failure?.permanent;
}

/** The factory of shells on hosts that are reached by their pairing link. */
export function agentShells(
  connections: AgentConnections,
  clock: Clock,
  memberName?: () => string,
  lendKeys?: LendKeys,
): ShellFactory {
  const acquire = ({ pairingLink }: StoredHost, runs: boolean): ConnectionHold =>
    connections.acquire(pairingLink, runs);
  return keptShells(acquire, clock, memberName, 'owner', { lendKeys });
}

/** The factory of shells that were joined by an invitation. */
export function joinedAgentShells(
  connections: AgentConnections,
  clock: Clock,
  memberName?: () => string,
): ShellFactory {
  const acquire = (host: StoredHost, runs: boolean): ConnectionHold =>
    connections.acquireJoined(host, runs);
  return keptShells(acquire, clock, memberName, 'guest');
}

/** What kept shells have of this app. */
export interface KeptShellNeeds {
  /** Keys of this computer for the programs of an owner's shell. */
  lendKeys?: LendKeys | undefined;
  /** Asks over a shell's terminal what the way there asks. */
  cardOf?: (shellId: string) => AskPerson | undefined;
}

/**
 * The factory of shells that an agent keeps, however it is reached. A tab whose shell lives on
 * takes it up where it stopped.
 * @param acquireFor a hold on the connection to the host's agent; `runs` says that a shell is
 *   known to run there, which is worth waiting for
 * @param memberName what others at a shell see of the user
 * @param as a guest's agent knows which shell it is, and the host's `role` what it may do there
 * @param has what goes through this app for them
 */
export function keptShells(
  acquireFor: (host: StoredHost, runs: boolean) => ConnectionHold,
  clock: Clock,
  memberName: () => string = () => '',
  as: 'owner' | 'guest' = 'owner',
  has: KeptShellNeeds = {},
): ShellFactory {
  return (host, previous, session, shellId) => {
    const before = previous instanceof AgentShell ? previous : undefined;
    const same = before && !before.gone ? before : undefined;
    const cursor = same?.cursor ?? newCursor(as === 'guest' ? (session ?? '') : session);
    const company = same?.company ?? new HostCompany(as === 'guest' ? host.role : 'owner');
    const stood = session !== undefined || cursor.output !== null;
    const acquire = (): ConnectionHold => acquireFor(host, stood);
    const owed = before?.unparsed ?? 0;
    const { lendKeys, cardOf } = has;
    const card = shellId === undefined ? undefined : cardOf?.(shellId);
    const common = { host, acquire, cursor, clock, owed, company, memberName, card };
    if (!lendKeys || as === 'guest' || shellId === undefined) return new AgentShell(common);
    return new AgentShell({ ...common, lendKeys: (tell) => lendKeys(host, shellId, tell) });
  };
}
