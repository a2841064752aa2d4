// A queue with cheap ends. Array.shift moves every element; a channel under load holds
// thousands, so a head index and an occasional trim do instead.

/** How many dead slots may pile up at the front before they are cut off. */
const TRIM_AT = 1024;

export class Deque<T> {
  #items: (T | undefined)[] = [];
  #head = 0;

  get length(): number {
    return this.#items.length - this.#head;
  }

  push(item: T): void {
    this.#items.push(item);
  }

  peek(): T | undefined {
    return this.#items[this.#head];
  }

  shift(): T | undefined {
    if (this.length === 0) return undefined;
    const item = this.#items[this.#head];
    this.#items[this.#head++] = undefined;
    this.#trim();
    return item;
  }

  clear(): void {
    this.#items = [];
    this.#head = 0;
  }

  #trim(): void {
    if (this.length === 0) this.clear();
    else if (this.#head >= TRIM_AT && this.#head * 2 >= this.#items.length) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    }
  }
}
