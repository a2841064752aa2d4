// The door where an agent comes for a client that waits here: it takes the ticket, and both are spliced.
import { MAX_RELAY_MESSAGE, readRelayMessage, takeSchema } from '../../core/relay/messages.ts';
import type { TicketBook } from '../control/ticketBook.ts';
import type { Handler, Peer } from '../peer.ts';
import { crowdOf } from '../../core/link/crowd.ts';
import type { WaitingClient } from './clientDoor.ts';
import type { Misses } from './misses.ts';

export interface SpliceDoorDeps {
  tickets: TicketBook<WaitingClient>;
  misses: Misses;
  /** These two belong together. */
  splice: (client: WaitingClient, agentEnd: Peer) => void;
}

export class ComingAgent implements Handler {
  readonly #deps: SpliceDoorDeps;

  constructor(peer: Peer, deps: SpliceDoorDeps) {
    this.#deps = deps;
    peer.handler = this;
  }

  message(peer: Peer, data: Buffer, isBinary: boolean): void {
    const isFit = !isBinary && data.length <= MAX_RELAY_MESSAGE;
    const take = isFit ? readRelayMessage(takeSchema, data.toString()) : undefined;
    if (!take) return peer.refuse('bad-message');
    const { tickets, misses, splice } = this.#deps;
    const crowd = crowdOf(peer.address);
    const waitMs = misses.waitMs(crowd);
    if (waitMs > 0) return peer.refuse('limit', 'misses', waitMs);
    const client = tickets.take(take.ticket);
    if (client?.peer.open) return splice(client, peer);
    misses.miss(crowd);
    peer.refuse('bad-ticket');
  }

  closed(): void {
    // It was nobody yet.
  }
}
