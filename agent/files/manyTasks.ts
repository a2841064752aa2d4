// Requests about many small files at once: what would be five requests for each is one for hundreds.
import { MOST_NAME_BYTES, type NewFile, type SmallFile } from '../../core/sftp/fileAccess.ts';
import { badName } from '../../core/sftp/fileProblems.ts';
import {
  FILE_BYTES,
  MOST_FILES,
  MOST_MANY_BYTES,
  readSmall,
  writeSmall,
} from '../../core/sftp/manyPackets.ts';
import { BadPacket, type PacketReader } from '../../core/sftp/packetReader.ts';
import type { PacketWriter } from '../../core/sftp/packetWriter.ts';
import { atPaths, changing, type FileDesk, type FileTask } from './fileTask.ts';
import { at, done } from './pathTasks.ts';

/** What is held for an answer, and for what is written. */
const ANSWER_BYTES = MOST_MANY_BYTES + MOST_FILES * FILE_BYTES;
const TAG = /^[0-9a-f]{16}$/;

export function readMany(packet: PacketReader, desk: FileDesk): FileTask {
  const asked = Array.from({ length: countOf(packet) }, () => {
    return { path: at(packet, desk), size: packet.u32() };
  });
  if (asked.reduce((sum, { size }) => sum + size, 0) > MOST_MANY_BYTES) {
    throw new BadPacket('too-many');
  }
  const paths = asked.map(({ path }) => path);
  const task = atPaths(foldersOf(paths), async () => {
    const found = await desk.files.many.read(asked, desk.signal);
    return { kind: 'extended', write: (reply) => found.forEach((one) => tell(reply, one)) };
  });
  return { ...task, answers: ANSWER_BYTES };
}

export function writeMany(packet: PacketReader, desk: FileDesk): FileTask {
  const tag = packet.text();
  if (!TAG.test(tag)) throw new BadPacket('too-many');
  const files = Array.from({ length: countOf(packet) }, (): NewFile => {
    const [folder, name] = [at(packet, desk), packet.path()];
    if (!isName(name)) throw badName(name);
    return { folder, name, ...readSmall(packet) };
  });
  const folders = [...new Set(files.map(({ folder }) => folder))];
  return changing(
    folders,
    done(() => desk.files.many.write(files, tag, desk.signal)),
  );
}

function countOf(packet: PacketReader): number {
  const count = packet.u32();
  if (count > MOST_FILES) throw new BadPacket('too-many');
  return count;
}

/** One part of a path, with room for a mark. */
function isName(name: string): boolean {
  if (name === '' || name === '.' || name === '..' || /[/\0]/.test(name)) return false;
  return Buffer.byteLength(name) <= 3 * MOST_NAME_BYTES;
}

function foldersOf(paths: readonly string[]): string[] {
  return [...new Set(paths.map((path) => path.slice(0, path.lastIndexOf('/')) || '/'))];
}

function tell(reply: PacketWriter, file: SmallFile | null): void {
  reply.u8(file ? 1 : 0);
  if (file) writeSmall(reply, file);
}
