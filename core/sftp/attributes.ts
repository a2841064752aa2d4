// What SFTP says of a file: its attributes, which may each be missing.
import type { FileChange, FileFacts, FileKind } from './fileAccess.ts';
import { BadPacket, type PacketReader } from './packetReader.ts';
import type { PacketWriter } from './packetWriter.ts';

const HAS = { size: 0x1, owner: 0x2, mode: 0x4, times: 0x8, more: 0x80000000 };
const MAX_MORE = 64;

const TYPE_BITS = 0o170000;
const TYPES: Record<Exclude<FileKind, 'other'>, number> = {
  file: 0o100000,
  folder: 0o040000,
  link: 0o120000,
};

export interface Attributes {
  /** Bytes. */
  size?: number;
  owner?: { uid: number; gid: number };
  /** With the bits of the file's type. */
  mode?: number;
  /** Seconds since 1970, up to the year 2106. */
  times?: { readAt: number; changedAt: number };
}

/** Throws `BadPacket`. */
export function readAttributes(packet: PacketReader): Attributes {
  const flags = packet.u32();
  const attributes: Attributes = {};
  if (flags & HAS.size) attributes.size = packet.u64();
  if (flags & HAS.owner) attributes.owner = { uid: packet.u32(), gid: packet.u32() };
  if (flags & HAS.mode) attributes.mode = packet.u32();
  if (flags & HAS.times) attributes.times = { readAt: packet.u32(), changedAt: packet.u32() };
  if (flags & HAS.more) skipMore(packet);
  return attributes;
}

function skipMore(packet: PacketReader): void {
  const count = packet.u32();
  if (count > MAX_MORE) throw new BadPacket('too-many');
  for (let at = 0; at < 2 * count; at++) packet.bytes();
}

export function writeAttributes(packet: PacketWriter, attributes: Attributes): PacketWriter {
  const { size, owner, mode, times } = attributes;
  packet.u32(
    (size === undefined ? 0 : HAS.size) |
      (owner === undefined ? 0 : HAS.owner) |
      (mode === undefined ? 0 : HAS.mode) |
      (times === undefined ? 0 : HAS.times),
  );
  if (size !== undefined) packet.u64(size);
  if (owner) packet.u32(owner.uid).u32(owner.gid);
  if (mode !== undefined) packet.u32(mode);
  if (times) packet.u32(times.readAt).u32(times.changedAt);
  return packet;
}

/** Facts without the names of owners. */
export function factsOfAttributes({ size, owner, mode, times }: Attributes): FileFacts {
  return {
    kind: mode === undefined ? 'other' : kindOfMode(mode),
    size: size ?? null,
    changedAt: times ? times.changedAt * 1_000 : null,
    readAt: times ? times.readAt * 1_000 : null,
    mode: mode === undefined ? null : mode & 0o7777,
    uid: owner?.uid ?? null,
    gid: owner?.gid ?? null,
    owner: null,
    group: null,
  };
}

/** What of the facts can be said in attributes. */
export function attributesOfFacts(facts: FileFacts): Attributes {
  const { kind, size, mode, uid, gid, readAt, changedAt } = facts;
  return {
    ...(size === null ? {} : { size }),
    ...(uid === null || gid === null ? {} : { owner: { uid, gid } }),
    mode: (kind === 'other' ? 0 : TYPES[kind]) | (mode ?? 0),
    ...(readAt === null || changedAt === null ? {} : { times: seconds({ readAt, changedAt }) }),
  };
}

/** A change as a client asks for it; both owners have to be known. */
export function attributesOfChange(
  { size, mode, times }: FileChange,
  owner?: Attributes['owner'],
): Attributes {
  return {
    ...(size === undefined ? {} : { size }),
    ...(owner === undefined ? {} : { owner }),
    ...(mode === undefined ? {} : { mode }),
    ...(times === undefined ? {} : { times: seconds(times) }),
  };
}

/** The same, as a server was asked. */
export function changeOfAttributes({ size, owner, mode, times }: Attributes): FileChange {
  return {
    ...(size === undefined ? {} : { size }),
    ...owner,
    ...(mode === undefined ? {} : { mode: mode & 0o7777 }),
    ...(times && {
      times: { readAt: times.readAt * 1_000, changedAt: times.changedAt * 1_000 },
    }),
  };
}

function kindOfMode(mode: number): FileKind {
  const bits = mode & TYPE_BITS;
  if (bits === TYPES.file) return 'file';
  if (bits === TYPES.folder) return 'folder';
  return bits === TYPES.link ? 'link' : 'other';
}

function seconds(times: { readAt: number; changedAt: number }): Attributes['times'] {
  const whole = (ms: number): number => Math.min(Math.max(Math.floor(ms / 1_000), 0), 2 ** 32 - 1);
  return { readAt: whole(times.readAt), changedAt: whole(times.changedAt) };
}
