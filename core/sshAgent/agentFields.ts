// Reads the fields of a message of ssh-agent's, as SSH writes them. Whatever a length says, nothing
// beyond the message is read.
import { AgentMessageError } from './agentMessages.ts';

export class FieldReader {
  readonly #bytes: Buffer;
  #at: number;

  /** `from`: where the fields begin. */
  constructor(bytes: Uint8Array, from = 0) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#at = from;
  }

  get left(): number {
    return this.#bytes.byteLength - this.#at;
  }

  byte(): number {
    return this.#part(1)[0]!;
  }

  uint32(): number {
    return this.#part(4).readUInt32BE();
  }

  /** Bytes behind their length. */
  string(): Buffer {
    return this.#part(this.uint32());
  }

  /** Throws when there is more. */
  end(): void {
    if (this.left > 0) throw malformed();
  }

  #part(count: number): Buffer {
    if (count > this.left) throw malformed();
    const part = this.#bytes.subarray(this.#at, this.#at + count);
    this.#at += count;
    return part;
  }
}

function malformed(): AgentMessageError {
  return new AgentMessageError('key-message-malformed');
}
