// Copies and checksums of this computer's files: of the disk's own making where it can, else a
// piece at a time, so that they can be stopped.
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, unlink } from 'node:fs/promises';
import type { OpenFile, OpenWish } from './fileAccess.ts';
import { fileErrorOf, stopIfAborted } from './fileProblems.ts';
import type { NativePath } from './localPaths.ts';

const PIECE = 1024 * 1024;

export interface CopyEnds {
  from: { path: string; native: NativePath };
  to: { path: string; native: NativePath };
  open(path: string, wish: OpenWish): Promise<OpenFile>;
}

/** `to` isn't there before, nor after it failed. */
export async function copyLocal(ends: CopyEnds, signal?: AbortSignal): Promise<void> {
  stopIfAborted(signal);
  if (await cloned(ends)) return;
  const source = await ends.open(ends.from.path, { how: 'read' });
  try {
    const { mode } = await source.facts();
    const wish = { how: 'make', mode: (mode ?? 0o666) & 0o777 } as const;
    const target = await ends.open(ends.to.path, wish);
    await copyInto(source, target, signal).catch(async (error: unknown) => {
      await unlink(ends.to.native).catch(() => undefined);
      throw error;
    });
  } finally {
    await source.close();
  }
}

/** At once, where the disk can let two files have the same blocks. */
async function cloned({ from, to }: CopyEnds): Promise<boolean> {
  const { COPYFILE_EXCL, COPYFILE_FICLONE_FORCE } = constants;
  try {
    await copyFile(from.native, to.native, COPYFILE_EXCL | COPYFILE_FICLONE_FORCE);
    return true;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' || code === 'ENOENT') throw fileErrorOf(error, nameIn(code, from, to));
    return false;
  }
}

function nameIn(code: string, from: { path: string }, to: { path: string }): string {
  return code === 'EEXIST' ? to.path : from.path;
}

async function copyInto(source: OpenFile, target: OpenFile, signal?: AbortSignal): Promise<void> {
  try {
    for await (const { offset, bytes } of pieces(source, Infinity, signal)) {
      await target.write(offset, bytes);
    }
  } finally {
    await target.close();
  }
}

/** SHA-256 of so many bytes, or of what there is of them, in hex. */
export async function sumOf(file: OpenFile, bytes: number, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of pieces(file, bytes, signal)) hash.update(piece.bytes);
  return hash.digest('hex');
}

/**
 * What comes next is read while the piece before is used: in two buffers by turns, so each piece is good until
 * the next one is asked for.
 */
async function* pieces(
  file: OpenFile,
  most: number,
  signal?: AbortSignal,
): AsyncGenerator<{ offset: number; bytes: Uint8Array }> {
  const rooms: Uint8Array[] = [];
  const at = (offset: number): Promise<Uint8Array> => {
    const wanted = Math.max(0, Math.min(PIECE, most - offset));
    const room = rooms.length > 1 ? rooms.shift()! : Buffer.allocUnsafeSlow(wanted);
    rooms.push(room);
    return file.read(offset, wanted, room);
  };
  let next = at(0);
  for (let offset = 0; ;) {
    stopIfAborted(signal);
    const bytes = await next;
    if (bytes.byteLength === 0) return;
    next = at(offset + bytes.byteLength);
    next.catch(() => undefined); // told where it is awaited
    yield { offset, bytes };
    offset += bytes.byteLength;
  }
}
