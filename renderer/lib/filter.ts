// A host's name where it was found, and finding one letter by letter in the list.

/** A piece of a name, and whether what was typed is in it. */
export interface NamePart {
  text: string;
  found: boolean;
}

/**
 * Type-ahead: index of the next name that begins with what was typed, looking from `from`
 * and round the end; -1 if none. One letter moves on, more letters may stay where they are.
 */
export function typeAhead(names: readonly string[], from: number, typed: string): number {
  const text = typed.toLocaleLowerCase();
  const first = text.length === 1 ? from + 1 : from;
  for (let step = 0; step < names.length; step++) {
    const index = (Math.max(first, 0) + step) % names.length;
    if (names[index]?.toLocaleLowerCase().startsWith(text)) return index;
  }
  return -1;
}
