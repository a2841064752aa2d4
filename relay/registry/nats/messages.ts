// What nodes say to each other on an agent's subject: `PREFIX.agent.ID`, which its owner subscribes.
// A node is a peer, and whoever may publish here too: each message is bounded and read by its schema.
import { z } from 'zod';
import { AGENT_ID, MAX_KEYS, MAX_RELAY_MESSAGE } from '../../../core/relay/messages.ts';

/** Which node says it: random, made anew at each start. */
const from = z.string().regex(/^[A-Za-z0-9_-]{22}$/);
const standing = {
  from,
  epoch: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  keys: z.number().int().min(1).max(MAX_KEYS),
};

/** I want to own it: whoever is earlier gives way, whoever is later says so. */
const claimSchema = z.object({ kind: z.literal('claim'), ...standing });
/** I own it: said again after the nodes had lost each other. */
const hereSchema = z.object({ kind: z.literal('here'), ...standing });
/** A client waits at `node`. */
const summonSchema = z.object({
  kind: z.literal('summon'),
  ticket: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  node: z.string().max(300),
  forMs: z.number().int().min(0).max(86_400_000),
});

/** To all nodes: an agent won't come for this ticket. */
export const declinedSchema = z.object({
  kind: z.literal('declined'),
  id: z.string().regex(AGENT_ID),
  ticket: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
});
export type Declined = z.infer<typeof declinedSchema>;

export const toOwnerSchema = z.discriminatedUnion('kind', [claimSchema, hereSchema, summonSchema]);
export type ToOwner = z.infer<typeof toOwnerSchema>;
export type Standpoint = Pick<z.infer<typeof hereSchema>, 'from' | 'epoch' | 'keys'>;

/** What the owner answers: to a claim `later` or `yielded`, to a summons `told` or `refused`. */
export const fromOwnerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['later', 'yielded', 'told']) }),
  z.object({ kind: z.literal('refused'), code: z.string().max(64) }),
]);
export type FromOwner = z.infer<typeof fromOwnerSchema>;

/** What a message says; undefined where it is none of `schema`, or too long. */
export function readPeer<T>(schema: z.ZodType<T>, data: Uint8Array): T | undefined {
  if (data.byteLength > MAX_RELAY_MESSAGE) return undefined;
  try {
    return schema.safeParse(JSON.parse(Buffer.from(data).toString())).data;
  } catch {
    return undefined;
  }
}

/** Words of letters, digits and hyphens: they stand in subjects and in a bucket's name. */
export const PREFIX = /^[A-Za-z0-9-]{1,32}$/;

export function declinedSubjectOf(prefix: string): string {
  return `${prefix}.declined`;
}

/** @throws where `id` is none: it becomes part of a subject */
export function subjectOf(prefix: string, id: string): string {
  if (!AGENT_ID.test(id)) throw new TypeError('not an id of an agent');
  return `${prefix}.agent.${id}`;
}
