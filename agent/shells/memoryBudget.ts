// What all shells of an agent may hold together. When it is more, the largest that nobody watches
// gives its oldest up first, then the largest of all; what somebody is waited for goes last. Who
// never gives anything up has to ask before it takes more than its minimum.

/** Whoever holds some of it. */
export interface Holder {
  /** Bytes held. */
  readonly held: number;
  /** Somebody watches. */
  readonly attended: boolean;
  /** Of these, bytes that somebody is just about to be sent, or is waited for. */
  readonly claimed: number;
  /** Of these, bytes that it never gives up. */
  readonly fixed: number;
  /** Gives the oldest up, down to so many bytes, or as few as it can. */
  yieldTo(bytes: number): void;
}

/** Taken from one holder at a time: small steps would cost more than they are worth. */
export const YIELD_BYTES = 256 * 1024;

/** So much of all can be had for good by those who never give up; the rest is for the others. */
const FIXED_PART = 1 / 2;

/** Who is asked, in this order, and down to what. */
const TURNS: readonly { attended: boolean; claims: boolean }[] = [
  { attended: false, claims: true },
  { attended: true, claims: true },
  { attended: false, claims: false },
  { attended: true, claims: false },
];

export class MemoryBudget {
  readonly limit: number;
  readonly #minimum: number;
  readonly #holders = new Map<Holder, number>();
  #total = 0;
  /** What can't be had of anybody, the minimum of each included. */
  #certain = 0;
  readonly #certainOf = new Map<Holder, number>();
  #makesRoom = false;

  /**
   * @param limit bytes for all
   * @param minimum bytes that nobody is asked for
   */
  constructor(limit: number, minimum: number) {
    this.limit = limit;
    this.#minimum = minimum;
  }

  /** Bytes held by all. */
  get total(): number {
    return this.#total;
  }

  /** Whoever takes more now takes it from somebody. */
  get isFull(): boolean {
    return this.#total + YIELD_BYTES > this.limit;
  }

  /** What each can hold if all hold as much, and more than that only while others hold less. */
  get share(): number {
    return Math.max(this.#minimum, Math.floor(this.limit / Math.max(1, this.#holders.size)));
  }

  /** False when each has its minimum, and there is none left for one more. */
  get hasRoomForOneMore(): boolean {
    return this.#certain + this.#minimum <= this.limit;
  }

  join(holder: Holder): void {
    this.#holders.set(holder, 0);
    this.update(holder);
  }

  leave(holder: Holder): void {
    this.#total -= this.#holders.get(holder) ?? 0;
    this.#certain -= this.#certainOf.get(holder) ?? 0;
    this.#holders.delete(holder);
    this.#certainOf.delete(holder);
  }

  /** What somebody holds is another than before. Others, or it itself, may be asked to yield. */
  update(holder: Holder): void {
    this.#count(holder);
    if (this.#total <= this.limit || this.#makesRoom) return;
    this.#makesRoom = true;
    this.#makeRoom();
    this.#makesRoom = false;
  }

  /** Could so many bytes more be held, without a byte less of what is claimed? */
  hasRoomFor(bytes: number): boolean {
    let missing = this.#total + bytes - this.limit;
    for (const [holder, held] of this.#holders) {
      if (missing <= 0) return true;
      missing -= Math.max(0, held - this.#floor(holder, true));
    }
    return missing <= 0;
  }

  /** May so many bytes more be taken for good, and there is still enough for everybody else? */
  hasRoomForGood(bytes: number): boolean {
    return this.#certain + bytes <= this.limit * FIXED_PART;
  }

  #count(holder: Holder): void {
    const before = this.#holders.get(holder);
    if (before === undefined) return; // it has left
    const { held } = holder;
    this.#holders.set(holder, held);
    this.#total += held - before;
    const certain = this.#floor(holder, false);
    this.#certain += certain - (this.#certainOf.get(holder) ?? 0);
    this.#certainOf.set(holder, certain);
  }

  #makeRoom(): void {
    for (const turn of TURNS) {
      if (this.#total <= this.limit) return;
      const asked = this.#whoMayYield(turn);
      while (this.#total > this.limit && asked.size > 0) {
        const largest = this.#largest(asked);
        const least = this.#floor(largest, turn.claims);
        const before = this.#holders.get(largest)!;
        if (before > least) largest.yieldTo(Math.max(least, before - YIELD_BYTES));
        this.#count(largest);
        if (this.#holders.get(largest)! >= before) asked.delete(largest); // it can't
      }
    }
  }

  #whoMayYield({ attended, claims }: (typeof TURNS)[number]): Set<Holder> {
    const all = [...this.#holders].filter(
      ([holder, held]) => holder.attended === attended && held > this.#floor(holder, claims),
    );
    return new Set(all.map(([holder]) => holder));
  }

  #largest(asked: ReadonlySet<Holder>): Holder {
    const held = (holder: Holder): number => this.#holders.get(holder)!;
    return [...asked].reduce((most, holder) => (held(holder) > held(most) ? holder : most));
  }

  #floor(holder: Holder, claims: boolean): number {
    const least = Math.max(this.#minimum, holder.fixed);
    return claims ? Math.max(least, holder.claimed) : least;
  }
}
