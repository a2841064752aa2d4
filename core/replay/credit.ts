// The two ends of flow control for one direction of one channel. All numbers are absolute
// stream offsets, so a repeated or reordered grant can do no harm.
import { ProtocolError } from '../wire/errors.ts';

/** The sender's side: what may still be sent, and what the peer has consumed. */
export class SendCredit {
  /** Next offset to send. */
  sent: number;
  #consumed: number;
  #limit: number;
  /** The last grant as it came: one that crossed a skip on its way knows nothing of it. */
  #granted: { consumed: number; limit: number };

  constructor(start: number, window: number) {
    this.sent = this.#consumed = start;
    this.#limit = start + window;
    this.#granted = { consumed: start, limit: start + window };
  }

  /** Bytes that may be sent now. */
  get available(): number {
    return Math.max(0, this.#limit - this.sent);
  }

  /** Everything before this offset was consumed by the peer. */
  get consumed(): number {
    return this.#consumed;
  }

  /** Takes a CREDIT message. Throws `credit-shrunk` or `credit-ahead`. */
  grant(consumed: number, limit: number): void {
    if (consumed < this.#granted.consumed || limit < this.#granted.limit) {
      throw new ProtocolError('credit-shrunk', 'a grant took back what was granted before');
    }
    if (consumed > this.sent) {
      throw new ProtocolError('credit-ahead', 'more was acknowledged than was sent');
    }
    this.#granted = { consumed, limit };
    this.#consumed = Math.max(this.#consumed, consumed);
    this.#limit = Math.max(this.#limit, limit);
  }

  /** The stream goes on at `offset`: what lies between costs no credit. */
  skipTo(offset: number): void {
    const skipped = offset - this.sent;
    this.sent = offset;
    this.#consumed += skipped;
    this.#limit += skipped;
  }
}

/** The sender learns how fast its bytes are taken in steps of at most this. */
const REPORT_BYTES = 32 * 1024;

/** The receiver's side: what has come, what was consumed, and when to tell the sender. */
export class ReceiveCredit {
  /** Next offset expected. */
  received: number;
  consumed: number;
  readonly window: number;
  readonly #reportBytes: number;
  #reported: number;
  #limit: number;

  /** `reportBytes`: the sender is told when so many more are consumed. */
  constructor(start: number, window: number, reportBytes = Math.min(window / 8, REPORT_BYTES)) {
    this.received = this.consumed = this.#reported = start;
    this.window = window;
    this.#reportBytes = reportBytes;
    this.#limit = start + window;
  }

  /** Received, not yet consumed. */
  get inFlight(): number {
    return this.received - this.consumed;
  }

  /**
   * Takes data at `offset` and gives the part of it that is new. Throws `offset-gap` when
   * bytes are missing before it, `credit-exceeded` when more came than was granted.
   */
  accept(offset: number, bytes: Uint8Array): Uint8Array {
    if (offset > this.received) {
      throw new ProtocolError('offset-gap', `expected offset ${this.received}, got ${offset}`);
    }
    const fresh = bytes.subarray(this.received - offset);
    if (this.received + fresh.byteLength > this.#limit) {
      throw new ProtocolError('credit-exceeded', 'more was sent than was granted');
    }
    this.received += fresh.byteLength;
    return fresh;
  }

  /**
   * The stream goes on at `offset`; what lies between never comes. A `report` is due then, for a
   * grant that crossed this on its way is worth less to the sender. Throws `offset-gap`.
   */
  skipTo(offset: number): void {
    const skipped = offset - this.received;
    if (skipped < 0) throw new ProtocolError('offset-gap', `${offset} came before`);
    this.received = offset;
    this.consumed += skipped;
    this.#limit += skipped;
  }

  /** What the sender was told last, or should have been: told anew after a cut. */
  get grant(): { consumed: number; limit: number } {
    return { consumed: this.#reported, limit: this.#limit };
  }

  consume(bytes: number): void {
    this.consumed = Math.min(this.received, this.consumed + bytes);
  }

  /**
   * What to tell the sender now, or undefined: after an eighth of the window or 32 KiB, so that a
   * flood costs few messages and still shows its pace, and when nothing is in flight, so that a
   * key's echo is settled at once.
   */
  report(): { consumed: number; limit: number } | undefined {
    const unreported = this.consumed - this.#reported;
    if (unreported === 0 || (unreported < this.#reportBytes && this.inFlight > 0)) return undefined;
    this.#reported = this.consumed;
    this.#limit = this.consumed + this.window;
    return { consumed: this.consumed, limit: this.#limit };
  }
}
