// Small files where nothing is in their place, carried many at a time where both sides have a way to do that:
// a file of 1 KB is else five requests. What is carried so is done once all of its batch is there; whatever a
// batch can't take goes by itself, as all others.
import {
  MOST_NAME_BYTES,
  type ManyFiles,
  type NewFile,
  type SmallFile,
} from '../../core/sftp/fileAccess.ts';
import { isCode } from './faults.ts';
import { copyFile, takeAwayRead, type Outcome } from './fileCopy.ts';
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
  resolve: (outcome: Promise<Outcome>) => void;
}
interface Read extends Waiting {
  file: NewFile;
}

export class Batches {
  readonly #ends: Ends;
  readonly #record: Pick<TransferRecord, 'untidy'>;
  readonly #source: ManyFiles | undefined;
  readonly #target: ManyFiles | undefined;
  readonly #alone = new Slots(ALONE);
  /** Nobody is asked about these, so they never wait for a person. */
  readonly #removals = new Slots(ALONE);
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

  /** Is it one of many small files, once nothing is in its place? */
  takes({ facts, twin, sync, name, note }: FileJob): boolean {
    const { oneHost, bandwidth, target } = this.#ends;
    if (this.#off || !this.#source || !this.#target || oneHost) return false;
    if (twin !== null || note.earlier !== null) return false;
    if (sync && target.skills.sync && !this.#target.syncs) return false;
    const { kind, size, changedAt } = facts;
    // Under a limit nothing larger goes at once than of any other file.
    const isSmall = size !== null && size <= bandwidth.pieceOf(SMALL) && changedAt !== null;
    return kind === 'file' && isSmall && Buffer.byteLength(name) <= MOST_NAME_BYTES;
  }

  /** Rejects as `copyFile` does. It is carried with those that come at the same time. */
  add(job: FileJob): Promise<Outcome> {
    const most = this.#ends.bandwidth.pieceOf(MOST_BYTES);
    const size = job.facts.size ?? 0;
    if (this.#bytes + size > most) this.#flush();
    const carried = new Promise<Outcome>((resolve) => this.#waiting.push({ job, resolve }));
    this.#bytes += size;
    if (this.#waiting.length >= MOST_FILES) this.#flush();
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
    if (batch.length < FEWEST) this.#oneByOne(batch);
    else void this.#carry(batch);
  }

  /** Never rejects: each of them is told. */
  async #carry(batch: readonly Waiting[]): Promise<void> {
    try {
      const { read, others } = await this.#read(batch);
      this.#oneByOne(others);
      for (const some of written(read)) {
        if (some[0]!.job.fresh || some.length >= FEWEST) void this.#put(some);
        else this.#oneByOne(some);
      }
    } catch (error) {
      this.#gaveUp(batch, error);
    }
  }

  async #read(batch: readonly Waiting[]): Promise<{ read: Read[]; others: Waiting[] }> {
    const { signal, bandwidth } = this.#ends;
    const asked = batch.map(({ job }) => ({ path: job.from, size: job.facts.size! }));
    const bytes = asked.reduce((sum, { size }) => sum + size, 0);
    await bandwidth.take(bytes, signal);
    const found = await orAborted(this.#source!.read(asked, signal), signal);
    const [read, others]: [Read[], Waiting[]] = [[], []];
    batch.forEach((one, at) => {
      const file = newFile(one.job, found[at]);
      if (file) read.push({ ...one, file });
      else others.push(one);
    });
    return { read, others };
  }

  /** Never rejects, either. */
  async #put(some: readonly Read[]): Promise<void> {
    const { move } = this.#ends;
    try {
      await this.#write(some.map(({ file }) => file));
    } catch (error) {
      return this.#gaveUp(some, error);
    }
    for (const { job, resolve } of some) {
      job.carried(job.facts.size ?? 0);
      resolve(move ? this.#removals.run(() => takeAwayRead(job)) : Promise.resolve('there'));
    }
  }

  #gaveUp(batch: readonly Waiting[], error: unknown): void {
    if (isCode(error, 'unsupported')) this.#off = true;
    if (!isCode(error, 'lost', 'cancelled')) return this.#oneByOne(batch, AGAIN);
    for (const { resolve } of batch) resolve(Promise.reject(error));
  }

  #oneByOne(batch: readonly Waiting[], change: Partial<FileJob> = {}): void {
    for (const { job, resolve } of batch) {
      resolve(this.#alone.run(() => copyFile({ ...job, ...change })));
    }
  }

  async #write(files: readonly NewFile[]): Promise<void> {
    const { signal, tag, move } = this.#ends;
    try {
      await orAborted(this.#target!.write(files, tag, signal, move), signal);
    } catch (error) {
      this.#record.untidy = true; // what it made for a while may be there still
      throw error;
    }
  }
}

/** At once: all that go into new folders, and of each that was there what goes into it. */
function written(read: readonly Read[]): Read[][] {
  const groups = new Map<string, Read[]>();
  for (const one of read) {
    const key = one.job.fresh ? '' : one.job.folder;
    const some = groups.get(key) ?? [];
    some.push(one);
    groups.set(key, some);
  }
  return [...groups.values()];
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
