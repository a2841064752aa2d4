// One connection per agent, shared by all shells on it: dialled for the first, kept through
// cuts, closed after the last.
import { AgentClient } from '../../core/client/agentClient.ts';
import { dial } from '../../core/socket/dial.ts';
import { AgentConnection, type DialContext } from '../../core/client/agentConnection.ts';
import type { LinkThresholds } from '../../core/client/linkWatch.ts';
import { parseInvitationLink, type InvitationLink } from '../../core/link/invitationLink.ts';
import {
  parsePairingLink,
  PairingLinkError,
  type PairingLink,
} from '../../core/link/pairingLink.ts';
import { ConnectFailure } from '../../core/socket/connectFailure.ts';
import { SharedByKey } from '../../core/task/shared.ts';
import type { Clock } from '../../core/time/clock.ts';
import type { StoredHost } from '../hosts/storedHost.ts';
import { defaultThresholds } from '../lag/thresholds.ts';
import type { Answerer, DialogueListener } from '../ssh/dialogue.ts';
import { say } from '../../words/said.ts';

/** A hold on a connection. */
export interface ConnectionHold {
  readonly connection: AgentConnection;
  /** Where the way to the agent may have questions of its own: takes part, and answers them. */
  beAsked?(listener: DialogueListener): Answerer;
  release(): Promise<void>;
}

/** One attempt to reach an agent. Rejects with `ConnectFailure` or `PairingLinkError`. */
export type Connect = (context: DialContext) => Promise<AgentClient>;

export class AgentConnections {
  readonly #clock: Clock;
  readonly #version: string;
  readonly #thresholds: () => LinkThresholds;
  /** One that has failed is of no use to a new shell. */
  readonly #connections = new SharedByKey<AgentConnection>({
    usable: (connection) => connection.status.state !== 'failed',
    close: (connection) => connection.close(),
  });

  /** `thresholds`: from when on a connection counts as slow; asked at each look. */
  constructor(clock: Clock, version: string, thresholds: () => LinkThresholds = defaultThresholds) {
    this.#clock = clock;
    this.#version = version;
    this.#thresholds = thresholds;
  }

  /** A hold on the connection to the agent that a pairing link leads to; `patient` as for `hold`. */
  acquire(pairingLink: string, patient = false): ConnectionHold {
    return this.hold(pairingLink, (context) => this.dial(pairingLink, context), patient);
  }

  /** The same for a shell that was joined: a guest has a connection of its own. */
  acquireJoined({ id, invitation, member }: StoredHost, patient = false): ConnectionHold {
    const connect: Connect = (context) => this.dial(invitation, context, member);
    return this.hold(`joined:${id}`, connect, patient);
  }

  /**
   * The same for an agent that is reached in another way; `key` says which are the same. Where
   * there is no connection yet, a `patient` one is waited for though it can't be had at once.
   */
  hold(key: string, connect: Connect, patient = false): ConnectionHold {
    const { value: connection, release } = this.#connections.take(key, () =>
      this.#open(connect, patient),
    );
    if (patient) connection.bePatient();
    return { connection, release };
  }

  /** `member`: names a guest, and the link is an invitation. */
  async dial(link: string, context: DialContext, member?: string): Promise<AgentClient> {
    return AgentClient.connect({
      ...{ ...context, dial },
      ...(member === undefined ? { link: readLink(link) } : { link: readInvite(link), member }),
      client: { name: 'Bowline', version: this.#version },
      clock: this.#clock,
    });
  }

  /** The computer woke up, or a network came back: nobody waits for a timer. */
  wake(): void {
    for (const connection of this.#connections.values()) connection.wake();
  }

  /** Judges anew which connections are slow: the thresholds are others. */
  judgeAnew(): void {
    for (const connection of this.#connections.values()) connection.look();
  }

  #open(connect: Connect, patient: boolean): AgentConnection {
    const connection = new AgentConnection({
      connect,
      patient,
      clock: this.#clock,
      random: Math.random,
      thresholds: this.#thresholds,
    });
    connection.start();
    return connection;
  }
}

/** Throws a `ConnectFailure` for the tab. */
function readInvite(link: string): InvitationLink {
  if (link === '') {
    throw new ConnectFailure(
      'wrong-token',
      say('keychain-lacks-invitation'),
      say('unlock-or-join-again'),
    ).asProven();
  }
  return explained(() => parseInvitationLink(link));
}

/** Throws a `ConnectFailure` for the tab. */
function readLink(pairingLink: string): PairingLink {
  if (pairingLink === '') {
    throw new ConnectFailure(
      'wrong-token',
      say('keychain-lacks-link'),
      say('unlock-or-paste'),
    ).asProven();
  }
  return explained(() => parsePairingLink(pairingLink));
}

function explained<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    const why = error instanceof PairingLinkError ? error.said : null;
    throw new ConnectFailure('not-an-agent', say('saved-link-unusable'), why, error).asProven();
  }
}
