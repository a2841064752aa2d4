// Somebody who was taken and hasn't shown yet who they are. Nothing of it is left at the socket once
// they have: ten thousand stay for days.
import type { Socket } from 'node:net';
import type { Clock } from '../../core/time/clock.ts';
import type { Counts } from '../counts.ts';
import type { Peer } from '../peer.ts';
import { crowdOf } from '../../core/link/crowd.ts';
import type { HalfOpenPlace } from './halfOpen.ts';

/** After its last message a peer has so long to hear it, milliseconds. */
export const LAST_WORDS_MS = 250;

export interface ArrivalDeps {
  clock: Clock;
  counts: Counts;
  /** It is half open no more. */
  left: (arrival: Arrival) => void;
}

export class Arrival implements HalfOpenPlace {
  readonly address: string;
  readonly crowd: string;
  dueAt = 0;
  /** Once its WebSocket stands. */
  peer: Peer | undefined;
  readonly #socket: Socket;
  readonly #deps: ArrivalDeps;

  constructor(socket: Socket, address: string, deps: ArrivalDeps) {
    this.address = address;
    this.crowd = crowdOf(address);
    this.#socket = socket;
    this.#deps = deps;
    socket.on('close', this.shown);
  }

  /** It has shown who it is, or is gone. */
  readonly shown = (): void => {
    this.#socket.off('close', this.shown);
    this.#deps.left(this);
  };

  drop(why: 'too-slow' | 'halfOpen'): void {
    const { counts, clock } = this.#deps;
    this.shown();
    if (!this.peer) {
      counts.refuse(why);
      return void this.#socket.destroy();
    }
    if (why === 'too-slow') this.peer.refuse(why);
    else this.peer.refuse('limit', why);
    clock.after(LAST_WORDS_MS, () => this.#socket.destroy());
  }
}

/** The sockets below and above TLS have the same. Undefined where it is gone already. */
export function keyOf(socket: Socket): string | undefined {
  const { remoteAddress, remotePort, localPort, localAddress } = socket;
  if (remoteAddress === undefined) return undefined;
  return `${remoteAddress} ${remotePort} ${localAddress} ${localPort}`;
}
