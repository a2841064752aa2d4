// Requests about what is open: opened, read, written, listed, closed.
import type { FileEntry, OpenFile, OpenWish } from '../../core/sftp/fileAccess.ts';
import { FileError } from '../../core/sftp/fileError.ts';
import { atPaths, changing, type Decode, type FileDesk, type FileTask } from './fileTask.ts';
import { noHandle, type Opened, type OpenedFile, type OpenedFolder } from './openThings.ts';
import { changeOfAttributes, readAttributes } from '../../core/sftp/attributes.ts';
import { OPEN_FLAG, PACKET } from '../../core/sftp/packets.ts';
import type { PacketReader } from '../../core/sftp/packetReader.ts';
import { at, done, factsReply } from './pathTasks.ts';
import { END, unsupported, type Reply } from './replies.ts';

/** Of one READ or WRITE; OpenSSH's, too. */
export const MOST_DATA_BYTES = 255 * 1024;
/** Read and written at once by a copy. */
const COPY_BYTES = 1024 * 1024;
/** Of one piece of a listing, about. */
const LISTING_BYTES = 64 * 1024;
/** Of an entry beside its name, which stands there twice; about. */
const ENTRY_BYTES = 120;

/** By the types of their packets. */
export const OPEN_TASKS: Readonly<Record<number, Decode>> = {
  [PACKET.open]: openFile,
  [PACKET.close]: (packet, { opened }) => {
    const handle = packet.bytes();
    const path = opened.find(handle)?.path ?? '';
    return {
      ...changing(
        [path],
        done(() => opened.close(handle)),
      ),
      writes: false,
    };
  },
  [PACKET.read]: read,
  [PACKET.write]: write,
  [PACKET.fstat]: (packet, desk) =>
    onFile(packet, desk, false, async ({ file }) => factsReply(await file.facts())),
  [PACKET.fsetstat]: (packet, desk) => {
    const opened = fileOf(packet, desk);
    const change = changeOfAttributes(readAttributes(packet));
    return changing(
      [opened.path],
      done(() => opened.file.change(change)),
    );
  },
  [PACKET.opendir]: (packet, desk) => {
    const path = at(packet, desk);
    return atPaths([path], async () => handleOf(desk, () => openFolder(path, desk)));
  },
  [PACKET.readdir]: (packet, desk) => {
    const opened = find(packet, desk);
    if (opened.kind !== 'folder') throw noHandle();
    // One after the other: nobody knows else which piece comes next.
    const task = changing([opened.path], () => nextEntries(opened));
    return { ...task, writes: false, answers: LISTING_BYTES };
  },
};

export function fileOf(packet: PacketReader, desk: FileDesk): OpenedFile {
  const opened = find(packet, desk);
  if (opened.kind !== 'file') throw noHandle();
  return opened;
}

export function onFile(
  packet: PacketReader,
  desk: FileDesk,
  changes: boolean,
  run: (opened: OpenedFile) => Promise<Reply>,
): FileTask {
  const opened = fileOf(packet, desk);
  return { touch: { paths: [opened.path], changes }, writes: changes, run: () => run(opened) };
}

function find(packet: PacketReader, { opened }: FileDesk): Opened {
  const found = opened.find(packet.bytes());
  if (!found) throw noHandle();
  return found;
}

async function handleOf({ opened }: FileDesk, open: () => Promise<Opened>): Promise<Reply> {
  return { kind: 'handle', handle: await opened.add(open) };
}

function openFile(packet: PacketReader, desk: FileDesk): FileTask {
  const path = at(packet, desk);
  const flags = packet.u32();
  const { mode } = changeOfAttributes(readAttributes(packet));
  const writes = (flags & OPEN_FLAG.write) !== 0;
  const run = (): Promise<Reply> =>
    handleOf(desk, async () => {
      const file = await opening(path, flags, mode, desk);
      return { kind: 'file', path, file };
    });
  return writes ? changing([path], run) : atPaths([path], run);
}

