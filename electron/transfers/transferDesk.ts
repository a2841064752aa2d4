// The queue of transfers over all hosts: what waits, what runs, and what has ended. It is on the
// disk, goes on after a cut and after a new start of the app, and tells of itself at a calm pace.
import type { Clock } from '../../core/time/clock.ts';
import { Alarm } from '../../core/time/alarm.ts';
import { SYSTEM } from '../../core/system.ts';
import { say, type Said } from '../../words/said.ts';
import type { Transfer, TransfersView, TransferWish } from '../ipc/fileTypes.ts';
import type { AccessOf } from './access.ts';
import { ActiveTransfer, type Ending, type Shared } from './activeTransfer.ts';
import { Bandwidth } from './bandwidth.ts';
import { Cuts } from './cuts.ts';
import { Journal, readJournal, type Journalled } from './journal.ts';
import { Leftovers } from './leftovers.ts';
import type { Answer } from './questions.ts';
import { moved, nextOnes, withoutOldest } from './queue.ts';
import { Rate } from './rate.ts';
import { hasEnded, partRecord, type TransferRecord } from './record.ts';
import { beginAgain, endFailed, endWhole, takeUp } from './retrying.ts';
import { ShownTransfers, type ShownTransfer } from './shownTransfers.ts';
import { Slots } from './slots.ts';
import { viewOf } from './view.ts';
import { checkRoom, recordsOf } from './wishes.ts';

const TELL_MS = 250;
/** While something runs it is told of, also when nothing moves. */
const PULSE_MS = 1_000;
/** Large files on their way at once, over all transfers. */
const LARGE = 4;

export interface TransferDeskOptions {
  /** Where the queue is kept. */
  path: string;
  accessOf: AccessOf;
  clock: Clock;
  /** Milliseconds since 1970. */
  today: () => number;
  onChange: (view: TransfersView) => void;
  /** The queue couldn't be stored; and it was. */
  onProblem: (error: unknown) => void;
  onStored?: () => void;
  system?: NodeJS.Platform;
}

export class TransferDesk {
  /** That the file of the queue was damaged; null when all is well. */
  readonly notice: Said | null;
  readonly #options: TransferDeskOptions;
  readonly #shared: Shared;
  readonly #state: Journalled;
  readonly #journal: Journal;
  readonly #leftovers: Leftovers;
  readonly #cuts: Cuts;
  /** Run by others. */
  readonly #shown = new ShownTransfers();
  readonly #active = new Map<string, { transfer: ActiveTransfer; ended: Promise<void> }>();
  readonly #rates = { up: new Rate(), down: new Rate() };
  readonly #alarm: Alarm;
  /** Of those that are on the disk. */
  readonly #tags: Set<string>;
  #toldAt = -Infinity;
  #closed = false;

  /** What ran when the app ended goes on by itself. */
  constructor(options: TransferDeskOptions) {
    const { path, clock, accessOf, system = SYSTEM } = options;
    const { found, notice } = readJournal(path, new Date(options.today()));
    this.#options = options;
    this.notice = notice;
    this.#state = found;
    this.#journal = new Journal(options, found);
    this.#alarm = new Alarm(clock, () => this.#tell());
    this.#cuts = new Cuts(clock, () => this.#fill());
    const onChange = (): void => this.#changed();
    const all = found.leftovers;
    this.#leftovers = new Leftovers({ all, accessOf, clock, system, onChange });
    this.#shared = { ...this.#sharing(), accessOf, clock, system, onChange };
    this.#tags = new Set(found.transfers.map(({ tag }) => tag));
    for (const record of found.transfers) takeUp(record);
    // A kill may have come between their end and what was to be taken away then.
    for (const record of found.transfers.filter(hasEnded)) this.#forsake(record);
    for (const record of found.writing.splice(0)) this.#leftovers.add(record);
    this.#leftovers.wake();
    this.#fill();
  }

