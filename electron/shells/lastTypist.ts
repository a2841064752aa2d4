// Who typed the line that runs now into a shell that others are at, too: what its program asks of a window
// is asked of theirs alone. Two that type at once are nobody.
import type { HostCompany } from '../agents/hostCompany.ts';

const LINE_ENDS = [0x0d, 0x0a];

export class LastTypist {
  readonly #company: HostCompany | undefined;
  #isHere = false;
  #othersTyped = false;

  /** @param company undefined for a shell that nobody else can be at */
  constructor(company: HostCompany | undefined) {
    this.#company = company;
  }

  /** It was somebody at this app. */
  get isHere(): boolean {
    if (!this.#company) return true;
    return this.#company.mayType && (this.#alone || this.#isHere);
  }

  /** This was typed here. */
  typed(bytes: Uint8Array): void {
    if (!LINE_ENDS.some((end) => bytes.includes(end))) return;
    this.#isHere = !this.#otherTypes;
  }

  /** The news of the company are others. */
  look(): void {
    const now = this.#otherTypes;
    if (now && !this.#othersTyped) this.#isHere = false;
    this.#othersTyped = now;
  }

  get #others() {
    const { group, self } = this.#company!.state;
    return group?.members.filter(({ id }) => id !== self) ?? [];
  }

  get #alone(): boolean {
    const { role, state } = this.#company!;
    return role === 'owner' && (state.group?.total ?? 1) <= 1;
  }

  get #otherTypes(): boolean {
    return this.#company !== undefined && this.#others.some(({ typing }) => typing);
  }
}
