// What one member is told of its group: a cursor into the chat, and the latest news. Nothing
// queues here, so a member with a slow link costs no memory, and hears the newest first.
import { PRIORITY, type FrameSource, type Outbox } from '../../core/connection/outbox.ts';
import { encode } from '../../core/wire/messages.ts';
import type { ShellGroup } from './shellGroup.ts';

export interface GroupFeedOptions {
  group: ShellGroup;
  channel: number;
  outbox: Outbox;
  /** First message of the chat that the member lacks. */
  chat: number;
}

export class GroupFeed implements FrameSource {
  readonly priority = PRIORITY.output;
  readonly #options: GroupFeedOptions;
  readonly #unlisten: () => void;
  #chat: number;
  #told: unknown;

  constructor(options: GroupFeedOptions) {
    this.#options = options;
    this.#chat = options.chat;
    this.#told = options.group.news; // of the time before; those that name this member follow
    this.#unlisten = options.group.listen(() => options.outbox.ready(this));
    options.outbox.ready(this);
  }

  stop(): void {
    this.#unlisten();
    this.#options.outbox.remove(this);
  }

  nextFrame(): Uint8Array | undefined {
    const { group, channel } = this.#options;
    const message = this.#chat < group.chat.end ? group.chat.from(this.#chat) : undefined;
    if (message) {
      this.#chat = message.seq + 1;
      return encode('chat', channel, message);
    }
    if (!group.news || this.#told === group.news) return undefined;
    this.#told = group.news;
    return group.newsFrame(channel);
  }
}
