// An SFTP server in memory that answers as it is told to: honestly, or with a lie.
import { Duplex } from 'node:stream';
import { writeAttributes, type Attributes } from '../../core/sftp/attributes.ts';
import { EXTENSION, PACKET, STATUS } from '../../core/sftp/packets.ts';
import { PacketReader } from '../../core/sftp/packetReader.ts';
import { PacketStream } from '../../core/sftp/packetStream.ts';
import { PacketWriter } from '../../core/sftp/packetWriter.ts';
import { duplexPipes, type SftpPipes } from '../../core/sftp/sftpPipes.ts';

export interface Request {
  type: number;
  id: number;
  /** Of an extended one. */
  extension: string;
  body: PacketReader;
}

/** Bytes to be sent; null: the server dies once they are. */
export type Answering = (request: Request) => (Buffer | null)[];

export const FILE: Attributes = {
  size: 5,
  owner: { uid: 0, gid: 0 },
  mode: 0o100644,
  times: { readAt: 1, changedAt: 2 },
};

export function greeting(version = 3, names = Object.values(EXTENSION)): Buffer {
  const packet = new PacketWriter(PACKET.version).u32(version);
  for (const { name, version: number } of names) packet.text(name).text(number);
  return packet.finish();
}

export function status(id: number, code: number, words = 'words'): Buffer {
  return new PacketWriter(PACKET.status, id).u32(code).text(words).text('').finish();
}

export function handle(id: number, bytes = Buffer.from('h')): Buffer {
  return new PacketWriter(PACKET.handle, id).bytes(bytes).finish();
}

export function data(id: number, bytes: Uint8Array): Buffer {
  return new PacketWriter(PACKET.data, id).bytes(bytes).finish();
}

export function attrs(id: number, attributes: Attributes = FILE): Buffer {
  return writeAttributes(new PacketWriter(PACKET.attrs, id), attributes).finish();
}

export function names(id: number, ...all: (string | Buffer)[]): Buffer {
  const packet = new PacketWriter(PACKET.name, id).u32(all.length);
  for (const name of all) {
    packet.bytes(Buffer.from(name)).text(`-rw-r--r--    1 anna staff 5 Jan  1 1970 x`);
    writeAttributes(packet, FILE);
  }
  return packet.finish();
}

function extensionReply(id: number, extension: string): Buffer {
  const packet = new PacketWriter(PACKET.extendedReply, id);
  const { limits, statvfs, usersGroups, expandPath } = EXTENSION;
  const numbers = extension === limits.name ? 4 : 11;
  if (extension === limits.name || extension === statvfs.name) {
    for (let at = 0; at < numbers; at++) packet.u64(extension === limits.name ? 4096 : 1e6);
    return packet.finish();
  }
  if (extension === expandPath.name) return names(id, '/home/anna');
  if (extension !== usersGroups.name) return status(id, STATUS.ok);
  const list = Buffer.from([0, 0, 0, 1, 0x61]);
  return packet.bytes(list).bytes(list).finish();
}

/** A server with one file of five bytes, and folders that have it alone. */
export class HonestServer {
  #listed = false;

  answer({ type, id, extension, body }: Request): Buffer {
    switch (type) {
      case PACKET.open:
        return handle(id);
      case PACKET.opendir:
        this.#listed = false;
        return handle(id);
      case PACKET.read:
        return this.#read(id, body);
      case PACKET.stat:
      case PACKET.lstat:
      case PACKET.fstat:
        return attrs(id);
      case PACKET.readdir:
        return this.#list(id);
      case PACKET.realpath:
      case PACKET.readlink:
        return names(id, '/home/anna');
      case PACKET.extended:
        return extensionReply(id, extension);
      default:
        return status(id, STATUS.ok);
    }
  }

  #read(id: number, body: PacketReader): Buffer {
    body.bytes();
    const [offset, length] = [body.u64(), body.u32()];
    const bytes = Buffer.from('hello').subarray(offset, offset + length);
    return bytes.length > 0 ? data(id, bytes) : status(id, STATUS.eof);
  }

  #list(id: number): Buffer {
    if (this.#listed) return status(id, STATUS.eof);
    this.#listed = true;
    return names(id, '.', '..', 'file');
  }
}

/** `greet`: what it sends at first. */
export function lyingServer(
  answering: Answering,
  greet: (Buffer | null)[] = [greeting()],
): SftpPipes {
  let greeted = false;
  const answered = (packet: Buffer): (Buffer | null)[] => {
    if (greeted) return answering(requestOf(packet));
    greeted = true;
    return greet;
  };
  const packets = new PacketStream(8 * 1024 * 1024, (packet) => {
    for (const bytes of answered(packet)) stream.push(bytes);
  });
  const stream = new Duplex({
    read: () => undefined,
    write: (bytes: Buffer, _encoding, done) => {
      if (!stream.readableEnded && stream.readable) packets.push(bytes);
      done();
    },
  });
  return duplexPipes(stream);
}

function requestOf(packet: Buffer): Request {
  const body = new PacketReader(packet);
  const [type, id] = [body.u8(), body.u32()];
  return { type, id, extension: type === PACKET.extended ? body.text() : '', body };
}
