// A transfer that has its turn: holds the files of both places while it runs, knows how fast it
// goes, and what it ended with.
import type { FileAccess } from '../../core/sftp/fileAccess.ts';
import type { FileError } from '../../core/sftp/fileError.ts';
import type { Hold } from '../../core/task/shared.ts';
import type { Clock } from '../../core/time/clock.ts';
import { heldInTime, type AccessOf } from './access.ts';
import type { Bandwidth } from './bandwidth.ts';
import { isCode } from './faults.ts';
import { rulesAt } from './names.ts';
import { orAborted } from './pump.ts';
import { Questions, type Answer } from './questions.ts';
import { Rate, TimeLeft } from './rate.ts';
import type { TransferRecord } from './record.ts';
import type { Slots } from './slots.ts';
import { tidy } from './tidy.ts';
import { TransferRun } from './transferRun.ts';
import { doneBytes, type Moving } from './view.ts';

/** Milliseconds for what was made for a while, where nobody comes back for it. */
const LAST_MS = 5_000;

/** What transfers share. */
export interface Shared {
  accessOf: AccessOf;
  clock: Clock;
  bandwidth: Bandwidth;
  large: Slots;
  /** What system this computer runs. */
  system: NodeJS.Platform;
  /** Resolves when all records are on the disk. */
  store: () => Promise<void>;
  /** Resolves when the disk knows by what name this one's files are found after a kill. */
  known: (record: TransferRecord) => Promise<void>;
  /** So many bytes of it went over. */
  carried: (record: TransferRecord, bytes: number) => void;
  /** Something of it is different. */
  onChange: () => void;
}

export type Ending =
  | { kind: 'whole' }
  /** It can go on with another connection. */
  | { kind: 'cut'; error: FileError }
  | { kind: 'failed'; error: unknown }
  /** By `stop`. */
  | { kind: 'stopped' };

export class ActiveTransfer {
  readonly record: TransferRecord;
  /** What it made for a while could not be taken away. */
  untidy = false;
  /** Bytes went over. */
  moved = false;
  readonly #shared: Shared;
  readonly #questions: Questions;
  readonly #abort = new AbortController();
  readonly #holds: Hold<FileAccess>[] = [];
  readonly #rate = new Rate();
  readonly #left = new TimeLeft();
  #lost: FileError | null = null;

  constructor(record: TransferRecord, shared: Shared) {
    this.record = record;
    this.#shared = shared;
    this.#questions = new Questions(shared.onChange);
  }

  /** Runs it to whatever end. Never rejects. */
  async run(): Promise<Ending> {
    try {
      return await this.#ending();
    } finally {
      await Promise.all(this.#holds.map((hold) => hold.release().catch(() => undefined)));
    }
  }

  stop(): void {
    this.#abort.abort();
  }

  answer(answer: Answer, all: boolean): void {
    this.#questions.answer(answer, all);
  }

  moving(): Moving {
    const now = this.#shared.clock.now();
    const rate = this.#rate.value(now);
    const { counted, bytes } = this.record;
    const rest = Math.max(0, bytes - doneBytes(this.record));
    const left = counted ? this.#left.value(rest, rate, now) : null;
    return { rate, left, question: this.#questions.first };
  }

  async #ending(): Promise<Ending> {
    try {
      await this.#shared.known(this.record);
      const { source, target } = await this.#ends();
      const ending = await this.#runBetween(source, target);
      const isOver = ending.kind === 'whole' || ending.kind === 'failed';
      // Later nobody is root any more.
      const isLast = this.record.asRoot === true && this.record.state === 'cancelled';
      if (isOver || isLast) await this.#tidy(target, isLast);
      return ending;
    } catch (error) {
      return this.#endedBy(error);
    }
  }

  async #runBetween(source: FileAccess, target: FileAccess): Promise<Ending> {
    const { record } = this;
    const { bandwidth, large, store } = this.#shared;
    const ends = {
      ...{ source, target, tag: record.tag, move: record.move, bandwidth },
      keepsOwner: record.asRoot === true && record.to.hostId !== null,
      oneHost: record.from.hostId === record.to.hostId,
      sourceIsFar: record.from.hostId !== null,
      targetIsFar: record.to.hostId !== null,
      large: <T>(work: () => Promise<T>): Promise<T> => large.run(work),
    };
    const { signal } = this.#abort;
    const carried = (bytes: number): void => this.#carried(bytes);
    const options = { record, ends, rules: this.#rules, questions: this.#questions };
    try {
      // Who doesn't answer any more isn't waited for; what comes late is noted by nobody.
      await orAborted(new TransferRun({ ...options, carried, store, signal }).run(), signal);
      return { kind: 'whole' };
    } catch (error) {
      return this.#endedBy(error);
    }
  }

  #endedBy(error: unknown): Ending {
    if (this.#lost) return { kind: 'cut', error: this.#lost };
    if (this.#abort.signal.aborted) return { kind: 'stopped' };
    return isCode(error, 'lost') ? { kind: 'cut', error } : { kind: 'failed', error };
  }

  get #rules(): ReturnType<typeof rulesAt> {
    const { path, hostId } = this.record.to;
    return rulesAt(path, hostId === null ? this.#shared.system : null);
  }

  async #tidy(target: FileAccess, isLast: boolean): Promise<void> {
    try {
      const signal = isLast ? AbortSignal.timeout(LAST_MS) : this.#abort.signal;
      await orAborted(tidy(target, this.record, this.#rules, signal), signal);
      this.record.parts = [];
      this.record.untidy = false;
    } catch {
      this.untidy = true;
    }
  }

  #carried(bytes: number): void {
    this.moved = true;
    this.#rate.add(bytes, this.#shared.clock.now());
    this.#shared.carried(this.record, bytes);
  }

  async #ends(): Promise<{ source: FileAccess; target: FileAccess }> {
    const { from, to } = this.record;
    const source = await this.#hold(from.hostId);
    const target = to.hostId === from.hostId ? source : await this.#hold(to.hostId);
    return { source, target };
  }

  async #hold(hostId: string | null): Promise<FileAccess> {
    const { signal } = this.#abort;
    const hold = await heldInTime(this.#shared.accessOf(hostId, this.record.asRoot), signal);
    this.#holds.push(hold);
    void hold.value.lost.then((error) => {
      this.#lost ??= signal.aborted ? null : error;
      this.#abort.abort();
    });
    return hold.value;
  }
}
