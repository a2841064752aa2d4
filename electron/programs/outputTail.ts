// The last bytes of an output, to look at once it has ended or has to be shown again.
import { withoutSequences } from './consoleText.ts';

export class OutputTail {
  readonly #limit: number;
  #chunks: Uint8Array[] = [];
  #held = 0;
  #isCut = false;

  constructor(limitBytes: number) {
    this.#limit = limitBytes;
  }

  push(bytes: Uint8Array): void {
    this.#isCut ||= bytes.byteLength > this.#limit;
    this.#chunks.push(bytes.byteLength > this.#limit ? bytes.slice(-this.#limit) : bytes);
    this.#held += this.#chunks.at(-1)!.byteLength;
    this.#isCut ||= this.#held > this.#limit;
    while (this.#held - this.#chunks[0]!.byteLength >= this.#limit) {
      this.#held -= this.#chunks.shift()!.byteLength;
    }
  }

  /** They don't begin in the middle of a character. */
  bytes(): Uint8Array {
    const all = Buffer.concat(this.#chunks);
    const last = all.subarray(Math.max(0, all.byteLength - this.#limit));
    return this.#isCut ? last.subarray(restOfCharacter(last)) : last;
  }

  /** As text, without colours and other control sequences. */
  text(): string {
    return withoutSequences(Buffer.from(this.bytes()).toString('utf8'));
  }
}

/** How many bytes at the beginning belong to a character that began before. */
function restOfCharacter(bytes: Uint8Array): number {
  let rest = 0;
  while (rest < 3 && rest < bytes.length && (bytes[rest]! & 0xc0) === 0x80) rest++;
  return rest;
}
