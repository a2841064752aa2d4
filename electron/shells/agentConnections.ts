// One connection per agent, shared by all shells on it: dialled for the first, kept through
// cuts, closed after the last.
import { AgentClient } from '../../core/client/agentClient.ts';
import { AgentLink, type DialContext } from '../../core/client/agentLink.ts';
import type { LinkThresholds } from '../../core/client/linkWatch.ts';
import { parseInvitationLink, type InvitationLink } from '../../core/link/invitationLink.ts';
import { parsePairingLink, type PairingLink } from '../../core/link/pairingLink.ts';
import { ConnectFailure } from '../../core/socket/connectFailure.ts';
import type { Clock } from '../../core/time/clock.ts';
import type { StoredHost } from '../hosts/storedHost.ts';
import { defaultThresholds } from '../lag/thresholds.ts';
import type { Seat, SeatListener } from './durable/dialogue.ts';

/** A share in a connection. Give it back exactly once. */
export interface Lease {
  readonly link: AgentLink;
  /** Where the way to the agent may have questions of its own: takes a place to be asked at. */
  sit?(listener: SeatListener): Seat;
  release(): Promise<void>;
}

/** One attempt to reach an agent. Rejects with `ConnectFailure` or `PairingLinkError`. */
export type Connect = (context: DialContext) => Promise<AgentClient>;

interface Shared {
  link: AgentLink;
  users: number;
}

export class AgentConnections {
  readonly #clock: Clock;
  readonly #version: string;
  readonly #thresholds: () => LinkThresholds;
  readonly #shared = new Map<string, Shared>();

  /** `thresholds`: from when on a link counts as slow; asked at each look. */
  constructor(clock: Clock, version: string, thresholds: () => LinkThresholds = defaultThresholds) {
    this.#clock = clock;
    this.#version = version;
    this.#thresholds = thresholds;
  }

  /** A share in the connection to the agent that this link leads to; `patient` as for `lease`. */
  acquire(pairingLink: string, patient = false): Lease {
    return this.lease(pairingLink, (context) => this.dial(pairingLink, context), patient);
  }

  /** The same for a host with a link, or for a shell that was joined: a guest has its own. */
  acquireFor({ id, pairingLink, invited }: StoredHost, patient = false): Lease {
    if (!invited) return this.acquire(pairingLink, patient);
    const connect: Connect = (context) => this.dial(pairingLink, context, invited.member);
    return this.lease(`joined ${id}`, connect, patient);
  }

  /**
   * The same for an agent that is reached in another way; `key` says which are the same. Where
   * there is no connection yet, a `patient` one is waited for though it can't be had at once.
   */
  lease(key: string, connect: Connect, patient = false): Lease {
    const shared = this.#living(key) ?? this.#open(key, connect, patient);
    if (patient) shared.link.bePatient();
    shared.users++;
    return { link: shared.link, release: () => this.#release(key, shared) };
  }

  /** `member`: names a guest, and the link is an invitation. */
  async dial(link: string, context: DialContext, member?: string): Promise<AgentClient> {
    return AgentClient.connect({
      ...context,
      ...(member === undefined ? { link: readLink(link) } : { link: readInvite(link), member }),
      client: { name: 'Bowline', version: this.#version },
      clock: this.#clock,
    });
  }

  /** The computer woke up, or a network came back: nobody waits for a timer. */
  wake(): void {
    for (const { link } of this.#shared.values()) link.wake();
  }

  /** Judges anew which links are slow: the thresholds are others. */
  judgeAnew(): void {
    for (const { link } of this.#shared.values()) link.look();
  }

  /** One that has failed is of no use to a new shell. */
  #living(key: string): Shared | undefined {
    const shared = this.#shared.get(key);
    return shared && shared.link.status.state !== 'failed' ? shared : undefined;
  }

  #open(key: string, connect: Connect, patient: boolean): Shared {
    const link = new AgentLink({
      connect,
      patient,
      clock: this.#clock,
      random: Math.random,
      thresholds: this.#thresholds,
    });
    const shared = { link, users: 0 };
    this.#shared.set(key, shared);
    link.start();
    return shared;
  }

  async #release(key: string, shared: Shared): Promise<void> {
    if (--shared.users > 0) return;
    if (this.#shared.get(key) === shared) this.#shared.delete(key);
    await shared.link.close();
  }
}

/** Throws a `ConnectFailure` in words for the tab. */
function readInvite(link: string): InvitationLink {
  if (link === '') {
    throw new ConnectFailure(
      'wrong-token',
      'The keychain did not give this invitation back.',
      'Unlock the keychain and reconnect, or join again with the link.',
    ).asProven();
  }
  return explained(() => parseInvitationLink(link));
}

/** Throws a `ConnectFailure` in words for the tab. */
function readLink(pairingLink: string): PairingLink {
  if (pairingLink === '') {
    throw new ConnectFailure(
      'wrong-token',
      'The keychain did not give this host’s pairing link back.',
      'Unlock the keychain and reconnect, or edit the host and paste the link again.',
    ).asProven();
  }
  return explained(() => parsePairingLink(pairingLink));
}

function explained<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const text = 'The saved link can’t be used.';
    throw new ConnectFailure('not-an-agent', text, why, error).asProven();
  }
}
