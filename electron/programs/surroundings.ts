// What programs on this computer start from: the system, and the environment of the user's shells.

/** What every shell on this computer starts from. */
export interface LocalSurroundings {
  platform: NodeJS.Platform;
  /** Environment of the programs in our terminals. */
  env: () => Record<string, string>;
}
