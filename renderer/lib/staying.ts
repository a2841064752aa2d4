// What is current in a list from which things went: where the keyboard was, something stays.

interface Named {
  readonly id: string;
}

/**
 * The thing at `at` or the next that stays; at the end of the list the one before. Undefined where none
 * does.
 */
export function nextStaying<T extends Named>(
  shown: readonly T[],
  at: number,
  after: readonly Named[],
): T | undefined {
  const ids = new Set(after.map(({ id }) => id));
  const stays = ({ id }: T): boolean => ids.has(id);
  return shown.slice(at).find(stays) ?? shown.slice(0, at).findLast(stays);
}
