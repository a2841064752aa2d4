// A file of a server that is open.
import { factsOfAttributes, writeAttributes, type Attributes } from './attributes.ts';
import type { FileChange, FileFacts, OpenFile } from './fileAccess.ts';
import { FileError } from './fileError.ts';
import { closed, fileProblem } from './fileProblems.ts';
import { EXTENSION, PACKET } from './packets.ts';
import type { PacketWriter } from './packetWriter.ts';
import type { Abilities } from './sftpAbilities.ts';
import { done, someData, theAttributes, type Read } from './sftpAnswers.ts';
import { plainChange, wholeChange } from './sftpChange.ts';
import type { SftpOwners } from './sftpOwners.ts';
import type { SftpWire } from './sftpWire.ts';

export interface SftpPlace {
  wire: SftpWire;
  abilities: Abilities;
  owners: SftpOwners;
  /** What a failure without words is about; it may ask the server. */
  explainWrite: (error: unknown, path: string) => Promise<never>;
}

export class SftpOpenFile implements OpenFile {
  readonly handle: Buffer;
  readonly #path: string;
  readonly #place: SftpPlace;
  #closing: Promise<void> | undefined;

  constructor(path: string, handle: Buffer, place: SftpPlace) {
    this.#path = path;
    this.handle = handle;
    this.#place = place;
  }

  /** A server may give less than it was asked for, and is asked for the rest. */
  async read(offset: number, bytes: number, into?: Uint8Array): Promise<Uint8Array> {
    const all = into?.subarray(0, bytes) ?? Buffer.allocUnsafeSlow(bytes);
    for (let filled = 0; filled < bytes;) {
      const more = await this.#piece(offset + filled, all.subarray(filled));
      if (more === 0) return all.subarray(0, filled);
      filled += more;
    }
    return all;
  }

  async write(offset: number, bytes: Uint8Array): Promise<void> {
    const most = this.#place.abilities.skills.writeBytes;
    if (bytes.byteLength <= most) return this.#writePiece(offset, bytes);
    const writes: Promise<void>[] = [];
    for (let at = 0; at < bytes.byteLength; at += most) {
      writes.push(this.#writePiece(offset + at, bytes.subarray(at, at + most)));
    }
    await Promise.all(writes);
  }

  async facts(): Promise<FileFacts> {
    const facts = factsOfAttributes(await this.#attributes());
    await this.#place.owners.name([facts]);
    return facts;
  }

  /** Where nothing has to be looked for, it is asked for at once. */
  async change(change: FileChange): Promise<void> {
    const attributes =
      plainChange(change) ?? (await wholeChange(change, this.#path, () => this.#attributes()));
    const fill = (packet: PacketWriter): void => void writeAttributes(packet, attributes);
    await this.#ask(PACKET.fsetstat, fill, done(this.#path));
  }

  async sync(): Promise<void> {
    if (!this.#place.abilities.has('fsync')) throw fileProblem('unsupported', this.#path);
    if (this.#closing) throw closed();
    const fill = (packet: PacketWriter): void =>
      void packet.text(EXTENSION.fsync.name).bytes(this.handle);
    await this.#place.wire.ask(PACKET.extended, fill, done(this.#path), { endless: true });
  }

  close(): Promise<void> {
    this.#closing ??= this.#send(PACKET.close, () => undefined, done(this.#path), {
      endless: true,
    });
    return this.#closing;
  }

  #attributes(): Promise<Attributes> {
    return this.#ask(PACKET.fstat, () => undefined, theAttributes(this.#path));
  }

  /** How many came; none at the end of the file. */
  #piece(offset: number, into: Uint8Array): Promise<number> {
    const most = Math.min(into.byteLength, this.#place.abilities.skills.readBytes);
    const fill = (packet: PacketWriter): void => void packet.u64(offset).u32(most);
    return this.#ask(PACKET.read, fill, someData(this.#path, into.subarray(0, most))).catch(
      (error: unknown) => this.#explainRead(error),
    );
  }

  /** Many servers open a folder as they do a file, and fail at its bytes. */
  async #explainRead(error: unknown): Promise<never> {
    if (!(error instanceof FileError) || error.code !== 'failed') throw error;
    const attributes = await this.#attributes().catch(() => undefined);
    const isFolder = attributes && factsOfAttributes(attributes).kind === 'folder';
    throw isFolder ? fileProblem('is-a-folder', this.#path, error) : error;
  }

  #writePiece(offset: number, bytes: Uint8Array): Promise<void> {
    if (bytes.byteLength === 0) return Promise.resolve();
    const fill = (packet: PacketWriter): void => void packet.u64(offset).u32(bytes.byteLength);
    return this.#ask(PACKET.write, fill, done(this.#path), { behind: bytes }).catch(
      (error: unknown) => this.#place.explainWrite(error, this.#path),
    );
  }

  #ask<T>(
    type: number,
    fill: (packet: PacketWriter) => void,
    read: Read<T>,
    more?: Parameters<SftpWire['ask']>[3],
  ): Promise<T> {
    return this.#closing ? Promise.reject(closed()) : this.#send(type, fill, read, more);
  }

  #send<T>(
    type: number,
    fill: (packet: PacketWriter) => void,
    read: Read<T>,
    more?: Parameters<SftpWire['ask']>[3],
  ): Promise<T> {
    return this.#place.wire.ask(type, (packet) => fill(packet.bytes(this.handle)), read, more);
  }
}
