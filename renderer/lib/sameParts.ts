// News that say mostly what is known already, made of what is known: parts that are equal are the same
// objects again, so that whoever shows them sees at a glance that there is nothing to do.

/**
 * Equal to `after`, and made of `before` wherever both are equal. Plain data alone, as it crosses from
 * the main process; members of lists that have an id are compared with those of the same id.
 */
export function sameParts<T>(before: unknown, after: T): T {
  if (before === after || !isBoth(before, after)) return after;
  const made = Array.isArray(after)
    ? sameMembers(before as unknown[], after)
    : sameFields(before as Fields, after as Fields);
  return (isMadeOf(before as Fields, made as Fields) ? before : made) as T;
}

type Fields = Readonly<Record<string, unknown>>;

function isBoth(before: unknown, after: unknown): boolean {
  const areObjects = typeof before === 'object' && typeof after === 'object';
  if (!areObjects || before === null || after === null) return false;
  return Array.isArray(before) === Array.isArray(after);
}

function sameMembers(before: readonly unknown[], after: readonly unknown[]): unknown[] {
  const known = new Map(before.map((one, at) => [idOf(one) ?? at, one]));
  return after.map((one, at) => sameParts(known.get(idOf(one) ?? at), one));
}

function sameFields(before: Fields, after: Fields): Fields {
  const fields = Object.entries(after).map(([key, one]) => [key, sameParts(before[key], one)]);
  return Object.fromEntries(fields) as Fields;
}

function isMadeOf(before: Fields, made: Fields): boolean {
  const keys = Object.keys(made);
  return (
    keys.length === Object.keys(before).length && keys.every((key) => made[key] === before[key])
  );
}

function idOf(one: unknown): unknown {
  return (one as { id?: unknown } | null)?.id;
}
