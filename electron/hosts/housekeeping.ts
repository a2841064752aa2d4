// What the saved hosts need from time to time, without anybody asking: the day's backup, and a bin that
// forgets what has lain in it for long.
import type { Clock } from '../../core/time/clock.ts';
import type { HostStore } from './hostStore.ts';

/** Milliseconds; the window is there by then. */
const FIRST_AFTER_MS = 10_000;
/** A computer that slept doesn't miss its day. */
const AGAIN_AFTER_MS = 60 * 60 * 1000;

export interface HousekeepingOptions {
  hosts: HostStore;
  clock: Clock;
  /** Hosts are gone for good. */
  onForgotten(ids: readonly string[]): void;
  warn(line: string): void;
}

/** Begins soon after the start, and ends with the store. */
export function keepHouse(options: HousekeepingOptions): void {
  options.clock.after(FIRST_AFTER_MS, () => again(options));
}

function again(options: HousekeepingOptions): void {
  const { hosts, clock, onForgotten } = options;
  if (!hosts.isOpen) return;
  for (const task of [() => onForgotten(hosts.bin.emptyOld()), () => hosts.backups.makeDaily()]) {
    try {
      task();
    } catch (error) {
      options.warn(`the saved hosts could not be kept in order: ${String(error)}`); // the next hour tries again
    }
  }
  clock.after(AGAIN_AFTER_MS, () => again(options));
}
