// A machine whose bowline-agent is reached by a pairing link, without SSH. The link holds the token,
// so it is a secret; where it leads is not, and is shown.
import { inWords, say, type Said } from '../../../words/said.ts';
import {
  formatHostPort,
  parsePairingLink,
  PairingLinkError,
} from '../../../core/link/pairingLink.ts';
import { relayName } from '../../../core/socket/connectFailure.ts';
import { FORWARD_AGENT } from './forwardAgent.ts';
import { hostKind, LONG_FIELD_LENGTH, LOOK } from './kind.ts';

/** Before a relay's name, in `agentUrl`. */
const THROUGH = 'relay:';

export const agent = hostKind({
  word: 'Agent',
  badge: 'agent',
  measured: 'link',
  fields: {
    pairingLink: {
      label: 'Pairing link',
      hint: 'Run “bowline-agent pair” on that machine and paste the link it prints.',
      placeholder: 'bowline://…',
      lines: 2,
      required: true,
      longest: LONG_FIELD_LENGTH,
      secret: {
        called: 'the pairing link',
        what: 'The link’s token',
        kept: 'A link is saved. Paste a new one to replace it.',
      },
      check: linkProblem,
    },
    agentUrl: { label: 'Where the link leads', hint: '', hidden: true },
    forwardAgent: FORWARD_AGENT,
    look: LOOK,
  },
  detail: ({ agentUrl }) =>
    agentUrl.startsWith(THROUGH)
      ? inWords(say('through-relay', { relay: agentUrl.slice(THROUGH.length) }))
      : agentUrl,
  can: () => ({ keep: 'agent', tunnels: 'agent', share: true, install: false }),
  derive: ({ pairingLink }) => (pairingLink ? { agentUrl: agentUrlOf(pairingLink) } : {}),
});

function linkProblem(link: string, isStored: boolean): Said | null {
  if (link === '') return isStored ? null : say('pairing-link-missing');
  try {
    parsePairingLink(link);
    return null;
  } catch (error) {
    if (error instanceof PairingLinkError) return error.said;
    throw error;
  }
}

/** The address of a link's agent without its token, as the sidebar shows it. */
function agentUrlOf(link: string): string {
  const { address } = parsePairingLink(link);
  if (address.kind === 'relay') return `${THROUGH}${relayName(address)}`;
  if (address.kind === 'unix') return `unix:${address.path}`;
  return `${address.tls ? 'wss' : 'ws'}://${formatHostPort(address.host, address.port)}`;
}
