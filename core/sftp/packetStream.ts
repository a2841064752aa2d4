// Cuts a stream of bytes into packets. It holds one packet at most, of a length that is bounded before
// anything is set aside for it.

/** Packets are rarely larger. */
const PLACE_BYTES = 64 * 1024;

/** The stream can't be read on: where the next packet begins isn't known. */
export class BadFraming extends Error {
  /** What it said. */
  readonly length: number;

  constructor(length: number) {
    super('length');
    this.length = length;
  }
}

/** Of a packet whose bytes are wanted somewhere: a type, an id and the length of what follows. */
const START_BYTES = 9;

/** Puts what a packet holds where it is wanted, without a copy in between. */
export interface PacketPlaces {
  /** Where all behind a packet's first 9 bytes goes; undefined: the packet is put together as others. */
  room(start: Buffer, behind: number): Uint8Array | undefined;
  /** All of it is there. */
  placed(start: Buffer): void;
}

export class PacketStream {
  readonly #max: number;
  readonly #onPacket: (packet: Buffer) => void;
  readonly #places: PacketPlaces | undefined;
  /** Of the packet that goes where it is wanted. */
  readonly #start = Buffer.alloc(START_BYTES);
  #isPlaced = false;
  readonly #head = Buffer.alloc(4);
  #headFilled = 0;
  /** What came of one that isn't whole. */
  #packet: Uint8Array | undefined;
  #filled = 0;
  /** Where packets are put together, one after the other. */
  #place = Buffer.alloc(0);

  /**
   * `onPacket` gets what is behind the length, one byte at least: its own until it returns. Packets
   * that come in several chunks may go to `places` instead.
   */
  constructor(max: number, onPacket: (packet: Buffer) => void, places?: PacketPlaces) {
    this.#max = max;
    this.#onPacket = onPacket;
    this.#places = places;
  }

  /** Throws `BadFraming`, and what `onPacket` throws; nothing may be pushed afterwards. */
  push(chunk: Buffer): void {
    for (let at = 0; at < chunk.length;) at = this.#take(chunk, at);
  }

  #take(chunk: Buffer, at: number): number {
    if (this.#packet) return this.#fill(this.#packet, chunk, at);
    if (this.#headFilled === 0 && chunk.length - at >= 4) {
      return this.#begin(this.#length(chunk.readUInt32BE(at)), chunk, at + 4);
    }
    this.#head[this.#headFilled++] = chunk[at]!;
    if (this.#headFilled < 4) return at + 1;
    this.#headFilled = 0;
    return this.#begin(this.#length(this.#head.readUInt32BE(0)), chunk, at + 1);
  }

  #length(length: number): number {
    if (length < 1 || length > this.#max) throw new BadFraming(length);
    return length;
  }

  /** One that is whole in the chunk stays where it is. */
  #begin(length: number, chunk: Buffer, at: number): number {
    if (chunk.length - at >= length) {
      this.#onPacket(chunk.subarray(at, at + length));
      return at + length;
    }
    this.#filled = 0;
    const place = this.#placeOf(length, chunk, at);
    this.#packet = place ?? this.#room(length);
    return this.#fill(this.#packet, chunk, place ? at + START_BYTES : at);
  }

  #placeOf(length: number, chunk: Buffer, at: number): Uint8Array | undefined {
    if (!this.#places || chunk.length - at < START_BYTES) return undefined;
    chunk.copy(this.#start, 0, at);
    const place = this.#places.room(this.#start, length - START_BYTES);
    this.#isPlaced = place !== undefined;
    return place;
  }

  #room(length: number): Buffer {
    if (this.#place.length < length) {
      this.#place = Buffer.allocUnsafeSlow(Math.max(PLACE_BYTES, length));
    }
    return this.#place.subarray(0, length);
  }

  #fill(packet: Uint8Array, chunk: Buffer, at: number): number {
    const end = Math.min(chunk.length, at + packet.byteLength - this.#filled);
    chunk.copy(packet, this.#filled, at, end);
    this.#filled += end - at;
    if (this.#filled < packet.byteLength) return end;
    this.#packet = undefined;
    const isPlaced = this.#isPlaced;
    this.#isPlaced = false;
    if (isPlaced) this.#places!.placed(this.#start);
    else this.#onPacket(packet as Buffer); // of our own place
    return end;
  }
}
