// Who has come by one invitation, and who is here now. Uses count members, not connections, so
// that a guest whose link was cut comes back to its own place.
import { ProtocolError } from '../../core/wire/errors.ts';

/** Ends a guest's connection, for that reason. */
export type GuestEnd = (reason: ProtocolError) => void;

/** Members remembered of an invitation without a number of uses. */
const MAX_REMEMBERED = 1_000;

export class Guests {
  readonly #uses: number | null;
  /** Members that have come, in the order of their last coming. */
  readonly #known = new Set<string>();
  readonly #online = new Map<string, GuestEnd>();
  #used = 0;

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

  get online(): number {
    return this.#online.size;
  }

  mayCome(member: string): boolean {
    return !this.usedUp || this.#known.has(member);
  }

  /** The member is here, in the place of an older connection of its; call the result when it goes. */
  come(member: string, end: GuestEnd): () => void {
    if (!this.#known.delete(member)) this.#used++;
    this.#known.add(member);
    this.#forgetOldest();
    const before = this.#online.get(member);
    this.#online.set(member, end);
    before?.(new ProtocolError('replaced', 'This guest has joined from somewhere else.'));
    return () => {
      if (this.#online.get(member) === end) this.#online.delete(member);
    };
  }

  /** Ends every guest's connection; how many there were. */
  endAll(reason: ProtocolError): number {
    const ends = [...this.#online.values()];
    this.#online.clear();
    for (const end of ends) end(reason);
    return ends.length;
  }

  #forgetOldest(): void {
    if (this.#uses !== null) return; // no more than it has uses
    for (const member of this.#known) {
      if (this.#known.size <= MAX_REMEMBERED) return;
      if (!this.#online.has(member)) this.#known.delete(member);
    }
  }
}
