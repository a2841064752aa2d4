// The part of the IPC contract that is about updates. Like all of it: types only, and the window
// knows them through `contract.ts`.

import type { Said } from '../../words/said.ts';

/** How it stands with a newer Bowline. Sent whole on each change. */
export interface UpdateState {
  /**
   * `found` waits for the user's word before anything is downloaded, `ready` for the app's end.
   * `off`: this copy isn't updated by itself.
   */
  phase: 'off' | 'idle' | 'checking' | 'found' | 'downloading' | 'ready';
  /** Why it is off, and who updates it then; null in all other phases. */
  whyNot: Said | null;
  /** The newer version; '' where none is known. */
  version: string;
  /** What is new in it, as plain text; '' where nothing was said. */
  notes: string;
  /** Of the download, and how many of them have come. */
  bytes: number;
  done: number;
  /** What went wrong the last time, and what to do; null where nothing did. */
  problem: Said | null;
  /** When the update address last answered, ms since 1970; null before. */
  checkedAt: number | null;
  /** It is to be told in the window: a new version, or what the user has asked for. */
  shown: boolean;
}
