// Cuts what a program writes on its stderr into lines, as it comes: a line may come in pieces, and
// so may a character of it.
/** A line without an end is cut here; ssh's own are short. */
const LONGEST_LINE = 4 * 1024;

export class LogLines {
  readonly #take: (line: string) => void;
  readonly #text = new TextDecoder();
  #rest = '';

  constructor(take: (line: string) => void) {
    this.#take = take;
  }

  add(bytes: Uint8Array): void {
    const lines = (this.#rest + this.#text.decode(bytes, { stream: true })).split(/\r?\n/);
    this.#rest = lines.pop()!.slice(-LONGEST_LINE);
    for (const line of lines) this.#take(line);
  }

  /** Nothing more comes: what is left is a line, too. */
  end(): void {
    if (this.#rest !== '') this.#take(this.#rest);
    this.#rest = '';
  }
}
