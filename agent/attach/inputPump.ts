// What is typed, or piped in, on its way to the remote shell. Held until the agent has
// acknowledged it, through cuts too; when too much is held, reading waits.
import type { FollowedShell } from '../../core/client/followedShell.ts';
import { EscapeFilter } from './escape.ts';

/** A piece small enough to find room beside what is already held. */
const PIECE_BYTES = 64 * 1024;

export interface Typist {
  /** A person types, who may want to leave. */
  interactive: boolean;
  /** What is typed goes to the program; else it only leads out again. */
  mayType: boolean;
  wish: (what: 'leave' | 'help') => void;
  /** Nobody takes what is typed, for who knows how long; asked again after `PendingInput.release`. */
  isCutOff: () => boolean;
  /** Something was typed; and so much of it was dropped, for want of room. */
  onTyped: (dropped: number) => void;
}

/** Where typed bytes go. */
export type TypedInto = Pick<FollowedShell, 'cursor' | 'inputReady'>;

/**
 * Reads `source` to its end, or until `left` aborts. The end of what was piped in becomes the end of
 * the shell's input; that of a person's terminal is a window that was closed, and leaves the shell
 * alone, for others may be at it.
 */
export async function pumpInput(
  shell: TypedInto,
  typist: Typist,
  left: AbortSignal,
  source: AsyncIterable<Buffer> = process.stdin,
): Promise<void> {
  const { interactive, mayType, wish } = typist;
  const escape = new EscapeFilter();
  const keeper = new Keeper(shell, typist, left);
  for await (const chunk of typedBytes(source, left)) {
    const { bytes, wish: found } = interactive
      ? escape.filter(chunk)
      : { bytes: chunk, wish: undefined };
    if (mayType) typist.onTyped(await keeper.keep(bytes));
    if (found) wish(found);
    if (found === 'leave') return;
  }
  if (left.aborted) return;
  if (interactive) return wish('leave');
  if (!mayType) return;
  shell.cursor.input.eof = true;
  shell.inputReady();
}

// A terminal that is gone, or that nobody reads any more, is the end of what is typed in it.
async function* typedBytes(
  source: AsyncIterable<Buffer>,
  left: AbortSignal,
): AsyncGenerator<Buffer, void, undefined> {
  try {
    for await (const chunk of source) {
      if (left.aborted) return;
      yield chunk;
    }
  } catch {
    // Said above.
  }
}

/**
 * Puts what is typed into the shell's input. Who is cut off must still be able to leave, so a
 * person's keys are read on when there is no room for them; what is piped in waits.
 */
class Keeper {
  readonly #shell: TypedInto;
  readonly #typist: Typist;
  readonly #left: AbortSignal;
  /** Something is missing: what follows would be typed in its place. */
  #isFull = false;

  constructor(shell: TypedInto, typist: Typist, left: AbortSignal) {
    this.#shell = shell;
    this.#typist = typist;
    this.#left = left;
  }

  /** Answers how many bytes were dropped. */
  async keep(bytes: Uint8Array): Promise<number> {
    this.#isFull &&= this.#typist.isCutOff();
    for (let at = 0; at < bytes.byteLength; at += PIECE_BYTES) {
      this.#isFull ||= !(await this.#add(bytes.subarray(at, at + PIECE_BYTES)));
      if (this.#isFull) return bytes.byteLength - at;
    }
    return 0;
  }

  async #add(piece: Uint8Array): Promise<boolean> {
    const { input } = this.#shell.cursor;
    const { interactive, isCutOff } = this.#typist;
    while (!input.tryAppend(piece) && !this.#left.aborted) {
      if (interactive && isCutOff()) return false;
      await input.room();
    }
    this.#shell.inputReady();
    return true;
  }
}
