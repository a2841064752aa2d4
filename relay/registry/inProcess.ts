// The registry of a relay that is one node: everything in this process's memory.
import { isBan } from './bans.ts';
import { Ledger, monthOf } from './ledger.ts';
import { isLater } from './order.ts';
import type { Policy } from './policy.ts';
import { RelayRefusal } from './refusal.ts';
import type { Allowance, Claim, Owned, Registry, Summons } from './registry.ts';

export interface InProcessOptions {
  policy?: Partial<Policy>;
  /** Today, for the bytes of a month. */
  today?: () => Date;
}

export class InProcessRegistry implements Registry {
  /** Never called: there is no other node. */
  onDeclined: Registry['onDeclined'];
  readonly #ledger = new Ledger();
  readonly #owners = new Map<string, Owned>();
  readonly #today: () => Date;
  #bans: readonly string[] = [];
  #closed = false;

  constructor({ policy = {}, today = () => new Date() }: InProcessOptions = {}) {
    this.#today = today;
    this.apply(policy);
  }

  get ready(): boolean {
    return !this.#closed;
  }

  /**
   * The operator's lists, in place of those before; agents that are banned now are told. Who has a
   * place of a ticket keeps it. @throws where a ban is neither an id nor an address nor a network
   */
  apply({ bans = [], tickets = {}, demandTickets = false }: Partial<Policy>): void {
    const bad = bans.find((entry) => !isBan(entry));
    if (bad !== undefined) throw new TypeError(`neither an id nor an address: ${bad}`);
    for (const entry of this.#bans) this.#ledger.bans.remove(entry);
    this.#bans = bans;
    for (const entry of bans) this.#ledger.bans.add(entry);
    this.#ledger.tickets.clear();
    for (const [hash, allowance] of Object.entries(tickets))
      this.#ledger.tickets.set(hash, allowance);
    this.#ledger.demandsTickets = demandTickets;
    for (const owned of this.#owners.values()) if (this.isBanned(owned.id)) owned.banned?.();
  }

  async claim(owned: Owned, ticket?: string): Promise<Claim> {
    if (this.#closed) throw new RelayRefusal('registry');
    const { id } = owned;
    const needs = this.#ledger.admit(owned, ticket);
    const before = this.#owners.get(id);
    if (before && !isLater(owned, before)) throw new RelayRefusal('replaced');
    if (needs.ticket !== undefined) this.#enrol(id, needs.ticket);
    if (needs.keys !== undefined) this.#ledger.keys.set(id, needs.keys);
    this.#owners.set(id, owned);
    before?.replaced();
    return { release: () => this.#release(owned) };
  }

  async summon(id: string, call: Summons): Promise<void> {
    const owned = this.#owners.get(id);
    if (!owned) throw new RelayRefusal(this.#closed ? 'registry' : 'agent-offline');
    await owned.summon(call);
  }

  declined(): void {
    // Whoever waits, waits on this node.
  }

  isBanned(idOrAddress: string): boolean {
    return this.#ledger.bans.has(idOrAddress);
  }

  allowanceOf(id: string): Allowance | undefined {
    return this.#ledger.allowanceOf(id, monthOf(this.#today()), () => 0);
  }

  spend(id: string, bytes: number): void {
    const { ticket } = this.#ledger.placeOf(id) ?? {};
    if (ticket === undefined) return;
    const month = monthOf(this.#today());
    const { spent } = this.#ledger;
    const key = `${month}.${ticket}`;
    if (!spent.has(key)) forgetOtherMonths(spent, month);
    spent.set(key, (spent.get(key) ?? 0) + bytes);
  }

  close(): Promise<void> {
    this.#closed = true;
    this.#owners.clear();
    return Promise.resolve();
  }

  #enrol(id: string, ticket: string): void {
    const place = this.#ledger.freePlace(ticket);
    const before = this.#ledger.placeOf(id);
    if (before) this.#ledger.free(before.ticket, before.place);
    this.#ledger.give(ticket, place, id);
  }

  #release(owned: Owned): Promise<void> {
    if (this.#owners.get(owned.id) === owned) this.#owners.delete(owned.id);
    return Promise.resolve();
  }
}

function forgetOtherMonths(spent: Map<string, number>, month: string): void {
  for (const key of spent.keys()) if (!key.startsWith(`${month}.`)) spent.delete(key);
}
