// A TCP connection or unix socket as the local end of a stream: what it reads is pushed, what it
// takes is reported, and its ends are told apart: a closed half, a failure, a vanished peer.
import { say } from '../../words/said.ts';
import type { Socket } from 'node:net';
import type { LocalEnd } from './localEnd.ts';
import type { SlabReader } from './slabs.ts';
import type { TunnelStream } from './tunnelStream.ts';

/** Pieces up to this are copied, so that a few bytes that wait don't hold a large buffer. */
const COPY_BYTES = 4 * 1024;
/** A peer that vanished without a word is asked for after this long, milliseconds. */
const KEEP_ALIVE_MS = 30_000;

export class SocketEnd implements LocalEnd {
  readonly #socket: Socket;
  readonly #stream: TunnelStream;
  readonly #reader: SlabReader | undefined;
  #written = 0;
  #taken = 0;
  #ending = false;

  /** The socket must have been made with `allowHalfOpen`, and with the reader, and be paused. */
  constructor(socket: Socket, stream: TunnelStream, reader?: SlabReader) {
    this.#socket = socket;
    this.#stream = stream;
    this.#reader = reader;
    stream.join(this);
    socket.setNoDelay(true);
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    socket.on('error', (error) =>
      stream.fail('stream-reset', say('as-told', { text: error.message })),
    );
    socket.on('close', () => this.#closed());
    if (socket.destroyed) this.#closed();
  }

  /** Begins to read. `first` was read before, by somebody else. */
  start(first?: Uint8Array): void {
    if (first && first.byteLength > 0) this.#stream.push(first);
    if (this.#reader) this.#reader.readWith((bytes, isSlab) => this.#take(bytes, isSlab));
    else this.#socket.on('data', (bytes) => this.#take(bytes) || this.#socket.pause());
    this.#socket.on('end', () => this.#stream.finish());
    if (this.#stream.wantsMore) this.#socket.resume();
  }

  write(bytes: Uint8Array): void {
    this.#written += bytes.byteLength;
    this.#socket.write(bytes.byteLength > COPY_BYTES ? bytes : bytes.slice(), this.#reportTaken);
  }

  end(): void {
    this.#ending = true;
    this.#endIfWritten();
  }

  reset(): void {
    destroyHard(this.#socket);
  }

  resume(): void {
    this.#socket.resume();
  }

  free(slab: Uint8Array): void {
    this.#reader?.giveBack(slab);
  }

  #take(bytes: Uint8Array, isSlab = false): boolean {
    this.#stream.push(bytes, isSlab);
    return this.#stream.wantsMore;
  }

  // One function for all writes: what was taken is told by what still waits.
  readonly #reportTaken = (): void => {
    const taken = this.#written - this.#socket.writableLength;
    if (taken <= this.#taken || this.#socket.destroyed) return;
    this.#stream.taken(taken - this.#taken);
    this.#taken = taken;
    this.#endIfWritten();
  };

  // Not before all is written: a connection whose end is under way can't be reset (`destroyHard`).
  #endIfWritten(): void {
    if (!this.#ending || this.#socket.writableLength > 0 || this.#socket.writableEnded) return;
    this.#socket.once('finish', () => this.#stream.delivered());
    this.#socket.end();
  }

  #closed(): void {
    if (!this.#stream.isLocallyDone)
      this.#stream.fail('stream-reset', say('stream-connection-gone'));
  }
}

/**
 * Resolves with the socket's `close`, which must not have come yet. (`socket.closed` says so as
 * soon as it is destroyed, when nobody has heard of it.)
 */
export function gone(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once('close', () => resolve()));
}

/**
 * Ends a connection as a failure: with RST where there is such a thing. While its end is under way
 * libuv refuses that, and Node loses the descriptor over it, so then it is done right after.
 */
export function destroyHard(socket: Socket): void {
  const isEnding = socket.writableEnded && !socket.writableFinished;
  if (isEnding && socket.writableLength === 0) {
    socket.once('finish', () => destroyHard(socket));
  } else if (isEnding || socket.connecting || socket.remoteFamily === undefined) {
    socket.destroy(); // a unix socket, among others
  } else {
    socket.resetAndDestroy();
  }
}
