// Who has come by one invitation, and who is here now. Uses count members, not connections, so
// that a guest whose link was cut comes back to its own place.
import { ProtocolError } from '../../core/wire/errors.ts';
import { LIMITS } from '../../core/wire/protocol.ts';

/** Ends a guest's connection, for that reason. */
export type GuestEnd = (reason: ProtocolError) => void;

/** One connection of a guest. */
export interface Visit {
  /**
   * The guest takes its place at the shell, instead of an older connection of its. Throws
   * `ProtocolError` replaced where a newer one has it.
   */
  takePlace(): void;
  /** The connection is gone. */
  leave(): void;
}

interface Connected {
  /** Counts up with every connection. */
  number: number;
  end: GuestEnd;
  /** It has its place at the shell; one of a member's at most. */
  placed: boolean;
}

/** Members remembered of an invitation without a number of uses. */
const MAX_REMEMBERED = 1_000;

export class Guests {
  readonly #uses: number | null;
  /** Members that have come, in the order of their last coming. */
  readonly #known = new Set<string>();
  readonly #online = new Map<string, Set<Connected>>();
  #used = 0;
  #visits = 0;

  constructor(uses: number | null) {
    this.#uses = uses;
  }

  /** Members that have come. */
  get used(): number {
    return this.#used;
  }

  get usedUp(): boolean {
    return this.#uses !== null && this.#used >= this.#uses;
  }

  /** Members that are connected. */
  get online(): number {
    return this.#online.size;
  }

  mayCome(member: string): boolean {
    return !this.usedUp || this.#known.has(member);
  }

  // A client dials several times at once and keeps one of the connections: which one, it shows by
  // taking its place. Until then none of them is worth less than another.
  come(member: string, end: GuestEnd): Visit {
    if (!this.#known.delete(member)) this.#used++;
    this.#known.add(member);
    this.#forgetOldest();
    const one = { number: this.#visits++, end, placed: false };
    const all = this.#online.get(member) ?? new Set();
    this.#online.set(member, all.add(one));
    this.#endWaiting(all);
    return {
      takePlace: () => place(one, all),
      leave: () => this.#leave(member, one, all),
    };
  }

  /** Ends every guest's connections; how many there were. */
  endAll(reason: ProtocolError): number {
    const all = [...this.#online.values()].flatMap((ones) => [...ones]);
    this.#online.clear();
    for (const { end } of all) end(reason);
    return all.length;
  }

  #leave(member: string, one: Connected, all: Set<Connected>): void {
    all.delete(one);
    if (all.size === 0 && this.#online.get(member) === all) this.#online.delete(member);
  }

  #endWaiting(all: Set<Connected>): void {
    const waiting = [...all].filter(({ placed }) => !placed);
    for (const one of waiting.slice(0, -LIMITS.maxGuestWaiting)) replace(one, all);
  }

  #forgetOldest(): void {
    if (this.#uses !== null) return; // no more than it has uses
    for (const member of this.#known) {
      if (this.#known.size <= MAX_REMEMBERED) return;
      if (!this.#online.has(member)) this.#known.delete(member);
    }
  }
}

function place(one: Connected, all: Set<Connected>): void {
  if (one.placed) return;
  const holder = [...all].find(({ placed }) => placed);
  // What was sent long ago on a connection that its client gave up may come late.
  if (holder && holder.number > one.number) throw replaced();
  one.placed = true;
  if (holder) replace(holder, all);
}

function replace(one: Connected, all: Set<Connected>): void {
  all.delete(one);
  one.end(replaced());
}

function replaced(): ProtocolError {
  return new ProtocolError('replaced', 'This guest has joined from somewhere else.');
}
