// Sets that are never changed: each change is another one.

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
