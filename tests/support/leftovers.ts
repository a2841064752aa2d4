// Looks whether processes have given back all that connections took: descriptors, and sockets
// that the other side has closed long ago.
import { expect } from 'vitest';
import { closeWaitsOf, descriptors } from './processFacts.ts';

/** Far more than a machine under load needs; the test goes on as soon as it is so. */
const LIMIT_MS = 60_000;

/** What each process holds now, by kind. */
export function holdings(...pids: number[]): string[][] {
  return pids.map((pid) => descriptors(pid).sort());
}

/** Resolves when these processes hold this and no more, and no socket in CLOSE_WAIT. */
export async function nothingMoreThan(before: string[][], ...pids: number[]): Promise<void> {
  await expect.poll(() => holdings(...pids), { timeout: LIMIT_MS, interval: 100 }).toEqual(before);
  expect(pids.flatMap(closeWaitsOf)).toEqual([]);
}
