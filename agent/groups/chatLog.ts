// What was said beside one shell: numbered, in one order for all, and bounded. Each member is a
// cursor into it, as into the shell's output.
import type { Bodies } from '../../core/wire/bodies.ts';
import { LIMITS } from '../../core/wire/protocol.ts';

export type ChatMessage = Bodies['chat'];

interface Kept {
  message: ChatMessage;
  /** By which its sender knows it: `key` of the member, and the id that it chose. */
  sentAs: string;
}

export class ChatLog {
  #kept: Kept[] = [];
  #end = 0;

  /** Number of the next message. */
  get end(): number {
    return this.#end;
  }

  /** The number of what was sent so before, and is still kept; undefined when it is new. */
  find(sentAs: string): number | undefined {
    return this.#kept.find((one) => one.sentAs === sentAs)?.message.seq;
  }

  /** Its number. */
  append(sentAs: string, message: Omit<ChatMessage, 'seq'>): number {
    const seq = this.#end++;
    this.#kept.push({ sentAs, message: { seq, ...message } });
    if (this.#kept.length > LIMITS.maxChatHistory) this.#kept.shift();
    return seq;
  }

  /** The first message that is kept from this number on; undefined when there is none yet. */
  from(seq: number): ChatMessage | undefined {
    const oldest = this.#end - this.#kept.length;
    return this.#kept[Math.max(0, seq - oldest)]?.message;
  }
}
