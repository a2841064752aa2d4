// A link on a command line opens shells, and every user of the machine can read command lines. The
// process that was given one writes over it, as soon as it runs.

/** What makes a link one that must not be seen. */
const SECRET = /([?&]token=)[^&#\s]*/gi;

export type Titled = Pick<NodeJS.Process, 'argv' | 'title' | 'platform'>;

/**
 * Writes a title over the command line if there is a link with a token in it; whether there was.
 * `name` stands for the program. What started the process may show its own copy.
 */
export function coverLinks(name: string, process: Titled): boolean {
  const words = process.argv.slice(1);
  if (!words.some((word) => word.search(SECRET) >= 0)) return false;
  // The title lies where the arguments lay, which are overwritten to their end. On Windows it is
  // that of the console, and nobody sees the arguments of others.
  if (process.platform !== 'win32') process.title = [name, ...words].map(covered).join(' ');
  return true;
}

function covered(word: string): string {
  return word.replace(SECRET, '$1…');
}
