// What the window says about updates in each of their states.
import { inWords } from '../../words/said.ts';
import type { UpdateState } from '../../electron/ipc/contract.ts';
import { words } from '../../words/window.ts';

/** One line for each state: what is, and what comes next. @param current the version that runs */
export function updateLine(state: UpdateState, current: string): string {
  const { version, problem } = state;
  const { line } = words.updates;
  switch (state.phase) {
    case 'off':
      return inWords(state.whyNot);
    case 'idle':
      return idleLine(state, current);
    case 'checking':
      return line.checking;
    case 'found':
      return problem ? line.notDownloaded(version, inWords(problem)) : line.found(version, current);
    case 'downloading':
      return line.downloading(version);
    case 'ready':
      return line.ready(version);
  }
}

function idleLine({ problem, checkedAt }: UpdateState, current: string): string {
  const { line } = words.updates;
  if (problem) return inWords(problem);
  return checkedAt === null ? line.unknown(current) : line.newest(current);
}

/** `Download 118 MB`. */
export function downloadLabel({ bytes, problem }: UpdateState): string {
  return problem ? words.updates.downloadAgain(bytes) : words.updates.download(bytes);
}

/** `12 of 118 MB`. */
export function progressText({ done, bytes }: UpdateState): string {
  return words.updates.progress(done, bytes);
}
