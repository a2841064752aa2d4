// The name of a host that was given none: made of where it is, and no other host's.

/** Characters; as the main process has it. */
const NAME_LENGTH = 100;

/**
 * The place, or with its user where that name is taken, or with a number; '' for no place. Names that
 * differ in letter case only are the same.
 */
export function freeName(place: string, user: string, taken: readonly string[]): string {
  if (place === '') return '';
  const keys = new Set(taken.map(keyOf));
  const isFree = (name: string): boolean => !keys.has(keyOf(name));
  const first = [place, ...(user ? [`${user}@${place}`] : [])].map((name) => cut(name, ''));
  const free = first.find(isFree);
  if (free !== undefined) return free;
  for (let number = 2; ; number++) {
    const name = cut(place, ` ${number}`);
    if (isFree(name)) return name;
  }
}

/** Where a pairing link leads, without anything of its secret; '' where that can't be told. */
export function hostOfLink(link: string): string {
  const [, inBrackets, name] =
    /^bowline:\/\/(?:\[([\da-fA-F:.]+)\]|([\w.-]+))(?::\d+)?\/?\?/.exec(link) ?? [];
  return inBrackets ?? name ?? '';
}

function keyOf(name: string): string {
  return name.trim().normalize('NFC').toLowerCase();
}

function cut(name: string, end: string): string {
  return (
    [...name]
      .slice(0, NAME_LENGTH - end.length)
      .join('')
      .trimEnd() + end
  );
}
