// Small files of folders that are new at the target, carried many at a time where both sides have a way to
// do that: a file of 1 KB is else five requests. What is carried so is done once all of its batch is there;
// whatever a batch can't take goes by itself, as all others.
import {
  MOST_NAME_BYTES,
  type ManyFiles,
  type NewFile,
  type SmallFile,
} from '../../core/sftp/fileAccess.ts';
import { isCode } from './faults.ts';
import { copyFile, type Outcome } from './fileCopy.ts';
import type { Ends, FileJob } from './fileJob.ts';
import { orAborted } from './pump.ts';
import type { TransferRecord } from './record.ts';
import { Slots } from './slots.ts';

/** Larger ones gain nothing. Bytes. */
const SMALL = 64 * 1024;
/** Of a batch. */
const MOST_FILES = 500;
const MOST_BYTES = 2 * 1024 * 1024;
/** Fewer are as fast one by one. */
const FEWEST = 8;
/** Of those that go by themselves after all, at once. */
const ALONE = 16;

/** Some of them may be there by now. */
const AGAIN: Partial<FileJob> = { fresh: false, again: true };

interface Waiting {
  job: FileJob;
  /** It goes by itself. */
  isAlone: boolean;
  resolve: (outcome: Promise<Outcome>) => void;
}

export class Batches {
  readonly #ends: Ends;
  readonly #record: Pick<TransferRecord, 'untidy'>;
  readonly #source: ManyFiles | undefined;
  readonly #target: ManyFiles | undefined;
  readonly #alone = new Slots(ALONE);
  #waiting: Waiting[] = [];
  #bytes = 0;
  #isSet = false;
  #off = false;

  constructor(ends: Ends, record: Pick<TransferRecord, 'untidy'>) {
    this.#ends = ends;
    this.#record = record;
    this.#source = ends.source.many;
    this.#target = ends.target.many;
  }

  /** Is it one of many small files, where nothing can be in its place? */
  takes({ facts, fresh, twin, sync, name }: FileJob): boolean {
    const { oneHost, move, bandwidth } = this.#ends;
    if (this.#off || !this.#source || !this.#target || oneHost || move) return false;
    if (!fresh || twin !== null || sync || bandwidth.limit > 0) return false;
    const { kind, size, changedAt } = facts;
    const isSmall = size !== null && size <= SMALL && changedAt !== null;
    return kind === 'file' && isSmall && Buffer.byteLength(name) <= MOST_NAME_BYTES;
  }

  /** Rejects as `copyFile` does. It is carried with those that come at the same time. */
  add(job: FileJob): Promise<Outcome> {
    const carried = new Promise<Outcome>((resolve) => {
      this.#waiting.push({ job, isAlone: false, resolve });
    });
    this.#bytes += job.facts.size ?? 0;
    if (this.#waiting.length >= MOST_FILES || this.#bytes >= MOST_BYTES) this.#flush();
    else this.#flushSoon();
    return carried;
  }

  /** Once nothing more comes by itself. */
  #flushSoon(): void {
    if (this.#isSet) return;
    this.#isSet = true;
    setImmediate(() => {
      this.#isSet = false;
      this.#flush();
    });
  }

  #flush(): void {
    const batch = this.#waiting;
    this.#waiting = [];
    this.#bytes = 0;
    if (batch.length < FEWEST) return this.#oneByOne(batch);
    void this.#carry(batch).catch((error: unknown) => {
      const left = batch.filter(({ isAlone }) => !isAlone);
      if (isCode(error, 'unsupported')) this.#off = true;
      if (!isCode(error, 'lost', 'cancelled')) return this.#oneByOne(left, AGAIN);
      for (const { resolve } of left) resolve(Promise.reject(error));
    });
  }

  async #carry(batch: readonly Waiting[]): Promise<void> {
    const { signal, tag } = this.#ends;
    const asked = batch.map(({ job }) => ({ path: job.from, size: job.facts.size! }));
    const found = await orAborted(this.#source!.read(asked, signal), signal);
    const [taken, others]: [Waiting[], Waiting[]] = [[], []];
    const files: NewFile[] = [];
    batch.forEach((one, at) => {
      const file = newFile(one.job, found[at]);
      if (file) files.push(file);
      (file ? taken : others).push(one);
    });
    this.#oneByOne(others);
    await this.#write(files, tag);
    for (const { job, resolve } of taken) {
      job.carried(job.facts.size ?? 0);
      resolve(Promise.resolve('there'));
    }
  }

  #oneByOne(batch: readonly Waiting[], change: Partial<FileJob> = {}): void {
    for (const one of batch) {
      one.isAlone = true;
      const job = { ...one.job, ...change };
      one.resolve(this.#alone.run(() => copyFile(job)));
    }
  }

  async #write(files: readonly NewFile[], tag: string): Promise<void> {
    if (files.length === 0) return;
    const { signal } = this.#ends;
    try {
      await orAborted(this.#target!.write(files, tag, signal), signal);
    } catch (error) {
      this.#record.untidy = true; // what it made for a while may be there still
      throw error;
    }
  }
}

/** As it goes there; undefined where it isn't any more what was listed. */
function newFile({ folder, name, facts }: FileJob, file?: SmallFile | null): NewFile | undefined {
  const { changedAt, size, mode, readAt } = facts;
  if (!file || changedAt === null || file.bytes.byteLength !== size) return undefined;
  if (seconds(file.changedAt) !== seconds(changedAt)) return undefined;
  const dress = { mode: mode === null ? null : mode & 0o777, readAt: readAt ?? changedAt };
  return { folder, name, bytes: file.bytes, changedAt, ...dress };
}

function seconds(ms: number): number {
  return Math.floor(ms / 1_000);
}
