// A link on the command line or in the environment opens shells, and both can be read by others:
// the command line by every user of the machine, the environment by what this program starts. So
// they are taken away at the start, before anything else happens.
import { coverLinks, type Titled } from '../core/link/coverLinks.ts';

/** The variable that may hold a link. */
export const LINK_VARIABLE = 'BOWLINE_LINK';

export interface Taken {
  /** What stood in the environment; nothing of it is left there. */
  link: string | undefined;
  /** A link with a token stood on the command line, which no longer shows it. */
  exposed: boolean;
}

/** Takes both away from a process; only the first call finds something. */
export function takeSecrets(from: Titled & Pick<NodeJS.Process, 'env'> = process): Taken {
  const link = from.env[LINK_VARIABLE];
  delete from.env[LINK_VARIABLE];
  const exposed = coverLinks('bowline-agent', from);
  return { link: link === undefined || link.trim() === '' ? undefined : link, exposed };
}
