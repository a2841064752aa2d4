// Finding a host by what is typed: in the filter box, and letter by letter in the list.
import type { SavedHost } from '../../electron/ipc/contract.ts';
import { held, type Holding } from './held.ts';

type Findable = Pick<SavedHost, 'name' | 'kind' | 'detail' | 'address'> & Holding<'user'>;
/** What a kind of host is called. */
type KindWord = (kind: string) => string;

/** What is looked through, of a host that was looked through before: with 10,000 it would be felt. */
const known = new WeakMap<Findable, string>();

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
  const before = known.get(host);
  if (before !== undefined) return before;
  const text = [host.name, kindWord(host.kind), host.detail, host.address, held(host, 'user')]
    .join('\n')
    .toLocaleLowerCase();
  known.set(host, text);
  return text;
}

/** As a pattern that stands for the text alone. */
function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

/** A piece of a name, and whether what was typed is in it. */
export interface NamePart {
  text: string;
  found: boolean;
}

/** A name in pieces, so that what was typed can be marked in it. */
export function foundIn(name: string, typed: string): NamePart[] {
  const words = typed.trim().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [{ text: name, found: false }];
  // The longest first: of two words that begin alike, the longer is to be marked.
  const longest = words.toSorted((one, other) => other.length - one.length);
  const pattern = longest.map(literal).join('|');
  const parts = name.split(new RegExp(`(${pattern})`, 'iu'));
  return parts.map((text, at) => ({ text, found: at % 2 === 1 })).filter(({ text }) => text);
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
