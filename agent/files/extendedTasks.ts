// Requests beyond the third version of SFTP: OpenSSH's, by their names.
import { statfs } from 'node:fs/promises';
import { changeOfAttributes, readAttributes } from '../../core/sftp/attributes.ts';
import { fileErrorOf } from '../../core/sftp/fileProblems.ts';
import { hardLinkLocal } from '../../core/sftp/localLink.ts';
import { nativePath } from '../../core/sftp/localPaths.ts';
import type { PacketReader } from '../../core/sftp/packetReader.ts';
import { EXTENSION, type ExtensionName } from '../../core/sftp/packets.ts';
import type { PacketWriter } from '../../core/sftp/packetWriter.ts';
import { SYSTEM } from '../../core/system.ts';
import { accountNames, homeOf } from './accounts.ts';
import { atPaths, changing, type Decode, type FileDesk, type FileTask } from './fileTask.ts';
import { MOST_HANDLES } from './openThings.ts';
import { readMany, writeMany } from './manyTasks.ts';
import { copyData, MOST_DATA_BYTES, onFile } from './openTasks.ts';
import { at, done, named } from './pathTasks.ts';
import type { Reply } from './replies.ts';

/** Without its length. */
export const MOST_PACKET_BYTES = 256 * 1024;

/** Those of which there is something here. */
const TASKS: Readonly<Partial<Record<ExtensionName, Decode>>> = {
  posixRename: (packet, desk) => {
    const [from, to] = [at(packet, desk), at(packet, desk)];
    return changing(
      [from, to],
      done(() => desk.files.rename(from, to, true)),
    );
  },
  hardlink: (packet, desk) => {
    const [old, path] = [at(packet, desk), at(packet, desk)];
    return changing(
      [old, path],
      done(() => hardLinkLocal(old, path)),
    );
  },
  fsync: (packet, desk) => ({
    ...onFile(packet, desk, true, async ({ file }) => done(() => file.sync())()),
    writes: false,
  }),
  lsetstat: (packet, desk) => {
    const path = at(packet, desk);
    const change = changeOfAttributes(readAttributes(packet));
    return changing(
      [path],
      done(() => desk.files.change(path, change)),
    );
  },
  statvfs: (packet, desk) => {
    const path = at(packet, desk);
    return atPaths([path], () => diskOf(path));
  },
  limits: () =>
    atPaths([], async () => {
      const limits = [MOST_PACKET_BYTES, MOST_DATA_BYTES, MOST_DATA_BYTES, MOST_HANDLES];
      return fields((packet) => limits.forEach((limit) => packet.u64(limit)));
    }),
  expandPath: (packet, desk) => {
    const path = packet.path();
    return atPaths([], async () => named(await expanded(path, desk)));
  },
  usersGroups: (packet) => {
    const [uids, gids] = [numbers(packet), numbers(packet)];
    return atPaths([], async () => {
      const names = await accountNames();
      const users = uids.map((uid) => names.user(uid) ?? '');
      const groups = gids.map((gid) => names.group(gid) ?? '');
      return fields((reply) => void reply.bytes(list(users)).bytes(list(groups)));
    });
  },
  copyData,
  sum,
  readMany,
  writeMany,
};

const BY_NAME = new Map<string, Decode>(
  Object.entries(TASKS).map(([key, decode]) => [EXTENSION[key as ExtensionName].name, decode]),
);

/** As they are told to the client: names and versions. */
export const EXTENSIONS: readonly { name: string; version: string }[] = Object.keys(TASKS).map(
  (key) => EXTENSION[key as ExtensionName],
);

/** Undefined for one that isn't known here. */
export function extendedTask(packet: PacketReader, desk: FileDesk): FileTask | undefined {
  return BY_NAME.get(packet.text())?.(packet, desk);
}

function sum(packet: PacketReader, desk: FileDesk): FileTask {
  const path = at(packet, desk);
  const asked = packet.u64();
  const bytes = Number.isSafeInteger(asked) ? asked : Infinity;
  return atPaths([path], async () => {
    const hex = await desk.files.sum(path, bytes, desk.signal);
    return fields((reply) => void reply.text(hex));
  });
}

function fields(write: (packet: PacketWriter) => void): Reply {
  return { kind: 'extended', write };
}

async function diskOf(path: string): Promise<Reply> {
  try {
    const { bsize, blocks, bfree, bavail, files, ffree } = await statfs(nativePath(path, SYSTEM));
    const values = [bsize, bsize, blocks, bfree, bavail, files, ffree, ffree, 0, 0, 255];
    return fields((reply) => values.forEach((value) => reply.u64(Math.max(0, value))));
  } catch (error) {
    throw fileErrorOf(error, path);
  }
}

/** `~` and `~name` at the beginning. */
async function expanded(path: string, { home, files }: FileDesk): Promise<string> {
  const [, name, rest = ''] = /^~([^/]*)(.*)$/s.exec(path) ?? [];
  if (name === undefined) return files.realPath(path);
  return files.realPath(`${name === '' ? home : await homeOf(name)}${rest}`);
}

function numbers(packet: PacketReader): number[] {
  const bytes = packet.bytes();
  const count = Math.min(Math.floor(bytes.length / 4), 4096);
  return Array.from({ length: count }, (_, at) => bytes.readUInt32BE(4 * at));
}

function list(names: readonly string[]): Uint8Array {
  const parts = names.flatMap((name) => {
    const bytes = Buffer.from(name);
    const head = Buffer.alloc(4);
    head.writeUInt32BE(bytes.length);
    return [head, bytes];
  });
  return Buffer.concat(parts);
}
