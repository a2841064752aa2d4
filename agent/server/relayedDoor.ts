// Where those come in who come through a relay: each stream is sealed with the agent's own
// certificate first, then it is HTTP as at the other doors. They all have one address, the relay's, so
// they have a waiting room and a throttle of their own: what they do costs nobody else a place.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { createSecureContext, TLSSocket, type SecureContext } from 'node:tls';
import { acceptSockets } from '../../core/socket/acceptSockets.ts';
import type { AgentSocket } from '../../core/socket/agentSocket.ts';
import type { Clock } from '../../core/time/clock.ts';
import { ProtocolError } from '../../core/wire/errors.ts';
import { LoginThrottle } from '../auth/loginThrottle.ts';
import { WaitingRoom, type WaitingPlace } from '../auth/waitingRoom.ts';
import type { AgentCertificate } from '../tls/certificate.ts';
import { DROP_MS, type Visitor } from './hallway.ts';

/** Who comes through a relay, in reports. */
export const RELAYED = 'relay';
/** Of them, so many at once that haven't logged in. */
export const RELAYED_PLACES = 64;

export interface RelayedDoorOptions {
  clock: Clock;
  certificate: AgentCertificate;
  /** For the seal, and then again for the request, milliseconds. */
  requestMs: number;
  hasRoom: () => boolean;
  onSocket: (socket: AgentSocket, request: IncomingMessage) => void;
  onTurnedAway: (remote: string, status: number, why: string) => void;
}

export class RelayedDoor {
  readonly throttle: LoginThrottle;
  readonly #options: RelayedDoorOptions;
  /** Listens nowhere. */
  readonly #server: Server;
  readonly #context: SecureContext;
  readonly #room = new WaitingRoom({ places: RELAYED_PLACES, knows: () => false });
  readonly #visitors = new Map<Duplex, Visitor>();

  constructor(options: RelayedDoorOptions) {
    this.#options = options;
    const { cert, key } = options.certificate;
    this.throttle = new LoginThrottle(options.clock);
    this.#context = createSecureContext({ cert, key, minVersion: 'TLSv1.3' });
    this.#server = createServer({ keepAlive: false, maxHeaderSize: 8 * 1024 });
    this.#server.on('request', (_request, response) => void response.writeHead(426).end());
    this.#server.on('clientError', (_error, socket) => socket.destroy());
    acceptSockets(this.#server, {
      hasRoom: options.hasRoom,
      onSocket: options.onSocket,
      onRefused: (status, why) => options.onTurnedAway(RELAYED, status, why),
    });
  }

  /** Somebody has come. What goes wrong with it is its own end. */
  admit(stream: Duplex): void {
    const { clock, requestMs } = this.#options;
    const socket = new TLSSocket(stream, {
      isServer: true,
      secureContext: this.#context,
    });
    const destroy = (): void => {
      socket.destroy();
      stream.destroy();
    };
    const visitor: Visitor = { place: this.#enter(socket, destroy), tell: destroy };
    this.#visitors.set(socket, visitor);
    let cancelLate = clock.after(requestMs, destroy);
    socket.once('secure', () => {
      visitor.place.reached('secured');
      cancelLate();
      cancelLate = clock.after(requestMs, () => {
        if (visitor.tell === destroy) destroy();
      });
      this.#server.emit('connection', socket);
    });
    const over = (): void => {
      cancelLate();
      visitor.place.leave();
      this.#visitors.delete(socket);
      destroy();
    };
    socket.on('error', over).once('close', over);
    stream.on('error', over).once('close', over);
  }

  /** Its WebSocket stands. `tell` ends it by name, when its place is another's. */
  upgraded(socket: Duplex, tell: Visitor['tell']): Pick<WaitingPlace, 'reached' | 'leave'> {
    const visitor = this.#visitors.get(socket);
    if (!visitor) return { reached: () => undefined, leave: () => undefined }; // gone already
    visitor.tell = tell;
    visitor.place.reached('upgraded');
    return visitor.place;
  }

  /** Cuts all that are left. */
  close(): void {
    for (const socket of this.#visitors.keys()) socket.destroy();
  }

  #enter(socket: Duplex, destroy: () => void): WaitingPlace {
    return this.#room.enter(RELAYED, () => {
      this.#visitors.get(socket)?.tell(CROWDED);
      this.#options.clock.after(DROP_MS, destroy);
    });
  }
}

const CROWDED = new ProtocolError(
  'too-many-connections',
  'Too many connections are logging in through the relay.',
);
