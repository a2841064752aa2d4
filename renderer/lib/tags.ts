// Tags of hosts: which there are, how many hosts have each, by which colour one is known, and what was
// typed as new ones.
import type { SavedHost } from '../../electron/ipc/contract.ts';
import { fold } from './fold.ts';

export interface TagCount {
  /** As it is compared: letter case and accents don't part two tags. */
  key: string;
  /** As the first host has it. */
  tag: string;
  hosts: number;
}

export interface TagChange {
  add: readonly string[];
  remove: readonly string[];
}

export interface TagUse {
  tag: string;
  /** How many of the hosts that are asked about have it. */
  has: number;
}

type Tagged = Pick<SavedHost, 'tags'>;

/** Keys of tags that were seen: ten thousand hosts have a few dozen. */
const known = new Map<string, string>();
const MOST_KNOWN = 10_000;

export function tagKey(tag: string): string {
  const before = known.get(tag);
  if (before !== undefined) return before;
  const key = fold(tag.normalize('NFC'));
  if (known.size < MOST_KNOWN) known.set(tag, key);
  return key;
}

export function hasTag({ tags }: Tagged, key: string): boolean {
  return tags.some((tag) => tagKey(tag) === key);
}

/** The most used first; those used alike by name. */
export function countTags(hosts: readonly Tagged[]): TagCount[] {
  const counts = new Map<string, TagCount>();
  for (const { tags } of hosts) {
    for (const tag of tags) {
      const key = tagKey(tag);
      const one = counts.get(key);
      if (one) one.hosts += 1;
      else counts.set(key, { key, tag, hosts: 1 });
    }
  }
  return [...counts.values()].sort((a, b) => b.hosts - a.hosts || (a.key < b.key ? -1 : 1));
}

/** The seventh tone is broadcasting's; red is for who chooses it, so that it isn't seen by chance. */
const TONES = [0, 1, 2, 3, 4, 7];

/** The CSS colour of a tag: the same for the same word, everywhere and always. */
export function tagTone(tag: string): string {
  let hash = 0x811c9dc5; // FNV-1a
  for (const letter of tagKey(tag)) hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193);
  return `var(--tone-${TONES[(hash >>> 0) % TONES.length]!})`;
}

/** All tags in use, those of the hosts first, then by name. */
export function tagsOf(all: readonly Tagged[], hosts: readonly Tagged[]): TagUse[] {
  const uses = new Map<string, TagUse>();
  const add = (tag: string, has: number): void => {
    const use = uses.get(tagKey(tag)) ?? { tag, has: 0 };
    uses.set(tagKey(tag), { ...use, has: use.has + has });
  };
  for (const { tags } of hosts) for (const tag of tags) add(tag, 1);
  for (const { tags } of all) for (const tag of tags) add(tag, 0);
  return [...uses.values()].sort(
    (one, other) => Number(other.has > 0) - Number(one.has > 0) || one.tag.localeCompare(other.tag),
  );
}

/** Parted by commas; a `#` before one is how tags are found, and no part of it. */
export function typedTags(typed: string): string[] {
  const tags = typed.split(/[,，、;]/).map((tag) => tag.trim().replace(/^#+/, '').trim());
  return [...new Map(tags.filter(Boolean).map((tag) => [tagKey(tag), tag])).values()];
}
