// Links that are cut over and over while numbered lines come through them, by seed: who cuts, and
// who counts the lines.
import type { Cut } from './faults.ts';
import type { FaultProxy } from './faultProxy.ts';
import type { Random } from './random.ts';

/** `000000001` and a line feed. */
export const LINE_BYTES = 10;

/** The third is told to nobody, and costs the time until somebody notices. */
const WAYS: readonly Cut[] = ['fin', 'fin', 'fin', 'rst', 'rst', 'rst', 'drop'];

/** Cuts connections somewhere in their streams, in every way, until there were enough. */
export class Cutter {
  cuts = 0;
  readonly #most: number;
  readonly #apart: number;
  readonly #ways: readonly Cut[];

  /** `bytes`: how much will go down in all. */
  constructor(most: number, bytes: number, ways = WAYS) {
    this.#most = most;
    this.#ways = ways;
    this.#apart = Math.ceil(bytes / most);
  }

  async run(proxy: FaultProxy, random: Random): Promise<void> {
    while (this.cuts < this.#most) {
      const how = random.pick(this.#ways);
      // Once all is typed, only acknowledgements go up: a few bytes now and then.
      if (random.once(3)) await proxy.up.cutAfter(random.between(1, 60), how);
      else await proxy.down.cutAfter(random.between(1, Math.ceil(this.#apart / 2)), how);
      this.cuts++;
    }
  }
}

/** Checks the numbered lines as they come, behind `ready` and before `done`, and forgets them. */
export class LineCheck {
  lines = 0;
  readonly #most: number;
  #rest = '';
  #begun = false;

  constructor(most: number) {
    this.#most = most;
  }

  add(bytes: Uint8Array): void {
    this.#rest += Buffer.from(bytes).toString('latin1');
    if (!this.#begun) {
      const at = this.#rest.indexOf('ready\n');
      if (at < 0) return;
      this.#begun = true;
      this.#rest = this.#rest.slice(at + 6);
    }
    const lines = this.#rest.split('\n');
    this.#rest = lines.pop()!;
    for (const line of lines) this.#check(line);
  }

  get begun(): boolean {
    return this.#begun;
  }

  #check(line: string): void {
    const expected = this.lines < this.#most ? String(++this.lines).padStart(9, '0') : 'done';
    if (line !== expected) throw new Error(`expected line ${expected}, got ${line}`);
  }
}
