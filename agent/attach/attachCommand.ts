// bowline-agent attach: a shell of an agent in this terminal. Ends with the remote program's
// exit code, 128 and the signal's number, or 255 when the connection is the reason.
import { constants } from 'node:os';
import { AgentClient } from '../../core/client/agentClient.ts';
import type { RemoteShell, RemoteShellEvents, ShellEnd } from '../../core/client/remoteShell.ts';
import { newCursor, type ShellCursor } from '../../core/client/shellCursor.ts';
import { ConnectFailure } from '../../core/socket/connectFailure.ts';
import { withResolvers } from '../../core/task/taskGroup.ts';
import { systemClock } from '../../core/time/clock.ts';
import { AgentError } from '../agentError.ts';
import { clientName, findShell, readLink } from '../cli/agentSession.ts';
import { explain } from '../cli/output.ts';
import { ESCAPE_HELP } from './escape.ts';
import { pumpInput } from './inputPump.ts';
import { LocalTerminal } from './localTerminal.ts';

/** Output in flight: enough for a fast link, little enough for Ctrl-C on a slow one. */
const WINDOW_BYTES = 256 * 1024;
/** As ssh does when it is ssh itself that failed. */
const CONNECTION_FAILED = 255;

/** Variables of this terminal that programs on the other side should know. */
const ENVIRONMENT = /^(?:TERM|COLORTERM|LANG|LC_\w+)$/;

export async function attachCommand(
  linkText: string,
  command: string[],
  { session }: { session?: string },
): Promise<void> {
  try {
    process.exitCode = await attach(linkText, command, session);
  } catch (error) {
    if (error instanceof AgentError) throw error;
    explain(error);
    process.exitCode = CONNECTION_FAILED;
  } finally {
    process.stdin.destroy(); // or a key that nobody waits for would keep the process
  }
}

async function attach(
  linkText: string,
  command: string[],
  session: string | undefined,
): Promise<number> {
  const link = readLink(linkText);
  if (session !== undefined && command.length > 0) {
    throw new AgentError('USAGE', 'A shell that runs already takes no command.');
  }
  const client = await AgentClient.connect({ link, client: clientName(), clock: systemClock });
  try {
    return await new Attachment(client).run(command, session);
  } finally {
    await client.close();
  }
}

class Attachment {
  readonly #client: AgentClient;
  readonly #terminal = new LocalTerminal();
  readonly #end = withResolvers<ShellEnd>();
  readonly #left = new AbortController();

  constructor(client: AgentClient) {
    this.#client = client;
  }

  async run(command: string[], session: string | undefined): Promise<number> {
    const shell = await this.#begin(command, session);
    this.#terminal.onResize(() => shell.resize(this.#terminal.size.cols, this.#terminal.size.rows));
    this.#leaveOnSignals(shell);
    try {
      this.#terminal.raw();
      void this.#pumpInput(shell);
      await pumpOutput(shell);
      return this.#finish(await this.#end.promise, shell.cursor);
    } finally {
      this.#left.abort();
      this.#terminal.cooked();
    }
  }

  async #begin(command: string[], session: string | undefined): Promise<RemoteShell> {
    const view = { ...this.#terminal.size, window: WINDOW_BYTES };
    const events = this.#events();
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
      onOpened: () => undefined,
      onAcknowledged: () => undefined,
      onLagged: (from, to) => this.#terminal.note(`${to - from} bytes of output were missed`),
      onEnd: (end) => this.#end.resolve(end),
    };
  }

  async #pumpInput(shell: RemoteShell): Promise<void> {
    const wish = (what: 'leave' | 'help'): void => {
      if (what === 'leave') shell.detach();
      else this.#terminal.note(ESCAPE_HELP);
    };
    await pumpInput(shell, this.#terminal.interactive, wish, this.#left.signal);
  }

  #leaveOnSignals(shell: RemoteShell): void {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => {
        shell.detach();
        this.#end.resolve({ kind: 'exited', code: null, signal });
      });
    }
  }

  #finish(end: ShellEnd, { session }: ShellCursor): number {
    this.#terminal.cooked();
    switch (end.kind) {
      case 'exited':
        return end.signal ? 128 + signalNumber(end.signal) : (end.code ?? CONNECTION_FAILED);
      case 'detached':
        this.#terminal.note(`left the shell running; --session ${session} takes it up again`);
        return end.reason === 'requested' ? 0 : CONNECTION_FAILED;
      case 'reset':
        throw new AgentError(end.code, end.message);
      case 'lost':
        this.#terminal.note(`the shell runs on; --session ${session} takes it up again`);
        throw new ConnectFailure('lost', 'The connection to the agent was lost.', '');
    }
  }
}

/** Writes output until it ends; it counts as taken when stdout has taken it. */
async function pumpOutput(shell: RemoteShell): Promise<void> {
  for await (const bytes of shell.output) {
    if (!(bytes instanceof Uint8Array)) continue; // what is missing is told by `onLagged`
    await new Promise<void>((resolve) => process.stdout.write(bytes, () => resolve()));
    shell.parsed(bytes.byteLength);
  }
}

function signalNumber(name: string): number {
  return (constants.signals as Record<string, number>)[name] ?? 0;
}
