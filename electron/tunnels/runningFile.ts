// Which tunnels run, on the disk for the next start of the app.
import { z } from 'zod';
import { readJson, writeJson } from '../settings/jsonFile.ts';

/** A file that names more is not ours: so many hosts nobody has. */
const LIMIT = 4_096;

const stored = z.object({ running: z.array(z.string().max(100)).max(LIMIT) });

export class RunningFile {
  readonly #path: string;
  #written = '';

  constructor(path: string) {
    this.#path = path;
  }

  /** Ids of the tunnels that ran; none when the file is missing or not ours. */
  read(): string[] {
    return stored.safeParse(readJson(this.#path)).data?.running ?? [];
  }

  /** Throws when the disk is full or the folder can't be written. */
  write(running: readonly string[]): void {
    const text = JSON.stringify(running);
    if (text === this.#written) return;
    writeJson(this.#path, { running });
    this.#written = text; // only now: what could not be written is tried again
  }
}
