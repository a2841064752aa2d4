// Every bound of a node, by the name under which it refuses: what `limit` says to whoever meets it,
// and what the metrics count. docs/RELAY.md has the table.

export interface RelayLimits {
  /** TCP connections at once, whatever they are. */
  connections: number;
  /** Of one address (of IPv6, of one /64); 0 where a balancer gives all of them its own. */
  perAddress: number;
  /** Connections taken in a second; those beyond wait at the door. */
  acceptRate: number;
  /** So many may be taken at once after a quiet time. */
  acceptBurst: number;
  /** So many wait at the door to be taken; more are cut. */
  atDoor: number;
  /** Taken, and not shown yet who they are. */
  halfOpen: number;
  /** From being taken to having said what it is, milliseconds: TLS, request and first message. */
  sayMs: number;
  /** Head of a request, bytes. */
  head: number;
  /** Agents. */
  agents: number;
  /** Clients that wait for an agent. */
  waiting: number;
  /** How long a client waits for its agent to come, and so how long a ticket is good, milliseconds. */
  ticketMs: number;
  /** Splices. */
  splices: number;
  /** Clients of one agent that wait or are spliced on this node. */
  agentClients: number;
  /** Clients an agent is told of in a second, and at once. */
  summonRate: number;
  summonBurst: number;
  /** Wrong ids and tickets from one address in a minute. */
  misses: number;
  /** Addresses whose misses are remembered, the latest. */
  missedAddresses: number;
  /** Messages from an agent that answer nothing. */
  strays: number;
  /** Between two pings of a control connection, milliseconds; a silence of three ends it. */
  heartbeatMs: number;
  /** A splice on which nothing passed for so long ends, milliseconds. */
  idleMs: number;
  /** Handed to a socket and not taken by it yet, bytes: beyond it the other end isn't read. */
  highWater: number;
  /** How long a peer may take to answer a Close, milliseconds. */
  closeMs: number;
  /** How long splices may go on once the node goes, milliseconds. */
  drainMs: number;
}

export const RELAY_LIMITS: Readonly<RelayLimits> = {
  connections: 40_000,
  perAddress: 2_000,
  acceptRate: 400,
  acceptBurst: 100,
  atDoor: 1_000,
  halfOpen: 1_000,
  sayMs: 10_000,
  head: 8 * 1024,
  agents: 15_000,
  waiting: 2_000,
  ticketMs: 6_000,
  splices: 10_000,
  agentClients: 64,
  summonRate: 20,
  summonBurst: 64,
  misses: 60,
  missedAddresses: 10_000,
  strays: 64,
  heartbeatMs: 30_000,
  idleMs: 10 * 60_000,
  highWater: 256 * 1024,
  closeMs: 5_000,
  drainMs: 30_000,
};

export type LimitName = keyof RelayLimits;
