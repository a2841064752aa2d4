// The JSON bodies of the rarely sent messages. Unknown fields are dropped, so that a later
// version may add some; every string and list has a bound, so that a body can't be a burden.
import { z } from 'zod';
import { lazily, once } from '../task/once.ts';
import { cleanLine, cleanText, cleanValue } from '../text/clean.ts';
import { loginSchema } from './login.ts';
import { LIMITS } from './protocol.ts';

// A peer's words are cleaned here, before anybody can show or log them; what a body's string is
// without a word of its own is therefore one line. `exact` is for what a program or the system
// gets as it is, and whoever prints such a string cleans it.
const text = (max: number) =>
  z
    .string()
    .max(max)
    .transform((said) => cleanLine(said, max));
const lines = (max: number) =>
  z
    .string()
    .max(max)
    .transform((said) => cleanText(said, max));
const exact = (max: number): z.ZodString => z.string().max(max);
/** Of a string somewhere in an answer: more than any title, label or token. */
const MAX_ANSWERED_CHARS = 4096;
const answered = once(() =>
  z.unknown().transform((value) => cleanValue(value, MAX_ANSWERED_CHARS)),
);
const offset = once(() => z.number().int().min(0).max(Number.MAX_SAFE_INTEGER));
const cells = once(() => z.number().int().min(1).max(65_535));
/** 16 random bytes in hex: names a shell, or one client's input to it. */
const id = once(() => z.string().regex(/^[0-9a-f]{32}$/));
/** Names an invitation; no secret. */
const invitationId = once(() => z.string().regex(/^[0-9a-f]{16}$/));
/** 32 bytes in base64url: nonces and proofs. */
const secret32 = once(() => z.string().regex(/^[A-Za-z0-9_-]{43}$/));
const software = once(() => z.object({ name: text(64), version: text(64) }));
const limits = once(() =>
  z.object({
    maxBody: z.number().int().min(4096).max(0xffffff),
    maxChannels: z.number().int().min(1).max(65_535),
  }),
);
const exit = once(() =>
  z.object({
    code: z.number().int().nullable(),
    signal: text(32).nullable(),
    /** Length of the whole output: nothing follows it. */
    offset: offset(),
  }),
);

/** What a peer can do beyond the first version; unknown ones mean nothing. */
const features = once(() => z.array(text(32)).max(16).optional());

const tcp = once(() =>
  z.object({
    kind: z.literal('tcp'),
    host: exact(255).min(1),
    port: z.number().int().min(0).max(65_535),
  }),
);
const unix = once(() => z.object({ kind: z.literal('unix'), path: exact(255).min(1) }));
/** One end of a tunnel: what to connect to, or where to listen. */
const place = once(() => z.discriminatedUnion('kind', [tcp(), unix()]));
/** What a client's stream leads to: a place, or (feature `files`) the agent's own files. */
const target = once(() =>
  z.discriminatedUnion('kind', [z.object({ kind: z.literal('files') }), tcp(), unix()]),
);
/** Bytes of a tunnel's stream in flight that a receiver grants at first. */
const streamWindow = once(() => z.number().int().min(1).max(LIMITS.maxStreamWindow));
/** How far a stream has come here: received, consumed, and granted up to. */
const progress = once(() => ({ have: offset(), consumed: offset(), limit: offset() }));

/** What OPEN and ATTACH have in common: how the client wants to see the shell. */
const view = once(() => ({
  session: id(),
  /** Names this client's input, so that a repeat of it is recognised after a cut. */
  input: id(),
  cols: cells(),
  rows: cells(),
  /** Output bytes in flight the client grants at first. */
  window: z.number().int().min(1).max(LIMITS.maxOutputWindow),
  /** What others on the shell should see; the agent cuts and cleans it. */
  name: z.string().optional(),
  /** First message of the chat that the client lacks. */
  chat: offset().optional(),
}));

const role = once(() => z.enum(['owner', 'editor', 'viewer']));
const memberId = once(() => z.number().int().min(1));
/** One of eight. */
const colour = once(() => z.number().int().min(0).max(7));
const memberName = text(2 * LIMITS.maxMemberName);
const member = once(() =>
  z.object({
    id: memberId(),
    name: memberName,
    role: role(),
    colour: colour(),
    roundTripMs: z.number().int().min(0).nullable(),
    /** Output that this member's terminal has not shown yet, bytes. */
    behind: offset(),
    typing: z.boolean(),
  }),
);

