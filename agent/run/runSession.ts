// One program on an agent, followed from its start to its exit through every cut: what it prints
// is written here byte for byte, what is read here is its input. It is started once, whatever
// happens: where it can't be known whether it was, that is what is said.
import type { AgentClient } from '../../core/client/agentClient.ts';
import type { AgentConnection } from '../../core/client/agentConnection.ts';
import type { RemoteShell, RemoteShellEvents, ShellEnd } from '../../core/client/remoteShell.ts';
import { newCursor } from '../../core/client/shellCursor.ts';
import { withResolvers } from '../../core/task/taskGroup.ts';
import type { Clock } from '../../core/time/clock.ts';
import { RecordReader } from '../../core/wire/records.ts';
import { AskedOfProgram } from './askedOfProgram.ts';
import { LocalOutput } from './localOutput.ts';
import {
  gone,
  lost,
  outputMissing,
  refused,
  shutDown,
  tooOld,
  unknownStart,
} from './runFailures.ts';

/** Output in flight, and waiting here for whoever reads it. */
const WINDOW_BYTES = 1024 * 1024;
/** With less of it left, after a cut, the program is watched through a smaller window for a while. */
const SMALL_WINDOW_BYTES = 4 * 1024;

export interface RunOptions {
  connection: AgentConnection;
  clock: Clock;
  command: string[];
  /** '' for the home folder. */
  cwd: string;
  env: Record<string, string>;
  /** How long the program waits for us when we are cut off, and we for the connection; milliseconds. */
  keepMs: number;
  /** Else the first cut ends it. */
  reconnect: boolean;
  /** How the connection is doing, for whoever looks on. */
  note: (text: string) => void;
}

/** How the program ended. */
export type RunExit = Extract<ShellEnd, { kind: 'exited' }>;

export class RunSession {
  readonly cursor = newCursor();
  /** The program has ended, and all that it printed is written. Rejects with what went wrong. */
  readonly over: Promise<RunExit>;
  readonly asked = new AskedOfProgram(this.cursor.session);
  readonly #options: RunOptions;
  readonly #end = withResolvers<RunExit>();
  readonly #output = new LocalOutput((stream) => this.asked.endOutput(stream));
  readonly #records = new RecordReader();
  /** Views whose output isn't written yet: the present one, and those that were cut. */
  readonly #views = new Set<RemoteShell>();
  #unsubscribe: () => void = () => undefined;
  #cancelWait: () => void = () => undefined;
  #isCut = false;
  /** Names the run of the agent that was asked to start the program. */
  #instance: string | undefined;
  #remote: RemoteShell | undefined;
  #window = WINDOW_BYTES;
  #writing: Promise<void> = Promise.resolve();

