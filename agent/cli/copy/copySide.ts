// The two sides of a copy: this machine, and the one where the agent runs. Files there may have to be
// reached anew, when a connection was cut for longer than the agent waits.
import type { FileAccess } from '../../../core/sftp/fileAccess.ts';
import { FileError } from '../../../core/sftp/fileError.ts';
import { LocalFiles } from '../../../core/sftp/localFiles.ts';

/** Lost so often without anything done in between, it is given up. */
const MOST_LOSSES = 5;

export interface CopySide {
  /**
   * Runs `what` with the files of this side, and again with new ones where those were lost. Rejects
   * as it does, and with `lost` where there won't be others.
   */
  do<T>(what: (files: FileAccess) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export class HereSide implements CopySide {
  readonly #files = new LocalFiles();

  do<T>(what: (files: FileAccess) => Promise<T>): Promise<T> {
    return what(this.#files);
  }

  close(): Promise<void> {
    return this.#files.close();
  }
}

export class ThereSide implements CopySide {
  readonly #open: () => Promise<FileAccess>;
  readonly #signal: AbortSignal;
  #files: Promise<FileAccess> | undefined;

  /** `open` rejects with `FileError` once there won't be any. */
  constructor(open: () => Promise<FileAccess>, signal: AbortSignal) {
    this.#open = open;
    this.#signal = signal;
  }

  async do<T>(what: (files: FileAccess) => Promise<T>): Promise<T> {
    for (let losses = 1; ; losses++) {
      const opening = (this.#files ??= this.#open());
      const files = await opening;
      try {
        return await what(files);
      } catch (error) {
        const isLost = error instanceof FileError && error.code === 'lost';
        if (!isLost || losses >= MOST_LOSSES || this.#signal.aborted) throw error;
        if (this.#files === opening) this.#files = undefined;
      }
    }
  }

  async close(): Promise<void> {
    const files = await this.#files?.catch(() => undefined);
    await files?.close();
  }
}
