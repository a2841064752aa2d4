// What is known of ids, tickets and bans, in memory: each implementation fills it from where it keeps
// them, and both admit agents by it.
import { createHash } from 'node:crypto';
import { Bans } from './bans.ts';
import { RelayRefusal } from './refusal.ts';
import type { Allowance, Owned } from './registry.ts';

/** Ids that have gone on to a later key; an id with its first key takes no place. */
export const MAX_ROTATED = 1_000_000;

/** What has to be written down before an agent that was admitted is in. */
export interface Admission {
  /** It comes with a later key than is known. */
  keys?: number;
  /** It has to get a place of this ticket. */
  ticket?: string;
}

/** How a ticket is kept: nobody who reads the registry can enrol with what they see. */
export function ticketHash(ticket: string): string {
  return createHash('sha256').update(ticket).digest('hex');
}

/** `YYYYMM`, in UTC. */
export function monthOf(time: Date): string {
  return time.toISOString().slice(0, 7).replace('-', '');
}

export class Ledger {
  readonly bans = new Bans();
  /** Agents without a ticket are turned away. */
  demandsTickets = false;
  /** How many keys an id has come through, where it is more than one. */
  readonly keys = new Map<string, number>();
  /** By the ticket's hash. */
  readonly tickets = new Map<string, Allowance>();
  /** Bytes by `month.hash`. */
  readonly spent = new Map<string, number>();
  readonly #places = new Map<string, Map<number, string>>();
  readonly #ticketOf = new Map<string, { ticket: string; place: number }>();

  /**
   * May it come in, and what has to be written down for that? @throws RelayRefusal `banned`,
   * `stale-key`, `enrolment`, `limit`
   */
  admit({ id, keys }: Owned, ticket: string | undefined): Admission {
    if (this.bans.has(id)) throw new RelayRefusal('banned');
    const known = this.keys.get(id) ?? 1;
    if (keys < known) throw new RelayRefusal('stale-key');
    if (keys > known && known === 1 && this.keys.size >= MAX_ROTATED)
      throw new RelayRefusal('limit', 'rotated keys');
    const needs = this.#enrol(id, ticket);
    return { ...(keys > known && { keys }), ...(needs !== undefined && { ticket: needs }) };
  }

  /** The hash of the ticket that `id` has to get a place of; undefined where it needs none. */
  #enrol(id: string, ticket: string | undefined): string | undefined {
    const had = this.#ticketOf.get(id)?.ticket;
    const isGood = had !== undefined && this.tickets.has(had);
    if (ticket === undefined) {
      if (!isGood && (this.demandsTickets || had !== undefined))
        throw new RelayRefusal('enrolment');
      return undefined;
    }
    const hash = ticketHash(ticket);
    if (!this.tickets.has(hash)) throw new RelayRefusal('enrolment');
    return hash === had ? undefined : hash;
  }

  /** The lowest free place of a ticket, from `from` on. @throws RelayRefusal `enrolment` */
  freePlace(ticket: string, from = 0): number {
    const places = this.#places.get(ticket);
    const limit = this.tickets.get(ticket)?.agents ?? 0;
    for (let place = from; place < limit; place++) if (!places?.has(place)) return place;
    throw new RelayRefusal('enrolment', 'every place of this ticket is taken');
  }

  /** The place that this id has, of whichever ticket. */
  placeOf(id: string): { ticket: string; place: number } | undefined {
    return this.#ticketOf.get(id);
  }

  give(ticket: string, place: number, id: string): void {
    this.free(ticket, place);
    const places = this.#places.get(ticket) ?? new Map<number, string>();
    this.#places.set(ticket, places.set(place, id));
    this.#ticketOf.set(id, { ticket, place });
  }

  free(ticket: string, place: number): void {
    const places = this.#places.get(ticket);
    const id = places?.get(place);
    if (!places || id === undefined) return;
    places.delete(place);
    if (places.size === 0) this.#places.delete(ticket);
    const now = this.#ticketOf.get(id);
    if (now?.ticket === ticket && now.place === place) this.#ticketOf.delete(id);
  }

  /** What the id's ticket allows, with what is left of this month's bytes. */
  allowanceOf(
    id: string,
    month: string,
    unsaved: (ticket: string) => number,
  ): Allowance | undefined {
    const ticket = this.#ticketOf.get(id)?.ticket;
    const allowance = ticket === undefined ? undefined : this.tickets.get(ticket);
    if (ticket === undefined || !allowance) return undefined;
    const spent = (this.spent.get(`${month}.${ticket}`) ?? 0) + unsaved(ticket);
    return { ...allowance, bytes: Math.max(0, allowance.bytes - spent) };
  }
}
