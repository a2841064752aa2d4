// What was done and can be undone, for a while.
import { randomUUID } from 'node:crypto';
import { say } from '../../words/said.ts';
import type { FilesDone } from '../ipc/fileTypes.ts';
import { PersonError } from '../personError.ts';
import type { Clock } from '../../core/time/clock.ts';
import { UNDO_MS } from './fileBin.ts';

/** At once; the oldest go first. */
const MOST = 1_000;

export class Undos {
  readonly #clock: Clock;
  readonly #all = new Map<string, () => Promise<FilesDone>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Its id; `forget` ends it earlier. */
  add(work: () => Promise<FilesDone>): { id: string; forget: () => void } {
    const id = randomUUID();
    let over = false;
    const forget = (): void => {
      over = true;
      this.#all.delete(id);
    };
    const again = (): Promise<FilesDone> =>
      work().catch((error: unknown) => {
        if (!over) this.#all.set(id, again); // a cut isn't the end of it
        throw error;
      });
    this.#all.set(id, again);
    this.#clock.after(UNDO_MS, forget);
    for (const old of this.#all.keys()) if (this.#all.size > MOST) this.#all.delete(old);
    return { id, forget };
  }

  /** Once, unless it rejects. Rejects with a `PersonError` where it is too late. */
  undo(id: string): Promise<FilesDone> {
    const work = this.#all.get(id);
    this.#all.delete(id);
    if (!work) return Promise.reject(new PersonError(say('files-undo-over')));
    return work();
  }
}
