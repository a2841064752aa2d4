// An agent's control connection: challenged, proved, the owner of its id from then on, told of each
// client that waits for it. There are ten thousand of them, so one holds what it must and no more.
import { isProved } from '../../core/relay/agentProof.ts';
import {
  declinedSchema,
  MAX_RELAY_MESSAGE,
  proveSchema,
  readRelayMessage,
  type Challenge,
  type Prove,
  type RelayCode,
} from '../../core/relay/messages.ts';
import type { Clock } from '../../core/time/clock.ts';
import type { Counts } from '../counts.ts';
import type { RelayLimits } from '../limits.ts';
import type { Handler, Peer } from '../peer.ts';
import { RelayRefusal } from '../registry/refusal.ts';
import type { Claim, Owned, Registry, Summons } from '../registry/registry.ts';
import { TokenBucket } from '../tokenBucket.ts';
import type { Visited, Wheel } from '../wheel.ts';

/** Pings without an answer that end it. */
const SILENT_TURNS = 3;
/** An agent that has so much unread is told of nobody more, bytes. */
const UNREAD_ROOM = 64 * 1024;

export interface ControlDeps {
  clock: Clock;
  limits: RelayLimits;
  counts: Counts;
  registry: Registry;
  /** As clients' agents are told of this node. */
  node: string;
  /** Visits each proved agent. */
  heartbeats: Wheel;
  /** An agent won't come for this ticket; false where nobody waits under it. */
  declined: (ticket: string, agent: string) => boolean;
  /** It has shown who it is: it is half open no more. */
  proved: (control: AgentControl) => void;
  /** Its id is its own no more, or never was. */
  gone: (control: AgentControl) => void;
  /** Where an agent that is turned away may come again, milliseconds. */
  retryMs: number;
}

export class AgentControl implements Handler, Owned, Visited {
  readonly peer: Peer;
  readonly #deps: ControlDeps;
  id = '';
  epoch = 0;
  keys = 0;
  #challenge: Challenge | undefined;
  #claim: Claim | undefined;
  #place = -1;
  #silent = 0;
  #strays = 0;
  /** Clients of other nodes that it was told of, and hasn't declined. */
  #elsewhere = 0;
  #bucket: TokenBucket | undefined;
  #closed = false;

  /** @param challenge is sent at once */
  constructor(peer: Peer, challenge: Challenge, deps: ControlDeps) {
    this.peer = peer;
    this.#deps = deps;
    this.#challenge = challenge;
    peer.handler = this;
    peer.send(challenge);
  }

  message(_from: Peer, data: Buffer, isBinary: boolean): void {
    if (isBinary || data.length > MAX_RELAY_MESSAGE) return this.peer.refuse('bad-message');
    this.#silent = 0;
    const text = data.toString();
    if (this.#challenge) this.#prove(this.#challenge, text);
    else if (this.#claim) this.#answer(text);
    else this.peer.refuse('bad-message'); // its proof was just taken, and it waits to be told
  }

  closed(): void {
    this.#closed = true;
    if (!this.#claim) return;
    const { counts, heartbeats, gone } = this.#deps;
    counts.agents--;
    heartbeats.remove(this, this.#place);
    void this.#claim.release();
    this.#claim = undefined;
    gone(this);
  }

  alive(): void {
    this.#silent = 0;
  }

  // Async, so that whatever is thrown rejects.
  async summon({ ticket, node, forMs }: Summons): Promise<void> {
    const { clock, limits, counts } = this.#deps;
    if (!this.#claim || !this.peer.open) throw new RelayRefusal('agent-offline');
    const now = clock.now();
    this.#bucket ??= new TokenBucket(limits.summonRate, limits.summonBurst, now);
    if (!this.#bucket.take(now)) throw new RelayRefusal('agent-busy', 'limit summonRate');
    if (this.peer.held > UNREAD_ROOM) throw new RelayRefusal('agent-busy');
    counts.summoned++;
    if (node !== this.#deps.node) this.#elsewhere++;
    this.peer.send({ type: 'waiting', ticket, node, forMs });
  }

  replaced(): void {
    this.peer.refuse('replaced');
  }

  banned(): void {
    this.peer.refuse('banned');
  }

  /** This node goes: it should connect anew within this time. */
  move(withinMs: number): void {
    this.peer.send({ type: 'move', withinMs });
  }

  /** Once a turn: is it still there? */
  visit(): void {
    this.#strays >>= 1; // it was right to decline, and late; a few of them now and then are no flood
    if (++this.#silent > SILENT_TURNS) {
      this.#deps.counts.refuse('silent');
      return this.peer.ws.terminate();
    }
    if (this.peer.open) this.peer.ws.ping();
  }

  #prove(challenge: Challenge, text: string): void {
    const proof = readRelayMessage(proveSchema, text);
    if (!proof) return this.peer.refuse('bad-message');
    this.#challenge = undefined;
    const { registry, counts, limits, retryMs } = this.#deps;
    if (registry.isBanned(proof.id)) return this.peer.refuse('banned');
    if (counts.agents >= limits.agents) return this.peer.refuse('limit', 'agents', retryMs);
    if (!isProved(challenge, proof)) return this.peer.refuse('bad-proof');
    this.id = proof.id;
    this.epoch = proof.epoch;
    this.keys = proof.keys.length;
    void this.#own(proof);
  }

  async #own({ ticket }: Prove): Promise<void> {
    const { registry, counts, limits, heartbeats, proved, retryMs } = this.#deps;
    let claim: Claim;
    try {
      claim = await registry.claim(this, ticket);
    } catch (error) {
      const { code, message } = asRefusal(error);
      return this.peer.refuse(code, message, code === 'registry' ? retryMs : undefined);
    }
    if (this.#closed || !this.peer.open) return claim.release();
    this.#claim = claim;
    counts.agents++;
    counts.proved++;
    this.#place = heartbeats.add(this);
    const clients = registry.allowanceOf(this.id)?.clients ?? limits.agentClients;
    this.peer.send({ type: 'owned', heartbeatMs: limits.heartbeatMs, limits: { clients } });
    proved(this);
  }

  #answer(text: string): void {
    const declined = readRelayMessage(declinedSchema, text);
    if (!declined) return this.peer.refuse('bad-message');
    if (this.#deps.declined(declined.ticket, this.id)) return;
    if (this.#elsewhere > 0) {
      this.#elsewhere--;
      return this.#deps.registry.declined(this.id, declined.ticket);
    }
    // A client that went meanwhile is no mistake of the agent's; a flood of such is.
    if (++this.#strays > this.#deps.limits.strays) this.peer.refuse('limit', 'strays');
  }
}

/** What isn't a refusal by name is a fault between the nodes. */
export function asRefusal(error: unknown): { code: RelayCode; message: string } {
  if (error instanceof RelayRefusal) return error;
  return { code: 'registry', message: 'registry' };
}
