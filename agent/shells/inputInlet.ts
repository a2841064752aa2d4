// One client's typing into one shell, by offset: what comes a second time after a cut is
// dropped, and what the program's terminal has taken is acknowledged. Outlives connections.
import { ProtocolError } from '../../core/wire/errors.ts';

/** A CREDIT message about input. */
export interface InputCredit {
  consumed: number;
  limit: number;
}

/** Whoever types through an inlet at the moment. */
export interface InletOwner {
  /** Some of the input was taken by the terminal; `report` may have something to say. */
  onTaken(): void;
  /** The same client came back on another channel: this one is over. */
  onReplaced(): void;
}

export class InputInlet {
  readonly #window: number;
  #owner: InletOwner | undefined;
  #over = false;
  #received = 0;
  #taken = 0;
  /** Where this attachment began: the client counts everything before it as acknowledged. */
  #base = 0;
  #limit: number;
  #reported = 0;

  /** `windowBytes`: how much the agent holds ahead of the program. */
  constructor(windowBytes: number) {
    this.#window = windowBytes;
    this.#limit = windowBytes;
  }

  /** Next offset expected. */
  get received(): number {
    return this.#received;
  }

  /** Received, and not yet taken by the terminal. */
  get pending(): number {
    return this.#received - this.#taken;
  }

  get owned(): boolean {
    return this.#owner !== undefined;
  }

  /** A channel takes the inlet over; where its typing goes on, and how much it may send. */
  attach(owner: InletOwner): { input: number; inputWindow: number } {
    const before = this.#owner;
    this.#owner = owner;
    before?.onReplaced();
    this.#base = this.#reported = this.#received;
    // The protocol has no empty window, hence the one byte for a program that reads nothing.
    this.#limit = Math.max(this.#taken + this.#window, this.#received + 1);
    return { input: this.#received, inputWindow: this.#limit - this.#received };
  }

  /** False when another channel has taken it over. */
  detach(owner: InletOwner): boolean {
    if (this.#owner !== owner) return false;
    this.#owner = undefined;
    return true;
  }

  /** The part of the bytes that is new. Throws `offset-gap` or `credit-exceeded`. */
  accept(offset: number, bytes: Uint8Array): Uint8Array {
    this.#checkGap(offset);
    const fresh = bytes.subarray(this.#received - offset);
    if (this.#received + fresh.byteLength > this.#limit) {
      throw new ProtocolError('credit-exceeded', 'more was sent than was granted');
    }
    if (this.#over && fresh.byteLength > 0) {
      throw new ProtocolError('unexpected-message', 'input after its end');
    }
    this.#received += fresh.byteLength;
    return fresh;
  }

  /** Ends the input; false when it had ended before. Throws `offset-gap`. */
  end(offset: number): boolean {
    this.#checkGap(offset);
    if (this.#over) return false;
    this.#over = true;
    return true;
  }

  /** The terminal took this many more bytes. */
  took(bytes: number): void {
    this.#taken += bytes;
    this.#owner?.onTaken();
  }

  /**
   * The acknowledgement that is due, if one is: after an eighth of the window, so that a paste
   * costs few messages, and when nothing is pending, so that a keystroke is settled at once.
   */
  report(): InputCredit | undefined {
    const consumed = Math.max(this.#taken, this.#base);
    const unreported = consumed - this.#reported;
    if (unreported === 0 || (unreported < this.#window / 8 && this.pending > 0)) return undefined;
    this.#reported = consumed;
    this.#limit = Math.max(this.#limit, this.#taken + this.#window);
    return { consumed, limit: this.#limit };
  }

  #checkGap(offset: number): void {
    if (offset <= this.#received) return;
    throw new ProtocolError('offset-gap', `expected offset ${this.#received}, got ${offset}`);
  }
}
