// Everybody who is in: agents at their control connections, clients that wait, and what is spliced of
// both; from the first upgrade until the node has gone.
import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  MAX_RELAY_MESSAGE,
  MAX_SPLICE_MESSAGE,
  RELAY_SUBPROTOCOL,
  type RelayDoor,
} from '../../core/relay/messages.ts';
import { Upgrades } from '../../core/socket/upgrades.ts';
import { pause, type Clock } from '../../core/time/clock.ts';
import { AgentControl, type ControlDeps } from '../control/agentControl.ts';
import { TicketBook } from '../control/ticketBook.ts';
import type { Counts } from '../counts.ts';
import type { RelayLimits } from '../limits.ts';
import { Peer, type Handler } from '../peer.ts';
import type { Registry } from '../registry/registry.ts';
import { Splice, type SpliceDeps } from '../splice/splice.ts';
import { Wheel } from '../wheel.ts';
import { WaitingClient, type ClientDoorDeps } from './clientDoor.ts';
import { Crowds } from './crowds.ts';
import { LAST_WORDS_MS, type Arrival } from './arrival.ts';
import { Front, type TlsFiles } from './front.ts';
import { Misses } from './misses.ts';
import { answer, doorOf, type Refusal } from './request.ts';
import { ComingAgent, type SpliceDoorDeps } from './spliceDoor.ts';

/** What is worth a line in the log. Ids are whole here. */
export interface RelayEvents {
  agentIn: (id: string, address: string) => void;
  agentGone: (id: string) => void;
  /** A connection, or its HTTP request, was turned away. */
  turnedAway: (address: string, why: string) => void;
}

export interface RelayNodeOptions {
  clock: Clock;
  limits: RelayLimits;
  counts: Counts;
  registry: Registry;
  tls: TlsFiles | undefined;
  /** Under which agents reach this very node, `wss://…`; '' where it is the only one. */
  node: string;
  on: RelayEvents;
  /** So many connections are here now. */
  onCount?: (connections: number) => void;
}

/** Who is turned away for a while comes again after so long, milliseconds. */
const RETRY_MS = 5_000;
const NONCE_BYTES = 32;
/** How often it is looked whether all have gone, milliseconds. */
const DRAIN_LOOK_MS = 50;
/** An idle splice is found after its time and a part of it. */
const IDLE_LOOKS = 4;

export class RelayNode {
  readonly front: Front;
  readonly #options: RelayNodeOptions;
  readonly #small: Upgrades;
  readonly #large: Upgrades;
  readonly #heartbeats: Wheel;
  readonly #idle: Wheel;
  readonly #tickets: TicketBook<WaitingClient>;
  /** Clients of each agent here. */
  readonly #clients = new Crowds();
  readonly #agents = new Set<AgentControl>();
  readonly #splices = new Set<Splice>();
  readonly #control: ControlDeps;
  readonly #clientDoor: ClientDoorDeps;
  readonly #spliceDoor: SpliceDoorDeps;
  readonly #spliceDeps: SpliceDeps;
  #draining = false;

  constructor(options: RelayNodeOptions) {
    this.#options = options;
    const { clock, limits, counts, registry, on } = options;
    const upgrades = { subprotocol: RELAY_SUBPROTOCOL, closeMs: limits.closeMs };
    this.#small = new Upgrades({ ...upgrades, maxMessage: MAX_RELAY_MESSAGE });
    this.#large = new Upgrades({ ...upgrades, maxMessage: MAX_SPLICE_MESSAGE });
    this.#heartbeats = new Wheel(clock, limits.heartbeatMs);
    this.#idle = new Wheel(clock, limits.idleMs / IDLE_LOOKS);
    this.#tickets = new TicketBook(clock, limits.ticketMs);
    const misses = new Misses(clock, limits);
    const tickets = this.#tickets;
    this.#control = {
      ...{ clock, limits, counts, registry, heartbeats: this.#heartbeats, retryMs: RETRY_MS },
      node: options.node,
      declined: (ticket, agent) => tickets.decline(ticket, agent),
      proved: (control) => this.#in(control),
      gone: (control) => this.#out(control),
    };
    registry.onDeclined = (agent, ticket) => void tickets.decline(ticket, agent);
    this.#clientDoor = {
      ...{ limits, counts, registry, misses, tickets, clients: this.#clients, node: options.node },
    };
    this.#spliceDoor = { tickets, misses, splice: (client, end) => this.#splice(client, end) };
    const spend = (agent: string, bytes: number): void => registry.spend(agent, bytes);
    this.#spliceDeps = { clock, limits, counts, idle: this.#idle, spend };
    this.front = new Front({
      ...{ clock, limits, counts, tls: options.tls, onCut: on.turnedAway },
      isBanned: (address) => registry.isBanned(address),
      isReady: () => this.ready,
      ...(options.onCount && { onCount: options.onCount }),
      onUpgrade: (...upgrade) => this.#upgrade(...upgrade),
    });
  }

