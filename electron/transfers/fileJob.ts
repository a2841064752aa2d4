// What it takes to carry one file: both ways, what all of a transfer share, and whom to tell.
import type { FileAccess, FileFacts } from '../../core/sftp/fileAccess.ts';
import type { Said } from '../../words/said.ts';
import type { OnConflict } from '../ipc/fileTypes.ts';
import type { Bandwidth } from './bandwidth.ts';
import type { Part } from './record.ts';
import type { Twin } from './twins.ts';

/** Both ends of a transfer. */
export interface Ends {
  source: FileAccess;
  target: FileAccess;
  /** One host, so that it can do it alone. */
  oneHost: boolean;
  /** A host whose bytes come over a network: its checksums are worth asking for. */
  sourceIsFar: boolean;
  targetIsFar: boolean;
  tag: string;
  move: boolean;
  /** What is replaced was another's, and stays theirs. */
  keepsOwner: boolean;
  bandwidth: Bandwidth;
  /** Only a few large files are on their way at once, or they would take up too much memory. */
  large: <T>(work: () => Promise<T>) => Promise<T>;
  signal: AbortSignal;
}

/** Notes what is on its way, so that the next try knows. */
export interface PartNote {
  /** Of a try before. */
  readonly earlier: Part | null;
  begin(size: number, changedAt: number | null): void;
  written(offset: number): void;
  /** The file that was there stands aside, or no more; resolves when that is on the disk. */
  aside(is: boolean): Promise<void>;
  end(): void;
}

export type FileNote = 'left-out' | 'older' | 'anew' | 'grew' | 'changing' | 'bare';

export interface FileJob {
  ends: Ends;
  /** Where it is. */
  from: string;
  /** Where it goes, and as what. */
  folder: string;
  name: string;
  facts: FileFacts;
  /** Nothing can be there already. */
  fresh: boolean;
  /** What is there may be another of this transfer, which isn't to be replaced. */
  twin: Twin;
  /** An earlier try may have put it there. */
  again: boolean;
  /** It is on the disk before its name is given to it. */
  sync: boolean;
  note: PartNote;
  rule: () => OnConflict;
  ask: (there: FileFacts) => Promise<Exclude<OnConflict, 'ask'>>;
  tell: (note: FileNote, said?: Said) => void;
  /** So many bytes went over. */
  carried: (bytes: number) => void;
}
