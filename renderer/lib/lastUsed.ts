// Which tabs were used last, for going through them while a key is held: the order stays as it was
// until the key is let go, and only then is the one that was come to the latest.

export class LastUsed {
  /** The latest first. */
  #order: readonly string[] = [];
  #walk: { order: readonly string[]; at: number } | null = null;

  /** Tabs that are there, and the shown one; to be told at each change. */
  follow(ids: readonly string[], active: string | null): void {
    const there = this.#order.filter((id) => ids.includes(id));
    const come = ids.filter((id) => !there.includes(id));
    this.#order = [...there, ...come];
    if (!this.#walk && active !== null) this.#order = latest(this.#order, active);
  }

  /** The tab that is `step` further from the shown one, round the ends; undefined where there is none. */
  step(step: 1 | -1): string | undefined {
    this.#walk ??= { order: this.#order, at: 0 };
    const walk = this.#walk;
    const left = walk.order.filter((id) => this.#order.includes(id));
    const now = left.indexOf(walk.order[walk.at] ?? '');
    const next = left[(Math.max(now, 0) + step + left.length) % left.length];
    if (next !== undefined) this.#walk = { order: left, at: left.indexOf(next) };
    return next;
  }

  /** The key was let go; `active`: the tab that was come to. */
  end(active: string | null): void {
    if (!this.#walk) return;
    this.#walk = null;
    if (active !== null && this.#order.includes(active)) this.#order = latest(this.#order, active);
  }
}

function latest(order: readonly string[], id: string): string[] {
  return [id, ...order.filter((one) => one !== id)];
}
