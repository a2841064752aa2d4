// The median of the last few samples: it forgets an outlier and follows a change. Pure.

export class RecentMedian {
  readonly #capacity: number;
  #samples: number[] = [];

  /** `capacity`: samples remembered. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Samples remembered now. */
  get count(): number {
    return this.#samples.length;
  }

  /** Null before the first sample. */
  get value(): number | null {
    if (this.#samples.length === 0) return null;
    const sorted = [...this.#samples].sort((a, b) => a - b);
    return sorted[sorted.length >> 1]!;
  }

  push(sample: number): void {
    this.#samples.push(sample);
    if (this.#samples.length > this.#capacity) this.#samples.shift();
  }

  clear(): void {
    this.#samples = [];
  }
}
