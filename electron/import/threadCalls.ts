// What main asks the thread that reads files of other tools, and how it is answered. All of it is plain
// data, a few hundred hosts in a message, so that neither side is held up by one.
import type { MadeFolder } from '../hosts/folderMaker.ts';
import type { HostSnapshot } from '../hosts/hostSnapshots.ts';
import type { ExportFormat, ImportChoice, ImportLines, ImportRow } from '../ipc/contract.ts';
import type { Said } from '../../words/said.ts';
import type { HostToWrite, PlainFolder, PlainLogins } from './export/plainHost.ts';
import type { Unmapped } from './found.ts';
import type { FolderName } from './comparing.ts';
import type { KnownPlace } from './knownPlaces.ts';
import type { Planned } from './importPlan.ts';
import type { Asked, LoginsThere, Opened } from './importSession.ts';
import type { OwnKept } from './ownSeal.ts';

/** What a place of another tool holds. */
export interface Looked {
  word: string;
  hosts: number;
  waiting: number;
  /** As `hostKeys` has them. */
  keys: string[];
  /** Why it can't be read; null if it can. */
  problem: Said | null;
}

export interface ThreadCalls {
  open: (asked: Asked) => Opened;
  unseal: (passphrase: string) => Promise<Opened>;
  /** Begins a comparing with what is saved now. */
  folders: (folders: FolderName[]) => void;
  saved: (hosts: HostSnapshot[]) => void;
  compare: () => void;
  rows: (from: number, to: number) => ImportRow[];
  /** The same, as JSON. */
  rowsText: (from: number, to: number) => string;
  lines: (at: number) => ImportLines | null;
  /** Answers with how many are to be saved, and what the folders say that are made for them. */
  plan: (into: string | null, choices: ImportChoice[]) => { count: number; folders: MadeFolder[] };
  planned: (from: number, to: number) => Planned[];
  logins: () => LoginsThere;
  /** Secrets that are kept for more than one host; none until it is unsealed. */
  kept: () => OwnKept[];
  /** Likewise, for hosts that are here as the file has them, by their ids here. */
  passwordsOfSame: () => OwnKept[];
  /** Null where nothing is there, or no host in it. */
  look: (place: KnownPlace, sshFolder: string) => Looked | null;
  /** Hosts that are to be written, a few at a time. */
  exported: (hosts: HostToWrite[]) => void;
  /** Writes them to a file, in place of what is there. Answers with what has no place in it. */
  write: (wish: WriteWish) => Promise<readonly Unmapped[]>;
}

export interface WriteWish {
  file: string;
  format: ExportFormat;
  /** Of our own file alone: '' leaves secrets out. */
  passphrase: string;
  folders: PlainFolder[];
  logins?: PlainLogins | undefined;
}

export interface ThreadCall {
  id: number;
  name: keyof ThreadCalls;
  args: unknown[];
}

/** `said`: it is told to a person; else `failed` says what broke. */
export type ThreadReply = { id: number } & (
  { value: unknown } | { said: Said } | { failed: string }
);
