// The messages of ssh-agent's protocol (draft-ietf-sshm-ssh-agent): how a stream is cut into them, and
// the few numbers that matter here. Pure; whatever comes is hostile.
import { LIMITS } from '../wire/protocol.ts';

/** What is asked of an agent; all others are refused whatever they are. */
export const ASKED = { list: 11, sign: 13 } as const;

/** What an agent answers. */
export const ANSWERED = { failure: 5, success: 6, list: 12, signature: 14, extension: 28 } as const;

/** What one side of a connection did wrong; it is closed. */
export class AgentMessageError extends Error {
  readonly code: 'key-message-too-large' | 'key-message-malformed';

  constructor(code: AgentMessageError['code']) {
    super(code);
    this.name = 'AgentMessageError';
    this.code = code;
  }
}

/** The answer to everything that is refused: ssh goes on without. */
export function failure(): Uint8Array {
  return Uint8Array.of(ANSWERED.failure);
}

/** A message as it travels, behind its length. */
export function framed(message: Uint8Array): Uint8Array {
  const frame = Buffer.allocUnsafe(4 + message.byteLength);
  frame.writeUInt32BE(message.byteLength);
  frame.set(message, 4);
  return frame;
}

/** Cuts what comes into messages, without their lengths. */
export class MessageReader {
  #parts: Uint8Array[] = [];
  #bytes = 0;

  /** Bytes of a message that isn't whole yet. */
  get waiting(): number {
    return this.#bytes;
  }

  /** The messages that are whole now. Throws `AgentMessageError`, and is of no use afterwards. */
  push(bytes: Uint8Array): Uint8Array[] {
    this.#parts.push(new Uint8Array(bytes)); // a copy: what came is the socket's, and used again
    this.#bytes += bytes.byteLength;
    const messages: Uint8Array[] = [];
    for (let length = this.#length(); length !== undefined; length = this.#length()) {
      if (this.#bytes < 4 + length) break;
      messages.push(this.#take(4 + length).subarray(4));
    }
    return messages;
  }

  /** What the next message's head says; refused before its body comes. */
  #length(): number | undefined {
    if (this.#bytes < 4) return undefined;
    const head = this.#parts[0]!.byteLength < 4 ? this.#whole() : this.#parts[0]!;
    const length = Buffer.from(head.buffer, head.byteOffset, 4).readUInt32BE();
    if (length === 0) throw new AgentMessageError('key-message-malformed');
    if (length <= LIMITS.maxKeyMessage) return length;
    throw new AgentMessageError('key-message-too-large');
  }

  #take(count: number): Uint8Array {
    const all = this.#whole();
    this.#parts = count < all.byteLength ? [all.subarray(count)] : [];
    this.#bytes = all.byteLength - count;
    return all.subarray(0, count);
  }

  #whole(): Uint8Array {
    const [first] = this.#parts;
    if (this.#parts.length > 1 || !first) this.#parts = [Buffer.concat(this.#parts)];
    return this.#parts[0]!;
  }
}
