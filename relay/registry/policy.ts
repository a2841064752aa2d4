// What the operator of a relay of one node says of bans and tickets: a file, read at start and whenever
// they ask for it.
import { z } from 'zod';
import type { Allowance } from './registry.ts';

const amount = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** What a ticket allows; `bytes` by month, `rate` in bytes a second. */
export const allowanceSchema = z.strictObject({
  agents: amount.max(100_000),
  clients: amount.max(100_000),
  bytes: amount,
  rate: amount.min(1),
});

/** SHA-256 of a ticket, in hexadecimal: the file holds nothing that somebody could enrol with. */
const hash = z.string().regex(/^[0-9a-f]{64}$/);

export const policySchema = z.strictObject({
  /** Agents without a ticket are turned away. */
  demandTickets: z.boolean().default(false),
  bans: z.array(z.string().max(64)).max(100_000).default([]),
  tickets: z.record(hash, allowanceSchema).default({}),
});

export interface Policy {
  demandTickets: boolean;
  bans: string[];
  tickets: Record<string, Allowance>;
}

/** @throws where it is no JSON, or says something else; the message says where */
export function readPolicy(text: string): Policy {
  const { data, error } = policySchema.safeParse(JSON.parse(text));
  if (!data) throw new Error(z.prettifyError(error));
  return data;
}
