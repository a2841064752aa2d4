// Who was taken and hasn't shown yet who it is: half a TLS handshake, half a request, no first
// message. There is room for so many, and so much time; beyond that the largest crowd pays, with who
// has been in it the longest, and whoever comes from elsewhere gets in.
import { Alarm } from '../../core/time/alarm.ts';
import type { Clock } from '../../core/time/clock.ts';
import type { Counts } from '../counts.ts';

/** One that is half open. */
export interface HalfOpenPlace {
  /** Address, or network of IPv6. */
  crowd: string;
  /** Set when it enters. */
  dueAt: number;
  /** Ends it: it took too long, or its place is another's. */
  drop: (why: 'too-slow' | 'halfOpen') => void;
}

export class HalfOpen {
  readonly #clock: Clock;
  readonly #places: number;
  readonly #sayMs: number;
  readonly #counts: Counts;
  /** The oldest first. */
  readonly #all = new Set<HalfOpenPlace>();
  readonly #crowds = new Map<string, Set<HalfOpenPlace>>();
  readonly #alarm: Alarm;

  constructor(
    clock: Clock,
    { halfOpen, sayMs }: { halfOpen: number; sayMs: number },
    counts: Counts,
  ) {
    this.#clock = clock;
    this.#places = halfOpen;
    this.#sayMs = sayMs;
    this.#counts = counts;
    this.#alarm = new Alarm(clock, () => this.#expire());
  }

  /** There is always a place. */
  enter(place: HalfOpenPlace): void {
    if (this.#all.size >= this.#places) this.#dropOne();
    place.dueAt = this.#clock.now() + this.#sayMs;
    this.#all.add(place);
    const group = this.#crowds.get(place.crowd) ?? new Set();
    this.#crowds.set(place.crowd, group.add(place));
    this.#counts.halfOpen = this.#all.size;
    this.#alarm.within(this.#sayMs);
  }

  /** It is in, or gone. */
  leave(place: HalfOpenPlace): void {
    if (!this.#all.delete(place)) return;
    const group = this.#crowds.get(place.crowd)!;
    group.delete(place);
    if (group.size === 0) this.#crowds.delete(place.crowd);
    this.#counts.halfOpen = this.#all.size;
  }

  close(): void {
    this.#alarm.cancel();
  }

  #dropOne(): void {
    let largest: Set<HalfOpenPlace> | undefined;
    for (const group of this.#crowds.values()) {
      if (!largest || group.size > largest.size) largest = group;
    }
    const [oldest] = largest ?? [];
    if (oldest) this.#drop(oldest, 'halfOpen');
  }

  #expire(): void {
    const now = this.#clock.now();
    for (const place of this.#all) {
      if (place.dueAt > now) return this.#alarm.within(place.dueAt - now);
      this.#drop(place, 'too-slow');
    }
  }

  #drop(place: HalfOpenPlace, why: 'too-slow' | 'halfOpen'): void {
    this.leave(place);
    place.drop(why);
  }
}
