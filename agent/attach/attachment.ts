// One shell of an agent in this terminal, from the first connection through every cut to its end,
// or until whoever sits here leaves. Where it stands is told on one line, or in notes.
import type { AgentClient } from '../../core/client/agentClient.ts';
import type { AgentConnection } from '../../core/client/agentConnection.ts';
import { FollowedShell, type FollowedShellEvents } from '../../core/client/followedShell.ts';
import type { OutputMark, RemoteShell } from '../../core/client/remoteShell.ts';
import { newCursor, type ShellCursor } from '../../core/client/shellCursor.ts';
import type { TerminalSize } from '../../core/pty/pty.ts';
import { ConnectFailure } from '../../core/socket/connectFailure.ts';
import { withResolvers } from '../../core/task/taskGroup.ts';
import { pause, type Clock } from '../../core/time/clock.ts';
import { findShell } from '../cli/agentSession.ts';
import { lostOutput, unknownStart, type Ending } from './ending.ts';
import { ESCAPE_HELP } from './escape.ts';
import { GroupNotes } from './groupNotes.ts';
import { HeldNotes } from './heldNotes.ts';
import { pumpInput } from './inputPump.ts';
import { LinkTeller } from './linkTeller.ts';
import type { LocalTerminal } from './localTerminal.ts';
import { WithoutQuestions } from './withoutQuestions.ts';

/** Output in flight: enough for a fast link, little enough for Ctrl-C on a slow one. */
const WINDOW_BYTES = 256 * 1024;
/** Whoever leaves waits so long at most for the agent to hear of it, and for what it has printed. */
const LEAVE_MS = 1_000;

/** Connections in a row that stood and never brought the shell: it isn't the way there that fails. */
const MAX_VAIN = 32;

const VIEW_ONLY = 'you can watch this shell, but not type in it; Enter and then ~. leaves';
/** Ends what is half said, and leaves a full-screen program's screen: another one comes. */
const BEFORE_A_GAP = '\x18\x1b[?1049l';

/** Variables of this terminal that programs on the other side should know. */
const ENVIRONMENT = /^(?:TERM|COLORTERM|LANG|LC_\w+)$/;

export interface AttachWish {
  /** Begin of the name of a shell that runs; undefined for a new one. */
  session: string | undefined;
  /** What others on a shared shell see. */
  name: string;
  command: string[];
  /** A connection that is lost is made again. */
  reconnect: boolean;
}

export class Attachment {
  readonly #connection: AgentConnection;
  readonly #terminal: LocalTerminal;
  readonly #wish: AttachWish;
  readonly #clock: Clock;
  readonly #over = withResolvers<Ending>();
  readonly #left = new AbortController();
  readonly #held: HeldNotes;
  readonly #notes: GroupNotes;
  readonly #teller: LinkTeller;
  readonly #replay = new WithoutQuestions();
  #role: AgentClient['role'] = 'owner';
  #shell: FollowedShell | undefined;
  /** The run of the agent that was asked last, where it has a name. */
  #instance: string | undefined;
  #passing: Promise<void> = Promise.resolve();
  #leaving: Ending | undefined;
  #vain = 0;

  constructor(
    connection: AgentConnection,
    terminal: LocalTerminal,
    wish: AttachWish,
    clock: Clock,
  ) {
    this.#connection = connection;
    this.#terminal = terminal;
    this.#wish = wish;
    this.#clock = clock;
    this.#teller = new LinkTeller(terminal, (text) => this.#held.note(text));
    this.#held = new HeldNotes((text) => this.#note(text), process.stdout.isTTY === true);
    this.#notes = new GroupNotes((text) => this.#held.note(text));
  }

  /** Of the shell, once there was a connection. */
  get cursor(): ShellCursor | undefined {
    return this.#shell?.cursor;
  }

  get isGuest(): boolean {
    return this.#role !== 'owner';
  }