  /** Their ids. Throws a `PersonError`, and then adds none. */
  add(wishes: readonly TransferWish[]): string[] {
    const records = wishes.flatMap((wish) => recordsOf(wish, this.#shared.system));
    checkRoom(this.#unfinished.length + records.length);
    this.#state.transfers.push(...records);
    this.#fill();
    return records.map(({ id }) => id);
  }

  /** Lists one that somebody else runs, who says by `changed` when it is another than before. */
  show(one: ShownTransfer): void {
    this.#shown.add(one);
    this.changed();
  }

  /**
   * Somebody else writes a file of this computer aside, under `partName`. Once this resolves, it is taken
   * away after a kill; the function says that it isn't there any more.
   */
  async writes(folder: string, name: string, tag: string): Promise<() => void> {
    const record = partRecord(folder, name, tag);
    this.#state.writing.push(record);
    await this.#journal.stored();
    return () => {
      const at = this.#state.writing.indexOf(record);
      if (at >= 0) this.#state.writing.splice(at, 1);
      this.#journal.save();
    };
  }

  /** What others run is another than before. */
  changed(): void {
    if (!this.#closed) this.#tellSoon();
  }

  view(): TransfersView {
    const now = this.#options.clock.now();
    const { transfers, paused, limit } = this.#state;
    const shown = this.#shown.rates();
    const rate = (which: Rate): number => (this.#active.size > 0 ? (which.value(now) ?? 0) : 0);
    return {
      transfers: [...transfers.map((record) => this.#viewOf(record)), ...this.#shown.views()],
      ...{ up: rate(this.#rates.up) + shown.up, down: rate(this.#rates.down) + shown.down },
      ...{ paused, limit },
    };
  }

  #viewOf(record: TransferRecord): Transfer {
    const active = this.#active.get(record.id)?.transfer;
    return viewOf(record, record.state === 'running' ? (active?.moving() ?? null) : null);
  }

  /** These, or all for null; then new ones wait, too. What is written of them stays for later. */
  pause(ids: readonly string[] | null): void {
    if (ids === null) this.#state.paused = true;
    for (const record of this.#some(ids, this.#unfinished)) this.#halt(record, 'paused');
    this.#fill();
  }

  resume(ids: readonly string[] | null): void {
    this.#state.paused = false;
    for (const record of this.#some(ids, this.#unfinished)) {
      if (record.state === 'paused') this.#await(record);
      if (record.state === 'cut') this.#cuts.now(record.id);
    }
    this.#fill();
  }

  /** What of them failed, or wasn't come to; `asRoot`: with sudo there. */
  retry(ids: readonly string[], asRoot = false): void {
    for (const record of this.#some(ids, this.#state.transfers)) {
      if (!hasEnded(record) || record.state === 'done') continue;
      const { id } = record;
      void this.#ended(id).then(() => {
        if (!hasEnded(record) || !this.#state.transfers.includes(record)) return;
        beginAgain(record);
        if (asRoot) record.asRoot = true;
        this.#fill();
      });
    }
  }

  /** What is whole stays there; what isn't is taken away. */
  cancel(ids: readonly string[]): void {
    this.#shown.stop(ids);
    for (const record of this.#some(ids, this.#unfinished)) {
      this.#halt(record, 'cancelled');
      record.endedAt = this.#options.today();
      void this.#ended(record.id).then(() => this.#forsake(record));
    }
    this.#fill();
  }

  /** Puts one before another; null: last. */
  move(id: string, before: string | null): void {
    const all = moved(this.#state.transfers, id, before);
    this.#state.transfers.splice(0, Infinity, ...all);
    this.#fill();
  }

  /** `all`: of whatever comes up in the same transfer from now on, too. */
  answer(id: string, answer: Answer, all: boolean): void {
    const active = this.#active.get(id)?.transfer;
    if (active && all) active.record.onConflict = answer;
    active?.answer(answer, all);
  }

  /** Ended ones are listed no more; one that is being stopped still, once that is over. */
  clear(): void {
    const all = this.#state.transfers.filter(hasEnded);
    const ending = all.filter(({ id }) => this.#active.has(id));
    this.#shown.clear();
    this.#drop(all);
    for (const one of ending) void this.#ended(one.id).then(() => this.#drop([one]));
  }

  /** Bytes a second over all of them; 0 for no limit. */
  limit(bytes: number): void {
    this.#state.limit = this.#shared.bandwidth.limit = Math.max(0, Math.floor(bytes));
    this.#changed();
  }

  /** The files of a host can be reached: what ended transfers left there goes. */
  reached(): void {
    this.#leftovers.wake();
  }

  /** The network or the computer is back: what was cut is tried at once. */
  wake(): void {
    this.#leftovers.wake();
    this.#cuts.nowAll();
  }

  /** All that runs stops, to go on with the next start. Resolves when the queue is stored. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#alarm.cancel();
    this.#cuts.close();
    for (const { transfer } of this.#active.values()) transfer.stop();
    await Promise.all([...this.#active.values()].map(({ ended }) => ended));
    await this.#leftovers.close();
    await this.#journal.close();
  }

  get #unfinished(): TransferRecord[] {
    return this.#state.transfers.filter((record) => !hasEnded(record));
  }

  #some(ids: readonly string[] | null, of: TransferRecord[]): TransferRecord[] {
    return ids === null ? of : of.filter(({ id }) => ids.includes(id));
  }

  /** But for those that run, or were begun anew. */
  #drop(some: readonly TransferRecord[]): void {
    const gone = some.filter((one) => hasEnded(one) && !this.#active.has(one.id));
    const left = this.#state.transfers.filter((one) => !gone.includes(one));
    this.#state.transfers.splice(0, Infinity, ...left);
    this.#changed();
  }

  async #ended(id: string): Promise<void> {
    await this.#active.get(id)?.ended;
  }

  #halt(record: TransferRecord, state: 'paused' | 'cancelled'): void {
    record.state = state;
    record.said = record.advice = null;
    this.#cuts.forget(record.id);
    this.#active.get(record.id)?.transfer.stop();
  }

  #await(record: TransferRecord): void {
    record.state = 'waiting';
    record.said = record.advice = null;
  }

  /** As many as may run do. */
  #fill(): void {
    if (this.#closed) return;
    const isReady = (record: TransferRecord): boolean =>
      !this.#active.has(record.id) &&
      (record.state === 'waiting' || (record.state === 'cut' && this.#cuts.isDue(record.id)));
    const ready = this.#state.paused ? [] : this.#state.transfers.filter(isReady);
    const running = [...this.#active.values()].map(({ transfer }) => transfer.record);
    for (const record of nextOnes(ready, running)) this.#begin(record);
    this.#changed();
  }

  #begin(record: TransferRecord): void {
    record.state = 'running';
    record.said = record.advice = null;
    const transfer = new ActiveTransfer(record, this.#shared);
    const ended = transfer.run().then((ending) => this.#end(transfer, ending));
    this.#active.set(record.id, { transfer, ended });
  }

  #end(transfer: ActiveTransfer, ending: Ending): void {
    const { record } = transfer;
    this.#active.delete(record.id);
    if (transfer.moved) this.#cuts.forget(record.id);
    if (record.state === 'running') this.#settle(record, ending);
    if (transfer.untidy) this.#forsake(record);
    this.#state.transfers.splice(0, Infinity, ...withoutOldest(this.#state.transfers));
    this.#fill();
  }

  #settle(record: TransferRecord, ending: Ending): void {
    if (ending.kind === 'stopped') return this.#await(record);
    if (ending.kind === 'cut') {
      record.state = 'cut';
      record.said = say('transfer-cut', { why: ending.error.said });
      return this.#cuts.note(record.id);
    }
    if (ending.kind === 'whole') endWhole(record);
    else endFailed(record, ending.error);
    record.endedAt = this.#options.today();
  }

  /** What it made for a while is others' business from now on. */
  #forsake(record: TransferRecord): void {
    this.#leftovers.add(record);
    record.parts = [];
    record.untidy = false;
  }

  async #store(record: TransferRecord): Promise<void> {
    if (this.#tags.has(record.tag)) return;
    await this.#journal.stored();
    this.#tags.add(record.tag);
  }

  #sharing(): Omit<Shared, 'accessOf' | 'clock' | 'system' | 'onChange'> {
    const { clock } = this.#options;
    const bandwidth = new Bandwidth(clock);
    bandwidth.limit = this.#state.limit;
    return {
      ...{ bandwidth, large: new Slots(LARGE), store: () => this.#journal.stored() },
      known: (record) => this.#store(record),
      carried: ({ from, to }, bytes) => {
        if (to.hostId !== null) this.#rates.up.add(bytes, clock.now());
        if (from.hostId !== null) this.#rates.down.add(bytes, clock.now());
        this.#changed();
      },
    };
  }

  #changed(): void {
    if (this.#closed) return;
    this.#journal.save();
    this.#tellSoon();
  }

  #tellSoon(): void {
    this.#alarm.within(Math.max(0, this.#toldAt + TELL_MS - this.#options.clock.now()));
  }

  #tell(): void {
    this.#toldAt = this.#options.clock.now();
    if (this.#active.size > 0 || this.#shown.running) this.#alarm.within(PULSE_MS);
    this.#options.onChange(this.view());
  }
}
