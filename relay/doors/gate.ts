// The gate before all doors: takes connections at a rate that the node can bear, and keeps those
// beyond it waiting in their order, so that a storm is served and not fought. Who is banned, or has
// too many already, is cut before it costs anything.
import type { Socket } from 'node:net';
import type { Clock } from '../../core/time/clock.ts';
import type { Counts } from '../counts.ts';
import type { LimitName, RelayLimits } from '../limits.ts';
import { TokenBucket } from '../tokenBucket.ts';
import { crowdOf } from '../../core/link/crowd.ts';
import { Crowds, plainAddress } from './crowds.ts';

export interface GateOptions {
  clock: Clock;
  limits: RelayLimits;
  counts: Counts;
  isBanned: (address: string) => boolean;
  /** This one is taken; nothing of it has been read. */
  pass: (socket: Socket, address: string) => void;
  /** So many are here now. */
  onCount?: (connections: number) => void;
  /** This one was cut, and why. */
  onCut: (address: string, why: LimitName | 'banned') => void;
}

const GATE = Symbol('gate');
const CROWD = Symbol('crowd');
type GatedSocket = Socket & { [GATE]?: Gate; [CROWD]?: string };

export class Gate {
  readonly #options: GateOptions;
  readonly #bucket: TokenBucket;
  readonly #crowds = new Crowds();
  readonly #sockets = new Set<Socket>();
  /** Those that wait to be taken, in their order. */
  readonly #queue = new Set<Socket>();
  #cancel: (() => void) | undefined;

  constructor(options: GateOptions) {
    this.#options = options;
    const { clock, limits } = options;
    this.#bucket = new TokenBucket(limits.acceptRate, limits.acceptBurst, clock.now());
  }

  enter(socket: GatedSocket): void {
    const address = plainAddress(socket.remoteAddress ?? '');
    if (address === '') return void socket.destroy(); // it is gone already
    const crowd = crowdOf(address);
    const why = this.#refusal(address, crowd);
    if (why) return this.#cut(socket, address, why);
    this.#crowds.add(crowd);
    this.#sockets.add(socket);
    this.#count();
    socket[GATE] = this;
    socket[CROWD] = crowd;
    socket.on('error', onError);
    socket.on('close', onClose);
    const isFree = this.#queue.size === 0 && this.#bucket.take(this.#options.clock.now());
    if (isFree) this.#pass(socket, address);
    else this.#wait(socket);
  }

  /** Nobody passes any more: those that wait are cut. */
  close(): void {
    this.#cancel?.();
    for (const socket of this.#queue) socket.destroy();
  }

  /** Cuts everybody. */
  destroyAll(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  left(socket: Socket, crowd: string): void {
    const { counts } = this.#options;
    this.#sockets.delete(socket);
    this.#queue.delete(socket);
    this.#crowds.remove(crowd);
    counts.atDoor = this.#queue.size;
    this.#count();
  }

  #count(): void {
    const { counts, onCount } = this.#options;
    counts.connections = this.#sockets.size;
    onCount?.(this.#sockets.size);
  }

  #refusal(address: string, crowd: string): LimitName | 'banned' | undefined {
    const { limits, isBanned } = this.#options;
    if (isBanned(address)) return 'banned';
    if (this.#sockets.size >= limits.connections) return 'connections';
    const { perAddress } = limits;
    if (perAddress > 0 && this.#crowds.sizeOf(crowd) >= perAddress) return 'perAddress';
    const isFull = this.#queue.size >= limits.atDoor;
    return isFull ? 'atDoor' : undefined;
  }

  #cut(socket: Socket, address: string, why: LimitName | 'banned'): void {
    this.#options.counts.refuse(why);
    this.#options.onCut(address, why);
    socket.destroy();
  }

  #wait(socket: Socket): void {
    this.#queue.add(socket);
    this.#options.counts.atDoor = this.#queue.size;
    this.#plan();
  }

  #plan(): void {
    const { clock } = this.#options;
    const waitMs = Math.max(1, Math.ceil(this.#bucket.waitMs(clock.now())));
    this.#cancel ??= clock.after(waitMs, () => this.#serve());
  }

  #serve(): void {
    const { clock, counts } = this.#options;
    this.#cancel = undefined;
    for (const socket of this.#queue) {
      if (!this.#bucket.take(clock.now())) break;
      this.#queue.delete(socket);
      this.#pass(socket, plainAddress(socket.remoteAddress ?? ''));
    }
    counts.atDoor = this.#queue.size;
    if (this.#queue.size > 0) this.#plan();
  }

  #pass(socket: Socket, address: string): void {
    this.#options.counts.accepted++;
    this.#options.pass(socket, address);
  }
}

function onError(this: Socket): void {
  this.destroy();
}

function onClose(this: GatedSocket): void {
  this[GATE]!.left(this, this[CROWD]!);
}
