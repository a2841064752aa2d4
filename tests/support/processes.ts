// Looks for processes of this computer by what stands on their command line (Linux).
import { readdirSync, readFileSync } from 'node:fs';

/** Ids of the processes that have `argument` as one of their arguments. */
export function processesWith(argument: string): number[] {
  const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return ids.map(Number).filter((id) => commandLine(id).includes(argument));
}

/** Empty where it has ended. */
export function commandLine(id: number): string[] {
  try {
    return readFileSync(`/proc/${id}/cmdline`, 'utf8').split('\0');
  } catch {
    return []; // ended while we looked
  }
}

/** One may end by itself, or with another of them, before its turn comes. */
export function endAll(ids: readonly number[], signal: NodeJS.Signals): void {
  for (const id of ids) {
    try {
      process.kill(id, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}
