// A remote tunnel's entrance on this machine: listens, and asks the client to connect to the
// target for each who comes. While the client's connection is cut it stays, for a while.
import { say } from '../../words/said.ts';
import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import type { CarriedStreams } from '../../core/tunnel/carriedStreams.ts';
import { askFor, KeptSeat } from '../../core/tunnel/keptSeat.ts';
import { TunnelListener } from '../../core/tunnel/listener.ts';
import type { Place } from '../../core/tunnel/place.ts';
import { destroyHard, SocketEnd } from '../../core/tunnel/socketEnd.ts';
import { TunnelError } from '../../core/tunnel/tunnelError.ts';
import type { TunnelStream } from '../../core/tunnel/tunnelStream.ts';
import type { WindowBudget } from '../../core/tunnel/windowBudget.ts';
import type { Clock } from '../../core/time/clock.ts';

/** The client's connection, as its listener uses it. */
export interface ListenerSeat {
  /** What the windows of its streams are taken from. */
  readonly budget?: WindowBudget;
  listening(at: Place): void;
  refused(error: TunnelError): void;
  /** Tells the client that somebody came in. Throws `TunnelError` too-many-streams. */
  ask(stream: TunnelStream): void;
}

export interface HostListenerOptions {
  id: string;
  clock: Clock;
  streams: CarriedStreams;
  /** Where to listen, once it is known that this is allowed. Rejects with `TunnelError`. */
  place: Promise<Place>;
  /** Judges where a unix socket's path leads as its links are when it is made. Throws. */
  mayBind?: (realPath: string) => void;
  seat: ListenerSeat;
  onListening: (at: Place) => void;
  /** Somebody came in, and could not be served. */
  onTrouble: (error: TunnelError) => void;
  /** It is over; `at` where it listened. */
  onEnd: (at: Place | undefined) => void;
}

export class HostListener {
  readonly id: string;
  readonly #options: HostListenerOptions;
  /** Streams that the client has not answered. */
  readonly #asking = new Set<TunnelStream>();
  readonly #seat: KeptSeat<ListenerSeat>;
  #listener: TunnelListener | undefined;
  #closed = false;

  constructor(options: HostListenerOptions) {
    this.id = options.id;
    this.#options = options;
    this.#seat = new KeptSeat(options.clock, () => this.close());
    this.#seat.take(options.seat);
    void this.#open();
  }

  /** Where it listens for a client that may come back, and may not. */
  get waitsAt(): Place | undefined {
    return this.#seat.now ? undefined : this.#listener?.at;
  }

  /** The client has come back. Its streams were taken up before. */
  takeUp(seat: ListenerSeat): void {
    this.#seat.take(seat);
    if (this.#listener) seat.listening(this.#listener.at);
    for (const stream of this.#asking) this.#ask(stream);
  }

  /** The client's connection is gone. */
  cut(seat: ListenerSeat): void {
    this.#seat.cut(seat);
  }

  /** Listens no more. Who came in stays, but for those that nobody answered. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#seat.close();
    void this.#listener?.close();
    for (const stream of [...this.#asking]) stream.fail('stopped', say('tunnel-stopped'));
    this.#options.onEnd(this.#listener?.at);
  }

  async #open(): Promise<void> {
    try {
      const place = await this.#options.place;
      const listener = await TunnelListener.open(
        place,
        (socket) => this.#accept(socket),
        this.#options.mayBind,
      );
      if (this.#closed) return void listener.close();
      this.#listener = listener;
      this.#options.onListening(listener.at);
      this.#seat.now?.listening(listener.at);
    } catch (error) {
      this.#seat.now?.refused(named(error as Error));
      this.close();
    }
  }

  #accept(socket: Socket): void {
    socket.on('error', () => socket.destroy());
    try {
      const stream = this.#streamFor(socket);
      this.#asking.add(stream);
      if (this.#seat.now) this.#ask(stream);
      else this.#options.streams.cut(stream);
    } catch (error) {
      if (!(error instanceof TunnelError)) throw error;
      destroyHard(socket); // too many: whoever comes may try again
      this.#options.onTrouble(error);
    }
  }

  #streamFor(socket: Socket): TunnelStream {
    const events = {
      onConnected: () => {
        socket.off('close', leave); // from here on its end is a matter of its halves
        this.#asking.delete(stream);
        new SocketEnd(socket, stream).start();
      },
      onEnd: () => {
        if (this.#asking.delete(stream)) destroyHard(socket);
      },
    };
    const id = randomBytes(16).toString('hex');
    const stream: TunnelStream = this.#options.streams.make(id, events, this.#seat.now?.budget);
    const leave = (): void => stream.fail('stream-reset', say('stream-connection-gone'));
    socket.once('close', leave);
    return stream;
  }

  #ask(stream: TunnelStream): void {
    askFor(stream, () => this.#seat.now?.ask(stream));
  }
}

function named(error: Error): TunnelError {
  if (error instanceof TunnelError) return error;
  return new TunnelError('listen-failed', say('as-told', { text: error.message }));
}
