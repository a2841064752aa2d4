// What windows and main say to each other about folders that follow an OpenSSH configuration.
import type { Said } from '../../words/said.ts';

/** How it is with a file that a folder follows. */
export interface LinkState {
  /** Id of the folder. */
  folder: string;
  /** Its path. */
  file: string;
  /** As it is shown: with `~`. */
  shown: string;
  /** Hosts in it that ssh can be given, as it was read last. */
  hosts: number;
  /** When it was read last, milliseconds since 1970; null: not yet. */
  readAt: number | null;
  /** What is wrong with it now; null: nothing. The hosts are then as they were before. */
  trouble: Said | null;
}

/** What becomes of a folder's hosts when it stops following its file: copies, or into the bin with it. */
export type LinkEnd = 'keep' | 'remove';

/** What ssh says of one host, by `ssh -G`. */
export interface AskedSsh {
  /** What was run, as it would be typed. */
  command: string;
  /** In ssh’s own order. */
  settings: { name: string; value: string }[];
  /** Why there are none: ssh refuses the file, or the host; null: it doesn’t. */
  refused: Said | null;
}
