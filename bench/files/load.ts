// What is carried: one large file, and a folder of many small ones, of bytes that can't be compressed.
import { randomBytes } from 'node:crypto';
import { mkdir, open, writeFile } from 'node:fs/promises';
import path from 'node:path';

export interface Load {
  /** In words. */
  what: string;
  /** Of the file or folder. */
  name: string;
  files: number;
  /** Of each file. */
  bytes: number;
}

const BLOCK_BYTES = 8 * 1024 * 1024;
const FILES_PER_FOLDER = 1_000;

export function loads(quick: boolean): { large: Load; small: Load } {
  const part = quick ? 10 : 1;
  const large = { name: 'large', files: 1, bytes: 1_000_000_000 / part };
  const small = { name: 'small', files: 10_000 / part, bytes: 1_000 };
  return {
    large: { ...large, what: `one file of ${large.bytes / 1e6} MB` },
    small: { ...small, what: `${small.files} files of 1 KB` },
  };
}

export async function make(folder: string, { name, files, bytes }: Load): Promise<void> {
  if (files === 1) return makeLarge(path.join(folder, name), bytes);
  for (let n = 0; n < files; n++) {
    const within = path.join(folder, name, `d${Math.floor(n / FILES_PER_FOLDER)}`);
    if (n % FILES_PER_FOLDER === 0) await mkdir(within, { recursive: true });
    await writeFile(path.join(within, `file-${n}.txt`), randomBytes(bytes));
  }
}

async function makeLarge(file: string, bytes: number): Promise<void> {
  const block = randomBytes(BLOCK_BYTES);
  const handle = await open(file, 'w');
  for (let left = bytes; left > 0; left -= BLOCK_BYTES) {
    block.writeUInt32BE(left % 2 ** 32); // no two blocks are the same
    await handle.writeFile(left < BLOCK_BYTES ? block.subarray(0, left) : block);
  }
  await handle.close();
}
