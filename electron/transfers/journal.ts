// The queue on the disk, so that neither a kill nor a full disk loses it: all transfers in their
// order, and how far each is.
import { z } from 'zod';
import type { Clock } from '../../core/time/clock.ts';
import type { Said } from '../../words/said.ts';
import { goodOnes, readJson, type Understood } from '../settings/jsonFile.ts';
import { LatestFile } from '../settings/latestFile.ts';
import { recordShape, type TransferRecord } from './record.ts';

/** How far it is, is written so often. */
const DELAY_MS = 1_000;
const VERSION = 1;
/** More than the desk ever holds. */
const MOST = 10_000;

export interface Journalled {
  version: typeof VERSION;
  /** Bytes a second, 0 for none. */
  limit: number;
  paused: boolean;
  transfers: TransferRecord[];
  /** Ended, with files of theirs still to be taken away. */
  leftovers: TransferRecord[];
  /** Of transfers that others run: after a kill they are leftovers. */
  writing: TransferRecord[];
}

export interface JournalOptions {
  path: string;
  clock: Clock;
  /** It couldn't be stored; told again after each try. */
  onProblem: (error: unknown) => void;
  /** It was, for the first time or after that. */
  onStored?: () => void;
}

const shape = z.object({
  version: z.literal(VERSION),
  limit: z.number().nonnegative().catch(0),
  paused: z.boolean().catch(false),
  transfers: z.array(z.unknown()),
  leftovers: z.array(z.unknown()).catch([]),
  writing: z.array(z.unknown()).catch([]),
});

export function emptyJournal(): Journalled {
  return { version: VERSION, limit: 0, paused: false, transfers: [], leftovers: [], writing: [] };
}

/** What was there at the last end of the app; a damaged file is set aside. Never throws. */
export function readJournal(path: string, now: Date): { found: Journalled; notice: Said | null } {
  const file = { path, understand, file: 'transfers', version: VERSION } as const;
  const { value, notice } = readJson(file, now);
  return { found: value ?? emptyJournal(), notice };
}

export class Journal {
  readonly #file: LatestFile<Journalled>;
  readonly #state: Journalled;

  /** What `state` is when it is written, is what is written. */
  constructor(options: JournalOptions, state: Journalled) {
    const { path, clock, onProblem, onStored = () => undefined } = options;
    this.#state = state;
    this.#file = new LatestFile({ path, clock, delayMs: DELAY_MS, onProblem, onStored });
  }

  /** Within a second. */
  save(): void {
    this.#file.save(this.#state);
  }

  /** Resolves once it is stored, or couldn't be. */
  async stored(): Promise<void> {
    this.#file.save(this.#state);
    await this.#file.saved();
  }

  /** Stores it now; resolves when nothing is written any more. */
  async close(): Promise<void> {
    this.#file.close(this.#state);
    await this.#file.saved();
  }
}

function understand(json: unknown): Understood<Journalled> | undefined {
  const { data } = shape.safeParse(json);
  if (!data) return undefined;
  const one = (item: unknown): TransferRecord | undefined => recordShape.safeParse(item).data;
  const transfers = goodOnes(data.transfers, MOST, one);
  const leftovers = goodOnes(data.leftovers, MOST, one);
  const writing = goodOnes(data.writing, MOST, one);
  const value = {
    ...{ ...data, transfers: transfers.value, leftovers: leftovers.value },
    writing: writing.value,
  };
  return { value, lost: transfers.lost + leftovers.lost + writing.lost };
}
