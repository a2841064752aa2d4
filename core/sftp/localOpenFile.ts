// A file of this computer that is open.
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import type { AccountNames } from './accountNames.ts';
import type { FileChange, FileFacts, OpenFile, OpenWish } from './fileAccess.ts';
import { FileError } from './fileError.ts';
import { closed, fileErrorOf, fileProblem } from './fileProblems.ts';
import { factsOf, type NativePath } from './localPaths.ts';
import { say } from '../../words/said.ts';

const { O_RDONLY, O_RDWR, O_WRONLY, O_CREAT, O_EXCL, O_TRUNC } = constants;
/** Opening a FIFO would wait for its other end, and a terminal would become ours. Not on Windows. */
const AT_ONCE = (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);

const FLAGS: Record<OpenWish['how'], number> = {
  read: O_RDONLY | AT_ONCE,
  change: O_RDWR | AT_ONCE,
  make: O_WRONLY | O_CREAT | O_EXCL | AT_ONCE,
  replace: O_WRONLY | O_CREAT | O_TRUNC | AT_ONCE,
};

/** What a file of this computer needs to know of where it is. */
export interface LocalPlace {
  names: AccountNames;
  platform: NodeJS.Platform;
}

/** Opens what is a file and nothing else. Rejects with `FileError`. */
export async function openLocal(
  path: string,
  native: NativePath,
  wish: OpenWish,
  place: LocalPlace,
): Promise<LocalOpenFile> {
  const handle = await open(native, FLAGS[wish.how], wish.mode ?? 0o666).catch(
    (error: NodeJS.ErrnoException) => {
      throw error.code === 'ENXIO' ? notRegular(path) : fileErrorOf(error, path);
    },
  );
  try {
    const stats = await handle.stat();
    if (stats.isDirectory()) throw fileProblem('is-a-folder', path);
    if (!stats.isFile()) throw notRegular(path);
  } catch (error) {
    await handle.close();
    throw fileErrorOf(error, path);
  }
  return new LocalOpenFile(path, handle, place);
}

function notRegular(path: string): FileError {
  return new FileError('unsupported', say('file-not-regular', { path }));
}

export class LocalOpenFile implements OpenFile {
  readonly #path: string;
  readonly #handle: FileHandle;
  readonly #place: LocalPlace;
  #closing: Promise<void> | undefined;
  /** Told once it is closed. */
  onClosed: () => void = () => undefined;

  constructor(path: string, handle: FileHandle, place: LocalPlace) {
    this.#path = path;
    this.#handle = handle;
    this.#place = place;
  }

  read(offset: number, bytes: number, into?: Uint8Array): Promise<Uint8Array> {
    return this.#do(async (handle) => {
      const buffer = into?.subarray(0, bytes) ?? Buffer.allocUnsafeSlow(bytes);
      let filled = 0;
      while (filled < bytes) {
        const { bytesRead } = await handle.read(buffer, filled, bytes - filled, offset + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return filled === bytes ? buffer : buffer.subarray(0, filled);
    });
  }

  write(offset: number, bytes: Uint8Array): Promise<void> {
    return this.#do(async (handle) => {
      for (let done = 0; done < bytes.byteLength;) {
        const left = bytes.byteLength - done;
        done += (await handle.write(bytes, done, left, offset + done)).bytesWritten;
      }
    });
  }

  facts(): Promise<FileFacts> {
    const { names, platform } = this.#place;
    return this.#do(async (handle) => factsOf(await handle.stat(), names, platform));
  }

  change({ size, mode, uid, gid, times }: FileChange): Promise<void> {
    return this.#do(async (handle) => {
      if (size !== undefined) await handle.truncate(size);
      if (uid !== undefined || gid !== undefined) await handle.chown(uid ?? -1, gid ?? -1);
      if (mode !== undefined) await handle.chmod(mode); // behind it: chown takes set-user-ID away
      if (times) await handle.utimes(times.readAt / 1_000, times.changedAt / 1_000);
    });
  }

  sync(): Promise<void> {
    return this.#do((handle) => handle.sync());
  }

  close(): Promise<void> {
    this.#closing ??= this.#handle.close().then(this.onClosed, (error: unknown) => {
      this.onClosed();
      throw fileErrorOf(error, this.#path);
    });
    return this.#closing;
  }

  async #do<T>(what: (handle: FileHandle) => Promise<T>): Promise<T> {
    if (this.#closing) throw closed();
    try {
      return await what(this.#handle);
    } catch (error) {
      throw fileErrorOf(error, this.#path);
    }
  }
}
