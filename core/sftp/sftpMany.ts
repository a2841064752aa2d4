// Many small files of an agent, some 200 KB of them in each request.
import { allEnded } from '../task/allEnded.ts';
import type { ManyFiles, NewFile, SmallFile } from './fileAccess.ts';
import { orAborted } from './fileProblems.ts';
import { inPackets, readSmall, writeSmall } from './manyPackets.ts';
import type { PacketReader } from './packetReader.ts';
import { EXTENSION, PACKET } from './packets.ts';
import type { PacketWriter } from './packetWriter.ts';
import { done, extended } from './sftpAnswers.ts';
import { badAnswer } from './sftpStatus.ts';
import type { SftpWire } from './sftpWire.ts';

type Asked = Parameters<ManyFiles['read']>[0];

export class SftpMany implements ManyFiles {
  readonly #wire: SftpWire;

  constructor(wire: SftpWire) {
    this.#wire = wire;
  }

  async read(asked: Asked, signal: AbortSignal): Promise<(SmallFile | null)[]> {
    const packets = inPackets(asked, ({ path, size }) => size + 3 * path.length);
    const all = Promise.all(packets.map((packet) => this.#read(packet)));
    return (await orAborted(all, signal)).flat();
  }

  async write(files: readonly NewFile[], tag: string, signal: AbortSignal): Promise<void> {
    const packets = inPackets(
      files,
      ({ bytes, folder, name }) => bytes.byteLength + 3 * (folder.length + name.length),
    );
    await orAborted(allEnded(packets.map((packet) => this.#write(packet, tag))), signal);
  }

  #read(asked: Asked): Promise<(SmallFile | null)[]> {
    const fill = (packet: PacketWriter): void => {
      packet.text(EXTENSION.readMany.name).u32(asked.length);
      for (const { path, size } of asked) packet.path(path).u32(size);
    };
    const read = (body: PacketReader): (SmallFile | null)[] => asked.map((one) => found(body, one));
    return this.#wire.ask(PACKET.extended, fill, extended(asked[0]!.path, read));
  }

  #write(files: readonly NewFile[], tag: string): Promise<void> {
    const fill = (packet: PacketWriter): void => {
      packet.text(EXTENSION.writeMany.name).text(tag).u32(files.length);
      for (const file of files) writeSmall(packet.path(file.folder).path(file.name), file);
    };
    return this.#wire.ask(PACKET.extended, fill, done(files[0]!.folder));
  }
}

function found(body: PacketReader, { size }: Asked[number]): SmallFile | null {
  if (body.u8() === 0) return null;
  const file = readSmall(body);
  if (file.bytes.byteLength !== size) throw badAnswer('length');
  return { ...file, bytes: Buffer.from(file.bytes) }; // the packet's place is used again
}
