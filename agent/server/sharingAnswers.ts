// What a client may ask about sharing a shell, and the answers. Who may ask what is decided
// before, by `permissions.ts`.
import { z } from 'zod';
import { isOver, type Invitation } from '../../core/client/sharing.ts';
import { cleanLine } from '../../core/text/clean.ts';
import type { RequestContext } from './requests.ts';
import { terminalOf } from './terminalOf.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const WEEK_MS = 7 * 24 * HOUR_MS;
const MAX_USES = 1_000;
const MAX_LABEL_CHARS = 60;

const inviteParams = z.object({
  session: z.string(),
  role: z.enum(['editor', 'viewer']),
  expiresInMs: z.number().int().min(MINUTE_MS).max(WEEK_MS).default(HOUR_MS),
  uses: z.number().int().min(1).max(MAX_USES).nullable().default(null),
  label: z.string().default(''),
});
const invitationsParams = z.object({ session: z.string().optional() });
const revokeParams = z.object({ id: z.string() });
const policyParams = z.object({ session: z.string(), policy: z.enum(['fit', 'driver']) });
const sayParams = z.object({
  channel: z.number().int(),
  /** Made by the sender, so that a message that is sent again counts once. */
  id: z.string().regex(/^[0-9a-f]{32}$/),
  text: z.string(),
});

export const sharingAnswers = {
  invite: (params: unknown, { registry, invitations }: RequestContext) => {
    const { label, ...terms } = inviteParams.parse(params);
    terminalOf(registry.get(terms.session));
    return invitations.make({ ...terms, label: cleanLine(label, MAX_LABEL_CHARS) });
  },
  invitations: (params: unknown, { invitations, asker }: RequestContext) => {
    const { session } = invitationsParams.parse(params);
    return { invitations: thatFit(invitations.list(session), asker.maxBody) };
  },
  revoke: (params: unknown, { invitations }: RequestContext) => ({
    cutOff: invitations.revoke(revokeParams.parse(params).id),
  }),
  'size-policy': (params: unknown, { registry }: RequestContext) => {
    const { session, policy } = policyParams.parse(params);
    terminalOf(registry.get(session)).group.setPolicy(policy);
    return {};
  },
  say: (params: unknown, { asker }: RequestContext) => {
    const { channel, id, text } = sayParams.parse(params);
    return { seq: asker.say(channel, id, text) };
  },
};

// An answer is one frame: of very many, those that are over and old are left out first.
function thatFit(all: readonly Invitation[], maxBody: number): Invitation[] {
  const order = [...all].sort(
    (a, b) => Number(isOver(a)) - Number(isOver(b)) || b.createdAt - a.createdAt,
  );
  let left = maxBody - 256;
  const fit = order.filter((one) => (left -= Buffer.byteLength(JSON.stringify(one)) + 1) >= 0);
  return fit.sort((a, b) => a.createdAt - b.createdAt);
}
