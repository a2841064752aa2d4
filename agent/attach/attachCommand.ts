// bowline-agent attach: a shell of an agent in this terminal, one's own or one that somebody
// shares. Ends with the remote program's
// exit code, 128 and the signal's number, or 255 when the connection is the reason.
import { constants } from 'node:os';
import { AgentClient } from '../../core/client/agentClient.ts';
import type {
  OutputMark,
  RemoteShell,
  RemoteShellEvents,
  ShellEnd,
} from '../../core/client/remoteShell.ts';
import { newCursor, type ShellCursor } from '../../core/client/shellCursor.ts';
import { accountName } from '../../core/process/account.ts';
import type { TerminalSize } from '../../core/pty/pty.ts';
import { withResolvers } from '../../core/task/taskGroup.ts';
import { systemClock } from '../../core/time/clock.ts';
import { AgentError } from '../agentError.ts';
import { clientName, findShell } from '../cli/agentSession.ts';
import { STDIN, type LinkArguments, type LinkSource } from '../cli/linkSource.ts';
import { explain } from '../cli/output.ts';
import { ESCAPE_HELP } from './escape.ts';
import { GroupNotes } from './groupNotes.ts';
import { HeldNotes } from './heldNotes.ts';
import { guestMember } from './guestMember.ts';
import { pumpInput } from './inputPump.ts';
import { LocalTerminal } from './localTerminal.ts';

/** Output in flight: enough for a fast link, little enough for Ctrl-C on a slow one. */
const WINDOW_BYTES = 256 * 1024;
/** As ssh does when it is ssh itself that failed. */
const CONNECTION_FAILED = 255;

const VIEW_ONLY = 'you can watch this shell, but not type in it; Enter and then ~. leaves';

/** Variables of this terminal that programs on the other side should know. */
const ENVIRONMENT = /^(?:TERM|COLORTERM|LANG|LC_\w+)$/;

export interface AttachArguments extends LinkArguments {
  session?: string;
  /** What others on a shared shell see. */
  name?: string;
}

/** `words`: a link or `-`, where there is one, and the program to run. */
export async function attachCommand(
  source: LinkSource,
  words: string[],
  args: AttachArguments,
): Promise<void> {
  try {
    process.exitCode = await attach(source, words, args);
  } catch (error) {
    if (error instanceof AgentError) throw error;
    explain(error);
    process.exitCode = CONNECTION_FAILED;
  } finally {
    process.stdin.destroy(); // or a key that nobody waits for would keep the process
  }
}

async function attach(
  source: LinkSource,
  words: string[],
  { session, name = accountName(), ...where }: AttachArguments,
): Promise<number> {
  const [word, command] = splitWords(source, words, where);
  const link = source.any(word, where);
  const terminal = new LocalTerminal(word === STDIN);
  if ((session !== undefined || 'invitation' in link) && command.length > 0) {
    throw new AgentError('USAGE', 'A shell that runs already takes no command.');
  }
  const member = guestMember(link.token ?? '', { user: accountName(), name });
  try {
    const client = await AgentClient.connect({
      ...{ link, member, client: clientName(), clock: systemClock },
    });
    try {
      return await new Attachment(client, name, terminal).run(command, session);
    } finally {
      await client.close();
    }
  } finally {
    terminal.close();
  }
}

