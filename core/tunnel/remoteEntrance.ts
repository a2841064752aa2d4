// The entrance of a remote tunnel: the agent listens on the host, and for each who comes there a
// connection to the target is made from here.
import { say } from '../../words/said.ts';
import type { Socket } from 'node:net';
import type { Entrance, EntranceEvents } from './entrance.ts';
import { dialTarget, type Dialled } from './dialTarget.ts';
import type { RemoteListener } from './remoteListener.ts';
import { gone } from './socketEnd.ts';
import { troubleOfEnd } from './streamTrouble.ts';
import type { TunnelSpec } from './tunnel.ts';
import { formatPlace, isLoopback, type Place } from './place.ts';
import { TunnelError } from './tunnelError.ts';
import type { TunnelLink } from './tunnelLink.ts';
import type { StreamEvents } from './tunnelStream.ts';

export class RemoteEntrance implements Entrance {
  readonly #name: string;
  readonly #spec: TunnelSpec;
  readonly #link: TunnelLink;
  readonly #events: EntranceEvents;
  readonly #sockets = new Set<Socket>();
  #listener: RemoteListener | undefined;
  #closed = false;

  /** `name` is what the agent knows its listener by. */
  constructor(name: string, spec: TunnelSpec, link: TunnelLink, events: EntranceEvents) {
    this.#name = name;
    this.#spec = spec;
    this.#link = link;
    this.#events = events;
  }

  open(): void {
    const { listen, target, public: isPublic } = this.#spec;
    if (listen.kind === 'tcp' && !isPublic && !isLoopback(listen.host)) {
      return this.#events.onFailed(notLoopback(formatPlace(listen)));
    }
    this.#listener = this.#link.listen(
      this.#name,
      { at: listen },
      {
        onListening: (at) => this.#events.onListening(at ?? listen),
        onRefused: (error) => {
          this.#listener = undefined;
          this.#events.onFailed(error);
        },
        dial: (signal) => this.#dial(target!, signal),
        onStream: () => this.#streamEvents(),
      },
    );
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#listener?.close();
    await Promise.all([...this.#sockets].map(gone));
  }

  async #dial(target: Place, signal: AbortSignal): Promise<Dialled> {
    const dialled = await dialTarget(target, { signal, from: 'here' });
    const { socket } = dialled;
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    return dialled;
  }

  #streamEvents(): Omit<StreamEvents, 'onConnected'> {
    this.#events.onOpen(1);
    return {
      onBytes: (direction, bytes) =>
        this.#events.onBytes(direction === 'received' ? 'up' : 'down', bytes),
      onEnd: (end) => {
        this.#events.onOpen(-1);
        const trouble = troubleOfEnd(end, this.#spec.target);
        if (trouble && !this.#closed) this.#events.onTrouble(trouble);
      },
    };
  }
}

function notLoopback(place: string): TunnelError {
  return new TunnelError(
    'listen-not-loopback',
    say('listen-open-to-others-there', { place }),
    say('try-loopback-there'),
    'listen',
  );
}
