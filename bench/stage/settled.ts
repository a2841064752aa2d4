// Waits until a figure no longer changes: after a burst of work, programs go on tidying up.
import { setTimeout } from 'node:timers/promises';

const EVERY_MS = 1_000;
const STEADY_FOR = 5;
const STEADY_WITHIN = 0.01;
const LIMIT = 60;

/** Resolves when it stayed within 1 % for 5 s, or after a minute: some never come to rest. */
export async function settled(read: () => number): Promise<void> {
  const seen: number[] = [];
  while (seen.length < LIMIT && !isSteady(seen.slice(-STEADY_FOR))) {
    await setTimeout(EVERY_MS);
    seen.push(read());
  }
}

export function isSteady(seen: readonly number[]): boolean {
  if (seen.length < STEADY_FOR) return false;
  const [least, most] = [Math.min(...seen), Math.max(...seen)];
  return most - least <= most * STEADY_WITHIN;
}
