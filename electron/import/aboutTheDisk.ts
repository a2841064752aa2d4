/** What is wrong with a key file that may come after the host that needs it. */
export const ABOUT_THE_DISK: ReadonlySet<string> = new Set([
  ...['no-such-file', 'file-not-readable', 'folder-not-key'],
]);
