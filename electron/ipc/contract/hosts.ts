// Saved hosts and the folders they are in: changes, the bin and backups.
import type { Said } from '../../../words/said.ts';
import type {
  Backup,
  BackupPreview,
  BinItem,
  FolderDraft,
  FolderErrors,
  FolderFields,
  FolderSaveResult,
  HostPlace,
  HostsPatch,
  Inherited,
  SavedFolder,
} from '../arrangeTypes.ts';
import type { HostCan } from '../contract.ts';
import type { HostTest } from '../loginTypes.ts';
import type { FieldErrors, GivenDraft, HostDraft, HostKinds } from './kinds.ts';

/**
 * A host as the sidebar and the dialog need it, with its own values. Never holds a secret: such fields
 * are ''.
 */
export interface SavedHost extends HostDraft, HostPlace {
  id: string;
  /** Values that it has from its folders, by field: they hold at the next connection. */
  inherited: Inherited;
  /** When a shell was opened on it last, milliseconds since 1970; null: never. */
  usedAt: number | null;
  /** With all that holds: second line of the sidebar entry: `deploy@web-eu-1`, `ws://10.2.0.14:7722`, `/bin/zsh`. */
  detail: string;
  can: HostCan;
  /** Why it can't be used as it is stored; null if it can. */
  problem: Said | null;
}

/**
 * Saved hosts as one text, in which each has what isn't as in `usual`: `renderer/lib/packedHosts.ts`
 * reads it, and has what is usual behind each. Value by value, thousands would take their time to come into
 * a page.
 */
export type PackedHosts = string;

/** A part of all saved hosts; `next`: where the one after it begins, null for none. */
export interface HostsPart {
  hosts: PackedHosts;
  next: number | null;
}

/** What has become of saved hosts. */
export interface HostsChange {
  /** Those that are new, or others than before. */
  put: PackedHosts;
  /** Ids of those that aren't there any more. */
  gone: string[];
  /** The rest of the same follows at once: what a window shows is to change with all of it. */
  more: boolean;
}

export type SaveResult = { ok: true; host: SavedHost } | { ok: false; errors: FieldErrors };

/** A test of what is in a form: what was found, or what is wrong with which field. */
export type HostTestResult = { ok: true; found: HostTest } | { ok: false; errors: FieldErrors };

/** A part of `Calls`. */
export interface HostCalls {
  /** The kinds of hosts that there are, and their fields. Always the same within one run. */
  'hosts:kinds': () => HostKinds;
  /** All of them: for tests and tools. */
  'hosts:list': () => SavedHost[];
  /** What a window begins with, whose own tabs' hosts are in it; the others are had by `hosts:further`. */
  'hosts:first': () => HostsPart;
  /** What is told by `hosts:changed` meanwhile is later than what this answers. */
  'hosts:further': (next: number) => HostsPart;
  /** Errors the draft would be refused with; `id` is the host being edited, null for a new one. */
  'hosts:check': (draft: GivenDraft, id: string | null) => FieldErrors;
  'hosts:save': (draft: GivenDraft, id: string | null) => SaveResult;
  /**
   * Looks whether a host can be reached as the draft says, without logging in. What would run here is asked
   * about first; rejects without a yes. One at a time: a new one stops the one before. `proxyPassword`: typed for
   * the proxy of the draft, in the place of the one that is kept.
   */
  'hosts:test': (draft: GivenDraft, id: string | null, proxyPassword?: string) => HostTestResult;
  /** The test that runs, if one does, isn't wanted any more. */
  'hosts:endTest': () => void;
  /** Makes a copy named "NAME copy" and returns it. */
  'hosts:duplicate': (id: string) => SavedHost;
  /** Into the bin, as one act. Each call below that takes many does all or nothing. */
  'hosts:delete': (ids: string[]) => void;
  /** Changes nothing else, and allows nothing to run. Answers with what is wrong; {} when it is done. */
  'hosts:rename': (id: string, name: string) => FieldErrors;
  /** Rejects where a name would be there twice. */
  'hosts:move': (ids: string[], folder: string | null) => void;
  /**
   * Answers with what is wrong with the values; {} when it is done. `act`, made up by who asks, is
   * its name for `hosts:unpatch`.
   */
  'hosts:patch': (ids: string[], patch: HostsPatch, act?: string) => FieldErrors;
  /**
   * Takes a change of this run back: what it made and nobody has changed since is as it was. Rejects
   * where that is too long ago, and where names or folders are in the way.
   */
  'hosts:unpatch': (act: string) => void;
  'folders:list': () => SavedFolder[];
  /** Errors the draft would be refused with; `id` null: of a new one. */
  'folders:check': (draft: FolderDraft, id: string | null) => FolderErrors;
  /** `id` null adds one. What it says of fields holds at the next connection. */
  'folders:save': (draft: FolderDraft, id: string | null) => FolderSaveResult;
  'folders:move': (ids: string[], parent: string | null) => void;
  /**
   * What a folder has for hosts in it, with those around it; null: none. Of lines those whose keys `own`,
   * which a host or a folder in it says itself, doesn't have.
   */
  'folders:inherited': (folder: string | null, own: FolderFields) => Inherited;
  /** Into the bin, with all that is in it, as one act. */
  'folders:delete': (id: string) => void;
  /** The latest first. */
  'bin:list': () => BinItem[];
  /**
   * Hosts as they were, with their id, secrets and tunnels, and folders with what was deleted with
   * them. Answers with the hosts. Rejects for what isn't there any more.
   */
  'bin:restore': (ids: string[]) => SavedHost[];
  /** For good, from the backups too; `null`: all. */
  'bin:empty': (ids: string[] | null) => void;
  /** The latest first. */
  'backups:list': () => Backup[];
  'backups:preview': (name: string) => BackupPreview;
  /** Everything becomes as it was then, once what is there now has a backup too. */
  'backups:restore': (name: string) => void;
}

/** A part of `Events`. */
export interface HostEvents {
  'hosts:changed': HostsChange;
  /** Told before `hosts:changed` where both are news. */
  'folders:changed': SavedFolder[];
  /** A shell was opened on a saved host: its `usedAt`. */
  'hosts:used': { id: string; at: number };
}
