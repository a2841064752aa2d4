// What one client has open: files and folders that are being listed, by the numbers it names them by.
import type { FileEntry, OpenFile } from '../../core/sftp/fileAccess.ts';
import { FileError } from '../../core/sftp/fileError.ts';
import { say } from '../../words/said.ts';

/** At once; one more is refused. */
export const MOST_HANDLES = 256;

export interface OpenedFile {
  kind: 'file';
  path: string;
  file: OpenFile;
}

export interface OpenedFolder {
  kind: 'folder';
  path: string;
  pieces: AsyncIterator<FileEntry[]>;
  /** Read, and not yet told. */
  rest: FileEntry[];
}

export type Opened = OpenedFile | OpenedFolder;

export class OpenThings {
  readonly #opened = new Map<number, Opened>();
  #next = 0;
  #closed = false;
  /** Being opened. */
  #asked = 0;

  get size(): number {
    return this.#opened.size;
  }

  /** Its number. Rejects with `FileError`, also where there are too many. */
  async add(open: () => Promise<Opened>): Promise<number> {
    if (this.#opened.size + this.#asked >= MOST_HANDLES) {
      throw new FileError('failed', say('files-too-many-open', { most: MOST_HANDLES }));
    }
    this.#asked++;
    try {
      const opened = await open();
      if (this.#closed) await closeOne(opened);
      this.#opened.set(++this.#next, opened);
      return this.#next;
    } finally {
      this.#asked--;
    }
  }

  /** Undefined for none of ours. */
  find(handle: Uint8Array): Opened | undefined {
    return this.#opened.get(numberOf(handle));
  }

  async close(handle: Uint8Array): Promise<void> {
    const opened = this.find(handle);
    if (!opened) throw noHandle();
    this.#opened.delete(numberOf(handle));
    await closeOne(opened);
  }

  async closeAll(): Promise<void> {
    this.#closed = true;
    const all = [...this.#opened.values()];
    this.#opened.clear();
    await Promise.allSettled(all.map(closeOne));
  }
}

export function noHandle(): FileError {
  return new FileError('failed', say('file-handle-unknown'));
}

function numberOf(handle: Uint8Array): number {
  const { buffer, byteOffset, byteLength } = handle;
  return byteLength === 4 ? new DataView(buffer, byteOffset).getUint32(0) : 0;
}

async function closeOne(opened: Opened): Promise<void> {
  if (opened.kind === 'file') await opened.file.close();
  else await opened.pieces.return?.();
}
