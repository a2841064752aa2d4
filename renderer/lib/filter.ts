// Finding a host by what is typed: in the filter box, and letter by letter in the list.
import type { SavedHost } from '../../electron/ipc/contract.ts';

type Findable = Pick<SavedHost, 'name' | 'kind' | 'detail' | 'address' | 'user'>;
/** What a kind of host is called. */
type KindWord = (kind: string) => string;

/**
 * Hosts in which every typed word occurs (name, kind, address, user, detail), names that
 * begin with the text first; otherwise in the order given.
 */
export function filterHosts<T extends Findable>(
  hosts: readonly T[],
  typed: string,
  kindWord: KindWord,
): T[] {
  const text = typed.trim().toLocaleLowerCase();
  if (text === '') return [...hosts];
  const words = text.split(/\s+/);
  const found = hosts.filter((host) =>
    words.every((word) => haystack(host, kindWord).includes(word)),
  );
  const begins = (host: T) => host.name.toLocaleLowerCase().startsWith(text);
  return [...found.filter(begins), ...found.filter((host) => !begins(host))];
}

function haystack(host: Findable, kindWord: KindWord): string {
  return [host.name, kindWord(host.kind), host.detail, host.address, host.user]
    .join('\n')
    .toLocaleLowerCase();
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
