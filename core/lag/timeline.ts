// A figure over the last minutes in equal steps of time, for a curve: the worst of each step.
// It is written only when something happens and costs nothing meanwhile. Pure.

interface Step {
  index: number;
  worst: number | null;
  /** What holds on until the next entry. */
  last: number | null;
}

export class Timeline {
  readonly stepMs: number;
  readonly #steps: number;
  /** Only steps in which something was told, in order; at most one more than are shown. */
  #entries: Step[] = [];

  /** Remembers `steps` steps of `stepMs` milliseconds: ten minutes, where nothing is said. */
  constructor(stepMs = 2_000, steps = 300) {
    this.stepMs = stepMs;
    this.#steps = steps;
  }

  /** The figure from now on; null where nothing can be measured, which makes a gap. */
  record(now: number, value: number | null): void {
    const index = Math.floor(now / this.stepMs);
    const latest = this.#entries.at(-1);
    if (latest?.index === index) {
      latest.worst = latest.worst === null ? value : Math.max(latest.worst, value ?? 0);
      latest.last = value;
      return;
    }
    this.#entries.push({ index, worst: value, last: value });
    this.#forget(index);
  }

  /** One value a step, the oldest first, the present one last; null where nothing was measured. */
  points(now: number): (number | null)[] {
    const last = Math.floor(now / this.stepMs);
    const points: (number | null)[] = [];
    let held: number | null = null;
    let next = 0;
    for (let index = last - this.#steps + 1; index <= last; index++) {
      let told: Step | undefined;
      for (; (this.#entries[next]?.index ?? Infinity) <= index; next++) told = this.#entries[next];
      points.push(told?.index === index ? told.worst : (told?.last ?? held));
      if (told) held = told.last;
    }
    return points;
  }

  /** The last entry before what is shown stays, for it holds on into it. */
  #forget(index: number): void {
    const first = index - this.#steps + 1;
    while (this.#entries[1] && this.#entries[1].index <= first) this.#entries.shift();
  }
}
