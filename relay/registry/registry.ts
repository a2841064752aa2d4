// Which node has which agent, and how nodes ask each other for one. Two implementations: in this
// process, for a relay of one node, and over NATS, for many. One contract suite holds for both.

/** Who holds an agent's control connection on this node, as the registry sees it. */
export interface Owned {
  /** 32 characters of base32. */
  id: string;
  /** Grows with each connection of the agent: of two owners the later one is right. */
  epoch: number;
  /** Number of keys the id has come through: an earlier key doesn't get it back. */
  keys: number;
  /**
   * A client waits at `node` with this one-time ticket: tell the agent. Resolves when it was told;
   * rejects with `RelayRefusal` where it can't be (too many clients, gone meanwhile).
   */
  summon(call: Summons): Promise<void>;
  /** A later connection of the same id has its place, on this node or another. */
  replaced(): void;
  /** The operator keeps it out from now on: say `banned`, and close. */
  banned?(): void;
}

/** A client that waits. */
export interface Summons {
  /** Base64url of 32 bytes; good once, at `node`. */
  ticket: string;
  /** Where agents dial to meet it: `wss://…`; '' for the relay's only node. */
  node: string;
  /** How long it waits, milliseconds. */
  forMs: number;
}

export interface Claim {
  /** Gives the id back; an owner that was replaced gives nothing back. Never rejects. */
  release(): Promise<void>;
}

/** What an enrolment ticket allows. */
export interface Allowance {
  agents: number;
  clients: number;
  /** Bytes a month, both directions. */
  bytes: number;
  /** Bytes a second. */
  rate: number;
}

export interface Registry {
  /**
   * Makes this node the owner. Of two that claim one id the later epoch has it, on whichever node; the
   * other one's `replaced` is called. Rejects with `RelayRefusal`: `replaced` (a later one is here),
   * `stale-key`, `banned`, `enrolment`, `registry` (the nodes can't be reached just now).
   */
  claim(owned: Owned, ticket?: string): Promise<Claim>;
  /**
   * Asks the owner of `id`, wherever it is. Rejects with `RelayRefusal`: `agent-offline` at once where
   * nobody has it, `registry`, or what the owner says.
   */
  summon(id: string, call: Summons): Promise<void>;
  /**
   * The agent won't come for this ticket, and whoever waits under it isn't on this node: whichever
   * node it is on hears it by `onDeclined`.
   */
  declined(id: string, ticket: string): void;
  /** Called when another node's agent has declined; the client may be here or not. */
  onDeclined: ((id: string, ticket: string) => void) | undefined;
  /** Is this address or id kept out by the operator? Answered from memory. */
  isBanned(idOrAddress: string): boolean;
  /**
   * What the ticket that this agent came with allows it; `bytes` is what is left of the month's.
   * Undefined where it came without one: nothing is limited then. Answered from memory.
   */
  allowanceOf(id: string): Allowance | undefined;
  /** So many bytes, of both directions, have passed for this agent. */
  spend(id: string, bytes: number): void;
  /** Can it be relied on just now? For /readyz. */
  readonly ready: boolean;
  /** Lets go of all. Never rejects. */
  close(): Promise<void>;
}
