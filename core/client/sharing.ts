// What an agent's owner asks of it to share a shell: invitations made, listed and taken back,
// and whose size the shell has. An agent that knows no groups refuses with `unknown-method`.
import { z } from 'zod';
import type { AgentClient } from './agentClient.ts';

const invitation = z.object({
  /** Names it, in links and lists; no secret. */
  id: z.string(),
  /** The one shell it opens. */
  session: z.string(),
  role: z.enum(['editor', 'viewer']),
  /** What its owner calls it; may be ''. */
  label: z.string(),
  /** Milliseconds since 1970, by the agent's clock. */
  createdAt: z.number(),
  /** Access ends then, also for those who are in. */
  expiresAt: z.number(),
  /** How many members it admits; null for any number. */
  uses: z.number().nullable(),
  /** How many have come. */
  used: z.number(),
  /** How many are connected now. */
  online: z.number(),
  state: z.enum(['open', 'used-up', 'expired', 'revoked', 'shell-gone']),
});

export type Invitation = z.infer<typeof invitation>;

/** Nobody comes by it any more, and nobody is in by it. */
export function isOver({ state }: Pick<Invitation, 'state'>): boolean {
  return state !== 'open' && state !== 'used-up';
}

const made = invitation.extend({
  /** The secret, told this once: it goes into the link. */
  token: z.string(),
});

export type MadeInvitation = z.infer<typeof made>;

/** What an invitation is asked for with; what is left out, the agent chooses. */
export interface InvitationWish {
  session: string;
  role: Invitation['role'];
  /** From a minute to a week; an hour where it is left out. */
  expiresInMs?: number;
  /** Members, 1 to 1,000; null or left out: any number. */
  uses?: number | null;
  label?: string;
}

type Asking = Pick<AgentClient, 'request'>;

/** Rejects with `ChannelError` (`too-many-invitations`, `no-such-session`) or `ConnectFailure`. */
export async function invite(client: Asking, wish: InvitationWish): Promise<MadeInvitation> {
  return made.parse(await client.request('invite', wish));
}

/** Of one shell, or of all; those that are over stay listed for a while. */
export async function invitations(client: Asking, session?: string): Promise<Invitation[]> {
  const answer = await client.request('invitations', session === undefined ? {} : { session });
  return z.object({ invitations: z.array(invitation) }).parse(answer).invitations;
}

/** Takes an invitation back at once. Rejects with `ChannelError` `no-such-invitation`. */
export async function revoke(client: Asking, id: string): Promise<{ cutOff: number }> {
  return z.object({ cutOff: z.number() }).parse(await client.request('revoke', { id }));
}

export type SizePolicy = 'fit' | 'driver';

export async function setSizePolicy(
  client: Asking,
  session: string,
  policy: SizePolicy,
): Promise<void> {
  await client.request('size-policy', { session, policy });
}
