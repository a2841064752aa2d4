// The others at one shell of a host, as this app hears of them by its agent: who is here, what was
// said, and whether something may be typed. It outlives connections, and the shell object of one of
// them. What a window makes of it is its `Company`.
import type { AgentClient } from '../../core/client/agentClient.ts';
import type { ChatMessage, Group } from '../../core/client/group.ts';
import type { RemoteShell, RemoteShellEvents } from '../../core/client/remoteShell.ts';
import { ConnectFailure } from '../../core/socket/connectFailure.ts';
import { ChannelError } from '../../core/wire/errors.ts';
import { LIMITS } from '../../core/wire/protocol.ts';
import type { StoredHost } from '../hosts/storedHost.ts';
import type { ChatLine, MemberRole, SayResult, ShellCompany } from '../ipc/contract.ts';
import { PersonError } from '../personError.ts';
import { say } from '../../words/said.ts';
import type { Shell } from '../shell.ts';

/** What a shell has that others may be at, too. */
export interface InCompany {
  readonly company: HostCompany;
}

/** Undefined for a shell that nobody else can be at. */
export function companyOf(shell: Shell | InCompany): HostCompany | undefined {
  return 'company' in shell ? shell.company : undefined;
}

export interface CompanyListener {
  /** `state` is another one. */
  onChange(): void;
  onChat(line: ChatLine): void;
  /** The agent took nothing of what was typed: this app may only watch. */
  onRefused?(): void;
}

export class HostCompany {
  readonly #listeners = new Set<CompanyListener>();
  #role: MemberRole;
  #group: Group | null = null;
  #chat: ChatMessage[] = [];
  #client: AgentClient | undefined;
  #host: StoredHost | undefined;
  #remote: RemoteShell | undefined;

  /** `role`: what is known of it before there is a connection. */
  constructor(role: MemberRole) {
    this.#role = role;
  }

  get state(): Omit<ShellCompany, 'shellId'> {
    const { role } = this;
    const canShare = role === 'owner' && (this.#client?.has('groups') ?? false);
    return { role, self: this.#remote?.member ?? null, canShare, group: this.#group };
  }

  get role(): MemberRole {
    return this.#role;
  }

  get mayType(): boolean {
    return this.#role !== 'viewer';
  }

  /** The last messages, as many as an agent keeps. */
  get chat(): readonly ChatLine[] {
    return this.#chat;
  }

  /** What a channel of the shell tells this. */
  get events(): Pick<RemoteShellEvents, 'onGroup' | 'onChat' | 'onRefused'> {
    return {
      onGroup: (group) => {
        this.#group = group;
        this.#tell();
      },
      onChat: (message) => this.#said(message),
      onRefused: () => {
        for (const listener of [...this.#listeners]) listener.onRefused?.();
      },
    };
  }

  subscribe(listener: CompanyListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** The shell was opened on a connection, which was made to the host as it was saved then. */
  entered(client: AgentClient, remote: RemoteShell, host: StoredHost): void {
    this.#client = client;
    this.#host = host;
    this.#remote = remote;
    this.#role = client.role;
    this.#tell();
  }

  /** The connection is gone; who was there is not known any more. */
  left(): void {
    if (!this.#client) return;
    this.#client = this.#remote = this.#host = undefined;
    this.#group = null;
    this.#tell();
  }

  /** The connection that the shell is seen through. Throws a `PersonError` while there is none. */
  get client(): AgentClient {
    return this.#client ?? notConnected();
  }

  /** Where that connection leads, whatever became of the saved host. Throws as `client` does. */
  get host(): StoredHost {
    return this.#host ?? notConnected();
  }

  async say(id: string, text: string): Promise<SayResult> {
    try {
      if (!this.#remote) return { ok: false, refused: false, message: say('chat-not-sent') };
      await this.#remote.say(text, id);
      return { ok: true };
    } catch (error) {
      if (error instanceof ChannelError)
        return { ok: false, refused: true, message: say('as-told', { text: error.message }) };
      if (!(error instanceof ConnectFailure)) throw error;
      return { ok: false, refused: false, message: NOT_ANSWERED };
    }
  }

  #said(message: ChatMessage): void {
    this.#chat = [...this.#chat, message].slice(-LIMITS.maxChatHistory);
    for (const listener of [...this.#listeners]) listener.onChat(message);
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener.onChange();
  }
}

function notConnected(): never {
  throw new PersonError(say('shell-not-connected'));
}

/** The agent may have had it before the connection was lost; it knows the message by its id. */
const NOT_ANSWERED = say('chat-perhaps-sent');
