// From the moment a connection is taken until it has logged in: gives every socket its place in
// the waiting room, follows it from TCP over TLS to the WebSocket, and cuts it when it is dropped.
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock } from '../../core/time/clock.ts';
import { ProtocolError } from '../../core/wire/errors.ts';
import { isOwnPeer } from '../../core/socket/socketOwner.ts';
import { LIMITS } from '../../core/wire/protocol.ts';
import { endOf, loopbackUsers } from '../auth/loopbackUsers.ts';
import type { WaitingPlace, WaitingRoom } from '../auth/waitingRoom.ts';

/** Whoever is dropped may hear why, if it listens; then its descriptor is needed, milliseconds. */
export const DROP_MS = 20;

export interface Visitor {
  place: WaitingPlace;
  /** Tells it why it goes. */
  tell: (error: ProtocolError) => void;
}

export interface HallwayOptions {
  clock: Clock;
  room: WaitingRoom;
  /** Somebody was cut at once, and why. */
  onTurnedAway: (remote: string, status: number, why: string) => void;
  /** Tells whose connections over loopback are, where the system does. */
  usersOf?: typeof loopbackUsers;
}

export class Hallway {
  readonly #room: WaitingRoom;
  readonly #clock: Clock;
  readonly #usersOf: typeof loopbackUsers;
  readonly #turnAway: (socket: Socket) => void;
  readonly #visitors = new Map<Socket | string, Visitor>();
  readonly #server: Server;
  /** Came over loopback, and it isn't known yet who they are. */
  readonly #unasked = new Map<string, WaitingPlace>();
  #asking = false;

  constructor(server: Server, options: HallwayOptions) {
    const { room, clock, onTurnedAway, usersOf = loopbackUsers } = options;
    this.#turnAway = (socket) => {
      socket.destroy();
      onTurnedAway(UNIX, 403, NOT_YOURS);
    };
    this.#server = server;
    this.#room = room;
    this.#clock = clock;
    this.#usersOf = usersOf;
    server.on('connection', (socket: Socket) => this.#enter(socket));
    server.on('secureConnection', (socket: Socket) =>
      this.#visitors.get(keyOf(socket))?.place.reached('secured'),
    );
  }

  /** Its WebSocket stands. `tell` ends it by name, when its place is another's. */
  upgraded(socket: Socket, tell: Visitor['tell']): Pick<WaitingPlace, 'reached' | 'leave'> {
    const visitor = this.#visitors.get(keyOf(socket));
    if (!visitor) return { reached: () => undefined, leave: () => undefined }; // gone already
    visitor.tell = tell;
    visitor.place.reached('upgraded');
    return visitor.place;
  }

  // With TLS this is the socket below; over it the other one has the same addresses.
  #enter(socket: Socket): void {
    if ('encrypted' in socket) return; // the one above, which an HTTPS server tells of as well
    const key = keyOf(socket);
    const remote = remoteOf(socket);
    // Of a TCP socket that is reset already there is no address either.
    const isUnix = typeof this.#server.address() === 'string';
    if (isUnix && !isOwnPeer(socket)) return this.#turnAway(socket);
    const place = this.#room.enter(remote, () => {
      visitor.tell(dropped(remote));
      this.#clock.after(DROP_MS, () => socket.destroy());
    });
    if (isUnix) place.trusted();
    const end = endOf(remote, socket.remotePort ?? 0);
    if (LOOPBACK.test(remote)) this.#unasked.set(end, place);
    if (this.#room.size >= CROWDED) void this.#askWhoTheyAre();
    const visitor: Visitor = { place, tell: () => socket.destroy() };
    this.#visitors.set(key, visitor);
    socket.once('close', () => {
      place.leave();
      this.#unasked.delete(end);
      if (this.#visitors.get(key) === visitor) this.#visitors.delete(key);
    });
  }

  /** Programs of this user's are told from those of others, who crowd the same address. */
  async #askWhoTheyAre(): Promise<void> {
    if (this.#asking || this.#unasked.size === 0) return;
    this.#asking = true;
    const asked = [...this.#unasked];
    this.#unasked.clear();
    const users = await this.#usersOf();
    for (const [end, place] of asked) {
      const user = users.get(end);
      if (user === 0 || user === process.geteuid?.()) place.trusted();
    }
    this.#clock.after(ASK_MS, () => (this.#asking = false));
  }
}

/** From so many on it matters who they are. */
const CROWDED = LIMITS.maxStrangers / 4;
/** The list of all connections is read no more often, milliseconds. */
const ASK_MS = 100;
const LOOPBACK = /^(?:127\.|::1$)/;

/** Why a program of another user's is cut, for the log. */
const NOT_YOURS = 'another user’s program may not use the socket';
const UNIX = 'unix';

/** The sockets below and above TLS have the same; unix sockets have no addresses, and no TLS. */
function keyOf(socket: Socket): Socket | string {
  const { remoteAddress, remotePort, localAddress, localPort } = socket;
  if (remoteAddress === undefined) return socket;
  return `${remoteAddress} ${remotePort} ${localAddress} ${localPort}`;
}

/** Where it comes from: IPv4 addresses as such, also where the server listens for both kinds. */
export function remoteOf(socket: Socket): string {
  if (socket.remoteAddress) return socket.remoteAddress.replace(/^::ffff:(?=\d+\.)/, '');
  return socket.destroyed ? 'unknown' : UNIX; // a TCP client that is gone has no address either
}

function dropped(remote: string): ProtocolError {
  const text = `Too many connections are logging in, most of them like this one from ${remote}.`;
  return new ProtocolError('too-many-connections', text);
}
