// The dialogs about files, by kind, and what each is about.
import type { FileRow } from '../../electron/ipc/contract.ts';
import type { ActionSide } from './fileActions.ts';

export type FileDialog =
  | { kind: 'look'; side: ActionSide; row: FileRow }
  | { kind: 'permissions'; side: ActionSide; rows: readonly FileRow[] }
  /** `others`: names beside them in their folder. */
  | {
      kind: 'rename-many';
      side: ActionSide;
      rows: readonly FileRow[];
      others: readonly string[];
    }
  /** Sizes of folders with all in them, or a file's checksum. */
  | { kind: 'facts'; side: ActionSide; rows: readonly FileRow[]; what: 'size' | 'sum' }
  | { kind: 'new-link'; side: ActionSide }
  /** What wasn't taken of a transfer. */
  | { kind: 'troubles'; id: string }
  /** The editor in the window, for an edit. */
  | { kind: 'editor'; id: string }
  /** An edit's text here beside what is on its host by now. */
  | { kind: 'compare'; id: string };
