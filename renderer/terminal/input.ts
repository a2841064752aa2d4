// Everything typed and pasted into one shell, in order. Keys go out at once; a large paste
// goes out in chunks and waits while the far side is behind, so that ^C can still stop it.

/** Bytes of a paste sent in one message. */
export const CHUNK_BYTES = 16 * 1024;
/** Unacknowledged input above which a paste waits. */
export const PENDING_LIMIT_BYTES = 128 * 1024;

const CTRL_C = 0x03;
const PASTE_END = new TextEncoder().encode('\x1b[201~');

export interface InputOptions {
  send: (bytes: Uint8Array) => void;
  /** Runs a function soon, after other work had its turn (a macrotask). */
  later: (run: () => void) => void;
}

export class InputQueue {
  readonly #options: InputOptions;
  #waiting: Uint8Array[] = [];
  #scheduled = false;
  #pending = 0;
  #bracketed = false;
  /** What is typed while the terminal is on its way here: it goes behind what comes along. */
  #held: (() => void)[] | null = null;

  constructor(options: InputOptions) {
    this.#options = options;
  }

  /** Keys: sent at once, or behind a paste under way; ^C drops the rest of that paste. */
  type(bytes: Uint8Array): void {
    if (this.#held) return void this.#held.push(() => this.type(bytes));
    if (this.#waiting.length === 0) return this.#options.send(bytes);
    if (bytes.length === 1 && bytes[0] === CTRL_C) this.#abandonPaste();
    this.#waiting.push(bytes);
    this.#pump();
  }

  /** A paste, already encoded; `bracketed` says that it carries the paste brackets. */
  paste(bytes: Uint8Array, bracketed: boolean): void {
    if (this.#held) return void this.#held.push(() => this.paste(bytes, bracketed));
    this.#bracketed = bracketed;
    this.#waitWith(bytes);
    this.#pump();
  }

  /** Input the far side has not acknowledged yet, as the shell's status tells it. */
  pending(bytes: number): void {
    this.#pending = bytes;
    this.#pump();
  }

  /** Forgets what has not been sent: the program it was meant for is gone. */
  clear(): void {
    this.#waiting = [];
    if (this.#held) this.#held = [];
  }

  /** What hasn't been sent, and won't be from here: it goes on in another window. */
  takeRest(): { bytes: Uint8Array[]; bracketed: boolean } {
    const bytes = this.#waiting;
    this.#waiting = [];
    return { bytes, bracketed: this.#bracketed };
  }

  /** Sends nothing from now on: what another window hasn't sent comes first. */
  hold(): void {
    this.#held ??= [];
  }

  /** The rest of another window's input, a part of it; while nothing is sent. */
  takeOver(bytes: Uint8Array): void {
    this.#waitWith(bytes);
  }

  /** What was taken over goes first (`bracketed`, if it is a paste), then `typed`, then what was held. */
  goOn(typed: readonly Uint8Array[], bracketed: boolean): void {
    const held = this.#held ?? [];
    this.#held = null;
    this.#bracketed = bracketed;
    for (const bytes of typed) this.type(bytes);
    for (const again of held) again();
    this.#pump();
  }

  /** What was taken over isn't whole, so nothing of it is sent. */
  forgetTakenOver(): void {
    this.#waiting = [];
  }

  #waitWith(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
      this.#waiting.push(bytes.subarray(at, at + CHUNK_BYTES));
    }
  }

  #abandonPaste(): void {
    this.#waiting = this.#bracketed ? [PASTE_END] : [];
  }

  #pump(): void {
    if (this.#scheduled || this.#held || this.#pending > PENDING_LIMIT_BYTES) return;
    const next = this.#waiting.shift();
    if (!next) return;
    this.#options.send(next);
    if (this.#waiting.length === 0) return;
    this.#scheduled = true;
    this.#options.later(() => {
      this.#scheduled = false;
      this.#pump();
    });
  }
}
