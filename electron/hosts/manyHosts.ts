// Changes of many hosts at once, each one transaction: moved to a folder, and what they have in common
// changed. None of them reads or writes what it doesn't change, so nothing that lies there is lost.
import { z } from 'zod';
import { say } from '../../words/said.ts';
import type { FieldErrors, FieldName, HostsPatch } from '../ipc/contract.ts';
import { PersonError } from '../personError.ts';
import { firstProblems } from './fieldProblems.ts';
import { isFollowing, type FolderStore } from './folderStore.ts';
import { fieldSchema } from './hostDraft.ts';
import { tagKey, tagsIn, tagsProblem, uniqueTags } from './hostPlace.ts';
import { manyIds, rowsOf, sql, type HostsBase } from './hostsBase.ts';
import { fieldsOf, KIND_NAMES } from './kinds/kinds.ts';
import { refuseMoving } from './linkedRules.ts';

const CHOSEN = sql`deleted_at IS NULL AND id IN (SELECT value FROM json_each(:ids))`;
/** A key without its folder. */
const NAME = `substr(key, instr(key, '/') + 1)`;

/** Two that would have one name in the folder: of the chosen, or one of them and one that is there. */
const ALIKE = `
  WITH chosen AS (SELECT id, name, ${NAME} AS same FROM hosts WHERE ${CHOSEN})
  SELECT name FROM chosen GROUP BY same HAVING count(*) > 1
  UNION ALL
  SELECT chosen.name FROM chosen JOIN hosts ON key = :folder || '/' || same
  WHERE hosts.id NOT IN (SELECT id FROM chosen)
  LIMIT 1`;

export interface ManyHostsOptions extends HostsBase {
  folders: FolderStore;
}

export class ManyHosts {
  readonly #base: ManyHostsOptions;

  constructor(base: ManyHostsOptions) {
    this.#base = base;
  }

  /** Throws a `PersonError` where the folder is gone, or would have two hosts of one name. */
  move(ids: readonly string[], folder: string | null): void {
    const chosen = manyIds(ids);
    this.#base.change(() => this.#move(chosen, folder));
  }

  /** Answers with what is wrong with the values; {} when all is done. Throws as `move` does. */
  patch(ids: readonly string[], patch: HostsPatch): FieldErrors {
    const chosen = manyIds(ids);
    const checked = checkedFields(patch.fields ?? {});
    const tags = tagsProblem(uniqueTags(patch.addTags ?? []));
    const errors = { ...checked.errors, ...(tags && { tags }) };
    if (Object.keys(errors).length > 0) return errors;
    this.#base.change(() => this.#patch(chosen, patch, checked.values));
    return {};
  }

  #patch(ids: string, patch: HostsPatch, values: Record<string, string>): void {
    const { favourite, color, folder } = patch;
    if (folder !== undefined) this.#move(ids, folder);
    if (color !== undefined) this.#set('color = :value', ids, color);
    if (favourite !== undefined) this.#set('favourite = :value', ids, Number(favourite));
    if (patch.addTags ?? patch.removeTags) this.#tag(ids, patch);
    for (const [name, value] of Object.entries(values)) {
      const kinds = KIND_NAMES.filter((kind) =>
        fieldsOf(kind).some(([own, { hidden }]) => own === name && !hidden),
      );
      const of = kinds.map((kind) => `'${kind}'`).join(', ');
      this.#set(`fields = json_set(fields, '$.${name}', :value)`, ids, value, sql`kind IN (${of})`);
    }
  }

  #move(ids: string, folder: string | null): void {
    const { database, folders } = this.#base;
    const tree = folders.tree();
    if (folder !== null && !tree.has(folder)) throw new PersonError(say('folder-gone'));
    if (isFollowing(tree, folder)) throw new PersonError(say('folder-follows-file'));
    refuseMoving(database, ids, folder);
    const [alike] = rowsOf(database, ALIKE, { ids, folder: folder ?? '' });
    if (alike) throw new PersonError(say('hosts-named-alike', { name: String(alike['name']) }));
    const key = `coalesce(:value, '') || '/' || ${NAME}`;
    this.#set(sql`key = ${key}, folder = :value`, ids, folder);
  }

  #set(what: string, ids: string, value: string | number | null, where = 'TRUE'): void {
    const query = `UPDATE hosts SET ${what} WHERE ${CHOSEN} AND ${where}`;
    this.#base.database.prepare(query).run({ ids, value });
  }

  #tag(ids: string, { addTags = [], removeTags = [] }: HostsPatch): void {
    const { database } = this.#base;
    const removed = new Set(removeTags.map(tagKey));
    const put = database.prepare('UPDATE hosts SET tags = :tags WHERE id = :id');
    for (const row of rowsOf(database, `SELECT id, tags FROM hosts WHERE ${CHOSEN}`, { ids })) {
      const kept = tagsIn(row['tags']).filter((tag) => !removed.has(tagKey(tag)));
      const tags = uniqueTags([...kept, ...addTags]);
      const wrong = tagsProblem(tags);
      if (wrong) throw new PersonError(wrong);
      put.run({ id: String(row['id']), tags: JSON.stringify(tags) });
    }
  }
}

/** Fields that a form shows, and that are no secret; each as its kind wants it. */
const FIELDS = new Map(
  KIND_NAMES.flatMap(fieldsOf).filter(([, { hidden, secret }]) => !hidden && !secret),
);

function checkedFields(fields: Partial<Record<FieldName, string>>) {
  const result: { values: Record<string, string>; errors: FieldErrors } = {
    values: {},
    errors: {},
  };
  for (const [name, value] of Object.entries(fields) as [FieldName, string][]) {
    const field = FIELDS.get(name);
    if (!field) result.errors[name] = say('field-for-all-unknown');
    else {
      const schema = z.object({ [name]: fieldSchema(name, field, { hasSecret: () => false }) });
      const read = schema.safeParse({ [name]: value });
      if (read.success) result.values[name] = read.data[name]!;
      else Object.assign(result.errors, firstProblems(read.error));
    }
  }
  return result;
}