  /** Takes agents and clients, and knows where they are. */
  get ready(): boolean {
    return !this.#draining && this.#options.registry.ready;
  }

  /**
   * Takes nobody more, tells agents to move and waits for splices; whoever is here after `drainMs` is
   * told so and cut. Resolves when all are gone.
   */
  async drain(drainMs: number): Promise<void> {
    const { clock } = this.#options;
    this.#draining = true;
    this.front.stopListening();
    this.#tickets.close('draining');
    for (const control of this.#agents) control.move(drainMs);
    const end = clock.now() + drainMs;
    while (this.#size > 0 && clock.now() < end) await pause(clock, DRAIN_LOOK_MS);
    await this.#sayGoodbye();
    for (const wheel of [this.#heartbeats, this.#idle]) wheel.close();
    this.front.close();
  }

  get #size(): number {
    return this.#splices.size + this.#agents.size;
  }

  async #sayGoodbye(): Promise<void> {
    const { strangers } = this.front;
    if (this.#size + strangers.length === 0) return;
    for (const splice of this.#splices) splice.end('draining');
    const peers = [...strangers, ...[...this.#agents].map(({ peer }) => peer)];
    for (const peer of peers) peer.refuse('draining', 'draining', RETRY_MS);
    await pause(this.#options.clock, LAST_WORDS_MS);
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, arrival: Arrival): void {
    const found = doorOf(request);
    const refusal = 'status' in found ? found : this.#refusal(found.door);
    if (refusal) return this.#turnAway(socket, refusal, arrival);
    const { door, host } = found as { door: RelayDoor; host: string };
    const upgrades = door === 'agent' ? this.#small : this.#large;
    upgrades.accept(request, socket, head, (ws) => {
      const peer = new Peer(ws, arrival.address, this.#options.counts, NOBODY);
      arrival.peer = peer;
      peer.arrival = arrival;
      this.#open(door, host, peer);
    });
  }

  #refusal(door: RelayDoor): Refusal | undefined {
    const { counts, limits } = this.#options;
    const retryAfter = RETRY_MS / 1_000;
    if (this.#draining) return { status: 503, why: 'draining', retryAfter };
    const isFull = door === 'agent' && counts.agents >= limits.agents;
    return isFull ? { status: 503, why: 'limit agents', retryAfter } : undefined;
  }

  #turnAway(socket: Duplex, refusal: Refusal, { address }: Arrival): void {
    this.#options.counts.refuse(`http-${refusal.status}`);
    this.#options.on.turnedAway(address, refusal.why);
    answer(socket, refusal);
  }

  #open(door: RelayDoor, host: string, peer: Peer): void {
    if (door === 'client') new WaitingClient(peer, this.#clientDoor);
    else if (door === 'splice') new ComingAgent(peer, this.#spliceDoor);
    else {
      const nonce = randomBytes(NONCE_BYTES).toString('base64url');
      const about = { type: 'challenge', relay: host, node: this.#options.node, nonce } as const;
      new AgentControl(peer, about, this.#control);
    }
  }

  #in(control: AgentControl): void {
    this.#agents.add(control);
    control.peer.shown();
    this.#options.on.agentIn(control.id, control.peer.address);
    if (this.#draining) control.move(0); // its proof was under way when the node began to go
  }

  #out(control: AgentControl): void {
    this.#agents.delete(control);
    this.#options.on.agentGone(control.id);
  }

  #splice(client: WaitingClient, agentEnd: Peer): void {
    const { agent } = client;
    client.met();
    agentEnd.shown();
    const rate = this.#options.registry.allowanceOf(agent)?.rate;
    const ended = (): void => {
      this.#splices.delete(splice);
      this.#clients.remove(agent);
    };
    const splice = new Splice(
      { agent, client: client.peer, agentEnd, rate, ended },
      this.#spliceDeps,
    );
    this.#splices.add(splice);
  }
}

/** Until a door has it. */
const NOBODY: Handler = { message: () => undefined, closed: () => undefined };
