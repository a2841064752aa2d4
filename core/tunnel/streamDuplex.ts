// A stream of a tunnel's as Node's own kind of stream, for what speaks over it in this process instead of
// leading it to a socket.
import { Duplex } from 'node:stream';
import { say } from '../../words/said.ts';
import { Deque } from '../channel/deque.ts';
import type { TunnelStream } from './tunnelStream.ts';

/** Read ahead of whoever reads; what comes beyond it closes the stream's window. */
const READ_AHEAD_BYTES = 256 * 1024;
/** Smaller ones that are written together share a frame, which costs more than their copy. */
const SMALL_BYTES = 4 * 1024;

/**
 * Of a stream that is answered. What is written must not be changed until the other side has answered
 * it. Destroyed when the stream ends as a failure; destroying it resets the stream.
 */
export function streamDuplex(stream: TunnelStream): Duplex {
  const came = new Deque<Uint8Array>();
  let hasEnded = false;
  let wanted = false;
  let goOn: (() => void) | undefined;

  const pass = (): void => {
    for (let piece = wanted && came.shift(); piece; piece = wanted && came.shift()) {
      wanted = duplex.push(piece);
      stream.taken(piece.byteLength);
    }
    if (!hasEnded || came.length > 0) return;
    hasEnded = false;
    duplex.push(null);
    stream.delivered();
  };
  const send = (pieces: readonly Uint8Array[], done: () => void): void => {
    for (const piece of pieces) stream.push(piece);
    if (stream.wantsMore || stream.state === 'over') done();
    else goOn = done;
  };
  const duplex = new Duplex({
    readableHighWaterMark: READ_AHEAD_BYTES,
    read: () => {
      wanted = true;
      pass();
    },
    write: (chunk: Buffer, _encoding, done) => send([chunk], done),
    writev: (chunks, done) => send(joined(chunks.map(({ chunk }) => chunk as Buffer)), done),
    final: (done) => {
      stream.finish();
      done();
    },
    destroy: (error, done) => {
      if (!stream.isLocallyDone) stream.fail('stream-reset', say('stream-connection-gone'));
      done(error);
    },
  });
  const resume = (): void => {
    const done = goOn;
    goOn = undefined;
    done?.();
  };
  stream.join({
    write: (bytes) => {
      came.push(bytes);
      pass();
    },
    end: () => {
      hasEnded = true;
      pass();
    },
    reset: () => void duplex.destroy(),
    resume,
  });
  return duplex;
}

/** The same bytes, of which small neighbours are one. */
function joined(chunks: readonly Buffer[]): Buffer[] {
  const pieces: Buffer[] = [];
  let small: Buffer[] = [];
  const join = (): void => {
    if (small.length > 0) pieces.push(small.length > 1 ? Buffer.concat(small) : small[0]!);
    small = [];
  };
  for (const chunk of chunks) {
    if (chunk.byteLength < SMALL_BYTES) small.push(chunk);
    else {
      join();
      pieces.push(chunk);
    }
  }
  join();
  return pieces;
}
