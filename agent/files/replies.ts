// What the agent answers to requests for files, as packets of SFTP.
import type { FileEntry, FileFacts } from '../../core/sftp/fileAccess.ts';
import { FileError, type FileErrorCode } from '../../core/sftp/fileError.ts';
import { say } from '../../words/said.ts';
import { attributesOfFacts, writeAttributes } from '../../core/sftp/attributes.ts';
import { BadPacket } from '../../core/sftp/packetReader.ts';
import { PACKET, STATUS } from '../../core/sftp/packets.ts';
import { PacketWriter } from '../../core/sftp/packetWriter.ts';
import { longName } from './longName.ts';

export type Reply =
  | { kind: 'status'; code: number; message: string }
  | { kind: 'handle'; handle: number }
  | { kind: 'data'; bytes: Uint8Array }
  | { kind: 'names'; entries: readonly NamedFacts[] }
  | { kind: 'facts'; facts: FileFacts }
  /** Fields of an extension's own. */
  | { kind: 'extended'; write: (packet: PacketWriter) => void };

/** Where nothing is known but the name, it alone is told. */
export type NamedFacts = FileEntry | { name: string };

const TYPES = {
  ...{ status: PACKET.status, handle: PACKET.handle, data: PACKET.data, names: PACKET.name },
  ...{ facts: PACKET.attrs, extended: PACKET.extendedReply },
} as const;

/** Those beyond 8 are of version 6 of the draft, and say what version 3 has no code for. */
const CODES: Readonly<Record<FileErrorCode, number>> = {
  ...{ 'not-found': 2, 'no-permission': 3, exists: 11, 'read-only': 12, 'disk-full': 14 },
  ...{ quota: 15, 'not-empty': 18, 'not-a-folder': 19, 'bad-name': 20, 'is-a-folder': 24 },
  ...{ 'too-large': 4, unsupported: 8, lost: 4, 'bad-answer': 4, cancelled: 4, failed: 4 },
};

export const OK: Reply = { kind: 'status', code: STATUS.ok, message: '' };
export const END: Reply = { kind: 'status', code: STATUS.eof, message: 'end of file' };

export function failure(error: unknown): Reply {
  if (error instanceof FileError) {
    return { kind: 'status', code: CODES[error.code], message: error.message };
  }
  const code = error instanceof BadPacket ? STATUS.badMessage : STATUS.failure;
  return { kind: 'status', code, message: error instanceof Error ? error.message : '' };
}

export function forbidden(): FileError {
  return new FileError('no-permission', say('files-read-only-by-agent'));
}

export function unsupported(): FileError {
  return new FileError('unsupported', say('file-request-unknown'));
}

/** In pieces, as they go out: what was read isn't copied. */
export function encodeReply(id: number, reply: Reply): Uint8Array[] {
  const packet = new PacketWriter(TYPES[reply.kind], id);
  switch (reply.kind) {
    case 'status':
      return [packet.u32(reply.code).text(reply.message).text('en').finish()];
    case 'handle':
      return [packet.u32(4).u32(reply.handle).finish()];
    case 'data': {
      const { bytes } = reply;
      return [packet.u32(bytes.byteLength).finish(bytes.byteLength), bytes];
    }
    case 'names':
      return [names(packet, reply.entries).finish()];
    case 'facts':
      return [writeAttributes(packet, attributesOfFacts(reply.facts)).finish()];
    case 'extended':
      reply.write(packet);
      return [packet.finish()];
  }
}

function names(packet: PacketWriter, entries: readonly NamedFacts[]): PacketWriter {
  packet.u32(entries.length);
  for (const entry of entries) {
    packet.path(entry.name);
    if ('kind' in entry) {
      writeAttributes(packet.path(longName(entry)), attributesOfFacts(entry));
    } else packet.path(entry.name).u32(0);
  }
  return packet;
}
