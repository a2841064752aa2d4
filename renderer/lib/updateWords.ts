// What the window says about updates.
import { inWords } from '../../words/said.ts';
import type { UpdateState } from '../../electron/ipc/contract.ts';

const BYTES_PER_MB = 1_000_000;

/** One line for each state: what is, and what comes next. @param current the version that runs */
export function updateLine(state: UpdateState, current: string): string {
  const { version } = state;
  switch (state.phase) {
    case 'off':
      return inWords(state.whyNot);
    case 'idle':
      return idleLine(state, current);
    case 'checking':
      return 'Looking for a newer version…';
    case 'found':
      return state.problem
        ? `Bowline ${version} wasn’t downloaded. ${inWords(state.problem)}`
        : `Bowline ${version} is out. This is ${current}.`;
    case 'downloading':
      return `Bowline ${version} is being downloaded.`;
    case 'ready':
      return `Bowline ${version} is ready: it is installed when you quit.`;
  }
}

function idleLine({ problem, checkedAt }: UpdateState, current: string): string {
  if (problem) return inWords(problem);
  return checkedAt === null
    ? `This is Bowline ${current}.`
    : `This is Bowline ${current}, the newest version.`;
}

/** `Download 118 MB`. */
export function downloadLabel({ bytes, problem }: UpdateState): string {
  const size = bytes > 0 ? ` ${megabytes(bytes)} MB` : '';
  return problem ? `Try again${size && `:${size}`}` : `Download${size}`;
}

/** `12 of 118 MB`. */
export function progressText({ done, bytes }: UpdateState): string {
  return `${megabytes(done)} of ${megabytes(bytes)} MB`;
}

function megabytes(bytes: number): string {
  const amount = bytes / BYTES_PER_MB;
  return amount < 10 ? amount.toFixed(1) : amount.toFixed(0);
}
