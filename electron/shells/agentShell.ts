// A shell on a machine that runs bowline-agent. The program belongs to the agent and outlives
// every connection; this is one view of it, from the dial to the exit, the cut or the close.
import { byteChannel, type Channel } from '../../core/channel/channel.ts';
import type { AgentClient } from '../../core/client/agentClient.ts';
import type { RemoteShell, RemoteShellEvents, ShellEnd } from '../../core/client/remoteShell.ts';
import { newCursor, type ShellCursor } from '../../core/client/shellCursor.ts';
import type { Clock } from '../../core/time/clock.ts';
import type { Shell, ShellState, TerminalSize } from '../shell.ts';
import type { AgentConnections, Lease } from './agentConnections.ts';
import { describeShellEnd, describeFailure } from './agentEnding.ts';
import { OUTPUT_WINDOW_BYTES } from './creditGate.ts';
import type { ShellFactory } from './plan.ts';
import { StateCell, type StateListener } from './stateCell.ts';

/** One hand-over from the connection's own channel, which the window bounds. */
const OUTPUT_CAPACITY_BYTES = 64 * 1024;
/** Input younger than this isn't worth telling: on a good link it is acknowledged by then. */
const PENDING_NOTICE_MS = 150;

export interface AgentShellOptions {
  connections: AgentConnections;
  pairingLink: string;
  cursor: ShellCursor;
  clock: Clock;
  /** Bytes the window still has to parse from the view before this one. */
  unparsedBefore: number;
}

export class AgentShell implements Shell {
  readonly output: Channel<Uint8Array> = byteChannel('shell output', OUTPUT_CAPACITY_BYTES);
  readonly cursor: ShellCursor;
  readonly #options: AgentShellOptions;
  readonly #states = new StateCell();
  #lease: Lease | undefined;
  #client: AgentClient | undefined;
  #remote: RemoteShell | undefined;
  #size: TerminalSize = { cols: 80, rows: 24 };
  #finished: Promise<void> | undefined;
  #end: ShellEnd | undefined;
  #opened = false;
  #closing = false;
  #unparsed = 0;
  #unparsedBefore: number;
  #cancelNotice: (() => void) | undefined;

  constructor(options: AgentShellOptions) {
    this.#options = options;
    this.cursor = options.cursor;
    this.#unparsedBefore = options.unparsedBefore;
  }

  get state(): ShellState {
    return this.#states.current;
  }

  /** Output handed on and not yet parsed by the window. */
  get unparsed(): number {
    return this.#unparsedBefore + this.#unparsed;
  }

  /** True when the shell itself is over, so that a reconnect means a new one. */
  get gone(): boolean {
    return this.#end?.kind === 'exited' || this.#end?.kind === 'reset';
  }

  onState(listener: StateListener): () => void {
    return this.#states.subscribe(listener);
  }

  start(size: TerminalSize): void {
    if (this.#finished || this.#states.ended) return;
    this.#size = size;
    this.#finished = this.#run().finally(() => this.#lease?.release());
  }

  async write(bytes: Uint8Array): Promise<void> {
    const { input } = this.cursor;
    for (;;) {
      if (this.#states.ended) throw new Error('the shell has ended');
      if (input.tryAppend(bytes)) break;
      await input.room();
    }
    this.#remote?.inputReady();
    this.#noticePending();
  }

  resize(size: TerminalSize): void {
    this.#size = size;
    if (this.#opened) this.#remote?.resize(size.cols, size.rows);
  }

  parsed(bytes: number): void {
    const before = Math.min(bytes, this.#unparsedBefore);
    this.#unparsedBefore -= before;
    this.#unparsed -= bytes - before;
    this.#remote?.parsed(bytes - before);
  }

  async foreground(): Promise<string> {
    if (!this.#client || this.#states.ended) return '';
    const { session } = this.cursor;
    const answer = await this.#client.request('foreground', { session }).catch(() => undefined);
    const program = (answer as { program?: unknown } | undefined)?.program;
    return typeof program === 'string' ? program : '';
  }

  async close(): Promise<void> {
    this.#closing = true;
    this.output.abort('closed');
    const { session } = this.cursor;
    if (this.#opened && !this.#end) {
      await this.#client?.request('kill', { session }).catch(() => undefined);
    }
    if (!this.#opened) void this.#lease?.release();
    this.cursor.input.release();
    await this.#finished;
    this.#states.set({ state: 'closed', message: 'Closed.' }); // never started
  }

  async #run(): Promise<void> {
    try {
      this.#client = await this.#connect();
    } catch (error) {
      return this.#finish(describeFailure(error));
    }
    if (this.#closing) return this.#finish({ state: 'closed', message: 'Closed.' });
    const ended = this.#follow(this.#client);
    const end = await ended;
    const failure = end.kind === 'lost' ? await this.#client.ended : undefined;
    this.#finish(failure ? describeFailure(failure) : describeShellEnd(end));
  }

  #connect(): Promise<AgentClient> {
    this.#lease = this.#options.connections.acquire(this.#options.pairingLink, {
      onDialed: () =>
        this.#states.set({ state: 'authenticating', message: 'Proving who we are to the agent…' }),
      onRoundTrip: (rttMs) => this.#states.set({ rttMs }),
    });
    return this.#lease.client;
  }

  /** Opens or takes up the shell and passes its output on until it ends. */
  async #follow(client: AgentClient): Promise<ShellEnd> {
    const view = { ...this.#size, window: OUTPUT_WINDOW_BYTES };
    const events = this.#events();
    this.#remote =
      this.cursor.output === null
        ? client.open(this.cursor, { ...view, command: [], cwd: '', env: {} }, events)
        : client.attach(this.cursor, view, events);
    for await (const bytes of this.#remote.output) {
      this.#unparsed += bytes.byteLength;
      await this.output.send(bytes).catch(() => this.parsed(bytes.byteLength)); // closed: discard
    }
    return this.#end!;
  }

  #events(): RemoteShellEvents {
    return {
      onOpened: ({ cols, rows }) => {
        this.#opened = true;
        this.#states.set({ state: 'online', message: 'Connected to the agent.' });
        if (cols !== this.#size.cols || rows !== this.#size.rows) this.resize(this.#size);
      },
      onAcknowledged: () => {
        if (this.cursor.input.size === 0) this.#showPending();
      },
      onLagged: () => undefined,
      onEnd: (end) => (this.#end = end),
    };
  }

  #noticePending(): void {
    this.#cancelNotice ??= this.#options.clock.after(PENDING_NOTICE_MS, () => {
      this.#cancelNotice = undefined;
      this.#showPending();
      if (this.cursor.input.size > 0 && !this.#states.ended) this.#noticePending();
    });
  }

  #showPending(): void {
    const pendingInput = this.cursor.input.size;
    if (pendingInput !== this.#states.current.pendingInput) this.#states.set({ pendingInput });
  }

  #finish(change: Partial<ShellState>): void {
    this.#cancelNotice?.();
    this.output.close();
    this.#states.set(this.#closing ? { state: 'closed', message: 'Closed.' } : change);
    this.cursor.input.release();
  }
}

/** The factory of agent shells. A tab whose shell lives on takes it up where it stopped. */
export function agentShells(connections: AgentConnections, clock: Clock): ShellFactory {
  return ({ pairingLink }, previous) => {
    const before = previous instanceof AgentShell ? previous : undefined;
    const cursor = before && !before.gone ? before.cursor : newCursor();
    const unparsedBefore = before?.unparsed ?? 0;
    return new AgentShell({ connections, pairingLink, cursor, clock, unparsedBefore });
  };
}
