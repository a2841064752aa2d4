// What windows and main say to each other about hosts that are brought along from other tools, and about
// taking hosts elsewhere.
import type { Said } from '../../words/said.ts';
import type { GivenFile } from './lookTypes.ts';

/** A file or folder of another tool that lies on this computer, and what is in it. */
export interface HostsFound {
  path: string;
  /** As it is shown: with `~`. */
  shown: string;
  /** Name of the format, for `import:open`. */
  format: string;
  /** What the tool is called. */
  word: string;
  /** Those that Bowline can open. */
  hosts: number;
  /** Those of kinds that it can't open yet. */
  waiting: number;
  /** How many of them are saved here, brought from there before. */
  known: number;
  /** Why it can't be read; null if it can. */
  problem: Said | null;
}

/** What is to be looked at. */
export type ImportPick =
  /** The system's own dialog asks for it. */
  | { from: 'dialog'; what: 'file' | 'folder' }
  /** One that `import:found` told of. */
  | { from: 'found'; path: string; format: string }
  /** Dropped or pasted into the window. */
  | { from: 'given'; file: GivenFile }
  /** An earlier import's file, to be read again. */
  | { from: 'again'; path: string }
  /** An open preview once more, with the secrets that are sealed in its file. */
  | { from: 'sealed'; id: string; passphrase: string };

/** What may become of a found host. `merge`: what it says takes the place of what differs. */
export type ImportDoing = 'add' | 'merge' | 'replace' | 'skip';

/** A value that differs between a saved host and what was found. */
export interface ImportDifference {
  /** Name of the field, or `name`, `folder`, `tags`, `notes`. */
  field: string;
  here: string;
  there: string;
  /** It was changed here since it was brought along: `merge` leaves it as it is. */
  changedHere: boolean;
}

/** A found host that is saved here already. */
export interface ImportedBefore {
  id: string;
  /** What it is called here. */
  name: string;
  /** It was brought from there before; or a host with the same address, port and user. */
  by: 'origin' | 'place';
  differs: ImportDifference[];
}

export interface ImportRow {
  /** Its place among all that was found. */
  at: number;
  name: string;
  address: string;
  user: string;
  /** `''` for the usual one. */
  port: string;
  protocol: string;
  /** The folder it lies in there, the outermost first. */
  folder: string[];
  tags: string[];
  /** Only `ready` ones can be added. */
  state: 'ready' | 'unusable' | 'waiting';
  /** Why it isn't ready. */
  why: Said | null;
  here: ImportedBefore | null;
  /** What may become of it; the first is what is proposed. */
  does: ImportDoing[];
  /** What can't come along. */
  left: { what: string; why: Said }[];
  /** How many tunnels come along. */
  tunnels: number;
  /** Names of the hosts that it goes through. */
  through: string;
  /** Lines of the picked file, where it has such. */
  lines: [first: number, last: number] | null;
}

/** What may become of an identity of a file: it is added, or the one that is here is used instead. */
export type IdentityDoing = 'add' | 'here';

/** An identity in a file of our own. */
export interface ImportedIdentity {
  /** Its id in the file. */
  id: string;
  name: string;
  user: string;
  identityFile: string;
  /** One that is here: the very same, or another that is called the same. */
  here: { name: string; user: string; by: 'id' | 'name' } | null;
  /** The first is what is proposed. */
  does: IdentityDoing[];
  /** One comes along for it; `kept`: only where it is added, as the very same here has one already. */
  password: 'none' | 'new' | 'kept';
}

/** What is in a file of our own for logging in. */
export interface ImportedLogins {
  identities: ImportedIdentity[];
  /** How many secrets come along; none while they are sealed. */
  passwords: number;
  passphrases: number;
  pins: number;
  /** Those in place of which one is kept here already, which stays. */
  stay: number;
  /** Those in place of which none is kept, and that come along whatever becomes of hosts and identities. */
  alone: number;
}

export interface ImportPreview {
  /** To be named with each later call about it. */
  id: string;
  /** Name of the format. */
  format: string;
  /** What the tool is called. */
  word: string;
  /** Where it lies, as it is shown; the name alone of one that was dropped. */
  shown: string;
  /** The first of them, enough for what is seen at once. */
  rows: ImportRow[];
  /** Where the others begin, for `import:further`; null: there are none. */
  next: number | null;
  /** What can't come along and belongs to no host. */
  left: { where: string; what: string; why: Said }[];
  /** How many colour schemes the file holds besides. */
  schemes: number;
  /** Hosts can follow the file instead of being copied. */
  linkable: boolean;
  /** It holds secrets under a passphrase: they come along once `import:open` was told it. */
  sealed: boolean;
  /** Null: there is nothing of the kind in it. */
  logins: ImportedLogins | null;
}

/** More rows of a preview. */
export interface ImportPart {
  /** `ImportRow`s as JSON: value by value they would be copied twice on their way. */
  rows: string;
  next: number | null;
}

/** Lines of the picked file that make a host what it is; others between them are left out. */
export interface ImportLines {
  first: number;
  /** `at`: the line's number. `left`: it doesn't come along. */
  lines: { at: number; text: string; left: boolean }[];
}

export interface ImportChoice {
  at: number;
  /** It counts for all from `at` on up to this one; left out: for that one alone. */
  to?: number;
  does: ImportDoing;
  /** Instead of where it lies there: id of a folder here; null: the top. Left out: as it lies there. */
  folder?: string | null;
  /** Instead of those that it has there. */
  tags?: string[];
}

export interface ImportWish {
  /** Id of the folder in which theirs are made; null: the top. */
  into: string | null;
  /** Those that aren't named are left out. */
  choices: ImportChoice[];
  /** By their ids in the file; those that aren't named become what is proposed. */
  identities?: Record<string, IdentityDoing>;
}

export interface ImportDone {
  /** For `import:undo`, until the next import. */
  id: string;
  added: number;
  changed: number;
  skipped: number;
  /** Identities that were added, and secrets that are kept now. */
  identities: number;
  secrets: number;
  /** The first host that was added or changed; null where none was. */
  first: string | null;
}

export interface ImportProgress {
  /** Of the preview. */
  id: string;
  done: number;
  of: number;
}

export type ExportFormat = 'bowline' | 'ssh_config' | 'csv';

export interface ExportWish {
  format: ExportFormat;
  /** Of hosts; null: all. */
  ids: string[] | null;
  /** Of our own file alone: secrets go along, those of logins too, sealed under it. '' leaves them out. */
  passphrase: string;
}

export interface Exported {
  /** Where it was written; null: called off. */
  shown: string | null;
  hosts: number;
  /** Hosts, or parts of them, that have no place in such a file. */
  left: { where: string; what: string; why: Said }[];
}
