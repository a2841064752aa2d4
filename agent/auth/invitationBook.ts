// The invitations of an agent: who may come by them, who is in, and when that ends. Pure: time
// comes from outside. What is over is remembered for a while, so that whoever comes too late,
// and knows its token, is told why.
import { randomBytes } from 'node:crypto';
import { newToken } from '../../core/auth/proof.ts';
import type { Invitation, MadeInvitation } from '../../core/client/sharing.ts';
import type { Clock } from '../../core/time/clock.ts';
import { ChannelError, ProtocolError } from '../../core/wire/errors.ts';
import { LIMITS } from '../../core/wire/protocol.ts';
import { Guests, type GuestEnd, type Visit } from './guests.ts';

export type InvitationTerms = Pick<Invitation, 'session' | 'role' | 'label' | 'uses'> & {
  expiresInMs: number;
};

/** A guest is in. */
export interface Admission extends Visit {
  readonly session: string;
  readonly role: Invitation['role'];
}

/** Why an invitation is over. */
type Ending = 'expired' | 'revoked' | 'shell-gone';

interface Entry {
  id: string;
  token: string;
  terms: InvitationTerms;
  createdAt: number;
  expiresAt: number;
  over: Ending | undefined;
  guests: Guests;
  cancelExpiry: () => void;
}

export class InvitationBook {
  readonly #clock: Clock;
  readonly #today: () => number;
  /** In the order in which they were made. */
  readonly #entries = new Map<string, Entry>();

  /** `today`: milliseconds since 1970. */
  constructor(clock: Clock, today: () => number) {
    this.#clock = clock;
    this.#today = today;
  }

  /** A new invitation, its token included. Throws `ChannelError` too-many-invitations. */
  make(terms: InvitationTerms): MadeInvitation {
    this.#checkRoom();
    const id = randomBytes(8).toString('hex');
    const createdAt = this.#today();
    const entry: Entry = {
      ...{ id, token: newToken(), terms, createdAt, over: undefined },
      expiresAt: createdAt + terms.expiresInMs,
      guests: new Guests(terms.uses),
      cancelExpiry: this.#clock.after(terms.expiresInMs, () => this.#end(entry, 'expired')),
    };
    this.#entries.set(id, entry);
    this.#forgetOldest();
    return { ...describe(entry), token: entry.token };
  }

  /** The token to be proved; undefined for an invitation that isn't known. */
  tokenOf(id: string): string | undefined {
    return this.#entries.get(id)?.token;
  }

  /**
   * Lets a guest in that has proved the token; `end` is called when it must go. Throws
   * `ProtocolError`: invitation-expired, invitation-revoked or invitation-used-up.
   */
  admit(id: string, member: string, end: GuestEnd): Admission {
    const entry = this.#entries.get(id);
    if (!entry) throw over('revoked'); // forgotten between the proof and now
    // A computer that slept has missed its timers, but knows the date.
    if (!entry.over && this.#today() >= entry.expiresAt) this.#end(entry, 'expired');
    if (entry.over) throw over(entry.over);
    if (!entry.guests.mayCome(member)) throw over('used-up');
    const { session, role } = entry.terms;
    return { session, role, ...entry.guests.come(member, end) };
  }

  /** Of one shell, or of all; the oldest first. */
  list(session?: string): Invitation[] {
    const all = [...this.#entries.values()].map(describe);
    return session === undefined ? all : all.filter((one) => one.session === session);
  }

  /** Cuts off all who came by it; how many. Throws `ChannelError` no-such-invitation. */
  revoke(id: string): number {
    const entry = this.#entries.get(id);
    if (entry) return this.#end(entry, 'revoked');
    throw new ChannelError('no-such-invitation', 'There is no such invitation any more.');
  }

  /** The shell is forgotten, and nobody can be led to it any more. */
  forgetSession(session: string): void {
    for (const entry of this.#entries.values()) {
      if (entry.terms.session === session) this.#end(entry, 'shell-gone');
    }
  }

  /** The agent goes: nothing is left that waits. */
  close(): void {
    for (const { cancelExpiry } of this.#entries.values()) cancelExpiry();
    this.#entries.clear();
  }

  #end(entry: Entry, why: Ending): number {
    if (entry.over) return 0;
    entry.over = why;
    entry.cancelExpiry();
    return entry.guests.endAll(over(why));
  }

  #checkRoom(): void {
    if (this.#open.length < LIMITS.maxInvitations) return;
    const text = `There are ${LIMITS.maxInvitations} invitations already. Revoke some of them first.`;
    throw new ChannelError('too-many-invitations', text);
  }

  get #open(): Entry[] {
    return [...this.#entries.values()].filter(({ over: why }) => !why);
  }

  #forgetOldest(): void {
    const over = [...this.#entries.values()].filter(({ over: why }) => why);
    for (const { id } of over.slice(0, -LIMITS.maxInvitations)) this.#entries.delete(id);
  }
}

function describe({ id, terms, createdAt, expiresAt, over: why, guests }: Entry): Invitation {
  const { session, role, label, uses } = terms;
  const state = why ?? (guests.usedUp ? 'used-up' : 'open');
  const { used, online } = guests;
  return { id, session, role, label, createdAt, expiresAt, uses, used, online, state };
}

const WORDS = {
  expired: 'This invitation is no longer valid: its time is up.',
  revoked: 'This invitation was taken back.',
  'shell-gone': 'The shell that this invitation led to has ended.',
  'used-up': 'This invitation has been used as often as it may be.',
} as const;

function over(why: keyof typeof WORDS): ProtocolError {
  return new ProtocolError(`invitation-${why}`, WORDS[why]);
}
