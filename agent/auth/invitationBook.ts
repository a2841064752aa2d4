// The invitations of an agent: who may come by them, who is in, and when that ends. Pure: time
// comes from outside. What is over is remembered for a day, so that whoever comes too late, and
// knows its token, is told why.
import { randomBytes } from 'node:crypto';
import { newToken } from '../../core/auth/proof.ts';
import type { Invitation, MadeInvitation } from '../../core/client/sharing.ts';
import { Alarm } from '../../core/time/alarm.ts';
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
  /** The same by the clock that can't be set, but stands still while the machine sleeps. */
  deadline: number;
  over: Ending | undefined;
  /** By that clock; meaningless before. */
  overSince: number;
  guests: Guests;
}

/** How late the end of a guest's time may be noticed that comes by a change of the date. */
const LOOK_MS = 1_000;
/** The same while no guest is in: whoever comes or asks is answered by the date anyway. */
const IDLE_LOOK_MS = 60_000;
/** For so long an invitation that is over is still listed, and explains itself. */
export const REMEMBERED_MS = 24 * 3_600_000;

export class InvitationBook {
  readonly #clock: Clock;
  readonly #today: () => number;
  /** In the order in which they were made. */
  readonly #entries = new Map<string, Entry>();
  readonly #alarm: Alarm;

  /** `today`: milliseconds since 1970. */
  constructor(clock: Clock, today: () => number) {
    this.#clock = clock;
    this.#today = today;
    this.#alarm = new Alarm(clock, () => this.#look());
  }

  /** A new invitation, its token included. Throws `ChannelError` too-many-invitations. */
  make(terms: InvitationTerms): MadeInvitation {
    this.#look();
    this.#checkRoom();
    const id = randomBytes(8).toString('hex');
    const createdAt = this.#today();
    const entry: Entry = {
      ...{ id, token: newToken(), terms, createdAt, over: undefined },
      expiresAt: createdAt + terms.expiresInMs,
      ...{ deadline: this.#clock.now() + terms.expiresInMs, overSince: 0 },
      guests: new Guests(terms.uses),
    };
    this.#entries.set(id, entry);
    this.#forgetOldest();
    this.#watch();
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
    this.#look();
    if (entry.over) throw over(entry.over);
    if (!entry.guests.mayCome(member)) throw over('used-up');
    const { session, role } = entry.terms;
    const visit = entry.guests.come(member, end);
    this.#watch();
    return { session, role, ...visit };
  }

  /** Of one shell, or of all; the oldest first. */
  list(session?: string): Invitation[] {
    this.#look();
    const all = [...this.#entries.values()].map(describe);
    return session === undefined ? all : all.filter((one) => one.session === session);
  }

  /** Cuts off all who came by it; how many. Throws `ChannelError` no-such-invitation. */
  revoke(id: string): number {
    this.#look();
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
    this.#alarm.cancel();
    this.#entries.clear();
  }

  #end(entry: Entry, why: Ending): number {
    if (entry.over) return 0;
    entry.over = why;
    entry.overSince = this.#clock.now();
    if (this.#open.length === 0) this.#alarm.cancel();
    return entry.guests.endAll(over(why));
  }

  /** Ends what either clock says is over: one may be set, the other sleeps with the machine. */
  #look(): void {
    const [now, today] = [this.#clock.now(), this.#today()];
    for (const entry of [...this.#entries.values()]) {
      if (entry.over) {
        if (now - entry.overSince >= REMEMBERED_MS) this.#entries.delete(entry.id);
      } else if (now >= entry.deadline || today >= entry.expiresAt) this.#end(entry, 'expired');
    }
    this.#watch();
  }

  /** Looks again when the next of them ends, and in between for a date that was changed. */
  #watch(): void {
    const open = this.#open;
    if (open.length === 0) return;
    const someoneIsIn = open.some(({ guests }) => guests.online > 0);
    const [now, today] = [this.#clock.now(), this.#today()];
    const left = open.map(({ deadline, expiresAt }) => Math.min(deadline - now, expiresAt - today));
    this.#alarm.within(Math.max(0, Math.min(...left, someoneIsIn ? LOOK_MS : IDLE_LOOK_MS)));
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
