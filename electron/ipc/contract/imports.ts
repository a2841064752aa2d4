// Hosts that come from files of other tools, folders that follow such a file, and exports.
import type { SavedFolder } from '../arrangeTypes.ts';
import type {
  ExportWish,
  Exported,
  HostsFound,
  ImportDone,
  ImportLines,
  ImportPart,
  ImportPick,
  ImportPreview,
  ImportProgress,
  ImportWish,
} from '../importTypes.ts';
import type { AskedSsh, LinkEnd, LinkState } from '../linkTypes.ts';

/** A part of `Calls`. */
export interface ImportCalls {
  /** Folders that follow an ssh config. */
  'links:list': () => LinkState[];
  /** Makes a folder that follows a file: its path, which may begin with `~/`. Rejects where it can't be read. */
  'links:add': (file: string, parent: string | null) => SavedFolder;
  /** The system's own dialog asks for a file; null: called off. */
  'links:pick': () => string | null;
  /** Reads a folder's file now; what is wrong with it is told by `links:changed`. */
  'links:read': (folder: string) => void;
  /** In the program that the system has for it. */
  'links:openFile': (folder: string) => void;
  /**
   * What ssh itself says of a host in such a folder. Commands that ssh would run for that are asked about
   * first; rejects without a yes.
   */
  'links:ask': (hostId: string) => AskedSsh;
  /** A folder stops following its file. */
  'links:end': (folder: string, how: LinkEnd) => void;
  /** Where other tools keep their hosts on this computer. They are read, and nothing else is done. */
  'import:found': () => HostsFound[];
  /**
   * Reads a file or folder; null where the user called that off. Rejects with the place where it is
   * damaged, or why it can't be read. Nothing in it is run.
   */
  'import:open': (pick: ImportPick) => ImportPreview | null;
  /** The lines of a found host in the file; null where it has none. */
  /** The rows of a preview from one on, some at a time. */
  'import:further': (id: string, from: number) => ImportPart;
  'import:lines': (id: string, at: number) => ImportLines | null;
  /** All of it or nothing, as one transaction; told by `import:progress`. */
  'import:apply': (id: string, wish: ImportWish) => ImportDone;
  /** Takes the whole import back. Rejects where hosts that it brought were changed since. */
  'import:undo': (id: string) => void;
  /** The preview isn't needed any more. */
  'import:close': (id: string) => void;
  /** Asks where to, and writes it. */
  'export:write': (wish: ExportWish) => Exported;
}

/** A part of `Events`. */
export interface ImportEvents {
  /** How it is with all files that folders follow. */
  'links:changed': LinkState[];
  'import:progress': ImportProgress;
}
