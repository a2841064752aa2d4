// DATA frames that several viewers are sent: encoded once, and held once however many sockets
// they wait in. Viewers' places coincide at the end of the output, and at the borders of the
// log's blocks, so that nearly all of a crowd's frames are the same.
import { encode } from '../../core/wire/messages.ts';

/** Enough for a crowd that is a little drawn out; the oldest frame goes first. */
const MAX_BYTES = 1024 * 1024;

export class FrameCache {
  readonly #frames = new Map<string, Uint8Array>();
  #bytes = 0;

  /** Held by all frames together. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The frame that carries these bytes; they are what the log holds at that offset. */
  data(channel: number, offset: number, bytes: Uint8Array): Uint8Array {
    const key = `${channel} ${offset} ${bytes.byteLength}`;
    const known = this.#frames.get(key);
    if (known) return known;
    const frame = encode('data', channel, { offset, bytes });
    this.#frames.set(key, frame);
    this.#bytes += frame.byteLength;
    for (const [old, { byteLength }] of this.#frames) {
      if (this.#bytes <= MAX_BYTES) break;
      this.#frames.delete(old);
      this.#bytes -= byteLength;
    }
    return frame;
  }

  clear(): void {
    this.#frames.clear();
    this.#bytes = 0;
  }
}
