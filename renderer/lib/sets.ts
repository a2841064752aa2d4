// Sets and maps that are never changed: each change is another one.

export function setOf<T>(all: Iterable<T> = []): ReadonlySet<T> {
  return new Set(all);
}

/** With it, or without. */
export function having<T>(set: ReadonlySet<T>, one: T, is: boolean): ReadonlySet<T> {
  const changed = new Set(set);
  if (is) changed.add(one);
  else changed.delete(one);
  return changed;
}

/** With what wasn't in it, without what was. */
export function toggled<T>(set: ReadonlySet<T>, one: T): ReadonlySet<T> {
  return having(set, one, !set.has(one));
}

export function mapOf<K, V>(all: Iterable<readonly [K, V]> = []): ReadonlyMap<K, V> {
  return new Map(all);
}
