// A resource that many hold: made for the first, handed to all, closed once, after the last of them
// has let go. Connections, logins and lines to hosts all live so.

/** A hold on a resource. The resource stays as long as one hold does. */
export interface Hold<T> {
  readonly value: T;
  /**
   * Gives the hold back; doing so again does nothing. Resolves when the resource is closed, if
   * this hold was the last, else at once. Rejects with what closing fails with.
   */
  release(): Promise<void>;
}

export interface SharedOptions<T> {
  /** Closes what nobody holds any more. Called once for each resource. */
  close?: (value: T) => void | Promise<void>;
  /** Is it of use to who comes next? If not, the next holder gets another; the old ones keep it. */
  usable?: (value: T) => boolean;
}

interface Held<T> {
  readonly value: T;
  holders: number;
}

/** Resources by key: whoever takes the same key while it is held holds the same resource. */
export class SharedByKey<T> {
  readonly #options: SharedOptions<T>;
  readonly #held = new Map<string, Held<T>>();

  constructor(options: SharedOptions<T> = {}) {
    this.#options = options;
  }

  /** A hold on what `key` stands for, made now if there is none that is of use. */
  take(key: string, make: () => T): Hold<T> {
    return this.#hold(key, this.#usable(key) ?? this.#add(key, make()));
  }

  /** A further hold on what is held now, of use or not; undefined if nothing is. */
  join(key: string): Hold<T> | undefined {
    const held = this.#held.get(key);
    return held && this.#hold(key, held);
  }

  /** What whoever comes next would hold. */
  current(key: string): T | undefined {
    return this.#held.get(key)?.value;
  }

  /** All that are held and of which a next one could have a hold. */
  *values(): IterableIterator<T> {
    for (const { value } of this.#held.values()) yield value;
  }

  /** The next one gets another; who has a hold on this one keeps it. */
  discard(key: string, value: T): void {
    if (this.#held.get(key)?.value === value) this.#held.delete(key);
  }

  #hold(key: string, held: Held<T>): Hold<T> {
    held.holders++;
    let mine: Held<T> | undefined = held;
    const release = async (): Promise<void> => {
      const given = mine;
      mine = undefined;
      if (given) await this.#giveBack(key, given);
    };
    return { value: held.value, release };
  }

  #usable(key: string): Held<T> | undefined {
    const held = this.#held.get(key);
    return held && (this.#options.usable?.(held.value) ?? true) ? held : undefined;
  }

  #add(key: string, value: T): Held<T> {
    const held = { value, holders: 0 };
    this.#held.set(key, held);
    return held;
  }

  async #giveBack(key: string, held: Held<T>): Promise<void> {
    if (--held.holders > 0) return;
    this.discard(key, held.value);
    await this.#options.close?.(held.value);
  }
}

const ONLY = '';

/** One resource at a time. */
export class Shared<T> {
  readonly #make: () => T;
  readonly #all: SharedByKey<T>;

  constructor(options: SharedOptions<T> & { make: () => T }) {
    this.#make = options.make;
    this.#all = new SharedByKey(options);
  }

  /** A hold on it, made now if there is none that is of use. Throws what making it throws. */
  take(): Hold<T> {
    return this.#all.take(ONLY, this.#make);
  }

  /** What whoever comes next would hold. */
  get current(): T | undefined {
    return this.#all.current(ONLY);
  }

  /** A further hold on what is held now, of use or not; undefined if nothing is. */
  join(): Hold<T> | undefined {
    return this.#all.join(ONLY);
  }

  /** The next one gets another; who has a hold on this one keeps it. */
  discard(value: T): void {
    this.#all.discard(ONLY, value);
  }
}
