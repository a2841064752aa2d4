// The folders of Tabby's profiles: by id, one in the other, with defaults of their own. A profile may
// name one that isn't listed: then that is its name.
import { say } from '../../../words/said.ts';
import { PersonError } from '../../personError.ts';
import type { Collected } from '../collected.ts';
import { IMPORT_DEPTH } from '../limits.ts';
import { isTable, listIn, textIn, valueIn, type Table } from '../plain.ts';

export interface TabbyGroup {
  readonly path: readonly string[];
  /** Of the outermost first: the nearest wins. */
  readonly defaults: readonly unknown[];
}

/** The group that a profile calls so. */
export type TabbyGroups = (called: string | undefined) => TabbyGroup;

export function tabbyGroups(file: unknown, found: Collected): TabbyGroups {
  const tables = listIn(file, 'groups').filter(isTable);
  const groups = new Map(tables.map((group) => [textIn(group, 'id') ?? '', group]));
  const known = new Map<string, TabbyGroup>();
  return (called) => {
    if (called === undefined) return { path: [], defaults: [] };
    if (!groups.has(called)) return { path: [called], defaults: [] };
    const group = known.get(called) ?? groupOf(chainOf(called, groups, found));
    known.set(called, group);
    return group;
  };
}

function groupOf(chain: readonly Table[]): TabbyGroup {
  return {
    path: chain.map((group) => textIn(group, 'name') ?? textIn(group, 'id') ?? ''),
    defaults: chain.map((group) => valueIn(group, 'defaults')),
  };
}

/** From the outermost in. */
function chainOf(id: string, groups: ReadonlyMap<string, Table>, found: Collected): Table[] {
  const chain: Table[] = [];
  for (let at = groups.get(id); at; at = groups.get(textIn(at, 'parentGroupId') ?? '')) {
    const name = textIn(at, 'name') ?? id;
    if (chain.includes(at)) {
      found.tell(name, 'parentGroupId', say('import-folders-in-a-circle'));
      return [];
    }
    chain.unshift(at);
    if (chain.length > IMPORT_DEPTH) {
      throw new PersonError(say('import-folder-deep', { file: name }));
    }
  }
  return chain;
}
