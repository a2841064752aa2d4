// What the app is started with: found out before there is an app that could tell its user.
import type { Said } from '../../words/said.ts';

export interface AppStart {
  /** Links that were to be opened. */
  links: readonly string[];
  /** Said in the window for as long as it is open. */
  warning: Said | undefined;
  /** Why the login shell's environment is missing; null where it isn't. */
  problem: Said | null;
  /** That others can read the data folder; null where they can't. */
  exposure: Said | null;
  platform: NodeJS.Platform;
}
