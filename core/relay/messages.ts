// What the relay's three doors say and are told before bytes are spliced: JSON in text messages, each
// read by its schema. After `spliced` a socket carries binary messages only, whose content is nobody's
// business but the two ends'.
import { z } from 'zod';

export const RELAY_SUBPROTOCOL = 'bowline-relay.v1';

/** The doors: an agent's control connection, a client that wants an agent, an agent's end of a splice. */
export const RELAY_PATHS = {
  agent: '/relay/agent',
  client: '/relay/client',
  splice: '/relay/splice',
} as const;

export type RelayDoor = keyof typeof RELAY_PATHS;

/** One message before the splice, bytes. */
export const MAX_RELAY_MESSAGE = 4096;
/** One binary message of a splice, bytes: what ends may send, and what the relay takes. */
export const MAX_SPLICE_MESSAGE = 64 * 1024;
/** Keys that an id may have come through, the first one included. */
export const MAX_KEYS = 16;

/** Why somebody is turned away, or a connection ends: by name. */
export const RELAY_CODES = [
  'agent-offline', // nobody of this id is here
  'agent-busy', // it declined, or has as many clients as it may
  'agent-silent', // it was told and didn't come in time
  'bad-message',
  'bad-proof',
  'bad-ticket', // unknown, used, or too old
  'banned',
  'clock', // the proof's time is too far from ours
  'draining', // this node goes: come again, to another
  'enrolment', // the operator wants a ticket, or this one is not (or no longer) good
  'idle', // nothing passed for too long
  'limit', // one of the relay's limits; the message names it
  'message-too-large',
  'registry', // the nodes can't reach each other just now
  'replaced', // another connection of the same id, of a later epoch, has its place
  'stale-key', // the id has gone on to a later key
  'too-slow', // it didn't say in time what it had to
  'peer-gone', // the other end of the splice has ended
] as const;

export type RelayCode = (typeof RELAY_CODES)[number];

/** Lower-case base32 (RFC 4648, without padding) of 160 bits: 32 characters. */
export const AGENT_ID = /^[a-z2-7]{32}$/;

const agentId = z.string().regex(AGENT_ID);
/** Base64url of 32 random bytes. */
const secret = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const base64url = z.string().regex(/^[A-Za-z0-9_-]{1,512}$/);
/** `wss://HOST[:PORT]`; '' where the one that is connected is meant. */
const node = z.string().max(300);
const milliseconds = z.number().int().min(0).max(86_400_000);

/** Relay to agent, first. */
export const challengeSchema = z.object({
  type: z.literal('challenge'),
  /** Under which name it was dialled: `HOST[:PORT]`; the agent refuses another than it dialled. */
  relay: z.string().max(300),
  /** Which node this is; '' for the only one. */
  node: z.string().max(300),
  nonce: secret,
});

/** Agent to relay. */
export const proveSchema = z.object({
  type: z.literal('prove'),
  id: agentId,
  /** Grows with each start of the agent and each connection; of two, the later one has the id. */
  epoch: z.number().int().min(0),
  /** SPKI of Ed25519 keys as base64url; each but the first signed by the one before (`by`). */
  keys: z
    .array(z.object({ key: base64url, by: base64url.optional() }))
    .min(1)
    .max(MAX_KEYS),
  /** Of the last key, over what `signedText` says. */
  signature: base64url,
  /** What an operator gave out, where they demand it. */
  ticket: z.string().max(512).optional(),
});

/** Relay to agent: the id is its own from here on. */
export const ownedSchema = z.object({
  type: z.literal('owned'),
  /** Pings come so often; a silence of three means that the connection is lost. */
  heartbeatMs: milliseconds,
  limits: z.object({ clients: z.number().int().min(0) }),
});

/** Relay to agent: a client waits. The agent dials `node` at the door `splice` and takes the ticket. */
export const waitingSchema = z.object({
  type: z.literal('waiting'),
  ticket: secret,
  node,
  /** How long the ticket is good. */
  forMs: milliseconds,
});

/** Agent to relay: it won't come. */
export const declinedSchema = z.object({ type: z.literal('declined'), ticket: secret });

/** Relay to agent: this node goes; connect anew within this time, splices may end by themselves. */
export const moveSchema = z.object({ type: z.literal('move'), withinMs: milliseconds });

/** Client to relay, first. */
export const wantSchema = z.object({ type: z.literal('want'), id: agentId });

/** Agent to relay at the door `splice`, first. */
export const takeSchema = z.object({ type: z.literal('take'), ticket: secret });

/** Relay to both ends: binary from here on, in both directions. */
export const splicedSchema = z.object({ type: z.literal('spliced') });

/** Relay to anybody; it closes after it. Come again no sooner than `retryMs`, where it is said. */
export const refusedSchema = z.object({
  type: z.literal('refused'),
  code: z.string().max(64),
  message: z.string().max(500),
  retryMs: milliseconds.optional(),
});

export type Challenge = z.infer<typeof challengeSchema>;
export type Prove = z.infer<typeof proveSchema>;
export type Waiting = z.infer<typeof waitingSchema>;
export type Refused = z.infer<typeof refusedSchema>;

/** What each side of each door may be told. */
export const toAgentSchema = z.discriminatedUnion('type', [
  challengeSchema,
  ownedSchema,
  waitingSchema,
  moveSchema,
  refusedSchema,
]);
export const fromAgentSchema = z.discriminatedUnion('type', [proveSchema, declinedSchema]);
export const toEndSchema = z.discriminatedUnion('type', [splicedSchema, refusedSchema]);

export type ToAgent = z.infer<typeof toAgentSchema>;
export type FromAgent = z.infer<typeof fromAgentSchema>;
export type ToEnd = z.infer<typeof toEndSchema>;

/** What a message says; undefined where it is none of `schema`, too long, or no JSON. */
export function readRelayMessage<T>(schema: z.ZodType<T>, text: string): T | undefined {
  if (text.length > MAX_RELAY_MESSAGE) return undefined;
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
