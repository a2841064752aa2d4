// A client of a real agent, as tests need it: open a shell, read what it prints, type into it.
import { AgentClient, type ShellView } from '../../core/client/agentClient.ts';
import { dial } from '../../core/socket/dial.ts';
import type { ChatMessage, Group } from '../../core/client/group.ts';
import { invite, type InvitationWish } from '../../core/client/sharing.ts';
import { invitationLink, type InvitationLink } from '../../core/link/invitationLink.ts';
import type { RemoteShell, ShellEnd } from '../../core/client/remoteShell.ts';
import { newCursor, type ShellCursor } from '../../core/client/shellCursor.ts';
import { parsePairingLink } from '../../core/link/pairingLink.ts';
import { withResolvers } from '../../core/task/taskGroup.ts';
import { systemClock } from '../../core/time/clock.ts';
import type { AllBodies } from '../../core/wire/messages.ts';

export const WINDOW_BYTES = 256 * 1024;

const NOBODY: Group = {
  ...{ total: 0, members: [], policy: 'driver', driver: null },
  ...{ cols: 1, rows: 1 },
};
const TEXT_CHARS = 512 * 1024;

export function connect(link: string): Promise<AgentClient> {
  const client = { name: 'test', version: '1' };
  return AgentClient.connect({ dial, link: parsePairingLink(link), client, clock: systemClock });
}

/** A guest of a real agent. */
export function join(link: InvitationLink, member?: string): Promise<AgentClient> {
  const client = { name: 'guest', version: '1' };
  return AgentClient.connect({
    dial,
    link,
    client,
    clock: systemClock,
    ...(member ? { member } : {}),
  });
}

/** An invitation to one shell of the agent that this client and link lead to. */
export async function inviteTo(
  owner: AgentClient,
  link: string,
  wish: InvitationWish,
): Promise<InvitationLink> {
  return invitationLink(parsePairingLink(link), await invite(owner, wish));
}

export interface ShellOptions {
  command?: string[];
  cwd?: string;
  env?: Record<string, string>;
  cols?: number;
  rows?: number;
  window?: number;
  /** Read the output as it comes; else the test reads `shell.output` itself. */
  read?: boolean;
  cursor?: ShellCursor;
  /** What others see of who this is. */
  name?: string;
}

export class AgentShell {
  readonly cursor: ShellCursor;
  readonly shell: RemoteShell;
  readonly opened: Promise<AllBodies['opened']>;
  /** How it ended; resolves when all output was read, where it is read. */
  readonly end: Promise<ShellEnd>;
  /** Resolves when all output was read. */
  readonly drained: Promise<void>;
  readonly lags: { from: number; to: number }[] = [];
  /** What was said beside it. */
  readonly chat: ChatMessage[] = [];
  readonly refusals: string[] = [];
  /** Sizes that it didn't set. */
  readonly sizes: string[] = [];
  /** The latest half a million characters read, at least. */
  text = '';
  bytes = 0;
  /** Called with each chunk read. */
  onChunk: (chunk: Uint8Array) => void = () => undefined;
  readonly #looks = new Set<() => void>();

  static open(client: AgentClient, options: ShellOptions = {}): AgentShell {
    const { command = [], cwd = '', env = {} } = options;
    return new AgentShell(options, newCursor(), (cursor, view, events) =>
      client.open(cursor, { ...view, command, cwd, env }, events),
    );
  }

  static attach(client: AgentClient, cursor: ShellCursor, options: ShellOptions = {}): AgentShell {
    return new AgentShell(options, cursor, (place, view, events) =>
      client.attach(place, view, events),
    );
  }

  private constructor(
    options: ShellOptions,
    cursor: ShellCursor,
    begin: (
      cursor: ShellCursor,
      view: ShellView,
      events: ConstructorParameters<typeof RemoteShell>[4],
    ) => RemoteShell,
  ) {
    const { cols = 80, rows = 24, window = WINDOW_BYTES, read = true, name = '' } = options;
    const opened = withResolvers<AllBodies['opened']>();
    const end = withResolvers<ShellEnd>();
    this.cursor = options.cursor ?? cursor;
    this.opened = opened.promise;
    this.opened.catch(() => undefined); // not every test waits for it
    this.shell = begin(
      this.cursor,
      { cols, rows, window, name },
      {
        onGroup: () => this.#look(),
        onChat: (message) => {
          this.chat.push(message);
          this.#look();
        },
        onRefused: ({ code }) => {
          this.refusals.push(code);
          this.#look();
        },
        onOpened: (body) => opened.resolve(body),
        onAcknowledged: () => this.#look(),
        onLagged: (from, to) => void this.lags.push({ from, to }),
        onEnd: (how) => {
          opened.reject(new Error(`never opened: ${JSON.stringify(how)}`));
          end.resolve(how);
        },
      },
    );
    this.drained = read ? this.read() : Promise.resolve();
    this.end = Promise.all([end.promise, this.drained]).then(([how]) => how);
  }

  /** Reads to the end, giving credit for all of it. */
  async read(): Promise<void> {
    const decoder = new TextDecoder();
    for await (const chunk of this.shell.output) {
      if (!(chunk instanceof Uint8Array)) {
        if (chunk.type === 'size') this.sizes.push(`${chunk.cols}x${chunk.rows}`);
        this.#look();
        continue;
      }
      this.bytes += chunk.byteLength;
      this.text += decoder.decode(chunk, { stream: true });
      if (this.text.length > 2 * TEXT_CHARS) this.text = this.text.slice(-TEXT_CHARS);
      this.onChunk(chunk);
      this.shell.parsed(chunk.byteLength);
      this.#look();
    }
    this.#look();
  }

  type(text: string | Uint8Array): void {
    const bytes = typeof text === 'string' ? Buffer.from(text) : text;
    if (!this.cursor.input.tryAppend(bytes)) throw new Error('too much input is pending');
    this.shell.inputReady();
  }

  /** Resolves when the output so far matches. */
  async sees(pattern: RegExp): Promise<string> {
    await this.until(() => pattern.test(this.text), `${pattern} in ${JSON.stringify(this.text)}`);
    return this.text;
  }

  /** Resolves with the news of the group that match, now or later. */
  async group(matches: (group: Group) => boolean): Promise<Group> {
    const now = (): Group | null => this.shell.group;
    await this.until(() => matches(now() ?? NOBODY), 'news of the group');
    return now()!;
  }

  /** Resolves when everything typed was taken by the terminal. */
  async typed(): Promise<void> {
    await this.until(() => this.cursor.input.size === 0, 'input to be acknowledged');
  }

  /** Resolves when `condition` holds after something happened; rejects if the shell ends before. */
  async until(condition: () => boolean, what: string): Promise<void> {
    const { promise, resolve, reject } = withResolvers<void>();
    const look = (): void => {
      if (condition()) resolve();
    };
    this.#looks.add(look);
    look();
    const ended = this.drained.then(() => this.end);
    void ended.then((end) =>
      reject(new Error(`waited for ${what}, but the shell ended: ${JSON.stringify(end)}`)),
    );
    await promise.finally(() => this.#looks.delete(look));
  }

  #look(): void {
    for (const look of [...this.#looks]) look();
  }
}
