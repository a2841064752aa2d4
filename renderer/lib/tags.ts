// Tags of several hosts: which there are, how many of the hosts have each, and what was typed as new ones.
import type { SavedHost } from '../../electron/ipc/contract.ts';

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

/** Tags that differ in letter case only are the same. */
export function tagKey(tag: string): string {
  return tag.trim().normalize('NFC').toLocaleLowerCase();
}

export function hasTag({ tags }: Tagged, tag: string): boolean {
  const key = tagKey(tag);
  return tags.some((one) => tagKey(one) === key);
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