class Attachment {
  readonly #client: AgentClient;
  readonly #name: string;
  readonly #terminal: LocalTerminal;
  readonly #end = withResolvers<ShellEnd>();
  readonly #left = new AbortController();
  readonly #held = new HeldNotes(
    (text) => this.#terminal.note(text),
    process.stdout.isTTY === true,
  );
  readonly #notes = new GroupNotes((text) => this.#held.note(text));

  constructor(client: AgentClient, name: string, terminal: LocalTerminal) {
    this.#client = client;
    this.#terminal = terminal;
    this.#name = name;
  }

  get #mayType(): boolean {
    return this.#client.role !== 'viewer';
  }

  async run(command: string[], session: string | undefined): Promise<number> {
    const shell = await this.#begin(command, session);
    this.#terminal.onResize(() => shell.resize(this.#terminal.size.cols, this.#terminal.size.rows));
    this.#leaveOnSignals(shell);
    try {
      this.#terminal.raw();
      void this.#pumpInput(shell);
      if (!this.#mayType) this.#held.note(VIEW_ONLY);
      await this.#pumpOutput(shell);
      return await this.#finish(await this.#end.promise, shell.cursor);
    } finally {
      this.#left.abort();
      this.#terminal.cooked();
    }
  }

  async #begin(command: string[], session: string | undefined): Promise<RemoteShell> {
    const view = { ...this.#terminal.size, window: WINDOW_BYTES, name: this.#name };
    const events = this.#events();
    const shared = this.#client.session;
    if (shared !== null) return this.#client.attach(newCursor(shared), view, events);
    if (session !== undefined) {
      const found = await findShell(this.#client, session);
      return this.#client.attach(newCursor(found.session), view, events);
    }
    const variables = Object.entries(process.env).filter(([name]) => ENVIRONMENT.test(name));
    const env = Object.fromEntries(variables) as Record<string, string>;
    return this.#client.open(newCursor(), { ...view, command, cwd: '', env }, events);
  }

  #events(): RemoteShellEvents {
    return {
      ...this.#notes.events,
      onOpened: (opened) => {
        if (this.#client.session !== null) this.#compare(opened);
        this.#notes.opened(opened.chat ?? 0);
      },
      onAcknowledged: () => undefined,
      onLagged: (from, to) => this.#held.note(`${to - from} bytes of output were missed`),
      onEnd: (end) => this.#end.resolve(end),
    };
  }

  /** Writes output until it ends; it counts as taken when stdout has taken it. */
  async #pumpOutput(shell: RemoteShell): Promise<void> {
    for await (const item of shell.output) {
      if (!(item instanceof Uint8Array)) {
        this.#heed(item);
        continue;
      }
      await this.#terminal.show(item);
      this.#held.written(item);
      shell.parsed(item.byteLength);
    }
  }

  async #pumpInput(shell: RemoteShell): Promise<void> {
    const wish = (what: 'leave' | 'help'): void => {
      if (what === 'leave') shell.detach();
      else this.#terminal.note(ESCAPE_HELP);
    };
    const { interactive, input } = this.#terminal;
    const typist = { interactive, mayType: this.#mayType };
    await pumpInput(shell, typist, wish, this.#left.signal, input);
  }

  // What was missed is told by `onLagged`.
  #heed(mark: OutputMark): void {
    if (mark.type === 'size') this.#compare(mark);
    else if (mark.type === 'earlier') this.#held.note('earlier output is not shown');
  }

  /** Whoever may not set the size is told where theirs is too small for what is shown. */
  #compare({ cols, rows }: TerminalSize): void {
    const mine = this.#terminal.size;
    if (!this.#terminal.interactive || (mine.cols >= cols && mine.rows >= rows)) return;
    this.#held.note(
      `the shell has ${cols} columns and ${rows} rows, this terminal ${mine.cols} and ${mine.rows}: make it larger to see it right`,
    );
  }

  #leaveOnSignals(shell: RemoteShell): void {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => {
        shell.detach();
        this.#end.resolve({ kind: 'exited', code: null, signal });
      });
    }
  }

  async #finish(end: ShellEnd, { session }: ShellCursor): Promise<number> {
    this.#held.leave();
    this.#terminal.cooked();
    const again = this.#client.session === null ? `; --session ${session} takes it up again` : '';
    switch (end.kind) {
      case 'exited':
        return end.signal ? 128 + signalNumber(end.signal) : (end.code ?? CONNECTION_FAILED);
      case 'detached':
        if (end.reason !== 'shutting-down') this.#terminal.note(`left the shell running${again}`);
        return end.reason === 'requested' ? 0 : CONNECTION_FAILED;
      case 'reset':
        throw new AgentError(end.code, end.message);
      case 'lost': {
        const why = await this.#client.lost;
        if (why.kind !== 'shut-down') this.#terminal.note(`the shell runs on${again}`);
        throw why;
      }
    }
  }
}

// Any first word is meant to be a link where nothing else says where to go.
function splitWords(
  source: LinkSource,
  words: string[],
  where: LinkArguments,
): [word: string | undefined, command: string[]] {
  const [link, rest] = source.split(words, 1);
  if (link !== undefined || source.namesProgram || source.isElsewhere(where)) return [link, rest];
  return [words[0], words.slice(1)];
}

function signalNumber(name: string): number {
  return (constants.signals as Record<string, number>)[name] ?? 0;
}
