// What is written down of a shell, for the next run of the app.
import type { TerminalSize } from '../shell.ts';

/** What of a shell outlives the app, or the closing of its pane. */
export interface ShellRecord {
  shellId: string;
  hostId: string;
  /** Name of the program on its host, where it can live on. */
  session: string | undefined;
  /** Its host has announced that it ends, and the program with it. */
  endTold?: boolean | undefined;
  /** The program was ended when its pane was closed. */
  ended?: boolean | undefined;
  size: TerminalSize;
}
