// A shell on a machine that runs bowline-agent. The program belongs to the agent and outlives
// every connection: this follows it through cuts, from the first dial to its exit, to the close
// of its tab, or until nothing is left to try.
import type { Channel } from '../../core/channel/channel.ts';
import type { AgentClient } from '../../core/client/agentClient.ts';
import type { RemoteShell, RemoteShellEvents, ShellEnd } from '../../core/client/remoteShell.ts';
import { newCursor, type ShellCursor } from '../../core/client/shellCursor.ts';
import type { Clock } from '../../core/time/clock.ts';
import { steady } from '../../core/lag/steady.ts';
import type { StoredHost } from '../hosts/storedHost.ts';
import { measureAgentShell } from '../lag/agentMeasure.ts';
import { HostTime } from '../lag/hostTime.ts';
import type { Shell, ShellMeasure, ShellOutput, ShellState, TerminalSize } from '../shell.ts';
import type { AgentConnections, Lease } from './agentConnections.ts';
import { describeFailure, describeShellEnd } from './agentEnding.ts';
import { JoinedOutput } from './joinedOutput.ts';
import { describeLink } from './agentWords.ts';
import { OUTPUT_GRANT_BYTES } from './creditGate.ts';
import type { Seat } from './durable/dialogue.ts';
import { PendingNotice } from './pendingNotice.ts';
import type { ShellFactory } from './plan.ts';
import { StateCell, type StateListener } from './stateCell.ts';

export interface AgentShellOptions {
  /** A share in the connection to the agent. */
  acquire: () => Lease;
  cursor: ShellCursor;
  clock: Clock;
  /** Bytes the window still has to parse from the view before this one. */
  owed: number;
}

export class AgentShell implements Shell {
  readonly cursor: ShellCursor;
  readonly #options: AgentShellOptions;
  readonly #states = new StateCell();
  readonly #shown: JoinedOutput;
  readonly #pending: PendingNotice;
  readonly #host: HostTime;
  #lease: Lease | undefined;
  /** Where ssh asks, if it lies between. */
  #seat: Seat | undefined;
  #unsubscribe: () => void = () => undefined;
  #remote: RemoteShell | undefined;
  #size: TerminalSize = { cols: 80, rows: 24 };
  #opened = false;
  #over: ShellEnd['kind'] | undefined;
  #finishing: Promise<void> | undefined;

  constructor(options: AgentShellOptions) {
    this.#options = options;
    this.cursor = options.cursor;
    this.#shown = new JoinedOutput(options.owed, options.clock);
    this.#pending = new PendingNotice(options.clock, () => this.#showPending());
    this.#host = new HostTime(options.clock);
    this.#states.set({ kept: options.cursor.running });
  }

