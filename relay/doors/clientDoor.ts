// A client's door: it says which agent it wants, and waits until that one comes for it.
import {
  MAX_RELAY_MESSAGE,
  readRelayMessage,
  wantSchema,
  type RelayCode,
} from '../../core/relay/messages.ts';
import type { Counts } from '../counts.ts';
import type { RelayLimits } from '../limits.ts';
import type { Handler, Peer } from '../peer.ts';
import { asRefusal } from '../control/agentControl.ts';
import type { TicketBook, TicketHolder } from '../control/ticketBook.ts';
import type { Registry } from '../registry/registry.ts';
import { crowdOf } from '../../core/link/crowd.ts';
import type { Crowds } from './crowds.ts';
import type { Misses } from './misses.ts';

export interface ClientDoorDeps {
  limits: RelayLimits;
  counts: Counts;
  registry: Registry;
  tickets: TicketBook<WaitingClient>;
  /** Clients of each agent on this node, those spliced included. */
  clients: Crowds;
  misses: Misses;
  /** Where agents meet clients of this node; '' where it is the only one. */
  node: string;
}

export class WaitingClient implements Handler, TicketHolder {
  readonly peer: Peer;
  readonly #deps: ClientDoorDeps;
  agent = '';
  #ticket = '';

  constructor(peer: Peer, deps: ClientDoorDeps) {
    this.peer = peer;
    this.#deps = deps;
    peer.handler = this;
  }

  message(peer: Peer, data: Buffer, isBinary: boolean): void {
    const isFit = !isBinary && data.length <= MAX_RELAY_MESSAGE && this.agent === '';
    const want = isFit ? readRelayMessage(wantSchema, data.toString()) : undefined;
    if (!want) {
      this.#leave();
      return peer.refuse('bad-message');
    }
    const { misses } = this.#deps;
    const waitMs = misses.waitMs(crowdOf(peer.address));
    if (waitMs > 0) return peer.refuse('limit', 'misses', waitMs);
    const why = this.#full(want.id);
    if (why) return peer.refuse(...why);
    this.#wait(want.id);
  }

  closed(): void {
    this.#leave();
  }

  /** It has waited in vain. */
  refused(code: RelayCode): void {
    this.#leave();
    this.peer.refuse(code);
  }

  /** Its agent has come: its place among the clients is the splice's from now on. */
  met(): void {
    this.#deps.counts.waiting--;
    this.#ticket = '';
  }

  #full(id: string): [code: RelayCode, message?: string] | undefined {
    const { limits, counts, clients, registry } = this.#deps;
    if (registry.isBanned(id)) return ['banned'];
    if (counts.waiting >= limits.waiting) return ['limit', 'waiting'];
    if (counts.splices >= limits.splices) return ['limit', 'splices'];
    const allowance = registry.allowanceOf(id);
    const most = Math.min(limits.agentClients, allowance?.clients ?? Infinity);
    if (clients.sizeOf(id) >= most) return ['agent-busy', 'limit agentClients'];
    return allowance?.bytes === 0 ? ['limit', 'bytes of this month'] : undefined;
  }

  #wait(id: string): void {
    const { counts, clients, tickets, registry, node, limits } = this.#deps;
    this.agent = id;
    counts.waiting++;
    clients.add(id);
    this.#ticket = tickets.issue(this);
    this.peer.shown();
    const call = { ticket: this.#ticket, node, forMs: limits.ticketMs };
    registry.summon(id, call).catch((error: unknown) => this.#vain(error));
  }

  #vain(error: unknown): void {
    const { code, message } = asRefusal(error);
    if (code === 'agent-offline') this.#deps.misses.miss(crowdOf(this.peer.address));
    if (this.#ticket === '') return; // met all the same, or gone
    this.#leave();
    this.peer.refuse(code, message);
  }

  #leave(): void {
    if (this.#ticket === '') return;
    const { counts, clients, tickets } = this.#deps;
    tickets.cancel(this.#ticket);
    this.#ticket = '';
    counts.waiting--;
    clients.remove(this.agent);
  }
}
