// A transfer while it runs: walks what is to be carried, has many files on their way at once, and
// notes in its record what is done. It ends whole, or with what keeps it from going on.
import type { FileFacts } from '../../core/sftp/fileAccess.ts';
import { cancelled } from '../../core/sftp/fileProblems.ts';
import { withResolvers } from '../../core/task/taskGroup.ts';
import { say } from '../../words/said.ts';
import { Batches } from './batches.ts';
import { countAll } from './counting.ts';
import { endsAll, saidOf } from './faults.ts';
import { copyFile, type Outcome } from './fileCopy.ts';
import type { Ends, FileJob } from './fileJob.ts';
import type { Folder } from './folder.ts';
import { Folders } from './folders.ts';
import { FreeNames } from './freeNames.ts';
import { Lanes } from './lanes.ts';
import { foldedName, mappedName, pathIn, shownName, type NameRules } from './names.ts';
import { copyLink } from './oneLink.ts';
import { Parts } from './parts.ts';
import { isThere } from './placing.ts';
import { DoneMark, type Position } from './position.ts';
import type { Questions } from './questions.ts';
import type { TransferRecord } from './record.ts';
import { Tally } from './tally.ts';
import { DEEPEST, Walk, type Step } from './walk.ts';

/** Files on their way at once. */
const LANES = 24;
/** Things that are begun, from the first that isn't done on: as much is noted. */
const WIDEST = 2_048;
/** Smaller ones of a folder aren't put on the disk one by one. Bytes. */
const SYNCED = 1024 * 1024;

export interface TransferRunOptions {
  record: TransferRecord;
  ends: Omit<Ends, 'signal'>;
  rules: NameRules;
  questions: Questions;
  /** So many bytes went over. */
  carried: (bytes: number) => void;
  /** Resolves when the record is on the disk as it is now. */
  store: () => Promise<void>;
  signal: AbortSignal;
}

type Thing = Extract<Step, { what: 'thing' }>;

export class TransferRun {
  readonly #options: TransferRunOptions;
  readonly #record: TransferRecord;
  readonly #ends: Ends;
  readonly #stop = new AbortController();
  readonly #done: DoneMark;
  readonly #parts: Parts;
  readonly #tally: Tally;
  readonly #folders: Folders;
  readonly #lanes = new Lanes(LANES, () => this.#stop.abort());
  readonly #again: boolean;
  readonly #batches: Batches;
  readonly #free: FreeNames;
  /** Where something is on its way to now. */
  readonly #places = new Map<string, Promise<void>>();

