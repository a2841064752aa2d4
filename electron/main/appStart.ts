// What the app is started with: found out before there is an app that could tell its user.

export interface AppStart {
  /** Links that were to be opened. */
  links: readonly string[];
  /** Said in the window for as long as it is open. */
  warning: string | undefined;
  /** Why the login shell's environment is missing; '' where it isn't. */
  problem: string;
  /** That others can read the data folder; '' where they can't. */
  exposure: string;
  platform: NodeJS.Platform;
}
