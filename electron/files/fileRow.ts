// An entry of a folder as a window gets it: nothing in what is shown moves a line or hides a part.
import { cleanLine } from '../../core/text/clean.ts';
import type { FileEntry, FileFacts } from '../../core/sftp/fileAccess.ts';
import type { FileRow } from '../ipc/fileTypes.ts';

/** Of a name: no system takes more than 255 bytes or characters. */
const NAME_CHARS = 1_000;
/** Of a link's target, and of an account's name. */
const TARGET_CHARS = 4_096;
const ACCOUNT_CHARS = 100;
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Each sign that can't be seen stands there as one that can, so that no two names look alike by it. */
export function shownName(name: string, chars = NAME_CHARS): string {
  return cleanLine(name.slice(0, 2 * chars).replace(UNSEEN, '\uFFFD'), chars);
}

export function rowOf(entry: FileEntry): FileRow {
  const { name, kind, size, changedAt, mode } = entry;
  const shown = shownName(name);
  return {
    ...{ name, kind, size, changedAt, mode },
    ...(shown === name ? {} : { shown }),
    owner: account(entry.owner, entry.uid),
    group: account(entry.group, entry.gid),
  };
}

export function shownTarget(target: string): string {
  return shownName(target, TARGET_CHARS);
}

export function targetKind({ kind }: FileFacts): 'file' | 'folder' | 'other' {
  return kind === 'file' || kind === 'folder' ? kind : 'other';
}

function account(name: string | null, id: number | null): string | null {
  if (name !== null && name !== '') return shownName(name, ACCOUNT_CHARS);
  return id === null ? null : String(id);
}