export const bodies = lazily({
  hello: () =>
    z.object({
      versions: z.array(z.number().int().min(1).max(255)).min(1).max(16),
      nonce: secret32(),
      client: software(),
      limits: limits(),
      features: features(),
    }),
  welcome: () =>
    z.object({
      version: z.number().int(),
      nonce: secret32(),
      auth: z.array(z.enum(['token', 'none'])).min(1),
      agent: software().extend({ host: text(255), platform: text(32) }),
      limits: limits(),
      features: features(),
      /** Another one when the agent was started anew, and with it nothing runs any more. */
      instance: id().optional(),
      // Bounded above too: a timer of more than 2^31 ms goes off at once.
      heartbeatMs: z.number().int().min(100).max(60_000),
      silenceMs: z.number().int().min(500).max(600_000),
    }),
  auth: () =>
    z.object({
      method: z.enum(['token', 'none']),
      proof: secret32().optional(),
      /** Which invitation's token the proof was made with; absent: the agent's own. */
      invitation: invitationId().optional(),
      /** Names the guest, so that it is known when it comes back. */
      member: id().optional(),
    }),
  ready: () =>
    z.object({
      role: role(),
      proof: secret32().optional(),
      /** The one shell a guest may see. */
      session: id().optional(),
    }),
  error: () => z.object({ code: text(64), message: text(1024), proof: secret32().optional() }),
  goodbye: () => z.object({ reason: text(64) }),
  request: () => z.object({ id: z.number().int().min(0), method: text(64), params: z.unknown() }),
  response: () =>
    z.object({
      id: z.number().int().min(0),
      result: answered().optional(),
      error: z.object({ code: text(64), message: text(1024) }).optional(),
    }),
  open: () =>
    z.object({
      ...view(),
      /** Program and arguments; empty for the login shell. */
      command: z.array(exact(4096)).max(256),
      cwd: exact(4096),
      env: z.record(exact(256), exact(4096)),
      /** Of the login that leads here: the shell begins as one of its own. */
      login: loginSchema.optional(),
      /** Of the feature `run`: no terminal, and how long the program waits for a client that is cut off. */
      pipes: z
        .object({ keepMs: z.number().int().min(LIMITS.minRunKeepMs).max(LIMITS.maxRunKeepMs) })
        .optional(),
      /** Of the feature `keys`: its programs find an ssh-agent, which leads to whoever lends keys. */
      keys: z.boolean().optional(),
    }),
  attach: () =>
    z.object({
      ...view(),
      /** First output byte that the client lacks; null: whatever the log still holds. */
      have: offset().nullable(),
    }),
  opened: () =>
    z.object({
      session: id(),
      title: text(1024),
      pid: z.number().int(),
      cols: cells(),
      rows: cells(),
      /** Offset of the first output byte that follows. */
      output: offset(),
      /** Where the output ended when the client was let in: what lies before it is a replay. */
      end: offset().optional(),
      /** Next input byte the agent expects from this input. */
      input: offset(),
      /** Input bytes the agent takes beyond that. */
      inputWindow: z.number().int().min(1),
      /** Who the client is in the shell's group. */
      member: memberId().optional(),
      /** Number of the first message that is said from now on: those before it are history. */
      chat: offset().optional(),
    }),
  detached: () => z.object({ reason: z.enum(['requested', 'replaced', 'shutting-down']) }),
  exit,
  reset: () => z.object({ code: text(64), message: text(1024) }),
  connect: () =>
    z.object({
      /** Names the stream, so that it is found again after a cut. */
      stream: id(),
      window: streamWindow(),
      /** From a client: what the agent is to connect to. */
      target: target().optional(),
      /** From an agent: the listener at which somebody came in. */
      forward: id().optional(),
      /** Of keys that are lent: others may have typed into the shell, so a person has to be asked. */
      ask: z.boolean().optional(),
    }),
  connected: () => z.object({ window: streamWindow() }),
  resume: () => z.object({ stream: id(), ...progress() }),
  resumed: () => z.object(progress()),
  /** One of the two: where to listen, or the shell whose programs are lent keys (feature `keys`). */
  listen: () => z.object({ forward: id(), at: place().optional(), keys: id().optional() }),
  /** Where it listens: the port is the one that was chosen for 0. Absent for keys. */
  listening: () => z.object({ at: place().optional() }),
  group: () =>
    z.object({
      /** Members present; `members` may name fewer. */
      total: z.number().int().min(0),
      members: z.array(member()).max(64),
      policy: z.enum(['fit', 'driver']),
      /** Whose size the shell has under the policy `driver`; null for nobody's. */
      driver: memberId().nullable(),
      cols: cells(),
      rows: cells(),
    }),
  chat: () =>
    z.object({
      /** Counts the messages of this chat from 0. */
      seq: offset(),
      from: memberId(),
      name: memberName,
      colour: colour(),
      role: role(),
      /** Milliseconds since 1970, by the agent's clock. */
      at: offset(),
      text: lines(2 * LIMITS.maxChatText),
    }),
  refused: () => z.object({ code: text(64), message: text(1024) }),
});

export type Bodies = { [K in keyof typeof bodies]: z.infer<(typeof bodies)[K]> };
