// What a login gives a shell beside its terminal. Whoever reaches an agent through one hands it on
// in OPEN, so that a kept shell is as a plain one of the same login, whoever started the agent.
import { z } from 'zod';

/** Limits of a process that can be handed on, by the names of setrlimit(2). */
export const LIMIT_NAMES = [
  ...(['as', 'core', 'cpu', 'data', 'fsize', 'locks', 'memlock', 'msgqueue', 'nice'] as const),
  ...(['nofile', 'nproc', 'rss', 'rtprio', 'rttime', 'sigpending', 'stack'] as const),
] as const;

export type LimitName = (typeof LIMIT_NAMES)[number];

/** Names and values of an environment together, bytes as they are written in JSON. */
export const MAX_LOGIN_ENV = 24 * 1024;
/** Of the greeting, characters. */
export const MAX_GREETING = 8 * 1024;

/** null: unlimited. */
const bound = z.number().int().min(0).nullable();

export const loginSchema = z.object({
  /** All of it, as the login's shell got it; nothing of the agent's own is added. */
  env: z
    .record(z.string().max(256), z.string().max(MAX_LOGIN_ENV))
    .refine((env) => sizeOf(env) <= MAX_LOGIN_ENV, 'too large'),
  umask: z.number().int().min(0).max(0o777).optional(),
  nice: z.number().int().min(-20).max(19).optional(),
  /** Soft and hard. */
  limits: z.partialRecord(z.enum(LIMIT_NAMES), z.tuple([bound, bound])).optional(),
  /** Shown before the shell begins: the message of the day. */
  greeting: z.string().max(MAX_GREETING).optional(),
});

export type Login = z.infer<typeof loginSchema>;

/** As `MAX_LOGIN_ENV` counts. */
export function sizeOf(env: Readonly<Record<string, string>>): number {
  const texts = Object.entries(env).flat();
  return texts.reduce((sum, text) => sum + encoder.encode(JSON.stringify(text)).length - 2, 0);
}

const encoder = new TextEncoder();
