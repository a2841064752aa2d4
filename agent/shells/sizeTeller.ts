// Tells one client of the sizes that a shell has, each at its place in the output, and of none
// that the client set itself.
import type { TerminalSize } from '../../core/pty/pty.ts';
import { encode } from '../../core/wire/messages.ts';
import type { SizeChange, SizeLog } from './sizeLog.ts';

export class SizeTeller {
  readonly #channel: number;
  readonly #sizes: SizeLog;
  /** Number of the last change that was told, or passed over. */
  #number = -1;
  /** The size that the client believes in. */
  #told: TerminalSize = { cols: 0, rows: 0 };
  /** The client has a size that it wasn't given. */
  #owes = false;

  /** `offset`: where the client's output begins. */
  constructor(channel: number, sizes: SizeLog, offset: number) {
    this.#channel = channel;
    this.#sizes = sizes;
    this.jumpTo(offset);
  }

  /** Offset of the next size, which goes before the output from there on; Infinity for none. */
  get border(): number {
    return this.#next?.offset ?? Infinity;
  }

  /** The client goes on at an offset, and knows the size there. */
  jumpTo(offset: number): void {
    const size = this.#sizes.at(offset);
    this.#number = size.number;
    this.#told = size;
  }

  /** The client gives its terminal a size; `set` asks for it. True when there is something to tell. */
  resize(size: TerminalSize, isAtEnd: boolean, set: () => void): boolean {
    const { current } = this.#sizes;
    if (isAtEnd) this.#told = size;
    set();
    const { current: given } = this.#sizes;
    if (given !== current || isSame(given, size)) return false;
    this.#told = size;
    return (this.#owes = true);
  }

  /** What is to be told before the output at an offset. */
  frameAt(offset: number): Uint8Array | undefined {
    for (let next = this.#next; next && next.offset <= offset; next = this.#next) {
      this.#number = next.number;
      const known = isSame(next, this.#told);
      this.#told = next;
      if (!known) return this.#frame(next.offset, next);
    }
    return this.#owed(offset);
  }

  #owed(offset: number): Uint8Array | undefined {
    if (!this.#owes) return undefined;
    this.#owes = false;
    const size = this.#sizes.at(offset);
    if (isSame(size, this.#told)) return undefined;
    this.#told = size;
    return this.#frame(offset, size);
  }

  #frame(offset: number, { cols, rows }: TerminalSize): Uint8Array {
    return encode('size', this.#channel, { offset, cols, rows });
  }

  get #next(): SizeChange | undefined {
    return this.#sizes.after(this.#number);
  }
}

function isSame(one: TerminalSize, other: TerminalSize): boolean {
  return one.cols === other.cols && one.rows === other.rows;
}