  constructor(options: TransferRunOptions) {
    const { record, rules } = options;
    this.#options = options;
    this.#record = record;
    const signal = AbortSignal.any([options.signal, this.#stop.signal]);
    this.#ends = { ...options.ends, signal };
    this.#done = new DoneMark(record.mark, record.beyond);
    this.#parts = new Parts(record, options.store, options.signal);
    this.#tally = new Tally(record);
    const [from, to] = [record.from.path, record.to.path];
    this.#folders = new Folders({ ends: this.#ends, from, to, rules, tally: this.#tally });
    this.#again = record.begun;
    this.#batches = new Batches(this.#ends, record);
    this.#free = new FreeNames(this.#ends.target, signal);
  }

  /** Rejects with the `FileError` that ends it: `lost`, `cancelled`, a full disk. */
  async run(): Promise<void> {
    this.#record.begun = true;
    if (!this.#record.counted) void this.#count();
    try {
      await this.#walk();
    } catch (error) {
      this.#stop.abort();
      await this.#lanes.ended().catch(() => undefined);
      throw error;
    }
    await this.#lanes.ended();
    this.#stop.abort(); // counts no more
    this.#record.walked = true;
  }

  async #walk(): Promise<void> {
    const { roots, from, mark } = this.#record;
    const { rules } = this.#options;
    const { source: access, signal } = this.#ends;
    const walk = new Walk({ access, from: from.path, roots, rules, after: mark, signal });
    for await (const step of walk.steps()) {
      if (step.what === 'refused') await this.#refused(step);
      else await this.#begin(step);
    }
  }

  async #refused(step: Extract<Step, { what: 'refused' }>): Promise<void> {
    const { folder, name, said, again } = step;
    if (step.gone && (await this.#isMoved(folder, name))) return;
    this.#tally.failed([...folder.names, name], said, again);
    folder.keep();
  }

  /** What was cut at its last step has moved already. */
  async #isMoved(folder: Folder, name: string): Promise<boolean> {
    if (!this.#again || !this.#ends.move) return false;
    const path = this.#folders.targetOf([...folder.names, name]);
    if (!(await isThere(this.#ends.target, path))) return false;
    this.#stillRuns();
    this.#record.filesDone = Math.max(this.#record.filesDone, 1);
    return true;
  }

  async #begin(step: Exclude<Step, { what: 'refused' }>): Promise<void> {
    const { position, folder } = step;
    await this.#lanes.room(() => this.#done.width < WIDEST);
    this.#done.begin(position);
    if (this.#done.isDone(position)) return;
    if (step.what === 'enter' && position.path.length === 0 && (await this.#whole(step))) return;
    const holder = step.what === 'thing' ? folder : folder.parent;
    const isHeld = step.what === 'leave' && folder.entered;
    if (!isHeld) holder?.begin(); // a folder is under way until it is left
    if (step.what === 'enter') folder.entered = true;
    this.#lanes.begin(() => this.#finish(step, holder));
  }

  async #finish(step: Exclude<Step, { what: 'refused' }>, holder: Folder | null): Promise<void> {
    try {
      const count = await this.#do(step);
      this.#stillRuns();
      count?.();
      this.#done.done(step.position);
      this.#note();
    } finally {
      if (step.what !== 'enter') holder?.end();
    }
  }

  /** A folder that moves within its host, where nothing is in its place; true where that was all. */
  async #whole({ folder, position }: Extract<Step, { what: 'enter' | 'leave' }>): Promise<boolean> {
    if (!this.#ends.oneHost) return false;
    const fate = await this.#folders.asWhole(folder);
    if (fate === 'walk') return false;
    folder.skip = true;
    this.#stillRuns();
    if (fate === 'refused') folder.keep();
    const end = { ...position, left: true } as const;
    this.#done.begin(end);
    this.#done.done(position);
    this.#done.done(end);
    this.#note();
    return true;
  }

  /** What it hands back counts it, in one step with noting that it is done. */
  async #do(step: Exclude<Step, { what: 'refused' }>): Promise<(() => void) | undefined> {
    const { folder } = step;
    if (step.what === 'thing') return this.#inTurn(step, () => this.#thing(step));
    if (step.what === 'enter') {
      folder.ready = this.#folders.enter(folder);
      await folder.ready;
      return undefined;
    }
    await this.#lanes.aside(folder.idle());
    this.#stillRuns(); // else not all in it came to its end
    await this.#folders.leave(folder);
    return undefined;
  }

  async #thing(step: Thing): Promise<(() => void) | undefined> {
    const state = await this.#lanes.aside(step.folder.ready);
    try {
      return state === 'failed' ? undefined : await this.#carry(step, state === 'fresh');
    } catch (error) {
      if (endsAll(error)) throw error;
      this.#stillRuns();
      this.#tally.failed([...step.folder.names, step.name], saidOf(error), true);
      step.folder.keep();
      return undefined;
    }
  }

  async #carry(step: Thing, fresh: boolean): Promise<(() => void) | undefined> {
    const { facts, name, folder } = step;
    if (facts.kind === 'other') return this.#special(step);
    const job = this.#job(step, fresh);
    if (job.name !== name) this.#tally.mapped(name, job.name);
    const outcome = await this.#copied(job);
    this.#stillRuns();
    if (outcome === 'left-out') folder.keep();
    return () => this.#tally.over(job.facts, facts.kind === 'file');
  }

  async #copied(job: FileJob): Promise<Outcome> {
    if (job.facts.kind === 'link') return copyLink(job);
    if (!this.#batches.takes(job)) return copyFile(job);
    const isFree = job.fresh || (await this.#lanes.aside(this.#free.isFree(job.folder, job.name)));
    if (!isFree) return copyFile(job);
    this.#stillRuns();
    // Others go on while it waits for enough of its kind.
    return this.#lanes.aside(this.#batches.add(job));
  }

  /** Of those that become one there, one after the other: they would write to the same part. */
  async #inTurn<T>({ folder, name }: Thing, work: () => Promise<T>): Promise<T> {
    const as = mappedName(name, this.#options.rules);
    const place = foldedName(pathIn(this.#folders.targetOf(folder.names), as));
    const before = this.#places.get(place);
    const { promise, resolve } = withResolvers<void>();
    this.#places.set(place, promise);
    try {
      if (before) await this.#lanes.aside(before);
      return await work();
    } finally {
      if (this.#places.get(place) === promise) this.#places.delete(place);
      resolve();
    }
  }

  #special({ folder, name }: Thing): undefined {
    this.#tally.failed([...folder.names, name], say('transfer-special'), false);
    folder.keep();
  }

  #job({ position, folder, name, facts, twin }: Thing, fresh: boolean): FileJob {
    const { carried, rules } = this.#options;
    const target = this.#folders.targetOf(folder.names);
    const as = mappedName(name, rules);
    return {
      ends: this.#ends,
      from: this.#folders.sourceOf([...folder.names, name]),
      ...{ folder: target, name: as, facts, again: this.#again },
      ...{ fresh, twin },
      sync: this.#ends.move || this.#isAlone(position) || (facts.size ?? 0) >= SYNCED,
      note: this.#parts.noteOf(position, target, as),
      rule: () => this.#record.onConflict,
      ask: (there) => this.#ask(shownName(name), facts, there),
      tell: (note, said) => this.#tally.note(note, said),
      carried,
    };
  }

  #isAlone({ path }: Position): boolean {
    return this.#record.roots.length === 1 && path.length === 0;
  }

  async #ask(name: string, here: FileFacts, there: FileFacts): ReturnType<FileJob['ask']> {
    const rule = this.#record.onConflict;
    if (rule !== 'ask') return rule; // all were answered meanwhile
    const { signal } = this.#ends;
    return this.#lanes.aside(this.#options.questions.ask(name, here, there, signal));
  }

  /** What comes to its end after a stop isn't noted: another run may be on its way by then. */
  #stillRuns(): void {
    if (this.#ends.signal.aborted) throw cancelled();
  }

  #note(): void {
    this.#record.mark = this.#done.mark;
    this.#record.beyond = this.#done.beyond;
  }

  async #count(): Promise<void> {
    const { roots, from } = this.#record;
    const { source, signal } = this.#ends;
    const where = { access: source, from: from.path, roots, deepest: DEEPEST };
    await countAll({ ...where, signal, record: this.#record });
  }
}
