// Which transfers go next, and where they stand among each other. Pure.
import { hasEnded, type TransferRecord } from './record.ts';

/** Of ended ones so many are listed, the newest. */
const MOST_ENDED = 500;

export interface QueueLimits {
  /** At once. */
  most: number;
  /** Of those that one host takes part in. */
  perHost: number;
}

export const LIMITS: QueueLimits = { most: 3, perHost: 2 };

type Queued = Pick<TransferRecord, 'id' | 'from' | 'to'>;

/** Of those that are ready, in their order, which may begin beside those that run. */
export function nextOnes<T extends Queued>(
  ready: readonly T[],
  running: readonly Queued[],
  limits: QueueLimits = LIMITS,
): T[] {
  const begun: T[] = [];
  for (const one of ready) {
    const all = [...running, ...begun];
    if (all.length >= limits.most) break;
    const isBusy = hostsOf(one).some(
      (host) => all.filter((other) => hostsOf(other).includes(host)).length >= limits.perHost,
    );
    if (!isBusy) begun.push(one);
  }
  return begun;
}

/** With one put before another, or last. As it was where either isn't there. */
export function moved<T extends { id: string }>(
  all: readonly T[],
  id: string,
  before: string | null,
): T[] {
  const one = all.find((other) => other.id === id);
  const others = all.filter((other) => other.id !== id);
  const at = before === null ? others.length : others.findIndex((other) => other.id === before);
  if (!one || at < 0) return [...all];
  return [...others.slice(0, at), one, ...others.slice(at)];
}

export function withoutOldest(all: readonly TransferRecord[]): TransferRecord[] {
  const ended = all.filter(hasEnded);
  const gone = new Set(ended.slice(0, Math.max(0, ended.length - MOST_ENDED)));
  return all.filter((record) => !gone.has(record));
}

/** Milliseconds before the next try; the first is soon. */
export function backoffMs(tries: number): number {
  return Math.min(60_000, 1_000 * 2 ** Math.min(tries, 10));
}

function hostsOf({ from, to }: Queued): string[] {
  const ids = [from.hostId, to.hostId].filter((id) => id !== null);
  return [...new Set(ids)];
}
