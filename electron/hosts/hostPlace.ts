// What arranges hosts, whatever their kind: folder, tags, notes, icon, favourite. Checked and cleaned
// here, and how it lies in the table.
import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';
import { z } from 'zod';
import { cleanLine, cleanText } from '../../core/text/clean.ts';
import { say, type Said } from '../../words/said.ts';
import type { HostPlace } from '../ipc/contract.ts';
import { refuse } from './fieldProblems.ts';

/** Characters. */
export const TAG_LENGTH = 50;
export const NOTES_LENGTH = 10_000;
const ICON_LENGTH = 40;
export const MOST_TAGS = 50;

export const NO_PLACE: HostPlace = {
  ...{ folder: null, tags: [], notes: '', icon: '', favourite: false },
};

/** Two tags that differ only in letter case are the same one; the first stays. */
export function uniqueTags(tags: readonly string[]): string[] {
  const kept = new Map<string, string>();
  for (const tag of tags.map((one) => one.trim().normalize('NFC'))) {
    if (tag !== '' && !kept.has(tagKey(tag))) kept.set(tagKey(tag), tag);
  }
  return [...kept.values()];
}

export const tagKey = (tag: string): string => tag.trim().normalize('NFC').toLowerCase();

/** What is wrong with a host's tags; null where nothing is. */
export function tagsProblem(tags: readonly string[]): Said | null {
  if (tags.length > MOST_TAGS) return say('tags-too-many', { most: MOST_TAGS });
  const wrong = tags.find((tag) => cleanLine(tag, TAG_LENGTH) !== tag);
  if (wrong === undefined) return null;
  return say('tag-wrong', { tag: cleanLine(wrong, TAG_LENGTH), most: TAG_LENGTH });
}

export const tagsSchema = z
  .array(z.string())
  .transform(uniqueTags)
  .superRefine((tags, context) => refuse(context, tagsProblem(tags)));

const isIcon = (icon: string): boolean => stripped(cleanLine(icon, ICON_LENGTH)) === stripped(icon);
// Signs are joined by what can't be seen.
const stripped = (icon: string): string => icon.replace(/\u200d|\ufe0f/g, '');

const notesProblem = (notes: string): Said | null =>
  notes.length > NOTES_LENGTH ? say('field-too-long', { most: NOTES_LENGTH }) : null;

/** Left out, each stays as it was. */
export const PLACE_SCHEMAS = {
  folder: z.string().nullable().optional(),
  tags: tagsSchema.optional(),
  notes: z
    .string()
    .superRefine((notes, context) => refuse(context, notesProblem(notes)))
    .transform((notes) => cleanText(notes, NOTES_LENGTH))
    .optional(),
  icon: z
    .string()
    .trim()
    .superRefine((icon, context) => refuse(context, isIcon(icon) ? null : say('icon-wrong')))
    .optional(),
  favourite: z.boolean().optional(),
};

const PARTS = new Set(Object.keys(PLACE_SCHEMAS));

/** What of a draft arranges the host, and the rest of it. */
export function placeParts<Draft extends object>(draft: Draft) {
  const entries = Object.entries(draft).filter(([, value]) => value !== undefined);
  const [parts, rest] = [true, false].map((isPart) =>
    Object.fromEntries(entries.filter(([name]) => PARTS.has(name) === isPart)),
  );
  return { parts: parts as Partial<HostPlace>, rest: rest as Omit<Draft, keyof HostPlace> };
}

export function toPlaceColumns(place: HostPlace): Record<string, SQLInputValue> {
  const { folder, tags, notes, icon, favourite } = place;
  return { folder, tags: JSON.stringify(tags), notes, icon, favourite: Number(favourite) };
}

export function fromPlaceColumns(row: Record<string, SQLOutputValue>): HostPlace {
  return {
    folder: row['folder'] == null ? null : String(row['folder']),
    tags: tagsIn(row['tags']),
    notes: String(row['notes'] ?? ''),
    icon: String(row['icon'] ?? ''),
    favourite: row['favourite'] === 1,
  };
}

/** What isn't as this version writes them counts as none. */
export function tagsIn(stored: SQLOutputValue | undefined): string[] {
  try {
    const tags: unknown = JSON.parse(String(stored));
    return Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [];
  } catch {
    return [];
  }
}
