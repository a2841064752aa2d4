// A large file of this computer is put on its disk while it is still coming: at its end little is left to
// wait for.
import type { OpenFile } from '../../core/sftp/fileAccess.ts';

/** Bytes between one sync and the next. */
const STEP = 64 * 1024 * 1024;

export class SyncAhead {
  readonly #file: OpenFile;
  #next: number;
  #underWay = false;

  constructor(file: OpenFile, from: number) {
    this.#file = file;
    this.#next = from + STEP;
  }

  /** So much of it is written. A sync that fails is told by the last one, which is waited for. */
  written(offset: number): void {
    if (offset < this.#next || this.#underWay) return;
    this.#next = offset + STEP;
    this.#underWay = true;
    const done = (): void => void (this.#underWay = false);
    this.#file.sync().then(done, done);
  }
}
