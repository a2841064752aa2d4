// Hosts of electerm: its exported bookmarks, with their groups or as a bare list.
import { say } from '../../../words/said.ts';
import { Collected, notThisFormat } from '../collected.ts';
import type { ImportFormat } from '../format.ts';
import { isTable, jsonOf, jsonOrNothing, listIn, textIn, valueIn, type Table } from '../plain.ts';
import type { ImportSource } from '../source.ts';
import { readBookmark } from './electermBookmark.ts';
import { groupPaths } from './electermGroups.ts';

/** Keys that only its bookmarks have, beside `title` and `host`. */
const OWN = ['enableSsh', 'enableSftp', 'sshTunnels', 'connectionHoppings', 'authType', 'title'];

export const electerm: ImportFormat = {
  word: 'electerm (bookmarks)',

  recognises(source) {
    const file = jsonOrNothing(jsonText(source));
    if (isTable(file)) return isWhole(file);
    return Array.isArray(file) && file.some(isBookmark);
  },

  read(source) {
    const file = jsonOf(jsonText(source));
    const found = new Collected();
    const all: unknown = Array.isArray(file) ? file : valueIn(file, 'bookmarks');
    if (!Array.isArray(all)) throw notThisFormat(electerm.word);
    readAll(file, all as unknown[], found);
    return found;
  },
};

function readAll(file: unknown, all: readonly unknown[], found: Collected): void {
  const paths = groupPaths(file, all, found);
  const profiles = byId(listIn(file, 'profiles'));
  all.forEach((bookmark, at) => {
    if (!isTable(bookmark)) return tellBroken(at, bookmark, found);
    const group = paths.get(textIn(bookmark, 'id') ?? '') ?? [];
    readBookmark({ bookmark, group, profiles, at }, found);
  });
  tellAllSecrets(all, found);
  if (all.length === 0) found.tell('file', 'bookmarks', say('import-no-hosts-in-it'));
}

function tellBroken(at: number, bookmark: unknown, found: Collected): void {
  found.tell(`item ${at + 1}`, typeof bookmark, say('import-not-an-entry'));
}

/** Once for the whole file, beside the places: it is to be kept like what it holds. */
function tellAllSecrets(all: readonly unknown[], found: Collected): void {
  const kinds = ['password', 'passphrase', 'privateKey'].filter((key) =>
    all.some((bookmark) => textIn(bookmark, key) !== undefined),
  );
  if (kinds.length > 0) found.secret('*', kinds.join(', '));
}

function jsonText(source: ImportSource): string {
  return source.text().trim();
}

function isWhole(file: Table): boolean {
  const { bookmarks, bookmarkGroups } = file;
  if (!Array.isArray(bookmarks)) return false;
  return Array.isArray(bookmarkGroups) || bookmarks.some(isBookmark);
}

function isBookmark(one: unknown): boolean {
  return isTable(one) && textIn(one, 'host') !== undefined && OWN.some((key) => key in one);
}

function byId(tables: readonly unknown[]): ReadonlyMap<string, Table> {
  const all = tables.filter(isTable).map((table) => [textIn(table, 'id') ?? '', table] as const);
  return new Map(all);
}
