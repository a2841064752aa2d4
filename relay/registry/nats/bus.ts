// The way to the other nodes: one connection to NATS, that comes back by itself as long as it is wanted.
import {
  connect,
  credsAuthenticator,
  NoRespondersError,
  RequestError,
} from '@nats-io/transport-node';
import type { NatsConnection, NodeConnectionOptions, Subscription } from '@nats-io/transport-node';
import { pause, type Clock } from '../../../core/time/clock.ts';

export interface BusOptions {
  /** `nats://[USER:PASSWORD@]HOST[:PORT]`, or `tls://…`; of a cluster one is enough. */
  servers: readonly string[];
  /** Content of a `.creds` file. */
  credentials?: string;
  /** Content of the certificate of the authority that signed the server's. */
  ca?: string;
  /** A silence of three pings means that NATS is lost. Milliseconds. */
  pingMs?: number;
}

export interface BusEvents {
  /** `back` also the first time; `changed`: NATS' own servers are others now. */
  is(event: 'lost' | 'back' | 'changed'): void;
  /** The first connection isn't made yet, and why; it is tried again. */
  unreachable(why: string): void;
}

/** Between two attempts to reach a server, plus as much at random. Milliseconds. */
const AGAIN_MS = 250;
const PING_MS = 5_000;
const CONNECT_MS = 5_000;
const FLUSH_MS = 3_000;

export class Bus {
  readonly #clock: Clock;
  readonly #on: BusEvents;
  readonly #ended = new AbortController();
  #connection: NatsConnection | undefined;
  #connected = false;
  #closed = false;
  #closing: Promise<void> | undefined;

  constructor(options: BusOptions, clock: Clock, on: BusEvents) {
    this.#clock = clock;
    this.#on = on;
    void this.#open(settingsOf(options));
  }

  get connected(): boolean {
    return this.#connected && !this.#closed;
  }

  /** Undefined until the first server was reached. */
  get connection(): NatsConnection | undefined {
    return this.#connection;
  }

  /**
   * The first answer, or `nobody` where nothing subscribes the subject.
   * @throws where none comes in time, or NATS is away
   */
  async ask(subject: string, message: object, timeoutMs: number): Promise<Uint8Array | 'nobody'> {
    try {
      const body = JSON.stringify(message);
      return (await this.#reached().request(subject, body, { timeout: timeoutMs })).data;
    } catch (error) {
      if (saysNobody(error)) return 'nobody';
      throw error;
    }
  }

  /** Says something, where NATS is there; nothing is kept for later. */
  tell(subject: string, message: object): void {
    if (this.connected) this.#connection?.publish(subject, JSON.stringify(message));
  }

  /** Resolves when the server knows of the subscription. @throws where NATS is away */
  async subscribe(
    subject: string,
    on: (data: Uint8Array, answer: (message: object) => void) => void,
  ): Promise<Subscription> {
    const callback: NonNullable<Parameters<NatsConnection['subscribe']>[1]>['callback'] = (
      error,
      message,
    ) => {
      if (error) return;
      on(message.data, (said) => this.connected && message.respond(JSON.stringify(said)));
    };
    const subscription = this.#reached().subscribe(subject, { callback });
    try {
      await this.#flush();
    } catch (error) {
      subscription.unsubscribe();
      throw error;
    }
    return subscription;
  }

  /** Resolves when the server has read all that was sent, or NATS is away. Never rejects. */
  async flushed(): Promise<void> {
    if (this.connected) await this.#flush().catch(() => undefined);
  }

  /** Never rejects. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.flushed();
    this.#closed = true;
    this.#ended.abort();
    // A connection that is still being made is closed as soon as it is there.
    await this.#connection?.close().catch(() => undefined);
  }

  /** Resolves when the server has read all that was sent. @throws where that takes too long */
  async #flush(): Promise<void> {
    const late = new AbortController();
    const tooLate = pause(this.#clock, FLUSH_MS, late.signal).then(() => {
      throw new Error('NATS is silent');
    });
    tooLate.catch(() => undefined);
    try {
      await Promise.race([this.#connection?.flush(), tooLate]);
    } finally {
      late.abort();
    }
  }

  #reached(): NatsConnection {
    if (!this.#connection || !this.connected) throw new Error('NATS is away');
    return this.#connection;
  }

  async #open(settings: NodeConnectionOptions): Promise<void> {
    while (!this.#closed) {
      try {
        await this.#follow(await connect(settings));
        // The client has given up by itself: all over again, with subscriptions made anew.
        if (!this.#closed) this.#is(false);
      } catch (error) {
        this.#on.unreachable(error instanceof Error ? error.message : String(error));
        await pause(this.#clock, AGAIN_MS * (1 + Math.random()), this.#ended.signal);
      }
    }
  }

  async #follow(connection: NatsConnection): Promise<void> {
    this.#connection = connection;
    if (this.#closed) return connection.close();
    this.#is(true);
    for await (const { type } of connection.status()) {
      if (type === 'disconnect') this.#is(false);
      else if (type === 'reconnect') this.#is(true);
      else if (type === 'update' && this.connected) this.#on.is('changed');
    }
  }

  #is(connected: boolean): void {
    this.#connected = connected;
    if (!this.#closed) this.#on.is(connected ? 'back' : 'lost');
  }
}

function settingsOf({
  servers,
  credentials,
  ca,
  pingMs = PING_MS,
}: BusOptions): NodeConnectionOptions {
  return {
    ...{ servers: servers.map(addressOf), ...personOf(servers[0] ?? '') },
    ...{ name: 'bowline-relay', noEcho: true, timeout: CONNECT_MS },
    ...{ maxReconnectAttempts: -1, reconnectTimeWait: AGAIN_MS, reconnectJitter: AGAIN_MS },
    ...{ ignoreAuthErrorAbort: true, pingInterval: pingMs, maxPingOut: 2 },
    ...(credentials !== undefined && {
      authenticator: credsAuthenticator(Buffer.from(credentials)),
    }),
    ...(ca !== undefined && { tls: { ca } }),
  };
}

/** Without user and password, which the client takes by themselves. */
function addressOf(server: string): string {
  const url = new URL(server);
  return `${url.protocol}//${url.host}`;
}

function personOf(server: string): { user?: string; pass?: string } {
  const { username, password } = new URL(server);
  if (!username) return {};
  return { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
}

function saysNobody(error: unknown): boolean {
  if (error instanceof RequestError) return error.isNoResponders();
  return error instanceof NoRespondersError;
}
