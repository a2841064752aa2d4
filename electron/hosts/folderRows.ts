// How a folder lies in its table, and what a draft of one must look like: the values that it has for
// hosts are checked as those of a host are. What this version doesn't know of it is kept as it is.
import type { SQLInputValue } from 'node:sqlite';
import { z } from 'zod';
import { say, type Said } from '../../words/said.ts';
import type { FolderDraft, FolderErrors, FolderFields, SavedFolder } from '../ipc/contract.ts';
import { firstProblems, refuse } from './fieldProblems.ts';
import { fieldSchema, HOST_COLORS, NAME_LENGTH } from './hostDraft.ts';
import { placeKey } from './hostNames.ts';
import { fits, isColor, parsed } from './hostRows.ts';
import type { Row } from './hostsBase.ts';
import { inheritedFields, type FieldName } from './kinds/kinds.ts';

export interface FolderRow {
  folder: SavedFolder;
  /** Values that this version doesn't know, or can't read. */
  unknown: Record<string, unknown>;
}

export const UPSERT_FOLDER = `
  INSERT INTO folders (id, parent, name, key, color, fields, link)
  VALUES (:id, :parent, :name, :key, :color, :fields, :link)
  ON CONFLICT (id) DO UPDATE SET
    parent = :parent, name = :name, key = :key, color = :color, fields = :fields,
    link = :link`;

export function toFolderRow({ folder, unknown }: FolderRow): Record<string, SQLInputValue> {
  const { id, parent, name, color, fields, link: followed } = folder;
  const all = JSON.stringify({ ...unknown, ...fields });
  const link = followed ? JSON.stringify(followed) : null;
  return { id, parent, name, key: placeKey(parent, name), color, fields: all, link };
}

export function fromFolderRow(row: Row): FolderRow {
  const color = String(row['color']);
  const folder: SavedFolder = {
    id: String(row['id']),
    parent: row['parent'] == null ? null : String(row['parent']),
    name: String(row['name']),
    color: isColor(color) ? color : 'none',
    fields: {},
    ...linkIn(row),
  };
  const known = inheritedFields() as ReadonlyMap<string, Parameters<typeof fits>[0]>;
  const unknown = Object.create(null) as Record<string, unknown>;
  for (const [name, value] of Object.entries(parsed(row['fields']) ?? {})) {
    const field = known.get(name);
    if (field && fits(field, value)) (folder.fields as Record<string, string>)[name] = value;
    else unknown[name] = value;
  }
  return { folder, unknown };
}

/** What isn't as this version writes it counts as none. */
function linkIn(row: Row): Pick<SavedFolder, 'link'> {
  const file = row['link'] == null ? undefined : parsed(row['link'])?.['file'];
  return typeof file === 'string' ? { link: { file } } : {};
}

export type FolderResult = { ok: true; draft: FolderDraft } | { ok: false; errors: FolderErrors };

/** The draft in its normal form, without values that are empty, or what is wrong with it. */
export function parseFolder(draft: FolderDraft, isTaken: (name: string) => boolean): FolderResult {
  const top = topSchema(isTaken).safeParse(draft);
  const fields = fieldsSchema.safeParse(draft.fields);
  if (top.success && fields.success) {
    return { ok: true, draft: { ...top.data, fields: filled(fields.data) } };
  }
  const errors = [top, fields].map(({ error }) => (error ? firstProblems(error) : {}));
  return { ok: false, errors: Object.assign({}, ...errors) as FolderErrors };
}

function topSchema(isTaken: (name: string) => boolean) {
  return z.object({
    name: z
      .string()
      .trim()
      .superRefine((name, context) => refuse(context, folderNameProblem(name, isTaken))),
    parent: z.string().nullable(),
    color: z.enum(HOST_COLORS),
  });
}

/** What is wrong with a folder's name, trimmed; null where nothing is. */
export function folderNameProblem(
  name: string,
  isTaken: (name: string) => boolean = () => false,
): Said | null {
  if (name === '') return say('folder-name-missing');
  if (name.length > NAME_LENGTH) return say('field-too-long', { most: NAME_LENGTH });
  if (/\p{Cc}/u.test(name)) return say('name-with-control');
  return isTaken(name) ? say('folder-name-taken', { name }) : null;
}

const noSecret = { hasSecret: () => false };

const fieldsSchema = z.object(
  Object.fromEntries(
    [...inheritedFields()].map(([name, field]) => [
      name,
      fieldSchema(name, field, noSecret).optional(),
    ]),
  ),
);

function filled(fields: Partial<Record<FieldName, string | undefined>>): FolderFields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value));
}
