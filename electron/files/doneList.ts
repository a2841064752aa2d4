// What became of something that was done to many paths, each for itself.
import type { FilePath } from '../../core/sftp/fileAccess.ts';
import { FileError } from '../../core/sftp/fileError.ts';
import type { FilesDone } from '../ipc/fileTypes.ts';
import { wordsOf } from './fileLink.ts';
import { isOfAll } from './walking.ts';

/** Failures that are told one by one; of further ones the count alone, as what isn't done. */
const MOST_FAILED = 1_000;

export class DoneList {
  #done = 0;
  readonly #failed: FilesDone['failed'] = [];

  /** One is done. */
  add(): void {
    this.#done++;
  }

  /** Does one; what fails is kept. Rejects only where nothing further can go better. */
  async try(path: FilePath, work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      this.add();
      return true;
    } catch (error) {
      if (error instanceof FileError && isOfAll(error) && this.#done === 0) throw error;
      this.fail(path, error);
      return false;
    }
  }

  fail(path: FilePath, error: unknown): void {
    const { said } = wordsOf(error instanceof Error ? error : new Error(String(error)));
    if (this.#failed.length < MOST_FAILED) this.#failed.push({ path, said });
  }

  get failures(): number {
    return this.#failed.length;
  }

  result(undo: string | null = null): FilesDone {
    return { done: this.#done, failed: this.#failed, undo };
  }
}
