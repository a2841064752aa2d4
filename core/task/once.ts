// What takes a while to make, and may never be needed, is made when it is first asked for.

/** The same each time; made the first time. */
export function once<T>(make: () => T): () => T {
  let made: { is: T } | undefined;
  return () => (made ??= { is: make() }).is;
}

/** An object of what these make, each when it is first asked for. */
export function lazily<Makers extends Record<string, () => unknown>>(
  makers: Makers,
): { readonly [Name in keyof Makers]: ReturnType<Makers[Name]> } {
  const all = {};
  for (const [name, make] of Object.entries(makers)) {
    Object.defineProperty(all, name, { enumerable: true, get: once(make) });
  }
  return all as { readonly [Name in keyof Makers]: ReturnType<Makers[Name]> };
}