  get #mayType(): boolean {
    return this.#role !== 'viewer';
  }

  /** Resolves with how it ended, when all that was printed is shown and the terminal is as before. */
  async run(): Promise<Ending> {
    const unsubscribe = this.#connection.subscribe({
      onChange: () => this.#look(),
      onClient: (client) => void this.#met(client),
    });
    this.#connection.start();
    try {
      const ending = await this.#over.promise;
      await this.#shown();
      return ending;
    } finally {
      unsubscribe();
      this.#left.abort();
      this.#shell?.cursor.input.release();
      this.#teller.clear();
      this.#terminal.giveBack();
      this.#held.leave();
    }
  }

  /** Asks to leave; whoever asks again doesn't wait any more. The shell runs on. */
  leave(ending: Ending): void {
    if (this.#leaving || !this.#shell?.isOpen) return this.#over.resolve(ending);
    this.#leaving = ending;
    this.#clock.after(LEAVE_MS, () => this.#over.resolve(ending));
    this.#detachWhenTaken();
  }

  /** Goes on after this process stood still: the connection may be gone, and the size another. */
  wake(): void {
    this.#shell?.resize(this.#terminal.size);
    this.#connection.wake();
    this.#look();
  }

  /** The last word comes after what was typed. */
  #detachWhenTaken(): void {
    if (this.#shell?.isOpen && this.#shell.cursor.input.size === 0) this.#shell.detach();
  }

  /** All that came is shown, but for what a reader that stands still doesn't take from who leaves. */
  async #shown(): Promise<void> {
    const rest = this.#leaving ? [pause(this.#clock, LEAVE_MS)] : [];
    await Promise.race([this.#passing, ...rest]);
  }

  #look(): void {
    const { status } = this.#connection;
    const cutOff = status.state === 'reconnecting' && !this.#wish.reconnect;
    if (status.state === 'failed' || cutOff) {
      return this.#over.resolve({ kind: 'failed', error: status.failure });
    }
    if (!this.#shell) return;
    const isOver = this.#leaving !== undefined;
    this.#teller.tell(status, {
      isBack: this.#shell.isOpen || isOver,
      waiting: this.#shell.cursor.input.size,
      mayType: this.#mayType,
    });
  }

  async #met(client: AgentClient): Promise<void> {
    void client.lost.then((why) => {
      // After the first, its own word, nothing is left there to come back to.
      if (why.kind === 'shut-down' || ++this.#vain > MAX_VAIN)
        this.#over.resolve({ kind: 'failed', error: why });
    });
    try {
      this.#role = client.role;
      const shell = (this.#shell ??= this.#begin(await this.#cursorOn(client)));
      if (this.#connection.client !== client) return;
      if (this.#isAnotherAgent(client, shell.cursor))
        return this.#over.resolve({ kind: 'failed', error: unknownStart() });
      this.#instance = client.welcome.instance;
      shell.take(client);
    } catch (error) {
      // One that is lost while it is asked is followed by another, or by the connection's own end.
      if (!(error instanceof ConnectFailure)) this.#over.resolve({ kind: 'failed', error });
    }
  }

  /** An opening that got no answer is repeated: on another agent that is a second start. */
  #isAnotherAgent({ welcome }: AgentClient, { output, running }: ShellCursor): boolean {
    const unanswered = this.#instance !== undefined && output === null && !running;
    return unanswered && welcome.instance !== this.#instance;
  }

  async #cursorOn(client: AgentClient): Promise<ShellCursor> {
    if (client.session !== null) return newCursor(client.session);
    const { session } = this.#wish;
    return session === undefined
      ? newCursor()
      : newCursor((await findShell(client, session)).session);
  }

  #begin(cursor: ShellCursor): FollowedShell {
    const variables = Object.entries(process.env).filter(([name]) => ENVIRONMENT.test(name));
    const env = Object.fromEntries(variables) as Record<string, string>;
    const shell = new FollowedShell({
      cursor,
      program: { command: this.#wish.command, cwd: '', env },
      window: WINDOW_BYTES,
      memberName: () => this.#wish.name,
      mayType: () => this.#mayType,
      events: this.#events(),
    });
    shell.resize(this.#terminal.size);
    this.#terminal.onResize(() => shell.resize(this.#terminal.size));
    this.#terminal.onContinued(() => this.wake());
    this.#terminal.onLost((error) => this.leave(lostOutput(error)));
    this.#terminal.take();
    if (!this.#mayType) this.#held.note(VIEW_ONLY);
    void this.#pumpInput(shell);
    return shell;
  }

  #events(): FollowedShellEvents {
    let before = false;
    return {
      ...this.#notes.events,
      onOpened: (opened, remote) => {
        if (this.isGuest) this.#compare(opened);
        if (!before) this.#notes.opened(opened.chat ?? 0);
        before = true;
        this.#vain = 0;
        this.#passing = this.#passing.then(() => this.#pass(remote));
        this.#look();
      },
      onAcknowledged: () => {
        if (this.#leaving) this.#detachWhenTaken();
      },
      onLagged: () => undefined, // told in its place, by a mark
      onCut: () => {
        if (this.#leaving) this.#over.resolve(this.#leaving);
        this.#shell?.cursor.input.release();
      },
      onEnd: (end) => {
        this.#over.resolve((end.kind === 'detached' && this.#leaving) || end);
      },
    };
  }

  /** Writes output until it ends; it counts as taken when stdout has taken it. */
  async #pass(remote: RemoteShell): Promise<void> {
    let replayed = 0;
    for await (const item of remote.output) {
      if (!(item instanceof Uint8Array)) {
        if (item.type === 'replayed') replayed = item.bytes;
        else this.#heed(item);
        continue;
      }
      await this.#show(item, replayed > 0);
      replayed = 0;
      remote.parsed(item.byteLength);
    }
  }

  async #show(output: Uint8Array, again: boolean): Promise<void> {
    const bytes = again ? this.#replay.push(output) : Buffer.concat([this.#replay.rest(), output]);
    this.#teller.clear();
    await this.#terminal.show(bytes);
    this.#held.written(bytes);
  }

  async #pumpInput(shell: FollowedShell): Promise<void> {
    const { interactive, input } = this.#terminal;
    const typist = {
      ...{ interactive, mayType: this.#mayType },
      isCutOff: () => !shell.isOpen,
      wish: (what: 'leave' | 'help') => {
        if (what === 'leave') this.leave({ kind: 'detached', reason: 'requested' });
        else this.#note(ESCAPE_HELP);
      },
      onTyped: (dropped: number) => {
        this.#teller.dropped(dropped);
        this.#look();
      },
    };
    await pumpInput(shell, typist, this.#left.signal, input);
  }

  #note(text: string): void {
    this.#teller.clear();
    this.#terminal.note(text);
  }

  #heed(mark: OutputMark): void {
    if (mark.type === 'size') this.#compare(mark);
    else if (mark.type === 'earlier') this.#held.note('earlier output is not shown');
    else if (mark.type === 'skipped') this.#gap(mark.bytes);
  }

  /** A whole screen follows, and clears the terminal: what is said of the gap moves up with the rest. */
  #gap(bytes: number): void {
    if (this.#terminal.isAddressable) {
      this.#teller.clear();
      void this.#terminal.show(Buffer.from(BEFORE_A_GAP));
      this.#held.written(Buffer.from(BEFORE_A_GAP));
    }
    this.#held.note(`${bytes} bytes of output were missed`);
  }

  /** Whoever may not set the size is told where theirs is too small for what is shown. */
  #compare({ cols, rows }: TerminalSize): void {
    const mine = this.#terminal.size;
    if (!this.#terminal.interactive || (mine.cols >= cols && mine.rows >= rows)) return;
    this.#held.note(
      `the shell has ${cols} columns and ${rows} rows, this terminal ${mine.cols} and ${mine.rows}: make it larger to see it right`,
    );
  }
}
