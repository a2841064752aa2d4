// Bytes under way, in order: how many, for how long the oldest has been waiting, and how long
// those that are through took. Bounded, whatever is under way. Pure.

interface Stretch {
  /** Offset behind its last byte. */
  end: number;
  /** When the first of it left. */
  leftAt: number;
}

/** Bytes that leave within this time count as having left together, milliseconds. */
const TOGETHER_MS = 4;
/** Beyond so many stretches, neighbours become one, and later ones are as long as they. */
const MAX_STRETCHES = 64;

export class Transit {
  #stretches: Stretch[] = [];
  #togetherMs = TOGETHER_MS;
  #left = 0;
  #through = 0;

  /** Under way now. */
  get bytes(): number {
    return this.#left - this.#through;
  }

  /** When the oldest byte under way left; null while there is none. */
  get oldestLeftAt(): number | null {
    return this.#stretches[0]?.leftAt ?? null;
  }

  /** These bytes leave now. */
  leave(bytes: number, now: number): void {
    this.#left += bytes;
    const last = this.#stretches.at(-1);
    if (!last) this.#togetherMs = TOGETHER_MS;
    else if (now - last.leftAt < this.#togetherMs) return void (last.end = this.#left);
    this.#stretches.push({ end: this.#left, leftAt: now });
    if (this.#stretches.length <= MAX_STRETCHES) return;
    this.#stretches = inPairs(this.#stretches);
    this.#togetherMs = (2 * (now - this.#stretches[0]!.leftAt)) / MAX_STRETCHES;
  }

  /**
   * So many more are through; answers with how long the slowest of them took, milliseconds. Null
   * when none were under way. More than are under way counts as all of them.
   */
  arrive(bytes: number, now: number): number | null {
    const slowest = this.oldestLeftAt;
    if (slowest === null || bytes <= 0) return null;
    this.#through = Math.min(this.#left, this.#through + bytes);
    while (this.#stretches[0] && this.#stretches[0].end <= this.#through) this.#stretches.shift();
    return now - slowest;
  }

  /** Nothing is under way any more: nobody waits for it. */
  clear(): void {
    this.#stretches = [];
    this.#through = this.#left;
  }
}

function inPairs(stretches: readonly Stretch[]): Stretch[] {
  const joined: Stretch[] = [];
  for (let at = 0; at < stretches.length; at += 2) {
    const end = (stretches[at + 1] ?? stretches[at]!).end;
    joined.push({ end, leftAt: stretches[at]!.leftAt });
  }
  return joined;
}
