// Which tunnels run, on the disk for the next start of the app.
import type { Said } from '../../words/said.ts';
import { z } from 'zod';
import { goodOnes, readJson, writeJson, type Understood } from '../settings/jsonFile.ts';

/** A file that names more is not ours: so many hosts nobody has. */
const LIMIT = 4_096;

const fileShape = z.object({ running: z.array(z.unknown()) });
const id = z.string().min(1).max(100);

export class RunningFile {
  readonly #path: string;
  #written = '';

  constructor(path: string) {
    this.#path = path;
  }

  /** Ids of the tunnels that ran; a damaged file is set aside, dated by `now`. Never throws. */
  read(now: Date): { running: string[]; notice: Said | null } {
    const file = { path: this.#path, understand, file: 'tunnels' } as const;
    const { value = [], notice } = readJson(file, now);
    return { running: value, notice };
  }

  /** Throws when the disk is full or the folder can't be written. */
  write(running: readonly string[]): void {
    const text = JSON.stringify(running);
    if (text === this.#written) return;
    writeJson(this.#path, { running });
    this.#written = text; // only now: what could not be written is tried again
  }
}

function understand(json: unknown): Understood<string[]> | undefined {
  const { data } = fileShape.safeParse(json);
  const found = data && goodOnes(data.running, LIMIT, (item) => id.safeParse(item).data);
  return found && found.lost > 0 && found.value.length === 0 ? undefined : found;
}
