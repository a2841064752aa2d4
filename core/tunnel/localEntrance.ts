// The entrance of a local or dynamic tunnel: listens here, and asks the agent to connect to the
// target for each who comes.
import { say, type Said } from '../../words/said.ts';
import type { Socket } from 'node:net';
import type { Clock } from '../time/clock.ts';
import { Pace } from '../time/pace.ts';
import { tooManyStreams } from './carriedStreams.ts';
import type { Entrance, EntranceEvents } from './entrance.ts';
import { TunnelListener } from './listener.ts';
import { formatPlace, isLoopback, type Place } from './place.ts';
import { destroyHard, gone, SocketEnd } from './socketEnd.ts';
import type { SocksRefusal } from './socks/socksMachine.ts';
import { serveSocks } from './socks/socksServer.ts';
import { troubleOfEnd } from './streamTrouble.ts';
import type { TunnelSpec } from './tunnel.ts';
import { TunnelError } from './tunnelError.ts';
import type { TunnelLink } from './tunnelLink.ts';
import type { StreamEnd, TunnelStream } from './tunnelStream.ts';
import { LIMITS } from '../wire/protocol.ts';

/** What is said to a client whose stream could, or couldn't, be made. */
interface Manners {
  /** The stream stands; gives what was read of it already. */
  connected(): Uint8Array | undefined;
  failed(code: string): void;
}

export class LocalEntrance implements Entrance {
  readonly #spec: TunnelSpec;
  readonly #link: TunnelLink;
  readonly #clock: Clock;
  readonly #events: EntranceEvents;
  readonly #limit: number;
  readonly #fullPace: Pace;
  readonly #sockets = new Set<Socket>();
  readonly #streams = new Set<TunnelStream>();
  #opening: Promise<TunnelListener | undefined> = Promise.resolve(undefined);
  #closed = false;

  constructor(
    spec: TunnelSpec,
    options: { link: TunnelLink; clock: Clock; limit?: number },
    events: EntranceEvents,
  ) {
    const { link, clock, limit = LIMITS.maxStreams } = options;
    this.#spec = spec;
    this.#link = link;
    this.#clock = clock;
    this.#events = events;
    this.#limit = limit;
    this.#fullPace = new Pace(clock);
  }

  open(): void {
    this.#opening = this.#listen();
  }

  async close(): Promise<void> {
    this.#closed = true;
    const listener = await this.#opening;
    await listener?.close();
    for (const stream of [...this.#streams]) stream.fail('stopped', say('tunnel-stopped'));
    const closed = [...this.#sockets].map(gone);
    for (const socket of this.#sockets) if (!socket.destroyed) destroyHard(socket);
    await Promise.all(closed);
  }

  async #listen(): Promise<TunnelListener | undefined> {
    try {
      this.#check();
      const listener = await TunnelListener.open(this.#spec.listen, (socket) =>
        this.#accept(socket),
      );
      if (!this.#closed) this.#events.onListening(listener.at);
      return listener;
    } catch (error) {
      this.#events.onFailed(error as TunnelError);
      return undefined;
    }
  }

  #check(): void {
    const { listen, public: isPublic } = this.#spec;
    if (listen.kind === 'unix' || isPublic || isLoopback(listen.host)) return;
    throw new TunnelError(
      'listen-not-loopback',
      say('listen-open-to-others', { place: formatPlace(listen) }),
      say('try-loopback'),
      'listen',
    );
  }

  #accept(socket: Socket): void {
    socket.on('error', () => socket.destroy());
    if (this.#closed) return destroyHard(socket);
    if (this.#sockets.size >= this.#limit) return this.#turnAway(socket);
    this.#sockets.add(socket);
    this.#events.onOpen(1);
    socket.once('close', () => {
      this.#sockets.delete(socket);
      this.#events.onOpen(-1);
    });
    const { kind, target } = this.#spec;
    if (kind === 'dynamic') return this.#serveSocks(socket);
    this.#carry(socket, target!, {
      connected: () => undefined,
      failed: () => destroyHard(socket),
    });
  }

  #turnAway(socket: Socket): void {
    destroyHard(socket);
    if (this.#fullPace.take() !== undefined) this.#events.onTrouble(tooManyStreams(this.#limit));
  }

  #serveSocks(socket: Socket): void {
    const { login } = this.#spec;
    serveSocks(
      socket,
      { login, clock: this.#clock },
      {
        onRequest: (request) => {
          const { host, port } = request;
          this.#carry(socket, { kind: 'tcp', host, port }, request);
        },
        onRefused: (why) => this.#events.onTrouble(refusedSocks(why)),
      },
    );
  }

  #carry(socket: Socket, target: Place, manners: Manners): void {
    let isConnected = false;
    try {
      const stream = this.#link.ask(target, {
        onConnected: () => {
          isConnected = true;
          socket.off('close', leave); // from here on its end is a matter of its halves
          const end = new SocketEnd(socket, stream);
          end.start(manners.connected());
        },
        onBytes: (direction, bytes) =>
          this.#events.onBytes(direction === 'sent' ? 'up' : 'down', bytes),
        onEnd: (end) => {
          this.#streams.delete(stream);
          this.#ended(end, target);
          if (!isConnected && end.kind === 'reset') manners.failed(end.code);
        },
      });
      this.#streams.add(stream);
      const leave = (): void => stream.fail('stream-reset', say('stream-client-gone'));
      socket.once('close', leave);
    } catch (error) {
      if (!(error instanceof TunnelError)) throw error;
      manners.failed(error.code);
      this.#events.onTrouble(error);
    }
  }

  #ended(end: StreamEnd, target: Place): void {
    const trouble = troubleOfEnd(end, target);
    if (trouble && !this.#closed) this.#events.onTrouble(trouble);
  }
}

function refusedSocks(why: SocksRefusal): TunnelError {
  const [said, advice] = SOCKS_REFUSALS[why];
  return new TunnelError(why, said, advice, 'listen');
}

const SOCKS_REFUSALS: Readonly<Record<SocksRefusal, readonly [said: Said, advice: Said]>> = {
  'socks-bad': [say('socks-spoken-wrongly'), say('try-socks-proxy')],
  'socks-unsupported': [say('socks-asked-too-much'), say('try-tcp-only')],
  'socks-login': [say('socks-login-missing'), say('try-socks-login')],
};
