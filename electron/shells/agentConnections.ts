// One connection per agent, shared by all shells on it: dialled for the first, closed after
// the last. Whoever asks while it is being dialled waits for the same one.
import { AgentClient } from '../../core/client/agentClient.ts';
import { parsePairingLink } from '../../core/link/pairingLink.ts';
import type { Clock } from '../../core/time/clock.ts';

/** What a shell hears of the connection it shares. */
export interface ConnectionListener {
  /** The socket stands; the agent is being asked who it is. */
  onDialed(): void;
  onRoundTrip(milliseconds: number): void;
}

/** A share in a connection. Give it back exactly once. */
export interface Lease {
  /** Rejects with `ConnectFailure` or `PairingLinkError`. */
  client: Promise<AgentClient>;
  release(): Promise<void>;
}

interface Shared {
  client: Promise<AgentClient>;
  listeners: Set<ConnectionListener>;
  dialed: boolean;
  cancel: AbortController;
}

export class AgentConnections {
  readonly #clock: Clock;
  readonly #version: string;
  /** By pairing link: hosts saved with the same one share a connection. */
  readonly #shared = new Map<string, Shared>();

  constructor(clock: Clock, version: string) {
    this.#clock = clock;
    this.#version = version;
  }

  acquire(pairingLink: string, listener: ConnectionListener): Lease {
    const shared = this.#shared.get(pairingLink) ?? this.#dial(pairingLink);
    shared.listeners.add(listener);
    if (shared.dialed) listener.onDialed();
    return { client: shared.client, release: () => this.#release(pairingLink, shared, listener) };
  }

  #dial(pairingLink: string): Shared {
    const shared: Shared = {
      client: undefined as unknown as Promise<AgentClient>,
      listeners: new Set(),
      dialed: false,
      cancel: new AbortController(),
    };
    shared.client = this.#connect(pairingLink, shared);
    this.#shared.set(pairingLink, shared);
    const forget = (): void => this.#forget(pairingLink, shared);
    shared.client.then((client) => client.ended.then(forget), forget);
    return shared;
  }

  async #connect(pairingLink: string, shared: Shared): Promise<AgentClient> {
    const client = await AgentClient.connect({
      link: parsePairingLink(pairingLink),
      client: { name: 'Bowline', version: this.#version },
      clock: this.#clock,
      signal: shared.cancel.signal,
      onDialed: () => {
        shared.dialed = true;
        for (const listener of shared.listeners) listener.onDialed();
      },
      onRoundTrip: () => {
        for (const listener of shared.listeners) listener.onRoundTrip(client.roundTripMs ?? 0);
      },
    });
    return client;
  }

  /** A new shell must not get a connection that has ended. */
  #forget(pairingLink: string, shared: Shared): void {
    if (this.#shared.get(pairingLink) === shared) this.#shared.delete(pairingLink);
  }

  async #release(pairingLink: string, shared: Shared, listener: ConnectionListener): Promise<void> {
    if (!shared.listeners.delete(listener) || shared.listeners.size > 0) return;
    this.#forget(pairingLink, shared);
    shared.cancel.abort();
    const client = await shared.client.catch(() => undefined);
    await client?.close();
  }
}
