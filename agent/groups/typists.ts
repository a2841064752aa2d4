// Who may lend keys to a shell's programs: of the owners that are here, the one who typed last, for then
// it is most likely what that one typed that asks. And whether it may have been somebody else. Pure.
import type { Member } from './roster.ts';

type Typist = Pick<Member, 'id' | 'role'>;

/** Owners that have gone, and are known when they come back. */
const MAX_REMEMBERED = 64;

export class Typists {
  readonly #present = new Map<number, Typist>();
  /** When each typed last, in turns; in the order of the last typing. */
  readonly #typed = new Map<number, number>();
  #turn = 0;
  #guestTyped = false;

  come(member: Typist): void {
    this.#present.delete(member.id); // so that who comes last is the last
    this.#present.set(member.id, member);
  }

  leave(member: Typist): void {
    if (this.#present.get(member.id) === member) this.#present.delete(member.id);
  }

  typed({ id, role }: Typist): void {
    if (role !== 'owner') {
      this.#guestTyped = true; // for good: what was typed may ask at any time
      return;
    }
    this.#typed.delete(id);
    this.#typed.set(id, ++this.#turn);
    this.#forget();
  }

  /** The owner who typed last; where none has, who came last. Null: no owner is here. */
  get lastOwner(): number | null {
    const owners = [...this.#present.values()].filter(({ role }) => role === 'owner');
    const turn = ({ id }: Typist): number => this.#typed.get(id) ?? 0;
    const last = owners.reduce<Typist | undefined>(
      (best, one) => (best && turn(best) > turn(one) ? best : one),
      undefined,
    );
    return last?.id ?? null;
  }

  /** A guest may type here, or has typed here before. */
  get guestsType(): boolean {
    return this.#guestTyped || [...this.#present.values()].some(({ role }) => role === 'editor');
  }

  #forget(): void {
    for (const id of this.#typed.keys()) {
      if (this.#typed.size <= MAX_REMEMBERED) return;
      if (!this.#present.has(id)) this.#typed.delete(id);
    }
  }
}
