// Keeps what is open on the disk, so that a kill -9 loses nothing: stored at each change, the
// newest state only, without holding up the shells; and at once when the app ends.
import { renameSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { writeJson } from '../settings/jsonFile.ts';
import type { SavedTabs } from './tabFile.ts';

export class TabStore {
  readonly #path: string;
  readonly #onProblem: (error: unknown) => void;
  #next: SavedTabs | undefined;
  #writing: Promise<void> | undefined;
  #closed = false;

  /** `onProblem`: the disk is full, or the folder can't be written. */
  constructor(path: string, onProblem: (error: unknown) => void) {
    this.#path = path;
    this.#onProblem = onProblem;
  }

  /** Stores this soon; what is asked for while the disk works replaces what waits. */
  save(state: SavedTabs): void {
    if (this.#closed) return;
    this.#next = state;
    this.#writing ??= this.#write();
  }

  /** Resolves when all that was asked for is stored. */
  async saved(): Promise<void> {
    await this.#writing;
  }

  /** Stores this now, and nothing after it: the app ends. */
  close(state: SavedTabs): void {
    if (this.#closed) return;
    this.#closed = true;
    try {
      writeJson(this.#path, state);
    } catch (error) {
      this.#onProblem(error);
    }
  }

  async #write(): Promise<void> {
    await Promise.resolve(); // several changes in one go are stored once
    for (let state = this.#take(); state; state = this.#take()) {
      await this.#writeOne(state).catch(this.#onProblem);
    }
    this.#writing = undefined;
  }

  #take(): SavedTabs | undefined {
    const state = this.#next;
    this.#next = undefined;
    return state;
  }

  async #writeOne(state: SavedTabs): Promise<void> {
    const draft = `${this.#path}.draft`;
    const file = await open(draft, 'w', 0o600);
    try {
      await file.writeFile(`${JSON.stringify(state)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    // In one step with the question: the last state must not be replaced by an earlier one.
    if (!this.#closed) renameSync(draft, this.#path);
  }
}
