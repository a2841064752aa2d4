// What is done where something is there already.
import type { FileFacts } from '../../core/sftp/fileAccess.ts';
import type { OnConflict } from '../ipc/fileTypes.ts';

export type Sides = Pick<FileFacts, 'kind' | 'size' | 'changedAt'>;

export type Decision =
  | 'ask'
  | 'over'
  | 'rename'
  | 'resume'
  /** What is there stays. */
  | 'skip'
  | 'older'
  /** It is the same one, from an earlier try. */
  | 'same'
  /** A file can't take the place of a folder. */
  | 'folder';

/** Some file systems and SFTP keep even seconds only, FAT every second one. Milliseconds. */
const SAME_TIME_MS = 2_000;

/** `again`: the transfer was cut before, and may have put the file there itself. */
export function decide(rule: OnConflict, source: Sides, there: Sides, again: boolean): Decision {
  if (again && isSame(source, there)) return 'same';
  if (there.kind === 'folder') return rule === 'rename' || rule === 'skip' ? rule : 'folder';
  switch (rule) {
    case 'replace':
      return 'over';
    case 'newer':
      return isNewer(source, there) ? 'over' : 'older';
    case 'resume':
      return source.kind === 'file' && there.kind === 'file' ? resumed(source, there) : 'ask';
    default:
      return rule;
  }
}

/** The same length and time, as far as both are told. */
export function isSame(source: Sides, there: Sides): boolean {
  if (source.kind !== there.kind || source.kind === 'folder') return false;
  if (source.kind === 'link') return false;
  if (source.size === null || source.size !== there.size) return false;
  if (source.changedAt === null || there.changedAt === null) return false;
  return Math.abs(source.changedAt - there.changedAt) <= SAME_TIME_MS;
}

/** What was read of a file may no longer be what it holds. */
export function hasChanged(before: Omit<Sides, 'kind'>, now: Omit<Sides, 'kind'>): boolean {
  return before.size !== now.size || before.changedAt !== now.changedAt;
}

function isNewer(source: Sides, there: Sides): boolean {
  if (source.changedAt === null || there.changedAt === null) return true;
  return source.changedAt > there.changedAt + SAME_TIME_MS;
}

function resumed(source: Sides, there: Sides): Decision {
  return isSame(source, there) ? 'same' : 'resume';
}
