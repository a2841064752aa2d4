// The last bytes of an output, to look at once it has ended or has to be shown again.

export class OutputTail {
  readonly #limit: number;
  #chunks: Uint8Array[] = [];
  #held = 0;

  constructor(limitBytes: number) {
    this.#limit = limitBytes;
  }

  push(bytes: Uint8Array): void {
    this.#chunks.push(bytes.byteLength > this.#limit ? bytes.slice(-this.#limit) : bytes);
    this.#held += this.#chunks.at(-1)!.byteLength;
    while (this.#held - this.#chunks[0]!.byteLength >= this.#limit) {
      this.#held -= this.#chunks.shift()!.byteLength;
    }
  }

  bytes(): Uint8Array {
    const all = Buffer.concat(this.#chunks);
    return all.subarray(Math.max(0, all.byteLength - this.#limit));
  }

  /** As text, without colours and other control sequences. */
  text(): string {
    const text = Buffer.from(this.bytes()).toString('utf8');
    return text.replace(/\u001b(\[[0-9;?]*[ -/]*[@-~]|\][^\u0007\u001b]*(\u0007|\u001b\\)|.)/g, '');
  }
}
