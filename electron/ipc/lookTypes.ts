// What windows and main say to each other about colour schemes.
import type { Said } from '../../words/said.ts';
import type { Scheme } from '../../core/look/scheme.ts';

export type { Scheme };

/** A file that was dropped or pasted into a window. */
export interface GivenFile {
  name: string;
  /** One byte more than may be read tells as much as all of a larger one. */
  bytes: Uint8Array;
}

/** What came of importing. */
export interface ImportedSchemes {
  added: Scheme[];
  /** They were there already. */
  known: Scheme[];
  /** Files, and schemes in files, and what is wrong with each. */
  refused: { name: string; why: Said }[];
  /** Names of those whose bright colours their files leave to the terminal. */
  madeBright: string[];
}
