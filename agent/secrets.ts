// A link on the command line or in the environment opens shells, and both can be read by others:
// the command line by every user of the machine, the environment by what this program starts. So
// they are taken away at the start, before anything else happens.

/** The variable that may hold a link. */
export const LINK_VARIABLE = 'BOWLINE_LINK';

/** What makes a link one that must not be seen. */
const SECRET = /([?&]token=)[^&#\s]*/gi;

export interface Taken {
  /** What stood in the environment; nothing of it is left there. */
  link: string | undefined;
  /** A link with a token stood on the command line, which no longer shows it. */
  exposed: boolean;
}

/** Takes both away from a process; only the first call finds something. */
export function takeSecrets(
  from: Pick<NodeJS.Process, 'argv' | 'env' | 'title' | 'platform'> = process,
): Taken {
  const link = from.env[LINK_VARIABLE];
  delete from.env[LINK_VARIABLE];
  const words = from.argv.slice(2);
  const exposed = words.some((word) => word.search(SECRET) >= 0);
  // The title lies where the arguments lay, which are overwritten to their end. On Windows it is
  // that of the console, and nobody sees the arguments of others.
  if (exposed && from.platform !== 'win32')
    from.title = ['bowline-agent', ...words].map(hidden).join(' ');
  return { link: link === undefined || link.trim() === '' ? undefined : link, exposed };
}

function hidden(word: string): string {
  return word.replace(SECRET, '$1…');
}
