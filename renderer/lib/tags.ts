// Tags of hosts: which there are, how many hosts have each, and by which colour one is known.
import type { SavedHost } from '../../electron/ipc/contract.ts';
import { fold } from './fold.ts';

export interface TagCount {
  /** As it is compared: letter case and accents don't part two tags. */
  key: string;
  /** As the first host has it. */
  tag: string;
  hosts: number;
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
