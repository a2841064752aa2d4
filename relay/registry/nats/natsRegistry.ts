// The registry of many nodes: who has an agent is a subscription of NATS, what outlives nodes is in a
// bucket of it. While NATS is away agents and splices stay, and nobody new is let in.
import { randomBytes } from 'node:crypto';
import { systemClock, type Clock } from '../../../core/time/clock.ts';
import { monthOf } from '../ledger.ts';
import { RelayRefusal } from '../refusal.ts';
import type { Allowance, Claim, Owned, Registry, Summons } from '../registry.ts';
import { Bus, type BusEvents, type BusOptions } from './bus.ts';
import { Kept } from './kept.ts';
import { PREFIX } from './messages.ts';
import { Seats } from './seats.ts';
import { Spending } from './spending.ts';

/** What an operator may want to read of: NATS is lost, is back, or has a key that says nothing. */
export type RegistryEvent =
  | { event: 'nats-lost' | 'nats-back' }
  | { event: 'nats-unreachable' | 'bucket-unreadable'; why: string }
  | { event: 'odd-key'; key: string };

export interface NatsOptions extends BusOptions {
  /** Names the subjects and the bucket: relays that share a NATS, but no agents, have each their own. */
  prefix?: string;
  on?: (event: RegistryEvent) => void;
  clock?: Clock;
  /** Today, for the bytes of a month. */
  today?: () => Date;
}

export class NatsRegistry implements Registry {
  onDeclined: Registry['onDeclined'];
  readonly #bus: Bus;
  readonly #kept: Kept;
  readonly #seats: Seats;
  readonly #spending: Spending;
  readonly #options: NatsOptions;
  readonly #ended = new AbortController();
  /** Claims of one id, one after the other. */
  readonly #turns = new Map<string, Promise<unknown>>();
  #waiting: (() => void)[] = [];

  /** Returns at once, also where NATS isn't there: `ready` says when it is. @throws TypeError */
  constructor(options: NatsOptions) {
    const { prefix = 'relay', clock = systemClock, today = () => new Date() } = options;
    if (!PREFIX.test(prefix)) throw new TypeError(`not a prefix: ${prefix}`);
    this.#options = options;
    this.#bus = new Bus(options, clock, {
      is: (event) => this.#hear(event),
      unreachable: (why) => options.on?.({ event: 'nats-unreachable', why }),
    });
    const watched = {
      changed: (key: string) => this.#changed(key),
      unreadable: (why: string) => options.on?.({ event: 'bucket-unreadable', why }),
      odd: (key: string) => options.on?.({ event: 'odd-key', key }),
    };
    this.#kept = new Kept(this.#bus, prefix, watched, clock);
    this.#seats = new Seats(this.#bus, prefix, randomBytes(16).toString('base64url'), clock);
    this.#seats.onDeclined = (id, ticket) => this.onDeclined?.(id, ticket);
    this.#spending = new Spending(this.#kept, clock, () => monthOf(today()));
  }

  get ready(): boolean {
    return this.#bus.connected && this.#kept.ready;
  }

  /** Resolves when it is ready, at once where it is; never where it is closed before. */
  whenReady(): Promise<void> {
    if (this.ready) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Resolves when memory has all that was written before this call. @throws RelayRefusal `registry` */
  current(): Promise<void> {
    return this.#kept.current();
  }

  async claim(owned: Owned, ticket?: string): Promise<Claim> {
    const before = this.#turns.get(owned.id);
    const turn = (before ?? Promise.resolve()).then(() => this.#claim(owned, ticket));
    const over = turn.catch(() => undefined);
    this.#turns.set(owned.id, over);
    void over.then(() => this.#turns.get(owned.id) === over && this.#turns.delete(owned.id));
    await turn;
    return {
      release: async () => {
        // Whoever asks from now on shall hear that nobody has it, not nothing.
        if (this.#seats.leave(owned)) await this.#bus.flushed();
      },
    };
  }

  async summon(id: string, call: Summons): Promise<void> {
    // Whoever is here is told also while NATS is away.
    if (!this.#bus.connected && !this.#seats.of(id)) throw new RelayRefusal('registry');
    await this.#seats.summon(id, call);
  }

  declined(id: string, ticket: string): void {
    this.#seats.declined(id, ticket);
  }

  isBanned(idOrAddress: string): boolean {
    return this.#kept.ledger.bans.has(idOrAddress);
  }

  allowanceOf(id: string): Allowance | undefined {
    return this.#spending.allowanceOf(id);
  }

  spend(id: string, bytes: number): void {
    this.#spending.spend(id, bytes);
  }

  async close(): Promise<void> {
    this.#ended.abort();
    await this.#spending.close();
    this.#seats.close();
    this.#kept.close();
    await this.#bus.close();
  }

  async #claim(owned: Owned, ticket: string | undefined): Promise<void> {
    if (!this.ready || this.#ended.signal.aborted) throw new RelayRefusal('registry');
    await this.#kept.current();
    const needs = this.#kept.ledger.admit(owned, ticket);
    if (needs.keys !== undefined) await this.#kept.rotated(owned.id, needs.keys);
    if (needs.ticket !== undefined) await this.#kept.enrol(owned.id, needs.ticket);
    await this.#seats.take(owned);
  }

  #hear(event: Parameters<BusEvents['is']>[0]): void {
    if (event === 'lost') this.#kept.lost();
    if (event === 'back') this.#kept.renew();
    if (event !== 'lost') void this.#sayAll();
    if (event !== 'changed') this.#options.on?.({ event: `nats-${event}` });
  }

  async #sayAll(): Promise<void> {
    await this.#seats.renew();
    await this.#seats.sayAll(this.#ended.signal);
  }

  /** Of one key, or of all where it is ''. */
  #changed(key: string): void {
    if (key === '' && this.ready) for (const resolve of this.#waiting.splice(0)) resolve();
    if (key !== '' && !key.startsWith('ban.')) return;
    for (const owned of this.#seats.owned()) if (this.isBanned(owned.id)) owned.banned?.();
  }
}
