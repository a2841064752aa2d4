// What stands in the bucket under which key, so that an operator can read and write it with NATS' own
// tool; and how it gets from there into memory. What can't be understood is left alone.
import { AGENT_ID, MAX_KEYS } from '../../../core/relay/messages.ts';
import { isBan } from '../bans.ts';
import type { Ledger } from '../ledger.ts';
import { allowanceSchema } from '../policy.ts';

/** Written first, so that no bucket is empty: who reads one knows when it has read all. */
export const ABOUT = 'about';

const HASH = /^[0-9a-f]{64}$/;

export const keyOf = {
  /** There, whatever it says: agents without a ticket are turned away. */
  demandTickets: 'demand-tickets',
  /** A colon can't stand in a key. */
  ban: (entry: string) => `ban.${entry.replaceAll(':', '_')}`,
  keys: (id: string) => `keys.${id}`,
  ticket: (hash: string) => `ticket.${hash}`,
  place: (hash: string, place: number) => `place.${hash}.${place}`,
  spent: (month: string, hash: string) => `spent.${month}.${hash}`,
};

type Reader = (ledger: Ledger, rest: string, value: string | undefined) => boolean;

/** Each answers whether it understood. No value: the key is deleted. */
const READERS: Record<string, Reader> = {
  ban(ledger, rest, value) {
    const entry = rest.replaceAll('_', ':');
    if (value === undefined) ledger.bans.remove(entry);
    else if (isBan(entry)) ledger.bans.add(entry);
    else return false;
    return true;
  },
  keys(ledger, id, value) {
    const count = Number(value ?? 1);
    if (!AGENT_ID.test(id) || !Number.isInteger(count) || count > MAX_KEYS) return false;
    if (count > 1) ledger.keys.set(id, count);
    else ledger.keys.delete(id);
    return true;
  },
  ticket(ledger, hash, value) {
    if (value === undefined) return ledger.tickets.delete(hash);
    const allowance = HASH.test(hash) ? allowanceOf(value) : undefined;
    if (!allowance) return false;
    ledger.tickets.set(hash, allowance);
    return true;
  },
  place(ledger, rest, value) {
    const [, hash, place] = /^([0-9a-f]{64})\.(\d{1,6})$/.exec(rest) ?? [];
    if (hash === undefined) return false;
    if (value === undefined) ledger.free(hash, Number(place));
    else if (AGENT_ID.test(value)) ledger.give(hash, Number(place), value);
    else return false;
    return true;
  },
  spent(ledger, rest, value) {
    if (!/^\d{6}\.[0-9a-f]{64}$/.test(rest)) return false;
    const bytes = Number(value ?? 0);
    if (!Number.isSafeInteger(bytes) || bytes < 0) return false;
    if (value === undefined) ledger.spent.delete(rest);
    else ledger.spent.set(rest, bytes);
    return true;
  },
  'demand-tickets'(ledger, _rest, value) {
    ledger.demandsTickets = value !== undefined;
    return true;
  },
  about: () => true,
};

/** Takes one entry of the bucket into memory; false where it says nothing that is understood. */
export function take(ledger: Ledger, key: string, value: string | undefined): boolean {
  const [kind = ''] = key.split('.', 1);
  if (!Object.hasOwn(READERS, kind)) return false;
  return READERS[kind]!(ledger, key.slice(kind.length + 1), value);
}

function allowanceOf(value: string): ReturnType<typeof allowanceSchema.parse> | undefined {
  try {
    return allowanceSchema.safeParse(JSON.parse(value)).data;
  } catch {
    return undefined;
  }
}
