// Looks whether processes have given back all that connections took: descriptors, and sockets
// that the other side has closed long ago.
import { expect } from 'vitest';
import { closeWaitsOf, descriptors } from './processFacts.ts';

/** Far more than a machine under load needs; the test goes on as soon as it is so. */
const LIMIT_MS = 60_000;

/** What each process holds now. */
export function holdings(...pids: number[]): string[][] {
  return pids.map((pid) => descriptors(pid));
}

/** Resolves when none of these processes holds more than this, nor a socket in CLOSE_WAIT. */
export async function nothingMoreThan(before: string[][], ...pids: number[]): Promise<void> {
  const more = (): string[][] =>
    pids.map((pid, index) => [...beyond(descriptors(pid), before[index]!), ...closeWaitsOf(pid)]);
  await expect.poll(more, { timeout: LIMIT_MS, interval: 100 }).toEqual(pids.map(() => []));
}

/** What there is more of than before. */
function beyond(now: string[], before: string[]): string[] {
  const left = [...before];
  return now.filter((what) => {
    const known = left.indexOf(what);
    if (known >= 0) left.splice(known, 1);
    return known < 0;
  });
}
