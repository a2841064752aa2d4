// The sending side of ZMODEM, which a host's `rz` receives from. So much is under way at once that a long
// link is full, and no more: a cancel has little to wade through, and what is called sent was received.
import { here, shrank, TransferStopped, type GivenFile } from '../files.ts';
import type { TerminalWire } from '../wire.ts';
import { CAN, END, FRAME } from './bytes.ts';
import { infoOf } from './fileInfo.ts';
import type { ZHeader, ZReader } from './reader.ts';
import { binaryHeader, hexHeader, subpacket, type Style } from './writing.ts';

/** What every receiver takes in a subpacket. */
const PIECE = 1024;
/** Bytes between two answers that are wanted. */
const ASK_EVERY = 32 * 1024;
/** Bytes that weren't answered, at most. */
const WINDOW = 256 * 1024;
/** Bytes read at once. */
const READ = 64 * 1024;
/** A receiver that begins anew more often doesn't get on. */
const MOST_RESTARTS = 20;
/** Offsets have 32 bits. */
const MOST_BYTES = 0xffff_ffff;
const AS_IT_IS = 1 << 24;

/** Resolves at the end that both know of. Rejects with `TransferStopped`. */
export async function sendByZmodem(
  wire: TerminalWire,
  reader: ZReader,
  files: readonly GivenFile[],
): Promise<void> {
  const sender = new ZSender(wire, reader);
  await sender.begin();
  for (const [at, file] of files.entries()) {
    const rest = files.slice(at);
    const bytes = rest.reduce((sum, { size }) => sum + size, 0);
    await sender.file(file, { files: rest.length, bytes });
  }
  await sender.finish();
}

class ZSender {
  readonly #wire: TerminalWire;
  readonly #reader: ZReader;
  #style: Style = { wide: false, strict: false };
  /** The receiver's room, bytes; 0 for as much as comes. */
  #room = 0;
  /** Offset from which on the receiver wants the file. */
  #from = 0;
  #answered = 0;

  constructor(wire: TerminalWire, reader: ZReader) {
    this.#wire = wire;
    this.#reader = reader;
  }

  async begin(): Promise<void> {
    this.#know(await this.#next(FRAME.ZRINIT));
    await this.#reader.skipRepeated();
  }

  async file(file: GivenFile, left: { files: number; bytes: number }): Promise<void> {
    if (file.size > MOST_BYTES) return file.skipped();
    await this.#wire.write(binaryHeader(FRAME.ZFILE, AS_IT_IS, this.#style));
    await this.#wire.write(subpacket(infoOf(file, left), END.ZCRCW, this.#style));
    const { type, value } = await this.#next(FRAME.ZRPOS, FRAME.ZSKIP);
    if (type === FRAME.ZSKIP) return file.skipped();
    this.#from = value;
    for (let tries = 0; tries <= MOST_RESTARTS; tries++) {
      const end = await this.#data(file);
      if (end === 'skipped') return file.skipped();
      if (end === 'whole') return file.whole();
    }
    throw new TransferStopped('unreadable');
  }

  async finish(): Promise<void> {
    await this.#wire.write(hexHeader(FRAME.ZFIN, 0));
    await this.#next(FRAME.ZFIN);
    await this.#wire.write(Buffer.from('OO'));
  }

  async #data(file: GivenFile): Promise<'whole' | 'skipped' | 'again'> {
    const begun = this.#from;
    if (begun > file.size) throw new TransferStopped('unreadable');
    this.#answered = begun;
    let frame = binaryHeader(FRAME.ZDATA, begun, this.#style);
    for (let at = begun; at < file.size;) {
      const bytes = await this.#read(file, at);
      const { packets, ended } = this.#packed(bytes, at, at + bytes.byteLength === file.size);
      await this.#wire.write(Buffer.concat([frame, ...packets]));
      at += bytes.byteLength;
      frame = ended ? binaryHeader(FRAME.ZDATA, at, this.#style) : Buffer.alloc(0);
      const answer = await this.#heard(file, at, ended && at < file.size ? 0 : WINDOW);
      if (answer) return answer;
    }
    return this.#ended(file);
  }

  /** No more than the receiver has room for before it answers. */
  async #read(file: GivenFile, at: number): Promise<Uint8Array> {
    const most = this.#room > 0 ? Math.min(this.#room, READ) : READ;
    const bytes = await here(file.read(at, Math.min(most, file.size - at)));
    if (bytes.byteLength === 0) throw shrank(file);
    return bytes;
  }

  #packed(bytes: Uint8Array, at: number, last: boolean): { packets: Buffer[]; ended: boolean } {
    const packets: Buffer[] = [];
    const waits = this.#room > 0;
    for (let from = 0; from < bytes.byteLength; from += PIECE) {
      const to = Math.min(bytes.byteLength, from + PIECE);
      const asks = Math.floor((at + from) / ASK_EVERY) !== Math.floor((at + to) / ASK_EVERY);
      const atEnd = to === bytes.byteLength;
      const end =
        atEnd && last ? END.ZCRCE : atEnd && waits ? END.ZCRCW : asks ? END.ZCRCQ : END.ZCRCG;
      packets.push(subpacket(bytes.subarray(from, to), end, this.#style));
    }
    return { packets, ended: waits && !last };
  }

  /** What the receiver says meanwhile; waits while more than `most` bytes weren't answered. */
  async #heard(
    file: GivenFile,
    at: number,
    most: number,
  ): Promise<'skipped' | 'again' | undefined> {
    while (this.#reader.ready || at - this.#answered > most) {
      const header = await this.#reader.header();
      const answer = this.#judge(file, header);
      if (answer) return answer;
    }
    return undefined;
  }

  #judge(file: GivenFile, { type, value }: ZHeader): 'skipped' | 'again' | undefined {
    if (type === FRAME.ZSKIP) return 'skipped';
    if (type === FRAME.ZACK && value > this.#answered && value <= file.size) {
      this.#answered = value;
      file.taken(value);
    }
    if (type !== FRAME.ZRPOS) return undefined;
    this.#from = value;
    return 'again';
  }

  async #ended(file: GivenFile): Promise<'whole' | 'skipped' | 'again'> {
    await this.#wire.write(binaryHeader(FRAME.ZEOF, file.size, this.#style));
    for (;;) {
      const header = await this.#reader.header();
      if (header.type === FRAME.ZRINIT) return 'whole';
      const answer = this.#judge(file, header);
      if (answer) return answer;
    }
  }

  #know({ value }: ZHeader): void {
    const flags = value >>> 24;
    this.#style = { wide: (flags & CAN.FC32) !== 0, strict: (flags & CAN.ESCCTL) !== 0 };
    this.#room = value & 0xffff;
    if (this.#room === 0 && (flags & CAN.OVIO) === 0) this.#room = PIECE;
  }

  async #next(...types: number[]): Promise<ZHeader> {
    for (;;) {
      const header = await this.#reader.header();
      if (types.includes(header.type)) return header;
    }
  }
}
