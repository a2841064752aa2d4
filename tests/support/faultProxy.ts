// A TCP proxy on loopback whose faults are made on purpose: it stalls, delays, slows, tears
// and cuts connections in each direction by itself, so that tests meet the network's bad days
// whenever they want to.
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { systemClock, type Clock } from '../../core/time/clock.ts';
import { withResolvers } from '../../core/task/taskGroup.ts';
import { destroyHard } from '../../core/tunnel/socketEnd.ts';
import { carry, Faults, type Cut, type Pipe } from './faults.ts';

export type { Cut } from './faults.ts';

/** Where the proxy leads: a port on loopback, or the path of a unix socket. */
export type Target = { port: number } | { path: string };

/** One connection through the proxy. */
export class ProxiedConnection {
  /** Resolves when both of its sockets are gone. */
  readonly closed: Promise<void>;
  readonly #client: Socket;
  readonly #server: Socket;
  readonly #over = new AbortController();
  #dropping = false;

  constructor(client: Socket, server: Socket, up: Faults, down: Faults, clock: Clock) {
    this.#client = client;
    this.#server = server;
    this.closed = Promise.all([gone(client), gone(server)]).then(() => this.#over.abort());
    this.#carry({ from: client, to: server, faults: up, clock });
    this.#carry({ from: server, to: client, faults: down, clock });
  }

  /** Ends it as a network would. After 'drop', only another cut ends it. */
  cut(how: Cut): void {
    this.#dropping = true;
    if (how === 'drop') return;
    this.#over.abort();
    for (const socket of [this.#client, this.#server]) {
      if (how === 'rst') reset(socket);
      else socket.end(); // gone when the other side has ended its stream too
    }
  }

  #carry(part: Pick<Pipe, 'from' | 'to' | 'faults' | 'clock'>): void {
    const { from } = part;
    from.on('error', () => this.#failed());
    const pipe: Pipe = {
      ...part,
      over: this.#over.signal,
      dropping: () => this.#dropping,
      cut: (how) => this.cut(how),
    };
    carry(pipe).catch(() => this.#failed());
  }

  /** One side reset its socket: so does the proxy, unless it plays dead. */
  #failed(): void {
    if (!this.#dropping) this.cut('rst');
  }
}

export class FaultProxy {
  readonly port: number;
  /** Faults on the way from the client to the target. */
  readonly up: Faults = new Faults();
  /** Faults on the way from the target to the client. */
  readonly down: Faults = new Faults();
  /** Those that are open now. */
  readonly connections = new Set<ProxiedConnection>();
  readonly #server: Server;
  readonly #target: Target;
  readonly #clock: Clock;
  #accepted = 0;
  #next = withResolvers<ProxiedConnection>();

  /** Listens on a free port of 127.0.0.1, unless one is said. */
  static async open(target: Target, clock: Clock = systemClock, port = 0): Promise<FaultProxy> {
    const server = createServer({ allowHalfOpen: true, noDelay: true });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return new FaultProxy(server, target, clock);
  }

  private constructor(server: Server, target: Target, clock: Clock) {
    this.#server = server;
    this.#target = target;
    this.#clock = clock;
    this.port = (server.address() as AddressInfo).port;
    server.on('connection', (socket) => this.#accept(socket));
  }

  /** Connections accepted since the beginning. */
  get accepted(): number {
    return this.#accepted;
  }

  /** The next connection, once it comes. */
  next(): Promise<ProxiedConnection> {
    return this.#next.promise;
  }

  /** Nothing moves, in no direction. */
  stall(): void {
    this.up.stall();
    this.down.stall();
  }

  resume(): void {
    this.up.resume();
    this.down.resume();
  }

  /** Cuts every connection that is open. */
  cut(how: Cut): void {
    for (const connection of this.connections) connection.cut(how);
  }

  /** Takes no more connections, and resets those that are open. */
  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.cut('rst');
    await Promise.all([closed, ...[...this.connections].map(({ closed: gone }) => gone)]);
  }

  #accept(client: Socket): void {
    this.#accepted++;
    const server = connect({ ...this.#target, allowHalfOpen: true, noDelay: true });
    const connection = new ProxiedConnection(client, server, this.up, this.down, this.#clock);
    this.connections.add(connection);
    void connection.closed.then(() => this.connections.delete(connection));
    const { resolve } = this.#next;
    this.#next = withResolvers<ProxiedConnection>();
    resolve(connection);
  }
}

async function gone(socket: Socket): Promise<void> {
  if (!socket.closed) await new Promise((resolve) => socket.once('close', resolve));
}

function reset(socket: Socket): void {
  if (socket.connecting) socket.once('connect', () => destroyHard(socket));
  else destroyHard(socket);
}
