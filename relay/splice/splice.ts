// Two ends joined: what one says the other is told, as it is, message by message. Whoever reads too
// slowly is waited for, by not reading the other one; so a splice holds little, however much comes.
import type { RelayCode } from '../../core/relay/messages.ts';
import type { Clock } from '../../core/time/clock.ts';
import type { Counts } from '../counts.ts';
import type { RelayLimits } from '../limits.ts';
import type { Handler, Peer } from '../peer.ts';
import { TokenBucket } from '../tokenBucket.ts';
import type { Visited, Wheel } from '../wheel.ts';

const BINARY = { binary: true };

export interface SpliceDeps {
  clock: Clock;
  limits: RelayLimits;
  counts: Counts;
  /** Visits each splice, to find the idle ones. */
  idle: Wheel;
  /** So many bytes have passed for this agent since the last time. */
  spend: (agent: string, bytes: number) => void;
}

export interface SpliceEnds {
  /** Whose it is. */
  agent: string;
  client: Peer;
  agentEnd: Peer;
  /** Bytes a second, where the agent's ticket says so. */
  rate?: number | undefined;
  /** It has ended. Called once. */
  ended: () => void;
}

export class Splice implements Handler, Visited {
  readonly #deps: SpliceDeps;
  readonly #ends: SpliceEnds;
  readonly #bucket: TokenBucket | undefined;
  readonly #place: number;
  #quietSince: number;
  #bytes = 0;
  #over = false;
  /** For bytes to be allowed again. */
  #waits = false;

  constructor(ends: SpliceEnds, deps: SpliceDeps) {
    this.#ends = ends;
    this.#deps = deps;
    const now = deps.clock.now();
    this.#quietSince = now;
    const { rate } = ends;
    this.#bucket = rate === undefined ? undefined : new TokenBucket(rate, rate, now);
    deps.counts.splices++;
    deps.counts.spliced++;
    this.#place = deps.idle.add(this);
    for (const end of [ends.client, ends.agentEnd]) {
      end.handler = this;
      end.watchDrain();
      end.send({ type: 'spliced' });
    }
  }

  message(from: Peer, data: Buffer, isBinary: boolean): void {
    if (this.#over) return;
    if (!isBinary) return this.#endBy(from, 'bad-message');
    const { client, agentEnd } = this.#ends;
    const { counts, limits } = this.#deps;
    const to = from === client ? agentEnd : client;
    counts.messages++;
    if (to === client) counts.toClients += data.length;
    else counts.toAgents += data.length;
    this.#bytes += data.length;
    to.ws.send(data, BINARY);
    const { held } = to;
    if (held > counts.mostHeld) counts.mostHeld = held;
    if (held > limits.highWater) this.#stop(from);
    if (this.#bucket) this.#slow(this.#bucket, data.length);
  }

  drained(peer: Peer): void {
    if (!this.#over && !this.#waits) this.#other(peer).ws.resume();
  }

  closed(peer: Peer): void {
    this.#end('peer-gone', this.#other(peer), 'peer-gone');
  }

  /** Both are told so, and closed when what they were sent is written. */
  end(code: RelayCode): void {
    this.#end(code, this.#ends.client, code);
    this.#ends.agentEnd.close(code);
  }

  /** Once a turn: has anything passed since? */
  visit(): void {
    const { clock, limits } = this.#deps;
    const now = clock.now();
    if (this.#bytes > 0) {
      this.#settle();
      this.#quietSince = now;
    } else if (now - this.#quietSince >= limits.idleMs) this.end('idle');
  }

  #endBy(culprit: Peer, code: RelayCode): void {
    this.#end(code, this.#other(culprit), 'peer-gone');
    culprit.close(code);
  }

  #end(why: RelayCode, tell: Peer, code: RelayCode): void {
    if (this.#over) return;
    this.#over = true;
    const { counts, idle } = this.#deps;
    counts.splices--;
    counts.end(why);
    idle.remove(this, this.#place);
    this.#settle();
    tell.close(code);
    this.#ends.ended();
  }

  #other(peer: Peer): Peer {
    const { client, agentEnd } = this.#ends;
    return peer === client ? agentEnd : client;
  }

  #settle(): void {
    if (this.#bytes > 0) this.#deps.spend(this.#ends.agent, this.#bytes);
    this.#bytes = 0;
  }

  #stop(peer: Peer): void {
    if (peer.ws.isPaused) return;
    this.#deps.counts.pauses++;
    peer.ws.pause();
  }

  #isOwing(): boolean {
    return this.#bucket !== undefined && this.#bucket.waitMs(this.#deps.clock.now(), 0) > 0;
  }

  /** Both directions share the rate; neither is read until what was too much is made up for. */
  #slow(bucket: TokenBucket, bytes: number): void {
    bucket.owe(this.#deps.clock.now(), bytes);
    if (this.#isOwing() && !this.#waits) this.#wait(bucket);
  }

  #wait(bucket: TokenBucket): void {
    const { clock } = this.#deps;
    const { client, agentEnd } = this.#ends;
    this.#waits = true;
    for (const end of [client, agentEnd]) this.#stop(end);
    clock.after(Math.ceil(bucket.waitMs(clock.now(), 0)), () => {
      this.#waits = false;
      if (this.#over) return;
      if (this.#isOwing()) return this.#wait(bucket);
      // Where one still has too much, `drained` follows.
      for (const end of [client, agentEnd]) {
        if (this.#other(end).held <= this.#deps.limits.highWater) end.ws.resume();
      }
    });
  }
}
