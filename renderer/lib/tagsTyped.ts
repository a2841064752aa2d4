// Tags as they are typed or pasted: several at once, with or without their sign, each once.
import { fold } from './fold.ts';

/** Characters that part two tags; so does a sign after a space. */
const PARTING = /[,;\r\n\t]+|\s+(?=#)/;

/** The tags in a text, as they are kept. */
export function tagsIn(text: string): string[] {
  const parts = text.split(PARTING).map((part) => part.trim().replace(/^#+\s*/, ''));
  return withTags([], parts);
}

/** Whether a tag has ended in what is typed: it is more than one, or is followed by a sign. */
export function endsTag(typed: string): boolean {
  return PARTING.test(typed.trimStart());
}

/** Those and these; letter case doesn't part two tags, and the first stays. */
export function withTags(tags: readonly string[], more: readonly string[]): string[] {
  const kept = new Map(tags.map((tag) => [keyOf(tag), tag]));
  for (const tag of more) if (tag !== '' && !kept.has(keyOf(tag))) kept.set(keyOf(tag), tag);
  return [...kept.values()];
}

export interface OfferedTag {
  tag: string;
  /** Hosts that have it. */
  hosts: number;
}

/** Tags that hosts have, and this one doesn't: those that begin as typed, then those that hold it. */
export function offeredTags(
  all: readonly OfferedTag[],
  has: readonly string[],
  typed: string,
  most: number,
): OfferedTag[] {
  const part = fold(typed.trim().replace(/^#/, ''));
  const own = new Set(has.map(keyOf));
  const found = all.filter(({ tag }) => !own.has(keyOf(tag)) && fold(tag).includes(part));
  const begins = (one: OfferedTag): boolean => fold(one.tag).startsWith(part);
  return [...found.filter(begins), ...found.filter((one) => !begins(one))].slice(0, most);
}

/** The most used first. */
export function countedTags(hosts: readonly { readonly tags: readonly string[] }[]): OfferedTag[] {
  const all = new Map<string, OfferedTag>();
  for (const tag of hosts.flatMap(({ tags }) => tags)) {
    const known = all.get(keyOf(tag));
    if (known) known.hosts += 1;
    else all.set(keyOf(tag), { tag, hosts: 1 });
  }
  return [...all.values()].sort((a, b) => b.hosts - a.hosts || a.tag.localeCompare(b.tag));
}

const keyOf = (tag: string): string => tag.trim().normalize('NFC').toLowerCase();
