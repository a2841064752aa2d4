// Keeps something that changes often on the disk, so that a kill -9 loses nothing: stored at each
// change, the newest state only, without holding up anybody; and at once when the app ends.
import type { Clock } from '../../core/time/clock.ts';
import { writeWholeSoon } from '../../core/files/wholeFile.ts';
import { jsonText, writeJson } from './jsonFile.ts';

/** A full disk is tried again after this, also when nothing has changed. */
export const RETRY_MS = 10_000;

export interface LatestFileOptions {
  path: string;
  clock: Clock;
  /** A change waits for further ones up to this long. Milliseconds. */
  delayMs: number;
  /** The disk is full, or the folder can't be written; told again after each try. */
  onProblem: (error: unknown) => void;
  onStored: () => void;
}

export class LatestFile<T> {
  readonly #options: LatestFileOptions;
  #next: { state: T } | undefined;
  #writing: Promise<void> | undefined;
  #cancelWait: (() => void) | undefined;
  #closed = false;

  constructor(options: LatestFileOptions) {
    this.#options = options;
  }

  /** Stores this soon; what is asked for while the disk works replaces what waits. */
  save(state: T): void {
    if (this.#closed) return;
    this.#next = { state };
    if (this.#options.delayMs === 0) this.#begin();
    else if (!this.#writing) this.#beginIn(this.#options.delayMs);
  }

  /** Resolves when all that was asked for is stored, or could not be. */
  async saved(): Promise<void> {
    if (this.#cancelWait) this.#begin();
    await this.#writing;
  }

  /** Stores this now, and nothing after it: the app ends. Never throws. */
  close(state: T): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#next = undefined;
    this.#stopWaiting();
    try {
      writeJson(this.#options.path, state);
    } catch (error) {
      this.#options.onProblem(error);
    }
  }

  // Not put off by further changes: what goes on changing is stored all the same.
  #beginIn(ms: number): void {
    this.#cancelWait ??= this.#options.clock.after(ms, () => this.#begin());
  }

  #begin(): void {
    this.#stopWaiting();
    this.#writing ??= this.#write();
  }

  #stopWaiting(): void {
    this.#cancelWait?.();
    this.#cancelWait = undefined;
  }

  async #write(): Promise<void> {
    await Promise.resolve(); // several changes in one go are stored once
    let failed: { state: T } | undefined;
    for (let next = this.#take(); next; next = this.#take()) {
      failed = (await this.#isStored(next.state)) ? undefined : next;
    }
    this.#writing = undefined;
    if (!failed || this.#closed) return;
    this.#next = failed;
    this.#beginIn(RETRY_MS);
  }

  #take(): { state: T } | undefined {
    const next = this.#next;
    this.#next = undefined;
    return next;
  }

  async #isStored(state: T): Promise<boolean> {
    try {
      // The last state must not be replaced by an earlier one.
      await writeWholeSoon(this.#options.path, jsonText(state), () => !this.#closed);
    } catch (error) {
      this.#options.onProblem(error);
      return false;
    }
    this.#options.onStored();
    return true;
  }
}
