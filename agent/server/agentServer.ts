// The door: an HTTP server that lets WebSockets in, within bounds, and keeps track of the
// connections until each is gone.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import {
  createServer as createSocketServer,
  type AddressInfo,
  type Server as SocketServer,
} from 'node:net';
import type { Duplex } from 'node:stream';
import { acceptSockets } from '../../core/socket/acceptSockets.ts';
import type { AgentSocket } from '../../core/socket/agentSocket.ts';
import type { SocketEnd } from '../../core/socket/socketEndpoint.ts';
import { ProtocolError } from '../../core/wire/errors.ts';
import { KnownAddresses } from '../auth/knownAddresses.ts';
import { LoginThrottle } from '../auth/loginThrottle.ts';
import { WaitingRoom } from '../auth/waitingRoom.ts';
import { listen } from '../listen/listen.ts';
import { localAddress } from '../../core/link/localName.ts';
import { formatHostPort } from '../../core/link/pairingLink.ts';
import { explainListenError } from '../listen/listenError.ts';
import { listenSocket } from '../listen/listenSocket.ts';
import type { ListenAddress } from '../listen/listenAddress.ts';
import { LIMITS } from '../../core/wire/protocol.ts';
import type { InvitationBook } from '../auth/invitationBook.ts';
import type { KeyDesk } from '../keys/keyDesk.ts';
import type { Role } from '../groups/roster.ts';
import type { ShellRegistry } from '../shells/shellRegistry.ts';
import type { TunnelService } from '../tunnel/tunnelService.ts';
import type { AgentCertificate } from '../tls/certificate.ts';
import { ClientConnection } from './clientConnection.ts';
import { Hallway, remoteOf, type HallwayOptions, type Visitor } from './hallway.ts';
import type { LoginOptions, LoginRule } from './login.ts';
import { RELAYED, RELAYED_PLACES, RelayedDoor } from './relayedDoor.ts';

/** WebSockets at once: an owner finds a place however many guests there are. */
const MAX_SOCKETS = LIMITS.maxConnections + LIMITS.maxGuests + LIMITS.maxStrangers + RELAYED_PLACES;
/** TCP connections at once; those beyond the sockets are about to be gone. */
const MAX_TCP = MAX_SOCKETS + LIMITS.maxStrangers;
/** For a request, and before it for TLS, milliseconds. */
export const REQUEST_MS = 5_000;

export interface AgentServerOptions extends Omit<HallwayOptions, 'room'> {
  login: Omit<LoginOptions, 'invitations' | 'hasRoomForGuest'>;
  registry: ShellRegistry;
  invitations: InvitationBook;
  tunnels: TunnelService;
  keys: KeyDesk;
  certificate: AgentCertificate | undefined;
  /** For those who come through a relay: what seals their streams, and what they have to prove. */
  relayed?: { certificate: AgentCertificate; rule: LoginRule } | undefined;
  /** From the upgrade to READY, milliseconds. */
  handshakeMs: number;
  /** From the TCP connection to the end of its HTTP request, and for TLS, milliseconds. */
  requestMs?: number;
  onReady: (connection: ClientConnection) => void;
  onRefused: (connection: ClientConnection) => void;
  onEnded: (connection: ClientConnection, end: SocketEnd) => void;
  /** An HTTP request was turned away. */
  onTurnedAway: (remote: string, status: number, why: string) => void;
}

export class AgentServer {
  readonly #options: AgentServerOptions;
  readonly #server: Server;
  readonly #throttle: LoginThrottle;
  readonly #known = new KnownAddresses();
  readonly #hallway: Hallway;
  readonly #relayed: RelayedDoor | undefined;
  readonly #connections = new Set<ClientConnection>();
  readonly #again: SocketServer[] = [];
  #closing = false;

