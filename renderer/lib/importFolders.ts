// The folders that found hosts may go into, as they are offered: by their paths, in their order.
import type { SavedFolder } from '../../electron/ipc/contract.ts';
import { words } from '../../words/window.ts';
import { pathsOf } from './folderPaths.ts';

export interface FolderOption {
  /** Id of a folder, `TOP`, or `AS_THERE`. */
  value: string;
  label: string;
}

export const TOP = 'top';
/** As it lies in the file. */
export const AS_THERE = 'as-there';

/** The top before all others. */
export function folderOptions(folders: readonly SavedFolder[]): FolderOption[] {
  const { path, top } = words.hostImport.side;
  const all = [...pathsOf(folders)].map(([value, one]) => ({ value, label: path(one.path) }));
  const sorted = all.toSorted((one, other) => one.label.localeCompare(other.label));
  return [{ value: TOP, label: top }, ...sorted];
}

export function valueOf(folder: string | null | undefined): string {
  return folder === undefined ? AS_THERE : (folder ?? TOP);
}

export function folderOf(value: string): string | null | undefined {
  return value === AS_THERE ? undefined : value === TOP ? null : value;
}
