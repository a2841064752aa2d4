// Streams of bytes that can be told apart and checked at the other end without being kept.
import { createHash, type Hash } from 'node:crypto';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { seeded } from './random.ts';

const BLOCK = 64 * 1024;

/** What was sent or received: how much, and its checksum. */
export interface Sum {
  bytes: number;
  sha256: string;
}

/** Writes so many bytes as fast as they are taken, and ends its half. */
export async function flood(socket: Socket, bytes: number, seed: number): Promise<Sum> {
  const block = Buffer.from(seeded(seed).bytes(BLOCK));
  const hash = createHash('sha256');
  for (let left = bytes; left > 0;) {
    // Each piece differs, so that one that is lost or comes twice shows.
    block.writeUInt32BE(left >>> 0, 0);
    const piece = Buffer.from(block.subarray(0, Math.min(left, BLOCK)));
    left -= piece.byteLength;
    hash.update(piece);
    if (!socket.write(piece) && !socket.destroyed) await once(socket, 'drain');
  }
  socket.end();
  return { bytes, sha256: hash.digest('hex') };
}

/** Reads to the end of the other half. Rejects if the connection ends before that. */
export async function drain(socket: Socket): Promise<Sum> {
  const hash: Hash = createHash('sha256');
  let bytes = 0;
  socket.on('data', (chunk) => {
    hash.update(chunk);
    bytes += chunk.byteLength;
  });
  socket.resume();
  let ended = false;
  socket.once('end', () => (ended = true));
  await Promise.race([once(socket, 'end'), once(socket, 'close')]);
  if (!ended) throw new Error(`the connection was reset after ${bytes} bytes`);
  return { bytes, sha256: hash.digest('hex') };
}
