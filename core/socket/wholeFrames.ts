// What comes on a WebSocket is read into large buffers, and told up to the end of its last whole frame:
// so `ws` puts together none that lies in two reads, and no buffer is made for each read. Both cost more
// than the reading itself, the buffers by the collections that they bring about.
import type { OnReadOpts, Socket } from 'node:net';

const SLAB_BYTES = 256 * 1024;
/** Room for the next read. */
const ROOM_BYTES = 64 * 1024;
/** Less is told as a copy, or a few bytes that somebody keeps would hold all of a slab. */
const WORTH_BYTES = 32 * 1024;
/** Longer frames are told as they come, and so is what stands in front of the first. */
const MOST_FRAME_BYTES = SLAB_BYTES - ROOM_BYTES;

export class WholeFrames {
  /** For `net.connect`. */
  readonly onread: OnReadOpts;
  #socket: Socket | undefined;
  #slab: Buffer = Buffer.alloc(0);
  /** What was read and isn't told. */
  #from = 0;
  #to = 0;
  /** So many of the next bytes are told as they come. */
  #loose = Infinity;
  #told: Buffer = Buffer.alloc(0);

  constructor() {
    this.onread = { buffer: () => this.#room(), callback: (bytes) => this.#read(bytes) };
  }

  /** Whose reads they are. Must be said before anything is read. */
  of(socket: Socket): void {
    this.#socket = socket;
  }

  /** The handshake is over. So many of the bytes that were told came behind it, and wait in the socket. */
  begin(waiting: number): void {
    const at = this.#told.length - waiting;
    const { end, size } = at < 0 ? NOWHERE : lastWhole(this.#told, at, this.#told.length);
    const rest = this.#told.length - end;
    if (rest === 0) this.#loose = 0;
    else if (size !== undefined) this.#loose = size - rest;
    this.#told = Buffer.alloc(0);
  }

  #room(): Uint8Array {
    if (this.#slab.length - this.#to < ROOM_BYTES) {
      const rest = this.#slab.subarray(this.#from, this.#to);
      this.#slab = Buffer.allocUnsafeSlow(SLAB_BYTES);
      rest.copy(this.#slab);
      this.#from = 0;
      this.#to = rest.length;
    }
    return this.#slab.subarray(this.#to);
  }

  #read(bytes: number): boolean {
    this.#to += bytes;
    const end = this.#end();
    return end === this.#from || this.#tell(end);
  }

  /** Up to where it is told. */
  #end(): number {
    const loose = Math.min(this.#loose, this.#to - this.#from);
    this.#loose -= loose;
    const { end, size = 0 } = lastWhole(this.#slab, this.#from + loose, this.#to);
    if (size <= MOST_FRAME_BYTES) return end;
    this.#loose = size - (this.#to - end);
    return this.#to;
  }

  #tell(end: number): boolean {
    const part = this.#slab.subarray(this.#from, end);
    this.#from = end;
    const told = part.length < WORTH_BYTES ? this.#takeOut(part) : part;
    if (this.#loose === Infinity) this.#told = told;
    return this.#socket!.push(told);
  }

  /** Its room is used again. */
  #takeOut(part: Buffer): Buffer {
    const copy = Buffer.from(part);
    this.#slab.copyWithin(this.#from - part.length, this.#from, this.#to);
    this.#from -= part.length;
    this.#to -= part.length;
    return copy;
  }
}

/** Where the last whole frame ends, and the size of the one behind it, as far as it is known. */
interface LastWhole {
  end: number;
  size: number | undefined;
}

const NOWHERE: LastWhole = { end: -1, size: undefined };

function lastWhole(bytes: Buffer, from: number, to: number): LastWhole {
  let end = from;
  let size = frameSize(bytes, end, to);
  while (size !== undefined && size <= to - end) {
    end += size;
    size = frameSize(bytes, end, to);
  }
  return { end, size };
}

/** RFC 6455, 5.2; undefined while its head isn't there. */
function frameSize(bytes: Buffer, at: number, to: number): number | undefined {
  if (to - at < 2) return undefined;
  const second = bytes[at + 1]!;
  const short = second & 0x7f;
  const extended = short === 127 ? 8 : short === 126 ? 2 : 0;
  if (to - at < 2 + extended) return undefined;
  const head = 2 + extended + (second & 0x80 ? 4 : 0);
  if (extended === 0) return head + short;
  if (extended === 2) return head + bytes.readUInt16BE(at + 2);
  return head + bytes.readUInt32BE(at + 2) * 2 ** 32 + bytes.readUInt32BE(at + 6);
}
