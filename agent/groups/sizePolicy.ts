// Which size a shell has when several may set it. Pure: who came, who typed and who resized in,
// one size out, which every terminal can bear. Viewers have no say and are never told of here.
import type { SizePolicy as PolicyName } from '../../core/client/sharing.ts';
import type { TerminalSize } from '../../core/pty/pty.ts';
import { LIMITS } from '../../core/wire/protocol.ts';

/** A guest's terminal counts as no smaller: nobody can work in less. */
const MIN_GUEST: TerminalSize = { cols: 20, rows: 5 };

interface Writer {
  owner: boolean;
  size: TerminalSize;
  /** Counts up each time somebody drives; 0 for who never did. */
  drove: number;
}

export class SizePolicy {
  policy: PolicyName = 'driver';
  /** In the order in which they came. */
  readonly #writers = new Map<number, Writer>();
  #driver: number | null = null;
  #turns = 0;

  /** Member whose size counts under `driver`, and whose terminal answers the program's questions. */
  get driver(): number | null {
    return this.#driver;
  }

  /** What the shell's size should be; undefined when nobody has a say. */
  get size(): TerminalSize | undefined {
    if (this.policy === 'driver') return this.#writers.get(this.#driver ?? NaN)?.size;
    const sizes = [...this.#writers.values()].map(({ size }) => size);
    if (sizes.length === 0) return undefined;
    const least = (of: keyof TerminalSize): number => Math.min(...sizes.map((size) => size[of]));
    return { cols: least('cols'), rows: least('rows') };
  }

  /** An owner who comes wants to see the shell in its own size; an editor has to type first. */
  come(member: number, owner: boolean, size: TerminalSize): void {
    const drove = this.#writers.get(member)?.drove ?? 0;
    this.#writers.set(member, { owner, size: bounded(size, owner), drove });
    if (owner || this.#driver === null) this.#drive(member);
  }

  resize(member: number, size: TerminalSize): void {
    const writer = this.#writers.get(member);
    if (!writer) return;
    writer.size = bounded(size, writer.owner);
    if (writer.owner) this.#drive(member);
  }

  typed(member: number): void {
    if (this.#writers.has(member)) this.#drive(member);
  }

  leave(member: number): void {
    this.#writers.delete(member);
    if (this.#driver === member) this.#driver = this.#lastDriver();
  }

  #drive(member: number): void {
    this.#driver = member;
    this.#writers.get(member)!.drove = ++this.#turns;
  }

  /** Owners before editors, and of those who drove last. */
  #lastDriver(): number | null {
    let best: [number, Writer] | undefined;
    for (const one of this.#writers) if (!best || goesBefore(one[1], best[1])) best = one;
    return best?.[0] ?? null;
  }
}

function bounded({ cols, rows }: TerminalSize, owner: boolean): TerminalSize {
  const least = owner ? { cols: 1, rows: 1 } : MIN_GUEST;
  return {
    cols: Math.min(Math.max(cols, least.cols), LIMITS.maxCols),
    rows: Math.min(Math.max(rows, least.rows), LIMITS.maxRows),
  };
}

function goesBefore(one: Writer, other: Writer): boolean {
  return one.owner === other.owner ? one.drove > other.drove : one.owner;
}
