// The link of an invitation: what a guest needs to join one shell of somebody else's agent. It
// is a pairing link's form with the invitation's name, and opens nothing but that shell.
import type { Bodies } from '../wire/bodies.ts';
import { formatAgentUrl, LinkFault, noToken, parseAgentUrl, type LinkKind } from './agentUrl.ts';
import { explained, type PairingLink } from './pairingLink.ts';
import { say } from '../../words/said.ts';

/** What a guest may do: look on and type, or only look on. */
export type GuestRole = Exclude<Bodies['ready']['role'], 'owner'>;

export interface InvitationLink extends PairingLink {
  invitation: {
    /** Names the invitation, and is no secret. */
    id: string;
    /** For the reader: the agent goes by what it knows itself. */
    role: GuestRole;
  };
}

/** Reads an invitation as pasted. Throws `PairingLinkError`. */
export function parseInvitationLink(text: string): InvitationLink {
  return explained('invitation', () => {
    const { query, ...link } = parseAgentUrl(text);
    const id = query.get('invite');
    if (id === null) throw new LinkFault('pairing', () => say('link-is-pairing'));
    if (!/^[0-9a-f]{16}$/.test(id))
      throw new LinkFault('invite', (of) => say('link-damaged-name', { of }));
    if (link.token === '') throw noToken();
    return { ...link, invitation: { id, role: readRole(query.get('role')) } };
  });
}

/** Writes a link that `parseInvitationLink` reads back. Throws `PairingLinkError`. */
export function formatInvitationLink({ invitation, ...link }: InvitationLink): string {
  const { id, role } = invitation;
  const text = explained('invitation', () => formatAgentUrl(link, { invite: id, role }));
  parseInvitationLink(text);
  return text;
}

/** The link for an invitation that an agent has made: reached as `agent` is. */
export function invitationLink(
  { address, fingerprint, name }: PairingLink,
  { id, role, token }: { id: string; role: GuestRole; token: string },
): InvitationLink {
  return { address, fingerprint, name, token, invitation: { id, role } };
}

/** Which of the two a text that somebody pasted claims to be. */
export function linkKind(text: string): LinkKind {
  return /[?&]invite=/.test(text.replace(/\s+/g, '')) ? 'invitation' : 'pairing';
}

function readRole(text: string | null): GuestRole {
  if (text === 'editor' || text === 'viewer') return text;
  throw new LinkFault('role', (of) => say('link-without-role', { of }));
}