async function opening(
  path: string,
  flags: number,
  mode: number | undefined,
  { files }: FileDesk,
): Promise<OpenFile> {
  const open = (how: OpenWish['how']): Promise<OpenFile> =>
    files.open(path, { how, ...(mode === undefined ? {} : { mode }) });
  if (flags & OPEN_FLAG.append) throw unsupported();
  if (!(flags & OPEN_FLAG.write)) return open('read');
  if (!(flags & OPEN_FLAG.create)) return changed(await open('change'), flags);
  const how = flags & OPEN_FLAG.exclusive ? 'make' : 'replace';
  if (how === 'replace' && !(flags & OPEN_FLAG.truncate)) {
    try {
      return await open('change');
    } catch (error) {
      if (!(error instanceof FileError) || error.code !== 'not-found') throw error;
    }
  }
  const made = await open(how);
  if (!(flags & OPEN_FLAG.read)) return made;
  await made.close(); // it could only be written
  return open('change');
}

async function changed(file: OpenFile, flags: number): Promise<OpenFile> {
  if (flags & OPEN_FLAG.truncate) await file.change({ size: 0 });
  return file;
}

function read(packet: PacketReader, desk: FileDesk): FileTask {
  const { path, file } = fileOf(packet, desk);
  const from = packet.offset();
  const bytes = Math.min(packet.u32(), MOST_DATA_BYTES);
  const run = async (): Promise<Reply> => {
    const data = await desk.lent.read(bytes, (into) => file.read(from, bytes, into));
    return data.byteLength === 0 && bytes > 0 ? END : { kind: 'data', bytes: data };
  };
  const touch = { paths: [path], changes: false, range: { from, to: from + bytes } };
  return { touch, writes: false, answers: bytes, run };
}

function write(packet: PacketReader, desk: FileDesk): FileTask {
  const { path, file } = fileOf(packet, desk);
  const from = packet.offset();
  const bytes = packet.bytes();
  const range = { from, to: from + bytes.byteLength };
  const run = done(() => file.write(from, bytes));
  return { touch: { paths: [path], changes: true, range }, writes: true, run };
}

/** With its first piece: that there is no such folder is told at once. */
async function openFolder(path: string, { files, signal }: FileDesk): Promise<OpenedFolder> {
  const pieces = files.list(path, signal)[Symbol.asyncIterator]();
  const first = await pieces.next();
  return { kind: 'folder', path, pieces, rest: first.done ? [] : first.value };
}

async function nextEntries(opened: OpenedFolder): Promise<Reply> {
  const entries: FileEntry[] = [];
  for (let bytes = 0; bytes < LISTING_BYTES;) {
    if (opened.rest.length === 0) {
      const next = await opened.pieces.next();
      if (next.done) break;
      opened.rest = next.value.toReversed();
      continue;
    }
    const entry = opened.rest.pop()!;
    entries.push(entry);
    bytes += 2 * Buffer.byteLength(entry.name) + ENTRY_BYTES;
  }
  return entries.length === 0 ? END : { kind: 'names', entries };
}

/** From one open file into another, a piece at a time; 0 bytes are all up to the end. */
export function copyData(packet: PacketReader, desk: FileDesk): FileTask {
  const source = fileOf(packet, desk);
  const from = packet.offset();
  const most = packet.offset() || Infinity;
  const target = fileOf(packet, desk);
  const to = packet.offset();
  const run = done(async () => {
    // What it writes itself isn't read again, whichever file that is.
    const { size } = await source.file.facts();
    const all = Math.min(most, (size ?? Infinity) - from);
    for (let copied = 0; copied < all && !desk.signal.aborted;) {
      const wanted = Math.min(COPY_BYTES, all - copied);
      const bytes = await source.file.read(from + copied, wanted);
      if (bytes.byteLength === 0) return;
      await target.file.write(to + copied, bytes);
      copied += bytes.byteLength;
    }
  });
  return changing([source.path, target.path], run);
}
