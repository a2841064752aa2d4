// How fast what was sent is taken at the other end, told from nothing but "so many bytes were
// sent now" and "so many were acknowledged now". The way of BBR (Cardwell et al., "BBR:
// Congestion-Based Congestion Control", 2016): each acknowledgement gives the rate over the time
// since the piece it speaks of was sent. Pure: counts bytes, and is told the time.
import { Deque } from '../channel/deque.ts';

/** What one acknowledgement tells. */
export interface Delivery {
  /** From sending the last piece that is acknowledged now to its acknowledgement, milliseconds. */
  rttMs: number;
  /** Bytes a millisecond, over the last round trip. */
  rate: number;
  /** Bytes acknowledged since the last delivery was told. */
  bytes: number;
  /** There was less to send than could have been: the rate says nothing about the way. */
  idle: boolean;
  /** What was under way when the last round began has been acknowledged. */
  newRound: boolean;
}

interface Piece {
  /** All bytes sent up to its end. */
  end: number;
  at: number;
  /** All bytes acknowledged when it was sent, and when the last of them were. */
  delivered: number;
  deliveredAt: number;
  /** When the piece was sent that was acknowledged last before. */
  firstSentAt: number;
  idle: boolean;
}

/**
 * Pieces remembered while no acknowledgement comes: a window holds some ten of bulk and what was
 * typed, and of a peer that never acknowledges nothing is ever learnt. Beyond it the oldest are
 * forgotten: their bytes still count as under way, their acknowledgement tells nothing.
 */
export const MAX_PIECES = 4096;

/** Two acknowledgements in the same instant are no infinite speed. */
const SHORTEST_MS = 0.05;

export class DeliveryMeter {
  readonly #pieces = new Deque<Piece>();
  #sent = 0;
  #delivered = 0;
  #deliveredAt = 0;
  #firstSentAt = 0;
  #told = 0;
  /** Up to here the sender had too little to send; 0 when it has enough. */
  #idleUntil = 0;
  #roundEnd = 0;

  /** Bytes sent and not yet acknowledged. */
  get inFlight(): number {
    return this.#sent - this.#delivered;
  }

  sent(bytes: number, now: number): void {
    if (this.inFlight === 0) this.#firstSentAt = this.#deliveredAt = now;
    this.#sent += bytes;
    this.#pieces.push({
      end: this.#sent,
      at: now,
      delivered: this.#delivered,
      deliveredAt: this.#deliveredAt,
      firstSentAt: this.#firstSentAt,
      idle: this.#idleUntil > 0,
    });
    if (this.#pieces.length > MAX_PIECES) this.#pieces.shift();
  }

  /** The sender could send more, and has nothing. */
  ranDry(): void {
    this.#idleUntil = Math.max(1, this.#sent);
  }

  /** So many more bytes were acknowledged. Undefined while that ends no piece that was sent. */
  delivered(bytes: number, now: number): Delivery | undefined {
    this.#delivered = Math.min(this.#sent, this.#delivered + bytes);
    this.#deliveredAt = now;
    if (this.#delivered >= this.#idleUntil) this.#idleUntil = 0;
    const last = this.#takeDelivered();
    if (!last) return undefined;
    this.#firstSentAt = last.at;
    return { ...this.#measure(last, now), idle: last.idle, newRound: this.#endsRound(last) };
  }

  #takeDelivered(): Piece | undefined {
    let last: Piece | undefined;
    for (let piece = this.#pieces.peek(); piece && piece.end <= this.#delivered;) {
      last = this.#pieces.shift();
      piece = this.#pieces.peek();
    }
    return last;
  }

  // The longer of the two times counts: acknowledgements may come in a heap, and pieces leave in one.
  #measure(last: Piece, now: number): Pick<Delivery, 'rttMs' | 'rate' | 'bytes'> {
    const span = Math.max(now - last.deliveredAt, last.at - last.firstSentAt, SHORTEST_MS);
    const bytes = this.#delivered - this.#told;
    this.#told = this.#delivered;
    return { rttMs: now - last.at, rate: (this.#delivered - last.delivered) / span, bytes };
  }

  #endsRound(last: Piece): boolean {
    if (last.delivered < this.#roundEnd) return false;
    this.#roundEnd = this.#delivered;
    return true;
  }
}
