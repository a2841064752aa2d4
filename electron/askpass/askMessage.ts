// What bowline-askpass says on its socket: the ticket, the hint and the question, each closed by a zero.

/** One argument of a program has 128 KiB at most on Linux, so nothing true is longer. */
export const LONGEST_BYTES = 132 * 1024;

export interface AskMessage {
  ticket: string;
  /** `SSH_ASKPASS_PROMPT`: `confirm`, `none`, or '' for what is to be typed. */
  hint: string;
  prompt: string;
}

/** Gathers the pieces of one message. */
export class AskReader {
  #bytes: Buffer = Buffer.alloc(0);

  /** The message once it is whole; 'refused' when it can't become one any more. */
  push(piece: Uint8Array): AskMessage | 'refused' | undefined {
    if (this.#bytes.byteLength + piece.byteLength > LONGEST_BYTES) return 'refused';
    this.#bytes = Buffer.concat([this.#bytes, piece]);
    const words = this.#bytes.toString('utf8').split('\0');
    if (words.length < 4) return undefined;
    const [ticket = '', hint = '', prompt = '', ...rest] = words;
    return rest.length > 1 || rest[0] !== '' ? 'refused' : { ticket, hint, prompt };
  }
}
