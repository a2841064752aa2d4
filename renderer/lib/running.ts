// Which hosts have shells to list, in what order they stand, and the words for each.
import type { RunningShell, SavedHost } from '../../electron/ipc/contract.ts';
import { ago, bytes } from '../../words/english/quantities.ts';
import { ending } from './words.ts';
import { count } from '../../words/english/count.ts';

/** Whether an agent holds this host's shells. */
export function keepsShells({ can }: Pick<SavedHost, 'can'>): boolean {
  return can.keep === 'agent';
}

/** Those that run before those that ended; among equals the one that printed last. */
export function newestFirst(shells: readonly RunningShell[]): RunningShell[] {
  return [...shells].sort(
    (a, b) => Number(a.ended) - Number(b.ended) || b.lastOutputAt - a.lastOutputAt,
  );
}

/** What a shell is called in the list. */
export function shellName({ title, command }: Pick<RunningShell, 'title' | 'command'>): string {
  return title || command || 'Shell';
}

/** The line below its name, in parts. `now` in ms since 1970. */
export function shellFacts(shell: RunningShell, now: number): string[] {
  const { ended, startedAt, lastOutputAt, outputBytes, viewers, openHere } = shell;
  return [
    ended ? `Ended${ending(shell) ? `, ${ending(shell)}` : ''}` : '',
    `started ${ago(now - startedAt)}`,
    outputBytes === 0 ? 'no output yet' : `last output ${ago(now - lastOutputAt)}`,
    outputBytes === 0 ? '' : `${bytes(outputBytes)} printed`,
    ended ? '' : viewers === 0 ? 'no viewer' : count(viewers, 'viewer'),
    openHere ? 'open in a tab here' : '',
  ].filter(Boolean);
}