  constructor(options: AgentServerOptions) {
    this.#options = options;
    this.#throttle = new LoginThrottle(options.clock);
    this.#server = makeServer(options);
    const knows = (address: string): boolean => this.#known.has(address);
    const room = new WaitingRoom({ knows });
    this.#hallway = new Hallway(this.#server, { ...options, room });
    acceptSockets(this.#server, {
      hasRoom: () => this.#hasRoom(),
      onSocket: (socket, request) => this.#acceptDirect(socket, request),
      onRefused: (status, why, request) =>
        this.#options.onTurnedAway(remoteOf(request.socket), status, why),
    });
    this.#relayed = options.relayed && this.#makeRelayedDoor(options.relayed);
  }

  /** Somebody has come through a relay. */
  admit(stream: Duplex): void {
    if (this.#relayed && !this.#closing) this.#relayed.admit(stream);
    else stream.destroy();
  }

  /** Resolves with the port once it listens. Rejects with `AgentError`. */
  async listenTcp({ host, port }: ListenAddress): Promise<number> {
    try {
      await listen(this.#server, { host: localAddress(host), port });
    } catch (error) {
      throw explainListenError(error, formatHostPort(host, port));
    }
    return (this.#server.address() as AddressInfo).port;
  }

  /** Resolves with the absolute path once it listens. Rejects with `AgentError`: see `listenSocket`. */
  listenUnix(path: string, elsewhere?: string): Promise<string> {
    return listenSocket(this.#server, path, elsewhere);
  }

  /** The same again, where the socket was removed: a server can't bind twice. */
  async listenUnixAgain(path: string): Promise<void> {
    const another = createSocketServer((socket) => this.#server.emit('connection', socket));
    another.maxConnections = MAX_TCP;
    await listenSocket(another, path);
    if (this.#closing) another.close();
    // The one before it stays: closing it would remove the path, which is the new one's by now.
    this.#again.push(another);
  }

  /** Takes nobody more. */
  stopListening(): void {
    this.#closing = true;
    this.#server.close();
    for (const server of this.#again) server.close();
    this.#server.closeIdleConnections();
  }

  /** Tells everybody that the agent goes, and resolves when all sockets are gone. */
  async close(): Promise<void> {
    this.stopListening();
    const reason = new ProtocolError('shutting-down', 'The agent is being shut down.');
    await Promise.all([...this.#connections].map((connection) => connection.end(reason)));
    this.#server.closeAllConnections();
    this.#relayed?.close();
  }

  #hasRoom(): boolean {
    return this.#connections.size < MAX_SOCKETS && !this.#closing;
  }

  #hasRoomFor(role: Role): boolean {
    const isGuest = role !== 'owner';
    const like = [...this.#connections].filter(
      ({ role: its }) => its && (its !== 'owner') === isGuest,
    );
    return like.length < (isGuest ? LIMITS.maxGuests : LIMITS.maxConnections);
  }

  #acceptDirect(socket: AgentSocket, request: IncomingMessage): void {
    const remote = remoteOf(request.socket);
    this.#accept(socket, {
      ...{ remote, throttle: this.#throttle, rule: this.#options.login.rule },
      upgraded: (tell) => this.#hallway.upgraded(request.socket, tell),
      onReady: () => this.#known.add(remote),
    });
  }

  #makeRelayedDoor({ certificate, rule }: NonNullable<AgentServerOptions['relayed']>): RelayedDoor {
    const { clock, requestMs = REQUEST_MS, onTurnedAway } = this.#options;
    const door: RelayedDoor = new RelayedDoor({
      ...{ clock, certificate, requestMs, onTurnedAway },
      hasRoom: () => this.#hasRoom(),
      onSocket: (socket, request) =>
        this.#accept(socket, {
          ...{ remote: RELAYED, throttle: door.throttle, rule },
          upgraded: (tell) => door.upgraded(request.socket, tell),
          onReady: () => undefined,
        }),
    });
    return door;
  }

  #accept(socket: AgentSocket, came: Came): void {
    const { clock, registry, invitations, tunnels, keys } = this.#options;
    const { handshakeMs, onRefused, onEnded } = this.#options;
    const { remote, throttle, rule } = came;
    const login = { ...this.#options.login, rule, invitations };
    const place = came.upgraded((error) => void connection.end(error));
    const onReady = (ready: ClientConnection): void => {
      came.onReady();
      this.#options.onReady(ready);
    };
    const connection = new ClientConnection({
      ...{ socket, remote, clock, login, registry, invitations, tunnels, handshakeMs },
      ...{ keys, onReady, onRefused, throttle, place },
      hasRoomFor: (role) => this.#hasRoomFor(role),
    });
    this.#connections.add(connection);
    void connection.ended.then((end) => {
      this.#connections.delete(connection);
      onEnded(connection, end);
    });
  }
}

/** By which door somebody came, and what holds there. */
interface Came {
  remote: string;
  throttle: LoginThrottle;
  rule: LoginRule;
  /** Its place; `tell` ends the connection by name. */
  upgraded: (tell: Visitor['tell']) => ReturnType<Hallway['upgraded']>;
  onReady: () => void;
}

function makeServer({ certificate, requestMs = REQUEST_MS }: AgentServerOptions): Server {
  const limits = {
    headersTimeout: requestMs,
    requestTimeout: requestMs,
    connectionsCheckingInterval: 1_000,
    maxHeaderSize: 8 * 1024,
    keepAlive: false,
    noDelay: true,
  };
  const server = certificate
    ? createTlsServer({
        ...limits,
        ...certificate,
        minVersion: 'TLSv1.2',
        handshakeTimeout: requestMs,
      })
    : createServer(limits);
  server.maxConnections = MAX_TCP;
  server.keepAliveTimeout = 1;
  server.on('request', (_request, response) => {
    response.writeHead(426, {
      'Content-Type': 'text/plain; charset=utf-8',
      Upgrade: 'websocket',
      Connection: 'close, Upgrade',
    });
    response.end('This is a Bowline agent. Add it in the Bowline app by its pairing link.\n');
  });
  server.on('clientError', (_error, socket) => socket.destroy());
  // Out of descriptors, say: who is here goes on, and who comes may try again.
  server.on('error', () => undefined);
  return server;
}
