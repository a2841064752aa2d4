// Which hosts have shells to list, in what order they stand, and the words for each.
import type { RunningShell, SavedHost } from '../../electron/ipc/contract.ts';
import { words } from '../../words/window.ts';
import { ending } from './words.ts';

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
  return title || command || words.running.unnamed;
}

/** The line below its name, in parts. `now` in ms since 1970. */
export function shellFacts(shell: RunningShell, now: number): string[] {
  const { ended, startedAt, lastOutputAt, outputBytes, viewers, openHere } = shell;
  const say = words.running;
  return [
    ended ? say.ended(ending(shell)) : '',
    say.started(now - startedAt),
    outputBytes === 0 ? say.noOutput : say.lastOutput(now - lastOutputAt),
    outputBytes === 0 ? '' : say.printed(outputBytes),
    ended ? '' : say.viewers(viewers),
    openHere ? say.openHere : '',
  ].filter(Boolean);
}
