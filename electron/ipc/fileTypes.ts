// What crosses between windows and the main process about files and their transfers.
import type { Said } from '../../words/said.ts';

/** Where a folder or a file is. `hostId`: a saved host's; null for this computer. */
export interface FilePlace {
  hostId: string | null;
  path: string;
}

export interface FileRow {
  /** As it is there, to be handed back; it may hold halves of surrogates, and anything else. */
  name: string;
  /** As it is to be shown, where that isn't the name. */
  shown?: string;
  kind: 'file' | 'folder' | 'link' | 'other';
  /** Bytes. */
  size: number | null;
  /** Milliseconds since 1970. */
  changedAt: number | null;
  mode: number | null;
  owner: string | null;
  group: string | null;
  /** Of a link: where it leads, as shown, and what is there; null where nothing is. */
  target?: string;
  targetKind?: 'file' | 'folder' | 'other' | null;
}

/** A side of a files pane that can be used. */
export interface FileSide {
  /** Where it is now. */
  path: string;
  home: string;
  /** In words: `SFTP over the open connection`. */
  way: Said;
  /** What can't be done there isn't offered. */
  can: { modes: boolean; links: boolean; copy: boolean; sums: boolean; bin: boolean };
  /** Bytes of the disk, where it is known. */
  space: { whole: number; free: number } | null;
}

/** A piece of a folder, in no order. */
export interface FilesListed {
  side: string;
  /** That of `files:list`'s answer. */
  number: number;
  rows: FileRow[];
  /** No piece follows. */
  done: boolean;
  /** Why not all of it came. */
  trouble: Said | null;
}

export type FileSideState =
  /** `said`: what the login waits for that isn't a person. */
  | { state: 'connecting'; said?: Said | null }
  | { state: 'ready' }
  /** It is being made again. */
  | { state: 'lost'; said: Said }
  /** It won't come back by itself. */
  | { state: 'failed'; said: Said; advice: Said | null };

/** What became of something done to many. */
export interface FilesDone {
  done: number;
  failed: { path: string; said: Said }[];
  /** Undoes what was done, for a while; null where nothing can. */
  undo: string | null;
}

export interface ModeWish {
  mode: number;
  /** All that is in folders, too. */
  inside: boolean;
  /** By root, with sudo. */
  asRoot: boolean;
}

/** Names or numbers; '' leaves it. */
export interface OwnerWish {
  owner: string;
  group: string;
  asRoot: boolean;
}

export interface FileTotals {
  files: number;
  folders: number;
  bytes: number;
  /** Folders that couldn't be read. */
  unread: number;
}

export type FileLook =
  /** `whole` false: it is the beginning. */
  | { kind: 'text'; text: string; whole: boolean }
  | {
      kind: 'image';
      type: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp';
      bytes: Uint8Array;
    }
  | { kind: 'none'; said: Said };

export interface FileBookmark {
  id: string;
  hostId: string | null;
  path: string;
  name: string;
}

/** What is already there where a file is to go. */
export type OnConflict = 'ask' | 'replace' | 'newer' | 'rename' | 'resume' | 'skip';

export interface TransferWish {
  from: FilePlace;
  /** Of that folder. */
  names: string[];
  /** The folder they go into. */
  to: FilePlace;
  /** They are gone from the first place once all is there. */
  move: boolean;
  onConflict: OnConflict;
}

export type TransferState =
  /** `waiting` for its turn. */
  | 'waiting'
  | 'running'
  | 'paused'
  /** For the link to come back. */
  | 'cut'
  | 'asks'
  | 'failed'
  | 'done'
  /** A part of it was left out or failed; the rest is there. */
  | 'partly'
  | 'cancelled';

/** One thing that was chosen, a file or a folder with all in it. */
export interface Transfer {
  id: string;
  from: FilePlace;
  to: FilePlace;
  /** As shown. */
  name: string;
  move: boolean;
  /** A program of a shell runs it, through its terminal: it can be stopped, and that is all. */
  inTerminal?: true;
  /** By root, with sudo. */
  asRoot: boolean;
  state: TransferState;
  /** Known so far, while `counting`. */
  files: number;
  filesDone: number;
  bytes: number;
  bytesDone: number;
  counting: boolean;
  /** Bytes a second, calmed; null while nothing can be said. */
  rate: number | null;
  /** Seconds. */
  left: number | null;
  /** What is asked, while it `asks`. */
  question: {
    name: string;
    here: { size: number | null; changedAt: number | null };
    there: { size: number | null; changedAt: number | null };
  } | null;
  /** Why it is as it is, and what to do. */
  said: Said | null;
  advice: Said | null;
  /** Files that weren't taken, the first hundred. */
  troubles: { path: string; said: Said }[];
  endedAt: number | null;
}

export interface TransfersView {
  transfers: Transfer[];
  /** Bytes a second, both ways of this computer; of all that run. */
  up: number;
  down: number;
  paused: boolean;
  /** Bytes a second, 0 for none. */
  limit: number;
}

/** A file of a host that is open in an editor here. */
export interface FileEdit {
  id: string;
  place: FilePlace;
  name: string;
  state: 'fetching' | 'open' | 'saving' | 'saved' | 'conflict' | 'cut' | 'failed';
  /** By root, with sudo. */
  asRoot: boolean;
  said: Said | null;
  advice: Said | null;
  savedAt: number | null;
}
