// One shell of an agent, followed from connection to connection: opened on the first, and on each
// later one taken up where it was. An opening whose answer was lost is asked for again under the
// same name, so it is never a second shell. The app's tabs and `attach` both stand on this.
import type { TerminalSize } from '../pty/pty.ts';
import type { AllBodies } from '../wire/messages.ts';
import type { AgentClient, OpenShell } from './agentClient.ts';
import type { RemoteShell } from './remoteShell.ts';
import type { ShellCursor } from './shellCursor.ts';
import type { RemoteShellEvents, ShellEnd } from './shellEvents.ts';

/** How a shell is over for whoever follows it; a connection that is lost isn't the end. */
export type FollowedEnd = Exclude<ShellEnd, { kind: 'lost' }>;

export interface FollowedShellEvents extends Omit<RemoteShellEvents, 'onOpened' | 'onEnd'> {
  /** The shell is there, on this connection; its output follows in `remote.output`. */
  onOpened(opened: AllBodies['opened'], remote: RemoteShell, client: AgentClient): void;
  /** The connection is gone. What came of it may still wait in its `output`. */
  onCut(): void;
  /** Called once, after the last byte went into the last `output`. */
  onEnd(end: FollowedEnd): void;
}

export interface FollowedShellOptions {
  cursor: ShellCursor;
  /** What is started where the shell doesn't run yet. */
  program: Pick<OpenShell, 'command' | 'cwd' | 'env' | 'keys'>;
  /** Output bytes in flight. */
  window: number;
  /** What others at the shell see of who this is. */
  memberName: () => string;
  /** Whoever only watches has no say in the size. */
  mayType: () => boolean;
  events: FollowedShellEvents;
}

export class FollowedShell {
  readonly cursor: ShellCursor;
  readonly #options: FollowedShellOptions;
  #size: TerminalSize = { cols: 80, rows: 24 };
  #remote: RemoteShell | undefined;
  #isOpen = false;

  constructor(options: FollowedShellOptions) {
    this.#options = options;
    this.cursor = options.cursor;
  }

  /** The shell on the last connection; undefined before the first. */
  get remote(): RemoteShell | undefined {
    return this.#remote;
  }

  /** The agent has answered on this connection: the shell is there. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Nothing of the shell has come yet, though it runs: a terminal that shows it begins anew. */
  get isUnseen(): boolean {
    return this.cursor.running && this.cursor.output === null;
  }

  /** Goes on over this connection. Throws `ChannelError` where that carries too many shells. */
  take(client: AgentClient): void {
    const { cursor } = this;
    const { program, window, memberName } = this.#options;
    cursor.session = client.session ?? cursor.session;
    const view = { ...this.#size, window, name: memberName() };
    const known = cursor.output !== null || cursor.running;
    const events = this.#events(client);
    const remote = known
      ? client.attach(cursor, view, events)
      : client.open(cursor, { ...view, ...program }, events);
    this.#isOpen = false;
    this.#remote = remote;
  }

  /** Something was typed into the cursor's input. */
  inputReady(): void {
    this.#remote?.inputReady();
  }

  /** Also the size that is asked for on connections to come. */
  resize(size: TerminalSize): void {
    this.#size = size;
    if (this.#isOpen && this.#options.mayType()) this.#remote?.resize(size.cols, size.rows);
  }

  /** Leaves the shell running: `onEnd` tells when the agent has heard. */
  detach(): void {
    this.#remote?.detach();
  }

  #events(client: AgentClient): RemoteShellEvents {
    return {
      ...this.#options.events,
      onOpened: (opened) => this.#opened(client, opened),
      onEnd: (end) => this.#ended(end),
    };
  }

  #opened(client: AgentClient, opened: AllBodies['opened']): void {
    this.#isOpen = true;
    this.cursor.running = true;
    this.cursor.endTold = false;
    this.#options.events.onOpened(opened, this.#remote!, client);
    const { cols, rows } = this.#size; // may have changed while nobody was there to be told
    if (opened.cols !== cols || opened.rows !== rows) this.resize(this.#size);
  }

  #ended(end: ShellEnd): void {
    this.#isOpen = false;
    if (end.kind === 'lost') this.#options.events.onCut();
    else this.#options.events.onEnd(end);
  }
}
