// Files that transfers made for a while, where those have ended without being able to take them
// away: tried again until it could be done.
import { pause, type Clock } from '../../core/time/clock.ts';
import { heldInTime, type AccessOf } from './access.ts';
import { rulesAt } from './names.ts';
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

  constructor(options: LeftoversOptions) {
    this.#options = options;
  }

  /** Of a transfer that runs no more, as it is now. */
  add(record: TransferRecord): void {
    const { all, onChange } = this.#options;
    // Root isn't asked for again, for nothing that somebody wants.
    if (record.asRoot || (record.parts.length === 0 && !record.untidy)) return;
    all.push(structuredClone(record));
    all.splice(0, Math.max(0, all.length - MOST));
    onChange();
    this.wake();
  }

  /** Tries at once. */
  wake(): void {
    this.#wake.abort();
    this.#wake = new AbortController();
    if (this.#stop.signal.aborted || this.#options.all.length === 0) return;
    this.#running ??= this.#tryAll().finally(() => (this.#running = null));
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #tryAll(): Promise<void> {
    const { all, clock } = this.#options;
    for (let tries = 0; all.length > 0 && !this.#stop.signal.aborted; tries++) {
      for (const one of [...all]) await this.#try(one);
      if (all.length === 0) return;
      const signal = AbortSignal.any([this.#stop.signal, this.#wake.signal]);
      await pause(clock, backoffMs(tries + 3), signal);
    }
  }

  async #try(leftover: TransferRecord): Promise<void> {
    const { all, accessOf, system, onChange } = this.#options;
    const { hostId, path } = leftover.to;
    if (this.#stop.signal.aborted) return;
    try {
      const { signal } = this.#stop;
      const hold = await heldInTime(accessOf(hostId), signal);
      const rules = rulesAt(path, hostId === null ? system : null);
      const work = tidy(hold.value, leftover, rules, signal);
      await orAborted(work, signal).finally(() => hold.release());
      const at = all.indexOf(leftover);
      if (at >= 0) all.splice(at, 1);
      onChange();
    } catch {
      // Its host is away; another time.
    }
  }
}
