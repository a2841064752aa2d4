// Requests about what has a name: looked at, made, moved, removed.
import type { FileFacts } from '../../core/sftp/fileAccess.ts';
import { absolute, atPaths, changing, type Decode, type FileDesk } from './fileTask.ts';
import { changeOfAttributes, readAttributes } from '../../core/sftp/attributes.ts';
import { BadPacket, type PacketReader } from '../../core/sftp/packetReader.ts';
import { PACKET } from '../../core/sftp/packets.ts';
import { OK, type Reply } from './replies.ts';

/** Characters; every system takes less. */
const MOST_PATH = 16_384;

/** By the types of their packets. */
export const PATH_TASKS: Readonly<Record<number, Decode>> = {
  [PACKET.lstat]: (packet, desk) => look(packet, desk, false),
  [PACKET.stat]: (packet, desk) => look(packet, desk, true),
  [PACKET.setstat]: (packet, desk) => {
    const path = at(packet, desk);
    const change = changeOfAttributes(readAttributes(packet));
    // Whoever changes a link's mode or times means what it leads to; `lsetstat` is for the link.
    const run = async () => desk.files.change(await desk.files.realPath(path), change);
    return changing([path], done(run));
  },
  [PACKET.remove]: (packet, desk) => one(packet, desk, (path) => desk.files.remove(path)),
  [PACKET.mkdir]: (packet, desk) => {
    const path = at(packet, desk);
    const { mode } = changeOfAttributes(readAttributes(packet));
    return changing(
      [path],
      done(() => desk.files.makeFolder(path, mode)),
    );
  },
  [PACKET.rmdir]: (packet, desk) => one(packet, desk, (path) => desk.files.removeFolder(path)),
  [PACKET.realpath]: (packet, desk) => {
    const path = at(packet, desk);
    return atPaths([path], async () => named(await desk.files.realPath(path)));
  },
  [PACKET.rename]: (packet, desk) => {
    const [from, to] = [at(packet, desk), at(packet, desk)];
    return changing(
      [from, to],
      done(() => desk.files.rename(from, to)),
    );
  },
  [PACKET.readlink]: (packet, desk) => {
    const path = at(packet, desk);
    return atPaths([path], async () => named(await desk.files.linkTarget(path)));
  },
  // The two in the order that OpenSSH takes them in, and with it everybody.
  [PACKET.symlink]: (packet, desk) => {
    const target = packet.path();
    const path = at(packet, desk);
    return changing(
      [path],
      done(() => desk.files.makeLink(path, target)),
    );
  },
};

export function at(packet: PacketReader, desk: FileDesk): string {
  const path = packet.path();
  if (path.length > MOST_PATH) throw new BadPacket('too-many');
  return absolute(path, desk);
}

export function named(name: string): Reply {
  return { kind: 'names', entries: [{ name }] };
}

/** What is answered with no more than that it is done. */
export function done(run: () => Promise<void>): () => Promise<Reply> {
  return async () => {
    await run();
    return OK;
  };
}

export function factsReply(facts: FileFacts): Reply {
  return { kind: 'facts', facts };
}

function look(packet: PacketReader, desk: FileDesk, follow: boolean): ReturnType<Decode> {
  const path = at(packet, desk);
  return atPaths([path], async () => factsReply(await desk.files.facts(path, follow)));
}

function one(
  packet: PacketReader,
  desk: FileDesk,
  run: (path: string) => Promise<void>,
): ReturnType<Decode> {
  const path = at(packet, desk);
  return changing(
    [path],
    done(() => run(path)),
  );
}
