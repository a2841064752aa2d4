// The others at a shell, as one client has them: the last news, what is said, and a way to say
// something. None of it is part of the output.
import type { AllBodies, Message } from '../wire/messages.ts';
import { newMessageId, type ChatMessage, type Group } from './group.ts';
import type { RemoteShellEvents, ShellConnection } from './shellEvents.ts';
import type { ShellCursor } from './shellCursor.ts';

type Events = Pick<RemoteShellEvents, 'onGroup' | 'onChat' | 'onRefused'>;

export class GroupClient {
  /** This client's number among them; null where the agent knows no groups. */
  member: number | null = null;
  #group: Group | null = null;
  readonly #channel: number;
  readonly #cursor: ShellCursor;
  readonly #connection: Pick<ShellConnection, 'request'>;
  readonly #events: Events;

  constructor(
    channel: number,
    cursor: ShellCursor,
    connection: Pick<ShellConnection, 'request'>,
    events: Events,
  ) {
    this.#channel = channel;
    this.#cursor = cursor;
    this.#connection = connection;
    this.#events = events;
  }

  get group(): Group | null {
    return this.#group;
  }

  async say(text: string, id = newMessageId()): Promise<void> {
    await this.#connection.request('say', { channel: this.#channel, id, text });
  }

  receive(message: Extract<Message, { type: 'group' | 'chat' | 'refused' }>): void {
    if (message.type === 'group') this.#news(message.body);
    else if (message.type === 'chat') this.#said(message.body);
    else this.#refused(message.body);
  }

  #news(group: Group): void {
    this.#group = group;
    this.#events.onGroup?.(group);
  }

  // What had come on an earlier connection comes again only from an agent that forgot its place.
  #said(message: ChatMessage): void {
    if (message.seq < this.#cursor.chat) return;
    this.#cursor.chat = message.seq + 1;
    this.#events.onChat?.(message);
  }

  #refused(refusal: AllBodies['refused']): void {
    this.#events.onRefused?.(refusal);
  }
}