  constructor(options: RunOptions) {
    this.#options = options;
    this.over = this.#end.promise.finally(() => {
      this.#unsubscribe();
      this.#cancelWait();
    });
  }

  /** Nobody was asked to start anything yet. */
  get untouched(): boolean {
    return this.#instance === undefined;
  }

  /** The connection is gone, and being made again. */
  get isCut(): boolean {
    return this.#isCut;
  }

  start(): void {
    const { connection } = this.#options;
    this.#unsubscribe = connection.subscribe({
      onChange: () => this.#linkChanged(),
      onClient: (client) => this.#guarded(() => this.#view(client)),
    });
    connection.start();
  }

  /** There is more input to send. */
  inputReady(): void {
    this.#remote?.inputReady();
  }

  /** The program is to end, and nobody waits for it. Resolves when the agent knows; never rejects. */
  async kill(): Promise<void> {
    const { session } = this.cursor;
    await this.#options.connection.client?.request('kill', { session }).catch(() => undefined);
  }

  /** The agent needs to remember nothing of it any more. Never rejects. */
  async forget(): Promise<void> {
    const { session } = this.cursor;
    await this.#options.connection.client?.request('forget', { session }).catch(() => undefined);
  }

  #fail(error: unknown): void {
    this.#end.reject(error);
  }

  #guarded(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#fail(error);
    }
  }

  #linkChanged(): void {
    const { connection, reconnect, clock, keepMs, note } = this.#options;
    const { state, failure, shutDown: hasShutDown } = connection.status;
    if (hasShutDown && !this.untouched) return this.#fail(shutDown());
    if (state === 'failed') return this.#fail(failure);
    if (connection.client !== undefined || state !== 'reconnecting' || this.#isCut) return;
    if (!reconnect) return this.#fail(lost(failure, keepMs));
    this.#isCut = true;
    note('the connection was cut, and is being made again');
    this.#cancelWait = clock.after(keepMs, () => this.#fail(gone(keepMs)));
  }

  /** Starts the program, or takes it up where the last connection left it. */
  #view(client: AgentClient): void {
    if (this.#isCut) this.#options.note('the connection is back');
    this.#isCut = false;
    this.#cancelWait();
    this.#checkAgent(client);
    this.#window = this.#roomForOutput;
    const { command, cwd, env, keepMs } = this.#options;
    const view = { cols: 80, rows: 24, window: this.#window };
    const events = this.#events(client);
    const remote =
      this.cursor.output === null
        ? client.open(this.cursor, { ...view, command, cwd, env, pipes: { keepMs } }, events)
        : client.attach(this.cursor, view, events);
    this.#remote = remote;
    this.#views.add(remote);
    this.#writing = this.#writing.then(() => this.#write(remote));
  }

  #checkAgent(client: AgentClient): void {
    const { instance = '' } = client.welcome;
    if (!this.untouched && instance !== this.#instance) {
      throw this.cursor.output === null ? unknownStart() : gone();
    }
    if (!client.has('run')) throw tooOld();
    this.#instance = instance;
  }

  // What waits for a reader that is slow doesn't grow with each cut.
  get #roomForOutput(): number {
    let waiting = 0;
    for (const { output } of this.#views) waiting += output.held;
    return Math.max(SMALL_WINDOW_BYTES, WINDOW_BYTES - waiting);
  }

  #events(client: AgentClient): RemoteShellEvents {
    return {
      onOpened: () => this.asked.goOn(client),
      onAcknowledged: () => undefined,
      onLagged: () => this.#fail(outputMissing()),
      onScreen: () => this.#fail(outputMissing()),
      onEnd: (end) => this.#viewEnded(client, end),
    };
  }

  #viewEnded(client: AgentClient, end: ShellEnd): void {
    this.asked.wait();
    if (end.kind === 'lost') return; // the link will be back, or say that it won't
    if (end.kind === 'reset') {
      return this.#fail(end.code === 'no-such-session' ? gone() : refused(end.code, end.message));
    }
    if (end.kind === 'exited') return this.#exited(end);
    if (end.reason === 'shutting-down') return this.#fail(shutDown());
    this.#guarded(() => this.#view(client)); // to have its full window again
  }

  // All that it printed is here: what becomes of its agent, while that is written, matters no more.
  #exited(exit: RunExit): void {
    this.#unsubscribe();
    this.#cancelWait();
    void this.#writing.then(() =>
      this.#records.inside ? this.#fail(outputMissing()) : this.#end.resolve(exit),
    );
  }

  /** After all that came before. */
  async #write(remote: RemoteShell): Promise<void> {
    try {
      for await (const item of remote.output) {
        if (!(item instanceof Uint8Array)) continue;
        for (const printed of this.#records.push(item)) await this.#output.write(printed);
        remote.parsed(item.byteLength);
      }
    } catch (error) {
      this.#fail(error);
    }
    this.#views.delete(remote);
    this.#widen();
  }

  /** What was waiting at the cut is written: there is room for more than was granted then. */
  #widen(): void {
    const isAlone = this.#views.size === 1;
    if (isAlone && this.#window < WINDOW_BYTES / 2) this.#remote?.detach();
  }
}
