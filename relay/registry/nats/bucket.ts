// The bucket of NATS that holds what outlives nodes: bans, tickets and their places, and how many keys
// an id has come through. It is watched into memory, and read anew whenever NATS was away.
import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { Kvm, type KV, type KvWatchEntry } from '@nats-io/kv';
import type { NatsConnection } from '@nats-io/transport-node';
import type { QueuedIterator } from '@nats-io/transport-node';
import { withResolvers } from '../../../core/task/taskGroup.ts';
import { Ledger } from '../ledger.ts';
import { ABOUT, take } from './keys.ts';

/** How much the bucket may take, bytes, where it isn't there already. Some 2,000,000 entries. */
const MAX_BYTES = 256 * 1024 * 1024;
const MAX_VALUE = 1024;
const SIZES = { history: 1, max_bytes: MAX_BYTES, maxValueSize: MAX_VALUE };

export interface Watched {
  /** Somebody is banned, or isn't any more; a ticket is there, or gone. */
  changed(key: string): void;
  /** JetStream is away, or is none, or has no room; it is tried again. */
  unreadable(why: string): void;
  /** A key or value that nothing is understood by. */
  odd(key: string): void;
}

/** One reading of the bucket: from its opening until NATS is lost, or it falls behind. */
export class Bucket {
  readonly ledger = new Ledger();
  readonly kv: KV;
  readonly #manager: JetStreamManager;
  readonly #stream: string;
  readonly #watched: Watched;
  #entries: QueuedIterator<KvWatchEntry> | undefined;
  /** The last change that is in memory. */
  #revision = 0;
  #waiting: { revision: number; resolve: () => void }[] = [];
  #reading = true;

  /** Resolves when all that is in it is in memory. @throws where JetStream is away */
  static async open(connection: NatsConnection, name: string, watched: Watched): Promise<Bucket> {
    const manager = await jetstreamManager(connection);
    // Answered by the one that writes: whoever writes by what it read has to have read the last.
    const options = { ...SIZES, allow_direct: false };
    const kv = await new Kvm(connection).create(name, options);
    if (!(await kv.get(ABOUT))) await kv.put(ABOUT, '1');
    const bucket = new Bucket(kv, manager, name, watched);
    await bucket.#load();
    return bucket;
  }

  private constructor(kv: KV, manager: JetStreamManager, name: string, watched: Watched) {
    this.kv = kv;
    this.#manager = manager;
    this.#stream = `KV_${name}`;
    this.#watched = watched;
  }

  /** The bucket's last change; all before it are in memory once `reached` resolves. */
  async last(): Promise<number> {
    return (await this.#manager.streams.info(this.#stream)).state.last_seq;
  }

  /** Resolves when memory has the bucket's change of this number. */
  reached(revision: number): Promise<void> {
    if (this.#revision >= revision) return Promise.resolve();
    const { promise, resolve } = withResolvers<void>();
    this.#waiting.push({ revision, resolve });
    return promise;
  }

  close(): void {
    this.#reading = false;
    this.#entries?.stop();
    for (const { resolve } of this.#waiting.splice(0)) resolve();
  }

  async #load(): Promise<void> {
    const last = await this.last();
    const entries = await this.kv.watch();
    this.#entries = entries;
    const { promise, resolve, reject } = withResolvers<void>();
    void this.#follow(entries, last, resolve).then(() => reject(new Error('NATS is away')), reject);
    await promise;
  }

  async #follow(
    entries: AsyncIterable<KvWatchEntry>,
    last: number,
    loaded: () => void,
  ): Promise<void> {
    let isLoaded = false;
    for await (const entry of entries) {
      if (!this.#reading) return;
      this.#take(entry);
      if (isLoaded || (entry.delta !== 0 && entry.revision < last)) continue;
      isLoaded = true;
      this.#reach(last);
      loaded();
    }
  }

  #take(entry: KvWatchEntry): void {
    const value = entry.operation === 'PUT' ? entry.string() : undefined;
    if (!take(this.ledger, entry.key, value) && value !== undefined) this.#watched.odd(entry.key);
    this.#watched.changed(entry.key);
    this.#reach(entry.revision);
  }

  #reach(revision: number): void {
    this.#revision = Math.max(this.#revision, revision);
    if (this.#waiting.length === 0) return;
    const still = this.#waiting.filter((one) => one.revision > this.#revision);
    const done = this.#waiting.filter((one) => one.revision <= this.#revision);
    this.#waiting = still;
    for (const { resolve } of done) resolve();
  }
}
