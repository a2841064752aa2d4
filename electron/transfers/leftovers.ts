// Files that transfers made for a while, where those have ended without being able to take them
// away: tried again until it could be done. Of what root made somebody is asked for the password once.
import { pause, type Clock } from '../../core/time/clock.ts';
import { heldInTime, type AccessOf } from './access.ts';
import { rulesAt } from './names.ts';
import { isCode } from './faults.ts';
import { orAborted } from './pump.ts';
import { backoffMs } from './queue.ts';
import type { TransferRecord } from './record.ts';
import { tidy } from './tidy.ts';

/** Who has more has hosts that never come back; the oldest is given up. */
const MOST = 200;

export interface LeftoversOptions {
  /** In the journal: they are changed in place. */
  all: TransferRecord[];
  accessOf: AccessOf;
  clock: Clock;
  system: NodeJS.Platform;
  onChange: () => void;
}

export class Leftovers {
  readonly #options: LeftoversOptions;
  #stop = new AbortController();
  #wake = new AbortController();
  #running: Promise<void> | null = null;
  /** Of those that root made: a person may be thinking about it. */
  readonly #asking = new Map<TransferRecord, Promise<void>>();
  /** Root can't be had, or nobody wants that: not again before the next start. */
  readonly #refused = new WeakSet<TransferRecord>();

  constructor(options: LeftoversOptions) {
    this.#options = options;
  }

  /** Of a transfer that runs no more, as it is now. */
  add(record: TransferRecord): void {
    const { all, onChange } = this.#options;
    if (record.parts.length === 0 && !record.untidy) return;
    all.push(structuredClone(record));
    all.splice(0, Math.max(0, all.length - MOST));
    onChange();
    this.wake();
  }

  /** Tries at once. */
  wake(): void {
    this.#wake.abort();
    this.#wake = new AbortController();
    if (this.#stop.signal.aborted || this.#due.length === 0) return;
    this.#running ??= this.#tryAll().finally(() => (this.#running = null));
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await Promise.all([this.#running, ...this.#asking.values()]);
  }

  get #due(): TransferRecord[] {
    return this.#options.all.filter((one) => !this.#refused.has(one));
  }

  async #tryAll(): Promise<void> {
    const { clock } = this.#options;
    for (let tries = 0; this.#due.length > 0 && !this.#stop.signal.aborted; tries++) {
      for (const one of this.#due) {
        if (one.asRoot) this.#ask(one);
        else await this.#try(one);
      }
      if (this.#due.length === 0) return;
      const signal = AbortSignal.any([this.#stop.signal, this.#wake.signal]);
      await pause(clock, backoffMs(tries + 3), signal);
    }
  }

  /** The others don't wait for a person. */
  #ask(leftover: TransferRecord): void {
    if (this.#asking.has(leftover)) return;
    const trying = this.#try(leftover).finally(() => this.#asking.delete(leftover));
    this.#asking.set(leftover, trying);
  }

  async #try(leftover: TransferRecord): Promise<void> {
    const { all, accessOf, system, onChange } = this.#options;
    const { hostId, path } = leftover.to;
    const asRoot = leftover.asRoot ? 'to-tidy' : false;
    if (this.#stop.signal.aborted) return;
    try {
      const { signal } = this.#stop;
      const hold = await heldInTime(accessOf(hostId, asRoot), signal);
      const rules = rulesAt(path, hostId === null ? system : null);
      const work = tidy(hold.value, leftover, rules, signal);
      await orAborted(work, signal).finally(() => hold.release());
      const at = all.indexOf(leftover);
      if (at >= 0) all.splice(at, 1);
      onChange();
    } catch (error) {
      // Its host is away; another time.
      if (asRoot && !isCode(error, 'lost', 'cancelled')) this.#refused.add(leftover);
    }
  }
}
