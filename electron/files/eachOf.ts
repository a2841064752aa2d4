// Works through many, several at a time: a host that is far away answers each of them late.

/** Under way at once. */
const AT_ONCE = 32;

/** Resolves when all is done; with the first that rejects, no further one begins, and it rejects so. */
export async function eachOf<T>(
  items: Iterable<T> | AsyncIterable<T>,
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  const under = new Set<Promise<void>>();
  let failure: { error: unknown } | undefined;
  const room = async (most: number): Promise<void> => {
    while (under.size > most) await Promise.race(under);
  };
  for await (const item of items) {
    await room(AT_ONCE - 1);
    if (failure) break;
    const one: Promise<void> = work(item)
      .then(
        () => undefined,
        (error: unknown) => void (failure ??= { error }),
      )
      .finally(() => under.delete(one));
    under.add(one);
  }
  await room(0);
  if (failure) throw failure.error;
}
