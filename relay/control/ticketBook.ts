// Clients that wait, each under a ticket that is good once and for so long. One timer for all: every
// ticket is good for the same time, so the oldest ends first.
import { randomBytes } from 'node:crypto';
import { Alarm } from '../../core/time/alarm.ts';
import type { Clock } from '../../core/time/clock.ts';
import type { RelayCode } from '../../core/relay/messages.ts';

const TICKET_BYTES = 32;

export interface TicketHolder {
  /** Whom it waits for. */
  readonly agent: string;
  /** It has waited in vain. */
  refused(code: RelayCode): void;
}

interface Ticket<T> {
  holder: T;
  dueAt: number;
}

export class TicketBook<T extends TicketHolder> {
  readonly #clock: Clock;
  readonly #goodMs: number;
  /** The oldest first. */
  readonly #tickets = new Map<string, Ticket<T>>();
  readonly #alarm: Alarm;

  constructor(clock: Clock, goodMs: number) {
    this.#clock = clock;
    this.#goodMs = goodMs;
    this.#alarm = new Alarm(clock, () => this.#expire());
  }

  get size(): number {
    return this.#tickets.size;
  }

  /** A new ticket: base64url of 32 random bytes. */
  issue(holder: T): string {
    const ticket = randomBytes(TICKET_BYTES).toString('base64url');
    this.#tickets.set(ticket, { holder, dueAt: this.#clock.now() + this.#goodMs });
    this.#alarm.within(this.#goodMs);
    return ticket;
  }

  /** Who waits under it, and no longer does; undefined where nobody does, or no more. */
  take(ticket: string): T | undefined {
    const found = this.#tickets.get(ticket);
    this.#tickets.delete(ticket);
    return found && found.dueAt > this.#clock.now() ? found.holder : undefined;
  }

  /** The agent won't come. Another agent's ticket isn't its to decline. False where there is none. */
  decline(ticket: string, agent: string): boolean {
    const found = this.#tickets.get(ticket);
    if (found?.holder.agent !== agent) return false;
    this.#tickets.delete(ticket);
    found.holder.refused('agent-busy');
    return true;
  }

  /** Its holder waits no more. */
  cancel(ticket: string): void {
    this.#tickets.delete(ticket);
  }

  /** Nobody is waited for any more. */
  close(code: RelayCode): void {
    this.#alarm.cancel();
    const all = [...this.#tickets.values()];
    this.#tickets.clear();
    for (const { holder } of all) holder.refused(code);
  }

  #expire(): void {
    const now = this.#clock.now();
    for (const [ticket, { holder, dueAt }] of this.#tickets) {
      if (dueAt > now) return this.#alarm.within(dueAt - now);
      this.#tickets.delete(ticket);
      holder.refused('agent-silent');
    }
  }
}
