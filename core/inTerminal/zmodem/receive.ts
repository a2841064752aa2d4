// The receiving side of ZMODEM, which a host's `sz` sends to.
import { here, TransferStopped, type OpenedFile, type ReceivedFiles } from '../files.ts';
import type { TerminalWire } from '../wire.ts';
import { CAN, END, FRAME } from './bytes.ts';
import { fileOf } from './fileInfo.ts';
import { Garbled, type ZHeader, type ZReader } from './reader.ts';
import { hexHeader } from './writing.ts';

/** Offsets have 32 bits. */
const MOST_BYTES = 0xffff_ffff;
/** A file whose pieces come wrong so often in a row can't be had. */
const MOST_GARBLED = 20;
const READY = (CAN.FDX | CAN.OVIO | CAN.FC32) << 24;

/** Resolves at the end that both know of. Rejects with `TransferStopped`. */
export async function receiveByZmodem(
  wire: TerminalWire,
  reader: ZReader,
  files: ReceivedFiles,
): Promise<void> {
  await new ZReceiver(wire, reader, files).run();
}

class ZReceiver {
  readonly #wire: TerminalWire;
  readonly #reader: ZReader;
  readonly #files: ReceivedFiles;
  #file: OpenedFile | null = null;
  #offset = 0;
  #garbled = 0;

  constructor(wire: TerminalWire, reader: ZReader, files: ReceivedFiles) {
    this.#wire = wire;
    this.#reader = reader;
    this.#files = files;
  }

  async run(): Promise<void> {
    try {
      await this.#reader.skipRepeated();
      await this.#send(FRAME.ZRINIT, READY);
      while (await this.#take(await this.#reader.header()));
    } finally {
      await this.#file?.drop();
    }
  }

  async #send(type: number, value: number): Promise<void> {
    await this.#wire.write(hexHeader(type, value));
  }

  /** False at the end. */
  async #take(header: ZHeader): Promise<boolean> {
    try {
      return await this.#answer(header);
    } catch (error) {
      if (!(error instanceof Garbled)) throw error;
      if (++this.#garbled > MOST_GARBLED) throw new TransferStopped('unreadable', '', error);
      if (this.#file) await this.#send(FRAME.ZRPOS, this.#offset);
      else await this.#send(FRAME.ZNAK, 0);
      return true;
    }
  }

  async #answer(header: ZHeader): Promise<boolean> {
    switch (header.type) {
      case FRAME.ZRQINIT:
        if (!this.#file) await this.#send(FRAME.ZRINIT, READY);
        return true;
      case FRAME.ZSINIT:
        await this.#reader.subpacket(header);
        await this.#send(FRAME.ZACK, 1);
        return true;
      case FRAME.ZFREECNT:
        await this.#send(FRAME.ZACK, MOST_BYTES);
        return true;
      case FRAME.ZFILE:
        await this.#begin(header);
        return true;
      case FRAME.ZDATA:
        await this.#data(header);
        return true;
      case FRAME.ZEOF:
        await this.#end(header);
        return true;
      case FRAME.ZFIN:
        await this.#finish();
        return false;
      case FRAME.ZCOMMAND:
        throw new TransferStopped('unreadable'); // nobody runs commands here
      default:
        return true;
    }
  }

  async #begin(header: ZHeader): Promise<void> {
    const { bytes } = await this.#reader.subpacket(header);
    if (this.#file && this.#offset > 0) throw new TransferStopped('unreadable');
    if (!this.#file) {
      this.#file = await here(this.#files.begin(fileOf(bytes)));
      this.#offset = 0;
    }
    if (this.#file) await this.#send(FRAME.ZRPOS, 0);
    else await this.#send(FRAME.ZSKIP, 0);
  }

  async #data(header: ZHeader): Promise<void> {
    if (!this.#file) return; // of one that isn't wanted
    if (header.value !== this.#offset % 2 ** 32) return this.#send(FRAME.ZRPOS, this.#offset);
    for (;;) {
      const { bytes, end } = await this.#reader.subpacket(header);
      await here(this.#file.write(bytes));
      this.#offset += bytes.byteLength;
      this.#garbled = 0;
      if (end === END.ZCRCQ || end === END.ZCRCW) await this.#send(FRAME.ZACK, this.#offset);
      if (end === END.ZCRCE || end === END.ZCRCW) return;
    }
  }

  async #end({ value }: ZHeader): Promise<void> {
    if (!this.#file || value !== this.#offset % 2 ** 32) return; // of before, or more is to come
    const file = this.#file;
    await here(file.whole());
    this.#file = null;
    await this.#send(FRAME.ZRINIT, READY);
  }

  /** Its last word is "OO", which nobody answers. */
  async #finish(): Promise<void> {
    if (this.#file) throw new TransferStopped('unreadable');
    await this.#send(FRAME.ZFIN, 0);
  }
}
