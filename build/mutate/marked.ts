// Ends what a run of tests has started, whatever a mistake has made of it: its own group, and
// programs that went into sessions of their own, which are known by a mark in their environment.
import { readdirSync, readFileSync } from 'node:fs';

/** Shells of the app and of agents lose variables of ours; this one they keep. */
const MARK = 'MUTANT_RUN';

/** What a run's environment is given. Unlike any other's, and tells whose it is. */
export function newMark(): Record<string, string> {
  return { [MARK]: `${process.pid}-${performance.now()}` };
}

/** Ends a process and all that are still in its group. */
export function endGroup(leader: number): void {
  kill(-leader);
  kill(leader);
}

/** Programs with that mark (Linux; elsewhere those in other sessions lose their terminals only). */
export function endMarked(mark: Record<string, string>): void {
  endWhere((value) => value === mark[MARK]);
}

/** What the tests of a run that was killed have left. */
export function endLeftBehind(): void {
  endWhere((value) => !isRunning(Number(value.split('-')[0])));
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function endWhere(matches: (value: string) => boolean): void {
  for (const id of processes()) {
    const found = environment(id).find((entry) => entry.startsWith(`${MARK}=`));
    if (found && matches(found.slice(MARK.length + 1))) kill(Number(id));
  }
}

function processes(): string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return []; // there is no such folder here
  }
}

function environment(id: string): string[] {
  try {
    return readFileSync(`/proc/${id}/environ`, 'utf8').split('\0');
  } catch {
    return []; // another user's, or it has ended
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}
