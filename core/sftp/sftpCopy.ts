// Copies that a server makes by itself, a part at a time so that they can be stopped.
import { stopIfAborted } from './fileProblems.ts';
import { EXTENSION, PACKET } from './packets.ts';
import type { PacketWriter } from './packetWriter.ts';
import { done } from './sftpAnswers.ts';
import type { SftpOpenFile } from './sftpOpenFile.ts';
import type { SftpWire } from './sftpWire.ts';

const PART = 64 * 1024 * 1024;

/** From the beginning to the end, which may be further on than it was. */
export async function copyData(
  wire: SftpWire,
  [from, to]: [SftpOpenFile, SftpOpenFile],
  path: string,
  signal?: AbortSignal,
): Promise<void> {
  const { size } = await from.facts();
  let at = 0;
  /** 0 is all there is. */
  const copy = async (bytes: number): Promise<void> => {
    stopIfAborted(signal);
    const fill = (packet: PacketWriter): void =>
      void packet
        .text(EXTENSION.copyData.name)
        .bytes(from.handle)
        .u64(at)
        .u64(bytes)
        .bytes(to.handle)
        .u64(at);
    await wire.ask(PACKET.extended, fill, done(path), { endless: true });
    at += bytes;
  };
  while ((size ?? 0) - at > PART) await copy(PART);
  await copy(0);
}
