// Names of hosts and folders: which of them are the same, which are taken, and in which order people
// look for them.
import { NAME_LENGTH, nameKey } from './hostDraft.ts';

/** What is unique in a table: a name in its folder. Ids of folders hold no slash. */
export function placeKey(folder: string | null, name: string): string {
  return `${folder ?? ''}/${nameKey(name)}`;
}

/** For what is in the bin, where it takes no name from anybody. */
export const BIN_KEY = "'bin:' || id";

/** The name, or it with the lowest number above `last` that nobody has; and that number, 1 without. */
export function freeName(
  name: string,
  isTaken: (name: string) => boolean,
  last = 1,
): { free: string; count: number } {
  if (!isTaken(name)) return { free: name, count: 1 };
  for (let count = last + 1; ; count++) {
    const free = `${name.slice(0, NAME_LENGTH - ` ${count}`.length).trim()} ${count}`;
    if (!isTaken(free)) return { free, count };
  }
}

const ORDER = new Intl.Collator(undefined, { numeric: true });

/** As people count: web-2 before web-10. Names that count as the same stay in one order all the same. */
export function byName(a: { name: string; id: string }, b: { name: string; id: string }): number {
  return ORDER.compare(a.name, b.name) || (a.id < b.id ? -1 : Number(a.id !== b.id));
}
