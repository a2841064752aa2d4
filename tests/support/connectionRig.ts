// A connection to an agent that comes back, over attempts in memory only: the test says what becomes
// of each, and of each client that stands.
import type { AgentClient } from '../../core/client/agentClient.ts';
import {
  AgentConnection,
  type AgentConnectionOptions,
  type DialContext,
} from '../../core/client/agentConnection.ts';
import { ConnectFailure, type ConnectFailureKind } from '../../core/socket/connectFailure.ts';
import { withResolvers } from '../../core/task/taskGroup.ts';
import { ManualClock, settle } from './manualClock.ts';
import { told } from './told.ts';
import type { Said } from '../../words/said.ts';

export function failure(kind: ConnectFailureKind = 'refused'): ConnectFailure {
  return new ConnectFailure(kind, told(`It is ${kind}.`), told('Try again.'));
}

/** A connection that stands until it is told otherwise. */
export class MemoryClient {
  readonly #lost = withResolvers<ConnectFailure>();
  readonly #gone = withResolvers<ConnectFailure>();
  readonly lost = this.#lost.promise;
  readonly ended = this.#gone.promise;
  roundTripMs: number | null = null;
  silentMs = 0;
  closed = 0;
  probes = 0;
  heard = false;
  /** Why this side gave it up. */
  givenUp: string | Said | undefined;

  probe(): () => boolean {
    this.probes++;
    return () => this.heard;
  }

  giveUp(why: string | Said): void {
    this.givenUp = why;
    this.lose(failure('lost'));
  }

  close(): Promise<void> {
    this.closed++;
    this.#lost.resolve(failure('cancelled'));
    return this.ended.then(() => undefined);
  }

  lose(why: ConnectFailure): void {
    this.#lost.resolve(why);
  }

  /** Its socket is given back. */
  go(): void {
    this.#gone.resolve(failure('cancelled'));
  }
}

/** One attempt. */
export interface Dial extends DialContext {
  /** The agent has answered; resolves when the connection has heard. */
  succeed(client?: MemoryClient): Promise<MemoryClient>;
  fail(error: unknown): Promise<void>;
}

export class ConnectionRig {
  readonly clock = new ManualClock();
  readonly dials: Dial[] = [];
  readonly connection: AgentConnection;
  readonly clients: unknown[] = [];
  changes = 0;
  thresholds = { roundTripMs: 400, silenceMs: 5_000 };

  constructor(options: Partial<AgentConnectionOptions> = {}) {
    this.connection = new AgentConnection({
      connect: (context) => this.#connect(context),
      clock: this.clock,
      random: () => 0,
      thresholds: () => this.thresholds,
      ...options,
    });
    this.connection.subscribe({
      onChange: () => this.changes++,
      onClient: (client) => this.clients.push(client),
    });
    this.connection.start();
  }

  get last(): Dial {
    return this.dials.at(-1)!;
  }

  /** A first connection that stands. */
  async online(): Promise<MemoryClient> {
    this.last.onDialed();
    return this.last.succeed();
  }

  /** The same, cut: the first attempt to come back is under way. */
  async cut(why = failure('lost')): Promise<MemoryClient> {
    const client = await this.online();
    client.lose(why);
    await settle();
    return client;
  }

  #connect(context: DialContext): Promise<AgentClient> {
    const { promise, resolve, reject } = withResolvers<AgentClient>();
    this.dials.push({
      ...context,
      succeed: async (client = new MemoryClient()) => {
        resolve(client as unknown as AgentClient);
        await settle();
        return client;
      },
      fail: async (error) => {
        reject(error);
        await settle();
      },
    });
    return promise;
  }
}
