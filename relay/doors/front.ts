// The node's one port: its gate, TLS, and the HTTP that leads to the doors. Follows everybody from TCP
// until they have shown who they are.
import { createServer as createHttpServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import { createServer, type AddressInfo, type Server as NetServer, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { RelayLimits } from '../limits.ts';
import type { Peer } from '../peer.ts';
import { Arrival, keyOf } from './arrival.ts';
import { Gate, type GateOptions } from './gate.ts';
import { HalfOpen } from './halfOpen.ts';
import { plainAnswer } from './plainAnswer.ts';

/** PEM, as node:tls takes it. */
export interface TlsFiles {
  cert: string;
  key: string;
}

export interface FrontOptions extends Omit<GateOptions, 'pass'> {
  tls: TlsFiles | undefined;
  /** For /readyz. */
  isReady: () => boolean;
  onUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer, arrival: Arrival) => void;
}

export class Front {
  readonly #options: FrontOptions;
  readonly #gate: Gate;
  readonly #halfOpen: HalfOpen;
  /** By their addresses, which the sockets below and above TLS share. */
  readonly #arrivals = new Map<string, Arrival>();
  readonly #server: NetServer;
  readonly #http: Server | TlsServer;

  constructor(options: FrontOptions) {
    this.#options = options;
    const { clock, limits, counts } = options;
    this.#halfOpen = new HalfOpen(clock, limits, counts);
    this.#gate = new Gate({ ...options, pass: (socket, address) => this.#pass(socket, address) });
    const enter = (socket: Socket): void => this.#gate.enter(socket);
    this.#server = createServer({ pauseOnConnect: true, noDelay: true }, enter);
    this.#server.on('error', () => undefined); // out of descriptors, say: who is here goes on
    this.#http = makeHttp(options.tls, limits);
    this.#http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) =>
      this.#upgrade(request, socket, head),
    );
    this.#http.on('request', plainAnswer(options.isReady));
    this.#http.on('clientError', (_error, socket) => socket.destroy());
    this.#http.on('tlsClientError', (_error, socket: Socket) => socket.destroy());
  }

  /** Resolves with the port once it listens. Rejects with the system's error. */
  listen(host: string, port: number): Promise<number> {
    const server = this.#server;
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host, port, backlog: this.#options.limits.atDoor }, () => {
        server.off('error', reject);
        resolve((server.address() as AddressInfo).port);
      });
    });
  }

  /** For connections from now on. @throws where these are no certificate and its key */
  useTls(tls: TlsFiles): void {
    if ('setSecureContext' in this.#http) this.#http.setSecureContext(tls);
  }

  /** Takes nobody more. */
  stopListening(): void {
    this.#server.close();
    this.#gate.close();
  }

  /** Those who haven't shown who they are, and speak WebSocket already. */
  get strangers(): Peer[] {
    return [...this.#arrivals.values()].flatMap(({ peer }) => peer ?? []);
  }

  /** Cuts everybody. */
  close(): void {
    this.stopListening();
    this.#halfOpen.close();
    this.#gate.destroyAll();
  }

  #pass(socket: Socket, address: string): void {
    const key = keyOf(socket);
    if (key === undefined) return void socket.destroy(); // it is gone already
    const { counts, clock } = this.#options;
    const arrival = new Arrival(socket, address, {
      ...{ counts, clock },
      left: (one) => {
        this.#halfOpen.leave(one);
        if (this.#arrivals.get(key) === one) this.#arrivals.delete(key);
      },
    });
    this.#arrivals.set(key, arrival);
    this.#halfOpen.enter(arrival);
    this.#http.emit('connection', socket);
    socket.resume();
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const arrival = this.#arrivals.get(keyOf(request.socket) ?? '');
    if (arrival) this.#options.onUpgrade(request, socket, head, arrival);
    else socket.destroy();
  }
}

function makeHttp(tls: TlsFiles | undefined, { sayMs, head }: RelayLimits): Server | TlsServer {
  const bounds = {
    headersTimeout: sayMs,
    requestTimeout: sayMs,
    maxHeaderSize: head,
    keepAlive: false,
  };
  const server = tls
    ? createTlsServer({ ...bounds, ...tls, minVersion: 'TLSv1.2', handshakeTimeout: sayMs })
    : createHttpServer(bounds);
  server.maxHeadersCount = 64;
  server.keepAliveTimeout = 1;
  return server;
}
