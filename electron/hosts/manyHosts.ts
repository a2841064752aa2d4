// Changes of many hosts at once, each one transaction: moved to a folder, and what they have in common
// changed. None of them reads or writes what it doesn't change, so nothing that lies there is lost.
import { say, type Said } from '../../words/said.ts';
import type { FieldErrors, HostsPatch } from '../ipc/contract.ts';
import { PersonError } from '../personError.ts';
import { asBefore, ChangedHosts, differences, type ChangedHost } from './changedHosts.ts';
import { checkedFields } from './fieldsForAll.ts';
import { isFollowing, type FolderStore } from './folderStore.ts';
import { fromRow } from './hostRows.ts';
import { tagKey, tagsIn, tagsProblem, uniqueTags } from './hostPlace.ts';
import { manyIds, rowsOf, sql, type HostsBase, type Row } from './hostsBase.ts';
import { fieldsOf, KIND_NAMES } from './kinds/kinds.ts';
import { refuseMoving } from './linkedRules.ts';
import { ABOUT_PROXIES, proxyProblem } from './proxyAddress.ts';

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
  readonly #changed = new ChangedHosts();

  constructor(base: ManyHostsOptions) {
    this.#base = base;
  }

  /** Throws a `PersonError` where the folder is gone, or would have two hosts of one name. */
  move(ids: readonly string[], folder: string | null): void {
    const chosen = manyIds(ids);
    this.#base.change(() => this.#move(chosen, folder));
  }

  /**
   * Answers with what is wrong with the values; {} when all is done. Throws as `move` does.
   * @param act its name, by which it can be taken back
   */
  patch(ids: readonly string[], patch: HostsPatch, act?: string): FieldErrors {
    const chosen = manyIds(ids);
    const checked = checkedFields(patch.fields ?? {});
    const tags = tagsProblem(uniqueTags(patch.addTags ?? []));
    const errors = { ...checked.errors, ...(tags && { tags }) };
    if (Object.keys(errors).length > 0) return errors;
    const proxyAddress = this.#proxyProblem(chosen, patch, checked.values);
    if (proxyAddress) return { proxyAddress };
    let changed: ChangedHost[] = [];
    this.#base.change(() => {
      const before = act === undefined ? [] : this.#rows(chosen);
      this.#patch(chosen, patch, checked.values);
      changed = differences(before, act === undefined ? [] : this.#rows(chosen));
    });
    if (act !== undefined) this.#changed.remember(act, changed);
    return {};
  }

  /**
   * Takes such a change back, once. What has another value since, and hosts that are gone, stay as they
   * are. Throws a `PersonError` where it isn't remembered, and as `move` does.
   */
  unpatch(act: string): void {
    const changed = this.#changed.of(act);
    if (!changed) throw new PersonError(say('change-not-remembered'));
    this.#base.change(() => this.#putBack(changed));
    this.#changed.forget(act);
  }

  /** With the values that they are given; null where none of them lacks the address of a proxy then. */
  #proxyProblem(ids: string, patch: HostsPatch, values: Record<string, string>): Said | null {
    if (!ABOUT_PROXIES.some((name) => values[name] !== undefined)) return null;
    const { database, folders } = this.#base;
    const query = `SELECT * FROM hosts WHERE ${CHOSEN} AND kind = 'ssh'`;
    const lacking = rowsOf(database, query, { ids }).filter((row) => {
      const { host, place } = fromRow(row);
      const { folder = place.folder } = patch;
      return proxyProblem(folders.inheritance, { ...host, ...values }, folder) !== null;
    });
    return lacking.length > 0 ? say('proxy-address-missing-of', { hosts: lacking.length }) : null;
  }

  #putBack(changed: ReadonlyMap<string, ChangedHost>): void {
    const folders = new Map<string | null, string[]>();
    const columns = 'color = :color, favourite = :favourite, tags = :tags, fields = :fields';
    const put = this.#base.database.prepare(`UPDATE hosts SET ${columns} WHERE id = :id`);
    for (const row of this.#rows(manyIds([...changed.keys()]))) {
      const id = String(row['id']);
      const { folder, ...values } = asBefore(row, changed.get(id)!);
      put.run({ id, ...values });
      if (folder !== row['folder']) folders.set(folder, [...(folders.get(folder) ?? []), id]);
    }
    for (const [folder, ids] of folders) this.#move(manyIds(ids), folder);
  }

  #rows(ids: string): Row[] {
    const columns = sql`id, folder, color, favourite, tags, fields`;
    return rowsOf(this.#base.database, `SELECT ${columns} FROM hosts WHERE ${CHOSEN}`, { ids });
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
