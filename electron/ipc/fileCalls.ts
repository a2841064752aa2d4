// The calls about files of this computer and of hosts, and about transfers between them.
import type { Said } from '../../words/said.ts';
import type {
  FileBookmark,
  FileEdit,
  FileLook,
  FilePlace,
  FilesDone,
  FilesListed,
  FileSide,
  FileSideState,
  FileTotals,
  ModeWish,
  OnConflict,
  OwnerWish,
  TransfersView,
  TransferWish,
} from './fileTypes.ts';

/** A part of `Calls`. A side's id is made up by the window that opens it. */
export interface FileCalls {
  /** Opens a side at a folder; a path of '' is home. Rejects where it can't be. */
  'files:open': (side: string, place: FilePlace) => FileSide;
  'files:close': (side: string) => void;
  /** Makes the connection again, after it failed. */
  'files:reconnect': (side: string) => void;
  /** Shows a folder: its rows come as `files:listed` with this number. What was listed before stops. */
  'files:list': (side: string, path: string) => { number: number; path: string };
  /** Whether somebody sees it: then it is told what changes there, where that is known (`files:changed`). */
  'files:sight': (side: string, is: boolean) => void;
  /** Stops sizes and sums that are being counted. */
  'files:stop': (side: string) => void;
  'files:make': (side: string, path: string, kind: 'file' | 'folder') => void;
  'files:link': (side: string, path: string, target: string) => void;
  /** Full paths; none is put in the place of what is there. */
  'files:rename': (side: string, changes: { from: string; to: string }[]) => FilesDone;
  'files:remove': (side: string, paths: string[]) => FilesDone;
  'files:undo': (undo: string) => FilesDone;
  'files:setMode': (side: string, paths: string[], how: ModeWish) => FilesDone;
  'files:setOwner': (side: string, paths: string[], how: OwnerWish) => FilesDone;
  'files:totals': (side: string, paths: string[]) => FileTotals;
  /** SHA-256. */
  'files:sum': (side: string, path: string) => string;
  'files:look': (side: string, path: string) => FileLook;
  /** The end of a file, and what is written to it from now on, as `files:tail`; null ends it. */
  'files:tail': (side: string, path: string | null) => void;
  /**
   * Files that are to be dragged out of the window. Of a host's, transfers fetch them first: once these
   * have ended, `files:drag` has the system go on with a drag that the page began.
   */
  'files:out': (side: string, paths: string[]) => { id: string; transfers: string[] };
  'files:drag': (id: string) => void;
  /** By the system's own dialog: names of files of this computer. */
  'files:choose': () => string[];
  /** Where the window's own drag and drop brought files from, as places. */
  'files:bookmarks': () => FileBookmark[];
  'files:keepBookmark': (bookmark: FileBookmark) => FileBookmark[];
  'files:dropBookmark': (id: string) => FileBookmark[];
  'transfers:view': () => TransfersView;
  'transfers:add': (wishes: TransferWish[]) => string[];
  /** Of these transfers; of all where there is no name. */
  'transfers:pause': (ids: string[] | null) => void;
  'transfers:resume': (ids: string[] | null) => void;
  'transfers:retry': (ids: string[]) => void;
  /** The same as root, by sudo, on hosts that are reached by ssh. */
  'transfers:asRoot': (ids: string[]) => void;
  'transfers:cancel': (ids: string[]) => void;
  /** Puts one before another that waits; null: last. */
  'transfers:move': (id: string, before: string | null) => void;
  /** `all`: for all that follows in the same transfer. */
  'transfers:answer': (id: string, answer: Exclude<OnConflict, 'ask'>, all: boolean) => void;
  'transfers:clear': () => void;
  /** Bytes a second; 0 for no limit. */
  'transfers:limit': (bytes: number) => void;
  'edits:list': () => FileEdit[];
  /** Opens a file of a host in the editor that the settings name. */
  'edits:open': (place: FilePlace, asRoot: boolean) => string;
  /** `mine` over what is there, or `theirs` here. */
  'edits:settle': (id: string, which: 'mine' | 'theirs') => void;
  /** Both texts, for a look at what differs. */
  'edits:compare': (id: string) => { mine: string; theirs: string };
  /** The copy here, for the editor in the window. Rejects where it isn't text or is too large. */
  'edits:read': (id: string) => string;
  /** Puts that text into the copy here: it is saved there as any editor's. */
  'edits:write': (id: string, text: string) => void;
  /** Tries again what wasn't saved there. */
  'edits:save': (id: string) => void;
  /**
   * Puts it away once it is saved there; where it can't be, it stays, and why is the answer. `drop` loses
   * what isn't there.
   */
  'edits:close': (id: string, how: 'save' | 'drop') => Said | null;
  /** Whether the editor in the window has text that isn't saved: what takes the window asks before. */
  'edits:typed': (id: string, is: boolean) => void;
}

/** A part of `Events`. */
export interface FileEvents {
  'files:listed': FilesListed;
  'files:state': { side: string; state: FileSideState };
  /** What a folder holds may be different now. */
  'files:changed': { side: string; path: string };
  'files:tail': { side: string; text: string; fresh: boolean };
  'transfers:changed': TransfersView;
  'edits:changed': FileEdit[];
}
