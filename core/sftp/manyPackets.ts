// Many small files in one packet, as an agent and its clients write them.
import type { SmallFile } from './fileAccess.ts';
import {
  attributesOfChange,
  changeOfAttributes,
  readAttributes,
  writeAttributes,
} from './attributes.ts';
import type { PacketReader } from './packetReader.ts';
import type { PacketWriter } from './packetWriter.ts';

/** Of what is asked for, or sent, in one packet: files, and bytes of their content, paths and the like. */
export const MOST_FILES = 256;
export const MOST_MANY_BYTES = 192 * 1024;
/** Beside its content and its path. */
export const FILE_BYTES = 64;

export function writeSmall(packet: PacketWriter, file: SmallFile): void {
  const { bytes, mode, changedAt, readAt } = file;
  const change = { ...(mode !== null && { mode }), times: { changedAt, readAt } };
  writeAttributes(packet, attributesOfChange(change)).bytes(bytes);
}

/** Its bytes are a part of the packet. Throws `BadPacket`. */
export function readSmall(packet: PacketReader): SmallFile {
  const { mode = null, times } = changeOfAttributes(readAttributes(packet));
  const { changedAt = 0, readAt = 0 } = times ?? {};
  return { bytes: packet.bytes(), mode: mode === null ? null : mode & 0o777, changedAt, readAt };
}

/** In their order, as many in each as go into one packet. */
export function inPackets<T>(all: readonly T[], bytesOf: (one: T) => number): T[][] {
  const packets: T[][] = [];
  let room = 0;
  for (const one of all) {
    const bytes = bytesOf(one) + FILE_BYTES;
    const last = packets.at(-1);
    if (last && bytes <= room && last.length < MOST_FILES) last.push(one);
    else packets.push([one]);
    room = (packets.at(-1)!.length === 1 ? MOST_MANY_BYTES : room) - bytes;
  }
  return packets;
}
