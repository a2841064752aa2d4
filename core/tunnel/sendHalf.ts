// What one direction of a stream has still to send, or might have to send again: pieces as they
// were read, never copied, held by offset until the other side has passed them on.
import { Deque } from '../channel/deque.ts';
import { SendCredit } from '../replay/credit.ts';
import { ProtocolError } from '../wire/errors.ts';

/** What is sent next. */
export interface Part {
  offset: number;
  bytes: Uint8Array;
  /** There is room for a frame's head in front of them. */
  isSlab: boolean;
}

type OnBytes = (bytes: Uint8Array) => void;

export class SendHalf {
  readonly #onFree: OnBytes;
  readonly #onAnswered: OnBytes;
  /** Pieces with room for a frame's head in front of them. */
  readonly #slabs = new WeakSet<Uint8Array>();
  #credit = new SendCredit(0, 0);
  readonly #unsent = new Deque<Uint8Array>();
  readonly #unacknowledged = new Deque<Uint8Array>();
  /** Bytes of the first unsent piece that are sent. */
  #cut = 0;
  /** Offset of the first unacknowledged piece. */
  #base = 0;
  #end = 0;
  #ended = false;

  /**
   * `onFree` is given the slabs that were acknowledged whole: nobody needs them any more. `onAnswered` is
   * given all else, in its order and as it was sent: a piece that was pushed, or parts of it.
   */
  constructor(onFree: OnBytes = () => undefined, onAnswered: OnBytes = () => undefined) {
    this.#onFree = onFree;
    this.#onAnswered = onAnswered;
  }

  /** Next offset that will be pushed. */
  get end(): number {
    return this.#end;
  }

  /** Bytes held, sent or not. */
  get held(): number {
    return this.#end - this.#credit.consumed;
  }

  /** Bytes that were never sent on this connection. */
  get waiting(): number {
    return this.#end - this.#credit.sent;
  }

  /** True when nothing follows what was pushed. */
  get ended(): boolean {
    return this.#ended;
  }

  /** True when all that was pushed is sent, on this connection. */
  get drained(): boolean {
    return this.#credit.sent === this.#end;
  }

  /**
   * The next bytes, not copied: they must not change until they are acknowledged. `isSlab`: there
   * is room for a frame's head in front of them.
   */
  push(bytes: Uint8Array, isSlab = false): void {
    if (isSlab) this.#slabs.add(bytes);
    this.#unsent.push(bytes);
    this.#end += bytes.byteLength;
  }

  finish(): void {
    this.#ended = true;
  }

  /** Up to `max` of the bytes that may be sent now, which count as sent; undefined for none. */
  take(max: number): Part | undefined {
    const piece = this.#unsent.peek();
    const most = Math.min(max, this.#credit.available);
    if (!piece || most <= 0) return undefined;
    const isWhole = this.#cut === 0 && piece.byteLength <= most;
    const bytes = isWhole ? piece : piece.subarray(this.#cut, this.#cut + most);
    const offset = this.#credit.sent;
    this.#credit.sent += bytes.byteLength;
    this.#cut += bytes.byteLength;
    this.#unacknowledged.push(bytes);
    if (this.#cut === piece.byteLength) {
      this.#unsent.shift();
      this.#cut = 0;
    }
    return { offset, bytes, isSlab: this.#slabs.has(bytes) };
  }

  /** Takes a grant. Throws `credit-shrunk` or `credit-ahead`. */
  grant(consumed: number, limit: number): void {
    this.#credit.grant(consumed, limit);
    for (let piece = this.#unacknowledged.peek(); piece; piece = this.#unacknowledged.peek()) {
      if (this.#base + piece.byteLength > this.#credit.consumed) return;
      this.#base += piece.byteLength;
      this.#unacknowledged.shift();
      if (this.#slabs.delete(piece)) this.#onFree(piece);
      else this.#onAnswered(piece);
    }
  }

  /**
   * What the other side lacks begins at `have`: sends again from there, on another connection.
   * Throws `offset-gap` for what is no longer held, `credit-ahead` for what was never sent.
   */
  rewind(have: number): void {
    if (have < this.#credit.consumed) throw new ProtocolError('offset-gap', `${have} is gone`);
    if (have > this.#credit.sent) throw new ProtocolError('credit-ahead', `${have} wasn't sent`);
    const unsent = drain(this.#unsent);
    if (unsent[0]) unsent[0] = unsent[0].subarray(this.#cut);
    this.#cut = 0;
    let offset = this.#base;
    for (const piece of [...drain(this.#unacknowledged), ...unsent]) {
      const known = Math.max(0, Math.min(piece.byteLength, have - offset));
      if (known === piece.byteLength) this.#unacknowledged.push(piece);
      else if (known > 0) this.#unacknowledged.push(piece.subarray(0, known));
      if (known === 0) this.#unsent.push(piece);
      else if (known < piece.byteLength) this.#unsent.push(piece.subarray(known));
      offset += piece.byteLength;
    }
    this.#credit.sent = have;
  }
}

function drain<T>(queue: Deque<T>): T[] {
  const all: T[] = [];
  for (let item = queue.shift(); item !== undefined; item = queue.shift()) all.push(item);
  return all;
}
