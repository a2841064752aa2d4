// Where the link of `attach` and `forward` comes from: places that only its user can read, or the
// agent that runs here. One on the command line still works, and is warned of.
import type { InvitationLink } from '../../core/link/invitationLink.ts';
import { linkKind, parseInvitationLink } from '../../core/link/invitationLink.ts';
import {
  parsePairingLink,
  PairingLinkError,
  type PairingLink,
} from '../../core/link/pairingLink.ts';
import { AgentError } from '../agentError.ts';
import type { Taken } from '../secrets.ts';
import { findAgent, localLink } from '../state/runningAgent.ts';
import { LINK_HELP, readLine, readLinkFile } from './linkFile.ts';
import { remark } from './output.ts';

/** Options of every command that takes a link. */
export interface LinkArguments {
  linkFile?: string;
  stateDir?: string;
}

export const STDIN = '-';

/** Is this word of the command line a link, well made or not, or the word for stdin? */
export function looksLikeLink(word: string): boolean {
  return word === STDIN || /^[\s<"'`“‘]*bowline:/i.test(word);
}

export class LinkSource {
  readonly #taken: Taken;

  constructor(taken: Taken) {
    this.#taken = taken;
  }

  /** A link comes from somewhere else than the command line. */
  isElsewhere({ linkFile, stateDir }: LinkArguments): boolean {
    return (linkFile ?? stateDir ?? this.#taken.link) !== undefined;
  }

  /** It is the agent on this machine that is meant, by its state directory. */
  isHere(word: string | undefined, { linkFile, stateDir }: LinkArguments): boolean {
    const hasLink = stateDir === undefined && this.#taken.link !== undefined;
    return (word ?? linkFile) === undefined && !hasLink;
  }

  /** The pairing link of an agent. Throws `AgentError`. */
  pairing(word: string | undefined, args: LinkArguments): PairingLink {
    return this.#find(word, args, parsePairingLink);
  }

  /** The same, where an invitation to one shell will do, too. */
  any(word: string | undefined, args: LinkArguments): PairingLink | InvitationLink {
    return this.#find(word, args, (text) =>
      linkKind(text) === 'pairing' ? parsePairingLink(text) : parseInvitationLink(text),
    );
  }

  #find<L>(
    word: string | undefined,
    { linkFile, stateDir }: LinkArguments,
    parse: (text: string) => L,
  ): L | PairingLink {
    const named = [word, linkFile, stateDir].filter((given) => given !== undefined);
    if (named.length > 1) {
      const text = 'The link is given in two ways, and only one of them can be meant.';
      throw new AgentError('USAGE', text, LINK_HELP);
    }
    if (word === STDIN) return checked(() => parse(readLine(0, 'the standard input')));
    if (word !== undefined) return checked(() => parse(this.#warned(word)));
    if (linkFile !== undefined) return checked(() => parse(readLinkFile(linkFile)));
    const { link } = this.#taken;
    if (stateDir === undefined && link !== undefined) return checked(() => parse(link));
    return localLink(findAgent(stateDir));
  }

  #warned(word: string): string {
    if (this.#taken.exposed) {
      remark(
        'bowline-agent: A link on a command line can be read by every user of this machine, and may stay in the shell’s history. ' +
          'This program hides its own from now on, what started it may not. Next time use --link-file FILE, - (stdin) or BOWLINE_LINK.',
      );
    }
    return word;
  }
}

function checked<L>(read: () => L): L {
  try {
    return read();
  } catch (error) {
    if (error instanceof PairingLinkError) throw new AgentError('USAGE', error.message);
    throw error;
  }
}