  get session(): string {
    return this.cursor.session;
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
    if (this.#lease || this.#states.ended) return;
    this.#size = size;
    this.#lease = this.#options.acquire();
    const { link } = this.#lease;
    this.#seat = this.#lease.sit?.({
      onText: (bytes) => this.#shown.textBetween(bytes),
      onChange: () => this.#showLink(),
    });
    this.#unsubscribe = link.subscribe({
      onChange: () => this.#showLink(),
      onClient: (client) => this.#view(client),
    });
    this.#showLink();
    if (link.client) this.#view(link.client);
  }

  /** Typed into a dead link, bytes are kept until it is back, up to `PENDING_INPUT_BYTES`. */
  async write(bytes: Uint8Array): Promise<void> {
    if (this.#seat?.answer(bytes)) return;
    const { input } = this.cursor;
    while (!this.#states.ended && !input.tryAppend(bytes)) await input.room();
    if (this.#states.ended) throw new Error('the shell has ended');
    this.#host.typed(bytes.byteLength);
    this.#remote?.inputReady();
    this.#pending.typed();
  }

  resize(size: TerminalSize): void {
    this.#size = size;
    if (this.#opened) this.#remote?.resize(size.cols, size.rows);
  }

  parsed(bytes: number): void {
    this.#shown.parsed(bytes);
  }

  measure(): ShellMeasure {
    const [link, unparsed, host] = [this.#lease?.link, this.#shown.unparsed, this.#host];
    return measureAgentShell({ link, remote: this.#remote, unparsed, host });
  }

  async foreground(): Promise<string> {
    const answer = await this.#ask('foreground');
    const program = (answer as { program?: unknown } | undefined)?.program;
    return typeof program === 'string' ? program : '';
  }

  reconnectNow(): void {
    this.#lease?.link.reconnectNow();
  }

  stopTrying(): void {
    this.#lease?.link.stopTrying();
  }

  async detach(): Promise<void> {
    this.#shown.abort();
    this.#remote?.detach();
    await this.#finish({ state: 'closed', message: 'Detached. The shell keeps running there.' });
  }

  async close(): Promise<void> {
    this.#shown.abort();
    if (!this.#over) await this.#ask('kill');
    await this.#finish({ state: 'closed', message: 'Closed.' });
  }

  async #ask(method: 'foreground' | 'kill'): Promise<unknown> {
    const client = this.#lease?.link.client;
    if (!client || !this.#opened || this.#states.ended) return undefined;
    return client.request(method, { session: this.cursor.session }).catch(() => undefined);
  }

  /** Opens the shell, or takes it up where the last connection left it. */
  #view(client: AgentClient): void {
    if (this.#finishing) return;
    const known = this.cursor.output !== null || this.cursor.running;
    const remote = this.#channelOn(client, known);
    if (!remote) return;
    // The terminal has nothing of this program, and perhaps something of another one.
    if (known && this.cursor.output === null) this.#shown.markBetween({ type: 'fresh' });
    this.#opened = false;
    this.#remote = remote;
    this.#host.sentAgain(this.cursor.input.size);
    void this.#shown.pass(remote);
  }

  #channelOn(client: AgentClient, known: boolean): RemoteShell | undefined {
    const view = { ...this.#size, window: OUTPUT_GRANT_BYTES };
    try {
      if (known) return client.attach(this.cursor, view, this.#events());
      return client.open(this.cursor, { ...view, command: [], cwd: '', env: {} }, this.#events());
    } catch (error) {
      void this.#finish(describeFailure(error)); // too many on one connection
      return undefined;
    }
  }

  #events(): RemoteShellEvents {
    return {
      onOpened: ({ cols, rows }) => {
        this.#opened = true;
        this.cursor.running = true;
        this.#states.set({ kept: true });
        this.#showLink();
        if (cols !== this.#size.cols || rows !== this.#size.rows) this.resize(this.#size);
      },
      onAcknowledged: () => {
        if (this.#lease) this.#host.pending(this.cursor.input.size, this.#lease.link.status);
        if (this.cursor.input.size === 0) this.#showPending();
      },
      onLagged: (from, to) => {
        this.#states.set({ skippedBytes: this.state.skippedBytes + to - from });
      },
      onEnd: (end) => this.#viewEnded(end),
    };
  }

  #viewEnded(end: ShellEnd): void {
    this.#opened = false;
    if (end.kind === 'lost') return; // the link will be back, or say that it won't
    this.#over = end.kind;
    void this.#finish(describeShellEnd(end));
  }

  #showLink(): void {
    if (!this.#lease || this.#finishing) return;
    const { status } = this.#lease.link;
    if (status.state === 'failed') return void this.#finish(describeFailure(status.failure));
    // The link stands before the shell is taken up again; until then nothing is online.
    if (status.state === 'online' && !this.#opened) return;
    const rttMs = steady(this.state.rttMs, status.roundTripMs);
    this.#states.set({
      ...{ attempt: null, nextTryInMs: null, lag: null, rttMs },
      ...describeLink(status, this.#options.clock.now(), rttMs),
      ...this.#seat?.news,
    });
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
      this.#seat?.leave();
      this.#pending.stop();
      await Promise.all([this.#shown.close(), this.#lease?.release()]);
      this.#states.set({ ...last, kept: this.cursor.running && !this.gone });
      this.cursor.input.release();
    })();
    return this.#finishing;
  }
}

/** The factory of shells on hosts that are reached by their pairing link. */
export function agentShells(connections: AgentConnections, clock: Clock): ShellFactory {
  const acquire = ({ pairingLink }: StoredHost, runs: boolean): Lease =>
    connections.acquire(pairingLink, runs);
  return keptShells(acquire, clock);
}

/**
 * The factory of shells that an agent keeps, however it is reached. A tab whose shell lives on
 * takes it up where it stopped.
 * @param acquireFor a share in the connection to the host's agent; `runs` says that a shell is
 *   known to run there, which is worth waiting for
 */
export function keptShells(
  acquireFor: (host: StoredHost, runs: boolean) => Lease,
  clock: Clock,
): ShellFactory {
  return (host, previous, session) => {
    const before = previous instanceof AgentShell ? previous : undefined;
    const cursor = before && !before.gone ? before.cursor : newCursor(session);
    const acquire = (): Lease => acquireFor(host, session !== undefined);
    return new AgentShell({ acquire, cursor, clock, owed: before?.unparsed ?? 0 });
  };
}
