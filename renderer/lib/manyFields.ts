// What several hosts have in common: for each field of their kinds which of them have it, and which value
// where all have the same.
import type { FieldInfo, FieldName, SavedHost } from '../../electron/ipc/contract.ts';
import { groupsOf } from './groups.ts';
import type { Kinds } from './kinds.ts';

export interface ManyField {
  field: FieldInfo;
  /** How many of them have such a field. */
  of: number;
  /** Their value; null where it isn't the same. */
  common: string | null;
  /** How many different values there are. */
  values: number;
}

/** The value that all have; null where they differ. */
export function commonOf<T>(values: readonly T[]): T | null {
  const [first] = values;
  return first !== undefined && values.every((value) => value === first) ? first : null;
}

/**
 * Fields of the kinds, in the order of the forms, of the most frequent kind first. A secret isn't among them, nor what says where a host
 * is: that is its own.
 */
export function manyFields(hosts: readonly SavedHost[], kinds: Kinds): ManyField[] {
  const byField = new Map<FieldName, { field: FieldInfo; hosts: SavedHost[] }>();
  const kindsOf = [...groupsOf(hosts, (host) => host.kind)];
  for (const [kind, all] of kindsOf.sort(([, a], [, b]) => b.length - a.length)) {
    for (const field of kinds.of(kind).fields) {
      if (field.secret || field.required) continue;
      const known = byField.get(field.name) ?? { field, hosts: [] };
      byField.set(field.name, { ...known, hosts: [...known.hosts, ...all] });
    }
  }
  return [...byField.values()].map(({ field, hosts: having }) => {
    const values = having.map((host) => host[field.name]);
    const different = new Set(values);
    return { field, of: having.length, common: commonOf(values), values: different.size };
  });
}

/** A tag, as it is written first, and how many of them have it; the most frequent first. */
export function tagsOf(hosts: readonly SavedHost[]): { tag: string; of: number }[] {
  const tags = new Map<string, { tag: string; of: number }>();
  for (const tag of hosts.flatMap((host) => host.tags)) {
    const key = tag.toLowerCase();
    const known = tags.get(key) ?? { tag, of: 0 };
    tags.set(key, { ...known, of: known.of + 1 });
  }
  return [...tags.values()].sort((a, b) => b.of - a.of);
}

/** Typed tags, separated by commas. */
export const readTags = (typed: string): string[] =>
  typed
    .split(',')
    .map((tag) => tag.trim().replace(/^#/, ''))
    .filter((tag) => tag !== '');

/** As a choice has it; null where they differ. */
export function yesOrNo(is: boolean | null): 'yes' | 'no' | null {
  if (is === null) return null;
  return is ? 'yes' : 'no';
}
