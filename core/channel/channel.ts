// A bounded queue between two tasks. A full channel makes the sender wait, so a fast side
// can never outrun a slow one by more than the capacity; closing carries a reason.
import { Deque } from './deque.ts';

/** Thrown by `send` once the channel takes nothing more; `reason` says who ended it and why. */
export class ChannelClosedError extends Error {
  readonly reason: unknown;
  constructor(name: string, reason: unknown) {
    super(`channel "${name}" is closed`, { cause: reason });
    this.name = 'ChannelClosedError';
    this.reason = reason;
  }
}

export interface ChannelOptions<T> {
  /** Shown in errors. */
  name: string;
  /** In the unit of `size`: items when there is no `size`. At least 1. */
  capacity: number;
  /** What one item counts against the capacity; 1 when absent. */
  size?: (item: T) => number;
}

interface Waiter<T> {
  item: T;
  resolve: () => void;
  reject: (error: Error) => void;
}

/**
 * `T` must not include undefined, which stands for the end. Items come out in the order in
 * which they went in. An item larger than the whole capacity is let in when the channel is
 * empty, so that it can't wait for ever.
 */
export class Channel<T> {
  readonly name: string;
  readonly capacity: number;
  readonly #size: (item: T) => number;
  readonly #items = new Deque<T>();
  readonly #senders = new Deque<Waiter<T>>();
  readonly #receivers = new Deque<() => void>();
  #held = 0;
  #closed = false;
  #reason: unknown;
  #onRoom: () => void = () => undefined;

  constructor(options: ChannelOptions<T>) {
    if (!(options.capacity >= 1)) throw new RangeError(`capacity of "${options.name}" must be ≥ 1`);
    this.name = options.name;
    this.capacity = options.capacity;
    this.#size = options.size ?? (() => 1);
  }

  /** What is queued now, in the unit of the capacity. */
  get held(): number {
    return this.#held;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Why it was closed; undefined for an ordinary end, and while it is open. */
  get reason(): unknown {
    return this.#reason;
  }

  /** Puts the item in if there is room right now. False when full. Throws once closed. */
  trySend(item: T): boolean {
    if (this.#closed) throw new ChannelClosedError(this.name, this.#reason);
    if (this.#senders.length > 0 || !this.#hasRoom(item)) return false;
    this.#put(item);
    return true;
  }

  /** Puts the item in, waiting while the channel is full. Rejects with `ChannelClosedError`. */
  async send(item: T): Promise<void> {
    if (this.trySend(item)) return;
    // The item waits in line itself, so that a later trySend can't overtake it.
    await new Promise<void>((resolve, reject) => this.#senders.push({ item, resolve, reject }));
  }

  /** Resolves when something could be put in at once, or nothing can any more. One caller. */
  async room(): Promise<void> {
    while (!this.#closed && (this.#senders.length > 0 || this.#held >= this.capacity)) {
      await new Promise<void>((resolve) => (this.#onRoom = resolve));
    }
  }

  /** The next item if one is queued now. */
  tryReceive(): T | undefined {
    const item = this.#items.shift();
    if (item === undefined) return undefined;
    this.#held -= this.#size(item);
    this.#admitWaiting();
    this.#onRoom();
    return item;
  }

  /** The next item, waiting for one; undefined once the channel is closed and drained. */
  async receive(): Promise<T | undefined> {
    for (;;) {
      const item = this.tryReceive();
      if (item !== undefined || this.#closed) return item;
      await new Promise<void>((resolve) => this.#receivers.push(resolve));
    }
  }

  /** No more goes in; what is queued can still be received. The first call's reason stays. */
  close(reason?: unknown): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#reason = reason;
    this.#onRoom();
    this.#rejectSenders();
    for (let wake = this.#receivers.shift(); wake; wake = this.#receivers.shift()) wake();
  }

  /** Closes, and throws away what is queued: nobody will read it any more. */
  abort(reason?: unknown): void {
    this.#items.clear();
    this.#held = 0;
    this.close(reason);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for (let item = await this.receive(); item !== undefined; item = await this.receive()) {
      yield item;
    }
  }

  #hasRoom(item: T): boolean {
    return this.#held === 0 || this.#held + this.#size(item) <= this.capacity;
  }

  #put(item: T): void {
    this.#items.push(item);
    this.#held += this.#size(item);
    this.#receivers.shift()?.();
  }

  #admitWaiting(): void {
    if (this.#closed) return;
    for (let next = this.#senders.peek(); next; next = this.#senders.peek()) {
      if (!this.#hasRoom(next.item)) return;
      this.#senders.shift();
      this.#put(next.item);
      next.resolve();
    }
  }

  #rejectSenders(): void {
    for (let waiter = this.#senders.shift(); waiter; waiter = this.#senders.shift()) {
      waiter.reject(new ChannelClosedError(this.name, this.#reason));
    }
  }
}

/** A channel of byte chunks, bounded in bytes. An empty chunk counts as one, or it had no bound. */
export function byteChannel(name: string, capacityBytes: number): Channel<Uint8Array> {
  const size = ({ byteLength }: Uint8Array): number => Math.max(1, byteLength);
  return new Channel<Uint8Array>({ name, capacity: capacityBytes, size });
}
