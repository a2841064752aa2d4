// The folders of electerm's bookmarks: groups that list what is in them, by ids that may lead nowhere.
import { say } from '../../../words/said.ts';
import { PersonError } from '../../personError.ts';
import type { Collected } from '../collected.ts';
import { IMPORT_DEPTH } from '../limits.ts';
import { isTable, listIn, textIn, textOf, type Table } from '../plain.ts';

type Groups = ReadonlyMap<string, Table>;

/** The folder of each bookmark by its id; one in several groups lies in the first. */
export function groupPaths(
  file: unknown,
  bookmarks: readonly unknown[],
  found: Collected,
): ReadonlyMap<string, readonly string[]> {
  const tables = listIn(file, 'bookmarkGroups').filter(isTable);
  const groups: Groups = new Map(tables.map((group) => [textIn(group, 'id') ?? '', group]));
  const parents = parentsOf(groups, found);
  const known = new Set(bookmarks.map((bookmark) => textIn(bookmark, 'id')));
  const paths = new Map<string, readonly string[]>();
  for (const [id, group] of groups) {
    const path = pathOf(id, groups, parents, found);
    for (const listed of idsIn(group, 'bookmarkIds')) {
      if (!known.has(listed)) tellDangling(group, 'bookmarkIds', listed, found);
      else if (!paths.has(listed)) paths.set(listed, path);
    }
  }
  return paths;
}

/** The group that each group is in. */
function parentsOf(groups: Groups, found: Collected): ReadonlyMap<string, string> {
  const parents = new Map<string, string>();
  for (const [id, group] of groups) {
    for (const inner of idsIn(group, 'bookmarkGroupIds')) {
      if (!groups.has(inner)) tellDangling(group, 'bookmarkGroupIds', inner, found);
      else if (!parents.has(inner)) parents.set(inner, id);
    }
  }
  return parents;
}

function pathOf(
  id: string,
  groups: Groups,
  parents: ReadonlyMap<string, string>,
  found: Collected,
): readonly string[] {
  const ids: string[] = [];
  for (let at: string | undefined = id; at !== undefined; at = parents.get(at)) {
    if (ids.includes(at)) {
      found.tell(titleOf(groups.get(id)), 'bookmarkGroupIds', say('import-folders-in-a-circle'));
      return [];
    }
    ids.unshift(at);
    if (ids.length > IMPORT_DEPTH) {
      throw new PersonError(say('import-folder-deep', { file: titleOf(groups.get(id)) }));
    }
  }
  return ids.map((one) => titleOf(groups.get(one)));
}

function titleOf(group: Table | undefined): string {
  return textIn(group, 'title') ?? textIn(group, 'id') ?? '';
}

function idsIn(group: Table, key: string): string[] {
  return listIn(group, key).flatMap((id) => textOf(id) ?? []);
}

function tellDangling(group: Table, key: string, id: string, found: Collected): void {
  found.tell(titleOf(group), `${key} "${id}"`, say('import-refers-to-nothing'));
}
