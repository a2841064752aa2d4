// Objects of Royal TS with the folders that they lie in: nested, or by a path that says so.
import { say } from '../../../words/said.ts';
import { PersonError } from '../../personError.ts';
import type { Collected } from '../collected.ts';
import { IMPORT_DEPTH } from '../limits.ts';
import { isTable, listIn, textIn, type Table } from '../plain.ts';
import { foldersOf } from '../serverText.ts';

export interface RoyalEntry {
  readonly object: Table;
  /** That it lies in, the outermost first: logins and gateways may come from them. */
  readonly folders: readonly Table[];
  readonly path: readonly string[];
}

/** Folders themselves are among them. Throws a `PersonError` where they are nested too deeply. */
export function nestedEntries(objects: readonly unknown[], found: Collected): RoyalEntry[] {
  const entries: RoyalEntry[] = [];
  const walk = (inner: readonly unknown[], folders: readonly Table[]): void => {
    if (folders.length > IMPORT_DEPTH) {
      throw new PersonError(say('import-folder-deep', { file: nameOf(folders[0]!) }));
    }
    inner.forEach((object, at) => {
      if (!isTable(object)) {
        return found.tell(`object ${at + 1}`, '', say('import-not-an-entry'));
      }
      entries.push({ object, folders, path: pathOf(object, folders) });
      walk(listIn(object, 'Objects'), [...folders, object]);
    });
  };
  walk(objects, []);
  return entries;
}

/** A path of its own counts for more than where an object lies. */
function pathOf(object: Table, folders: readonly Table[]): string[] {
  const path = textIn(object, 'Path');
  return path === undefined ? folders.map(nameOf) : foldersOf(path, /[/\\]/);
}

export function nameOf(object: Table): string {
  return textIn(object, 'Name') ?? addressesOf(object)[0] ?? textIn(object, 'Type') ?? '';
}

/** Royal TS takes several, one a line or with `;` in between. */
export function addressesOf(object: Table): string[] {
  return foldersOf(textIn(object, 'ComputerName') ?? textIn(object, 'URL'), /[;\n]/);
}
