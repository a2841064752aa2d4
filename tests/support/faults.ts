// What goes wrong in one direction of a fault proxy, and how its bytes travel meanwhile.
import type { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { Channel, ChannelClosedError } from '../../core/channel/channel.ts';
import { withResolvers } from '../../core/task/taskGroup.ts';
import { pause, type Clock } from '../../core/time/clock.ts';

/**
 * How a connection ends: an orderly end of both streams, a reset, or nothing at all: every
 * byte from then on vanishes, and neither side is told.
 */
export type Cut = 'fin' | 'rst' | 'drop';

/** Bytes on their way in one direction of one connection, as a router would queue them. */
const QUEUE_BYTES = 64 * 1024;
/** A limited rate is kept by the hundredth of a second: 1 KB of 100 KB/s, much as packets. */
const PIECES_PER_SECOND = 100;
/** A timer that fires late is made up for, up to this; a stall is not. Milliseconds. */
const LATE_MS = 20;

/** The faults of one direction. They hold for every connection of the proxy, at once. */
export class Faults {
  /** How long every byte is under way, milliseconds; later bytes don't overtake. */
  delayMs = 0;
  /** Bytes a second that each connection carries. */
  bytesPerSecond = Infinity;
  /** Size of the next piece, so that a test chooses where the stream is torn: ≥ 1. */
  fragment: (() => number) | undefined;
  /** Bytes carried so far, by all connections. */
  carried = 0;
  #gate: { promise: Promise<void>; resolve: () => void } | undefined;
  #cut: { left: number; how: Cut; done: () => void } | undefined;

  /** Nothing moves until `resume`: what is sent stays with the sender. A dead link, in TCP's eyes. */
  stall(): void {
    this.#gate ??= withResolvers<void>();
  }

  resume(): void {
    this.#gate?.resolve();
    this.#gate = undefined;
  }

  /**
   * Cuts the connection that carries the last of the next `bytes` bytes, right after it.
   * Resolves when it has been cut; never, where another cut was ordered before that.
   */
  cutAfter(bytes: number, how: Cut): Promise<void> {
    const { promise, resolve } = withResolvers<void>();
    this.#cut = { left: bytes, how, done: resolve };
    return promise;
  }

  /** Resolves when bytes may move; at once when the signal aborts. */
  async passable(signal: AbortSignal): Promise<void> {
    while (this.#gate && !signal.aborted) {
      const { promise: aborted, resolve } = withResolvers<void>();
      signal.addEventListener('abort', () => resolve(), { once: true });
      await Promise.race([this.#gate.promise, aborted]);
    }
  }

  /** How many of the bytes at hand travel together. */
  pieceOf(bytes: number): number {
    const paced = Math.max(1, Math.floor(this.bytesPerSecond / PIECES_PER_SECOND));
    const left = this.#cut?.left ?? Infinity;
    return Math.min(bytes, this.fragment?.() ?? Infinity, paced, left);
  }

  /** So many bytes have passed; whether the connection is to be cut now. */
  passed(bytes: number): Cut | undefined {
    this.carried += bytes;
    if (!this.#cut) return undefined;
    this.#cut.left -= bytes;
    if (this.#cut.left > 0) return undefined;
    const { how, done } = this.#cut;
    this.#cut = undefined;
    done();
    return how;
  }
}

export interface Pipe {
  from: Socket;
  to: Socket;
  faults: Faults;
  clock: Clock;
  /** Aborts when the connection is over: return now. */
  over: AbortSignal;
  /** True once its bytes vanish. */
  dropping: () => boolean;
  cut: (how: Cut) => void;
}

interface Parcel {
  bytes: Uint8Array;
  /** When it arrives, on the pipe's clock. */
  due: number;
}

/** Carries one direction to its end, and then ends the other side's stream. */
export async function carry(pipe: Pipe): Promise<void> {
  const { over } = pipe;
  const road = new Channel<Parcel>({
    name: 'bytes under way',
    capacity: QUEUE_BYTES,
    size: ({ bytes }) => bytes.byteLength,
  });
  over.addEventListener('abort', () => road.abort());
  await Promise.all([load(pipe, road), unload(pipe, road)]);
  if (!pipe.dropping() && !over.aborted) pipe.to.end();
}

async function load({ from, faults, clock }: Pipe, road: Channel<Parcel>): Promise<void> {
  // The iterator must leave the socket alone at its end: the other direction goes on. What
  // comes after a cut is read all the same: closing a socket with unread bytes would reset it.
  for await (const bytes of from.iterator({ destroyOnReturn: false })) {
    if (!road.closed) await sendUnlessClosed(road, bytes as Buffer, clock.now() + faults.delayMs);
  }
  road.close();
}

async function sendUnlessClosed(road: Channel<Parcel>, bytes: Buffer, due: number): Promise<void> {
  await road.send({ bytes, due }).catch((error: unknown) => {
    if (!(error instanceof ChannelClosedError)) throw error;
  });
}

async function unload(pipe: Pipe, road: Channel<Parcel>): Promise<void> {
  const line = new Line(pipe.clock);
  for await (const { bytes, due } of road) {
    const early = due - pipe.clock.now();
    if (early > 0) await pause(pipe.clock, early, pipe.over);
    for (let rest = bytes; rest.byteLength > 0 && !pipe.over.aborted;) {
      rest = rest.subarray(await forward(pipe, { bytes: rest, due }, line));
    }
  }
}

/** Passes the next piece on; its size. */
async function forward(pipe: Pipe, { bytes, due }: Parcel, line: Line): Promise<number> {
  const { faults, over, to } = pipe;
  await faults.passable(over);
  if (over.aborted || pipe.dropping()) return bytes.byteLength;
  const piece = bytes.subarray(0, faults.pieceOf(bytes.byteLength));
  await line.carry((piece.byteLength / faults.bytesPerSecond) * 1000, due, over);
  await new Promise<void>((resolve) => to.write(piece, () => resolve()));
  const cut = faults.passed(piece.byteLength);
  if (cut) pipe.cut(cut);
  if (faults.fragment) await setImmediate(); // so that the pieces leave one by one
  return piece.byteLength;
}

/** A line of limited rate: a piece has arrived when its last byte has, and the next one follows. */
class Line {
  readonly #clock: Clock;
  #freeAt = -Infinity;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves when a piece is over that takes so long to carry, and was there since `due`. */
  async carry(ms: number, due: number, over: AbortSignal): Promise<void> {
    const now = this.#clock.now();
    this.#freeAt = Math.max(this.#freeAt, due, now - LATE_MS) + ms;
    const wait = this.#freeAt - now;
    if (wait > 0) await pause(this.#clock, wait, over);
  }
}
