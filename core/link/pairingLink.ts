// The pairing link: everything an app needs to reach an agent, in one line that a person
// copies from the agent's terminal and pastes. Reading one says in words what is wrong with it.
import {
  formatAgentUrl,
  LinkFault,
  parseAgentUrl,
  type AgentUrl,
  type LinkFaultCode,
  type LinkKind,
} from './agentUrl.ts';
import { say, type Said } from '../../words/said.ts';
import { SaidError } from '../../words/saidError.ts';

export {
  formatHostPort,
  LINK_VERSION,
  type AgentAddress,
  type DirectAddress,
  type HostPort,
  type RelayAddress,
} from './agentUrl.ts';

export type PairingLink = Omit<AgentUrl, 'query'>;

/** What is wrong with a link, for code; the message says it for a person. */
export type PairingLinkFault = LinkFaultCode;

export class PairingLinkError extends SaidError {
  readonly code: PairingLinkFault;
  constructor(code: PairingLinkFault, said: Said) {
    super(said);
    this.name = 'PairingLinkError';
    this.code = code;
  }
}

/** Reads a link as pasted, quotes and line breaks around it allowed. Throws `PairingLinkError`. */
export function parsePairingLink(text: string): PairingLink {
  return explained('pairing', () => {
    const { query, ...link } = parseAgentUrl(text);
    if (query.has('invite')) throw new LinkFault('invitation', () => say('link-is-invitation'));
    return link;
  });
}

/** Writes a link that `parsePairingLink` reads back. Throws `PairingLinkError` where it couldn't. */
export function formatPairingLink(link: PairingLink): string {
  return explained('pairing', () => formatAgentUrl(link));
}

/** Runs a reader of links; what is wrong is said of one of that kind. */
export function explained<T>(of: LinkKind, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof LinkFault)) throw error;
    throw new PairingLinkError(error.code, error.about(of));
  }
}
