// What arranges saved hosts and keeps them, as the contract tells it: folders, tags, the bin, backups.
import type { Said } from '../../words/said.ts';
import type { FieldName, HostColor } from './contract.ts';

/** What all kinds of hosts have to be found by. On saving, what is left out stays as it was. */
export interface HostPlace {
  /** Id of its folder; null at the top. */
  folder: string | null;
  tags: string[];
  notes: string;
  /** Name of one of the window's icons, or one sign; '' for that of its kind. */
  icon: string;
  favourite: boolean;
}

/** A value that a host has from its folders. */
export interface InheritedValue {
  /** What holds: of several lines all, the host's own first. */
  value: string;
  /** Id of the folder that says so; the nearest, where several add to it. `identity:ID`: an identity does. */
  from: string;
  /** Where folders add lines: each line, and whose it is; null for the host's own. */
  lines?: { line: string; from: string | null }[];
}

export type Inherited = Partial<Record<FieldName, InheritedValue>>;

/** Values that a folder has for the hosts in it and in the folders below. */
export type FolderFields = Partial<Record<FieldName, string>>;

export interface FolderDraft {
  name: string;
  /** Id of the folder that it is in; null at the top. */
  parent: string | null;
  color: HostColor;
  fields: FolderFields;
  /** The file that it follows: told, and left as it is on saving. Null or left out: none. */
  link?: FolderLink | null;
}

/** An OpenSSH configuration whose hosts a folder has. */
export interface FolderLink {
  /** Its path. */
  file: string;
}

export interface SavedFolder extends FolderDraft {
  id: string;
}

/** What is wrong with a folder's draft: by its own part, or by the field of which it has a value. */
export type FolderErrors = Partial<Record<'name' | 'parent' | FieldName, Said>>;

export type FolderSaveResult =
  { ok: true; folder: SavedFolder } | { ok: false; errors: FolderErrors };

/** One change of many hosts; what is left out stays as it is with each. */
export interface HostsPatch {
  addTags?: string[];
  removeTags?: string[];
  favourite?: boolean;
  color?: HostColor;
  folder?: string | null;
  /** Of hosts whose kind has such a field. No secrets. */
  fields?: Partial<Record<FieldName, string>>;
}

/** Something in the bin; what was deleted with its folder comes back with it, and isn't listed. */
export interface BinItem {
  id: string;
  what: 'host' | 'folder';
  name: string;
  /** The path of the folder that it was in, the outermost first. */
  path: string[];
  /** How many hosts come back with it: 1 for a host. */
  hosts: number;
  /** Milliseconds since 1970. */
  deletedAt: number;
  /** When it is deleted for good, likewise. */
  goesAt: number;
  /** The same for all that one act deleted. */
  act: string;
}

/** Why a backup was made: the day's, before a new version took the file over, before an import or a restore. */
export type BackupReason = 'daily' | 'version' | 'import' | 'restore';

export interface Backup {
  name: string;
  reason: BackupReason;
  /** Milliseconds since 1970. */
  madeAt: number;
  /** Bytes. */
  size: number;
}

export interface Difference {
  added: number;
  changed: number;
  removed: number;
}

/** What restoring a backup would make of what is there now. */
export interface BackupPreview {
  /** Hosts in it that aren't in its bin. */
  total: number;
  hosts: Difference;
  folders: Difference;
}
