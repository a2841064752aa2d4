// Where the link of a command comes from: places that only its user can read, or the agent that
// runs here. One on the command line still works, and is warned of. All commands that speak to an
// agent declare these ways here, and so none has ways of its own.
import { Option, type Command } from 'commander';
import type { InvitationLink } from '../../core/link/invitationLink.ts';
import { linkKind, parseInvitationLink } from '../../core/link/invitationLink.ts';
import {
  parsePairingLink,
  PairingLinkError,
  type PairingLink,
} from '../../core/link/pairingLink.ts';
import { AgentError } from '../agentError.ts';
import type { Taken } from '../secrets.ts';
import { findAgent, localLink, publicLink } from '../state/runningAgent.ts';
import { readLine, readLinkFile } from './linkFile.ts';
import { LINK_HELP, linkIn } from './linkText.ts';
import { remark } from './output.ts';

/** Options of every command that takes a link. */
export interface LinkArguments {
  linkFile?: string;
  stateDir?: string;
}

/** How a command reaches its agent, and the words that are left for it. */
export interface FoundLink {
  link: PairingLink;
  /** The same agent as others reach it. */
  publicLink: PairingLink;
  words: string[];
}

export const STDIN = '-';

/** Declares the ways in which a link is given. Its word is found among all: see `LinkSource.agent`. */
export function takesLink(command: Command, what = 'pairing link'): Command {
  return command
    .argument('[-]', 'read the link from stdin: one line')
    .addOption(new Option('--link-file <file>', `${what}, in a file only you may read`))
    .addOption(stateDir())
    .addHelpText(
      'after',
      '\nWithout a link it is the one in BOWLINE_LINK, or else the agent here.',
    );
}

/** For commands of the agent here as well. */
export function stateDir(): Option {
  return new Option('--state-dir <dir>', 'where the agent here keeps its token');
}

/** Is this word of the command line a link, well made or not, or the word for stdin? */
export function looksLikeLink(word: string): boolean {
  return word === STDIN || /^[\s<"'`“‘]*bowline:/i.test(word);
}

/** More places for one link than one. */
function twoLinks(): AgentError {
  const text = 'The link is given in two ways, and only one of them can be meant.';
  return new AgentError('TWO_LINKS', text, LINK_HELP);
}

export class LinkSource {
  readonly #taken: Taken;
  readonly #program: readonly string[] | undefined;

  /** `program`: what stands after `--`, where that is there. */
  constructor(taken: Taken, program?: readonly string[]) {
    this.#taken = taken;
    this.#program = program;
  }

  /** What stands after `--`, where that is there: another program's words, and none is a link. */
  get program(): readonly string[] | undefined {
    return this.#program;
  }

  get namesProgram(): boolean {
    return this.#program !== undefined;
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

  /**
   * Parts a command's words from the one before `--` that is a link or `-`. Throws `AgentError`
   * where there are two.
   * @param within a `-` beyond so many words is something else
   */
  split(
    given: readonly (string | undefined)[],
    within = Infinity,
  ): [word: string | undefined, words: string[]] {
    const all = given.filter((word) => word !== undefined);
    const own = all.slice(0, all.length - (this.#program?.length ?? 0));
    const [at, another] = own.flatMap((word, index) =>
      looksLikeLink(word) && (word !== STDIN || index < within) ? [index] : [],
    );
    if (another !== undefined) throw twoLinks();
    return at === undefined ? [undefined, all] : [all[at], all.toSpliced(at, 1)];
  }

  /**
   * The agent of a command, and its words without the link. Throws `AgentError`.
   * @param takes so many words of its own
   */
  agent(given: readonly (string | undefined)[], args: LinkArguments, takes: number): FoundLink {
    const [word, words] = this.split(given);
    const extra = words[takes];
    if (extra !== undefined) throw new AgentError('USAGE', `What is "${extra}"?`, LINK_HELP);
    return { ...this.#find(word, args, parsePairingLink), words };
  }

  /** The pairing link of an agent. Throws `AgentError`. */
  pairing(word: string | undefined, args: LinkArguments): PairingLink {
    return this.#find(word, args, parsePairingLink).link;
  }

  /** The same, where an invitation to one shell will do, too. */
  any(word: string | undefined, args: LinkArguments): PairingLink | InvitationLink {
    const parse = (text: string): PairingLink | InvitationLink =>
      linkKind(text) === 'pairing' ? parsePairingLink(text) : parseInvitationLink(text);
    return this.#find(word, args, parse).link;
  }

  #find<L extends PairingLink>(
    word: string | undefined,
    args: LinkArguments,
    parse: (text: string) => L,
  ): { link: L | PairingLink; publicLink: PairingLink } {
    const text = this.#text(word, args);
    if (text === undefined) {
      const agent = findAgent(args.stateDir);
      return { link: localLink(agent), publicLink: publicLink(agent) };
    }
    const link = checked(() => parse(text));
    return { link, publicLink: link };
  }

  /** Undefined where the agent here is meant. */
  #text(word: string | undefined, { linkFile, stateDir }: LinkArguments): string | undefined {
    const named = [word, linkFile, stateDir].filter((given) => given !== undefined);
    if (named.length > 1) throw twoLinks();
    if (word === STDIN) return readLine(0, 'the standard input');
    if (word !== undefined) return linkIn(this.#warned(word), 'that word');
    if (linkFile !== undefined) return readLinkFile(linkFile);
    const { link } = this.#taken;
    return link === undefined || stateDir !== undefined ? undefined : linkIn(link, 'BOWLINE_LINK');
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
    if (!(error instanceof PairingLinkError)) throw error;
    if (error.code !== 'invitation') throw new AgentError('USAGE', error.message);
    const text = 'That is an invitation to one shell, and this command takes a pairing link.';
    throw new AgentError('USAGE', text, 'Join the shell with `bowline-agent attach`.');
  }
}
