// What the nodes keep together, over all readings of the bucket: answered from memory, written by
// comparing and swapping, so that of two nodes that write at once none is forgotten.
import { JetStreamApiCodes, JetStreamApiError } from '@nats-io/jetstream';
import { pause, type Clock } from '../../../core/time/clock.ts';
import { Ledger } from '../ledger.ts';
import { RelayRefusal } from '../refusal.ts';
import { Bucket, type Watched } from './bucket.ts';
import type { Bus } from './bus.ts';
import { keyOf } from './keys.ts';

/** How long memory may take to come up with the bucket before it is read anew. Milliseconds. */
const BEHIND_MS = 5_000;
/** Between two attempts to read the bucket, milliseconds. */
const AGAIN_MS = 250;
/** Attempts to write one key that others write, too. */
const ATTEMPTS = 20;

export class Kept {
  readonly #bus: Bus;
  readonly #name: string;
  readonly #watched: Watched;
  readonly #clock: Clock;
  readonly #ended = new AbortController();
  #bucket: Bucket | undefined;
  #ledger = new Ledger();
  /** Which reading of the bucket is the wanted one: all earlier ones are closed when they come. */
  #reading = 0;
  #passing: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  constructor(bus: Bus, name: string, watched: Watched, clock: Clock) {
    this.#bus = bus;
    this.#name = name;
    this.#watched = watched;
    this.#clock = clock;
  }

  get ready(): boolean {
    return this.#bucket !== undefined;
  }

  /** As last read, also while NATS is away. */
  get ledger(): Ledger {
    return this.#ledger;
  }

  lost(): void {
    this.#reading++;
    this.#bucket?.close();
    this.#bucket = undefined;
  }

  /** NATS is back: all is read anew, as whatever was changed meanwhile went by. */
  renew(): void {
    this.lost();
    void this.#read(this.#reading);
  }

  close(): void {
    this.lost();
    this.#ended.abort();
  }

  /**
   * Resolves when memory has all that was written before this call. Many that ask at once are
   * answered by one question. @throws RelayRefusal `registry`
   */
  current(): Promise<void> {
    if (!this.#passing) {
      this.#passing = this.#catchUp().finally(() => (this.#passing = undefined));
      return this.#passing;
    }
    // What passes now may have asked before the last thing was written.
    this.#next ??= this.#passing
      .catch(() => undefined)
      .then(() => {
        this.#next = undefined;
        return this.current();
      });
    return this.#next;
  }

  /** The id has come through so many keys. @throws RelayRefusal `stale-key`, `registry` */
  async rotated(id: string, keys: number): Promise<void> {
    const now = await this.#change(keyOf.keys(id), (value) => {
      const known = Number(value ?? 1);
      return known < keys ? String(keys) : undefined;
    });
    if (Number(now) > keys) throw new RelayRefusal('stale-key');
    this.#ledger.keys.set(id, keys);
  }

  /** Takes a place of a ticket for the agent. @throws RelayRefusal `enrolment`, `registry` */
  async enrol(id: string, ticket: string): Promise<void> {
    const before = this.#ledger.placeOf(id);
    for (let from = 0; ;) {
      const place = this.#ledger.freePlace(ticket, from);
      const owner = await this.#change(keyOf.place(ticket, place), (value) =>
        value === undefined ? id : undefined,
      );
      this.#ledger.give(ticket, place, owner ?? id);
      if (owner === id) break;
      from = place + 1;
    }
    if (!before) return;
    this.#ledger.free(before.ticket, before.place);
    await this.#delete(keyOf.place(before.ticket, before.place));
  }

  /** So many bytes more. @throws RelayRefusal `registry`: nothing is counted then */
  async spent(month: string, ticket: string, bytes: number): Promise<void> {
    const key = keyOf.spent(month, ticket);
    const total = await this.#change(key, (value) => String(Number(value ?? 0) + bytes));
    this.#ledger.spent.set(`${month}.${ticket}`, Number(total));
  }

  /** Forgets what was counted in months that are neither this one nor the one before. */
  async forget(olderThan: string): Promise<void> {
    const old = [...this.#ledger.spent.keys()].filter((key) => key.slice(0, 6) < olderThan);
    for (const key of old) {
      await this.#delete(`spent.${key}`);
      this.#ledger.spent.delete(key);
    }
  }

  async #read(reading: number): Promise<void> {
    while (this.#reading === reading && this.#bus.connection) {
      const bucket = await this.#open();
      if (bucket && this.#reading === reading) return this.#use(bucket);
      bucket?.close();
      await pause(this.#clock, AGAIN_MS * (1 + Math.random()), this.#ended.signal);
    }
  }

  /** Undefined where JetStream doesn't answer, or not in time. */
  async #open(): Promise<Bucket | undefined> {
    const opening = Bucket.open(this.#bus.connection!, this.#name, this.#watched);
    const late = new AbortController();
    const inTime = opening.catch((error: unknown) => this.#unreadable(error));
    const tooLate = pause(this.#clock, BEHIND_MS, late.signal).then(() => undefined);
    const bucket = await Promise.race([inTime, tooLate]);
    late.abort();
    if (!bucket) void opening.then((one) => one.close()).catch(() => undefined);
    return bucket;
  }

  #unreadable(error: unknown): undefined {
    const why = error instanceof Error ? error.message : String(error);
    if (this.#bus.connected) this.#watched.unreadable(why);
  }

  #use(bucket: Bucket): void {
    this.#bucket = bucket;
    this.#ledger = bucket.ledger;
    this.#watched.changed('');
  }

  async #catchUp(): Promise<void> {
    const bucket = this.#bucket;
    if (!bucket) throw new RelayRefusal('registry');
    const late = new AbortController();
    const caughtUp = bucket.last().then(async (last) => {
      await bucket.reached(last);
      return true;
    });
    const inTime = caughtUp.catch(() => false);
    const tooLate = pause(this.#clock, BEHIND_MS, late.signal).then(() => false);
    const isCurrent = await Promise.race([inTime, tooLate]);
    late.abort();
    if (isCurrent && bucket === this.#bucket) return;
    if (bucket === this.#bucket) this.renew();
    throw new RelayRefusal('registry');
  }

  /**
   * Writes what `next` says in place of what is there; nothing where it says nothing.
   * @returns what stands there now
   */
  async #change(
    key: string,
    next: (value: string | undefined) => string | undefined,
  ): Promise<string | undefined> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const entry = await this.#answer((kv) => kv.get(key));
      const value = entry?.operation === 'PUT' ? entry.string() : undefined;
      const wanted = next(value);
      if (wanted === undefined) return value;
      if (await this.#swap(key, wanted, entry?.revision ?? 0)) return wanted;
    }
    throw new RelayRefusal('registry');
  }

  /** False where somebody has written meanwhile. */
  async #swap(key: string, value: string, previousSeq: number): Promise<boolean> {
    return this.#answer((kv) =>
      kv.put(key, value, { previousSeq }).then(
        () => true,
        (error: unknown) => {
          if (isOvertaken(error)) return false;
          throw error;
        },
      ),
    );
  }

  async #delete(key: string): Promise<void> {
    await this.#answer((kv) => kv.delete(key));
  }

  async #answer<T>(ask: (kv: Bucket['kv']) => Promise<T>): Promise<T> {
    if (!this.#bucket) throw new RelayRefusal('registry');
    try {
      return await ask(this.#bucket.kv);
    } catch (error) {
      throw new RelayRefusal('registry', error instanceof Error ? error.message : undefined);
    }
  }
}

function isOvertaken(error: unknown): boolean {
  if (!(error instanceof JetStreamApiError)) return false;
  return error.code === JetStreamApiCodes.StreamWrongLastSequence;
}
