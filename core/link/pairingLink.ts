// The pairing link: everything an app needs to reach an agent, in one line that a person
// copies from the agent's terminal and pastes. Reading one says in words what is wrong with it.
import {
  formatAgentUrl,
  LinkFault,
  parseAgentUrl,
  type AgentUrl,
  type LinkFaultCode,
} from './agentUrl.ts';

export { formatHostPort, LINK_VERSION, type AgentAddress } from './agentUrl.ts';

export type PairingLink = Omit<AgentUrl, 'query'>;

/** What is wrong with a link, for code; the message says it for a person. */
export type PairingLinkFault = LinkFaultCode;

export class PairingLinkError extends Error {
  readonly code: PairingLinkFault;
  constructor(code: PairingLinkFault, message: string) {
    super(message);
    this.name = 'PairingLinkError';
    this.code = code;
  }
}

const PAIRING = 'pairing link';
const AGAIN = 'Copy it again from `bowline-agent pair`.';

/** Reads a link as pasted, quotes and line breaks around it allowed. Throws `PairingLinkError`. */
export function parsePairingLink(text: string): PairingLink {
  return explained(PAIRING, AGAIN, () => {
    const { query, ...link } = parseAgentUrl(text);
    if (query.has('invite')) throw new LinkFault('invitation', 'is an invitation to one shell');
    return link;
  });
}

/** Writes a link that `parsePairingLink` reads back. Throws `PairingLinkError` where it couldn't. */
export function formatPairingLink(link: PairingLink): string {
  return explained(PAIRING, AGAIN, () => formatAgentUrl(link));
}

/** Runs a reader of links; what is wrong is said of such a link, and what to do then. */
export function explained<T>(what: string, again: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof LinkFault)) throw error;
    throw new PairingLinkError(error.code, wordsFor(error, what, again));
  }
}

function wordsFor({ code, message }: LinkFault, what: string, again: string): string {
  switch (code) {
    case 'invitation':
      return 'This is an invitation to a shared shell, not a pairing link. Join it instead of adding a host.';
    case 'pairing':
      return 'This is a pairing link, not an invitation. Add it as a host instead of joining a shell.';
    case 'foreign':
      return `This is not a Bowline ${what}. It starts with bowline:// and is printed by \`bowline-agent ${what === PAIRING ? 'pair' : 'share'}\`.`;
    case 'version':
      return `This ${what} ${message}.${/[uU]pdate/.test(message) ? '' : ` ${again}`}`;
    default:
      return `This ${what} ${message}. ${again}`;
  }
}
