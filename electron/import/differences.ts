// What differs between a found host and the saved one that it is, and what was changed here since it was
// brought. What the file says nothing of is the person's own, and no difference.
import type { ImportDifference } from '../ipc/contract.ts';
import { savedHop } from '../ssh/sshFields.ts';
import type { Match, SavedOne } from './matching.ts';
import { LISTS, missing, savedValues, type Values } from './values.ts';

/** `here` is the same host: what was imported last counts, if it came from this file. */
export function differences(there: Values, match: Match, pathOf: PathOf): ImportDifference[] {
  const last = match.origin?.values;
  const here = savedValues(match.saved);
  if (there['kind'] !== here['kind']) return [difference('kind', there, here, true)];
  const fields = new Set([...Object.keys(there), ...Object.keys(last ?? {})]);
  const found = [...fields].flatMap((field) => {
    if (field === 'folder') return [];
    if (LISTS.has(field)) return ofList(field, there, here, last);
    return ofValue(field, there, here, last);
  });
  return [...ofFolder(there, match, last, pathOf), ...found];
}

/** Names of the folders around one, the outermost first. */
export type PathOf = (folder: string | null) => readonly string[];

function difference(
  field: string,
  there: Values,
  here: Values,
  changedHere: boolean,
): ImportDifference {
  return { field, here: here[field] ?? '', there: there[field] ?? '', changedHere };
}

function ofValue(field: string, there: Values, here: Values, last?: Values): ImportDifference[] {
  const [now, ours, before] = [there, here, last].map((values) => values?.[field] ?? '');
  if (now === ours || (now === '' && before === '')) return [];
  if (field === 'name' && isNumbered(ours!, now!)) return [];
  const changedHere = last ? ours !== before : ours !== '';
  return [difference(field, there, here, changedHere)];
}

/** `web 2` was given to a `web` whose name was taken. */
function isNumbered(name: string, plain: string): boolean {
  return name.startsWith(plain.slice(0, -8)) && name.replace(/ \d+$/, '') === plain;
}

/** Lists grow: what is in the file's and not in ours. What was brought before and isn't here was removed. */
function ofList(field: string, there: Values, here: Values, last?: Values): ImportDifference[] {
  const more = missing(there[field], here[field]);
  if (more.length === 0) return [];
  const isNew = missing(more.join('\n'), last?.[field]).length > 0;
  return [difference(field, there, here, !isNew)];
}

/** Where it lies here is the person's own, unless it was moved there. */
function ofFolder(
  there: Values,
  { saved, origin }: SavedOne,
  last: Values | undefined,
  pathOf: PathOf,
): ImportDifference[] {
  const now = there['folder'] ?? '';
  if (!last || now === (last['folder'] ?? '')) return [];
  const ours = pathOf(saved.folder).join('\n');
  const base = pathOf(origin?.into ?? null);
  const wanted = [...base, ...(now === '' ? [] : [now])].join('\n');
  if (wanted === ours) return [];
  const before = last['folder'] ?? '';
  const placed = [...base, ...(before === '' ? [] : [before])].join('\n');
  return [{ field: 'folder', here: ours, there: now, changedHere: ours !== placed }];
}

/** What a person is shown of it: hosts by their names, lists in one line. */
export function shownDifference(
  { field, here, there, changedHere }: ImportDifference,
  nameOf: (id: string) => string,
): ImportDifference {
  const shown = (value: string): string => {
    if (field === 'folder') return value.split('\n').join(' / ');
    if (field === 'jumpHost') return hopsShown(value, nameOf);
    return LISTS.has(field) ? value.split('\n').join(', ') : value;
  };
  return { field, here: shown(here), there: shown(there), changedHere };
}

export function hopsShown(hops: string, nameOf: (id: string) => string): string {
  return hops
    .split(',')
    .map((hop) => {
      const id = savedHop(hop);
      return id === undefined ? hop : nameOf(id);
    })
    .join(', ');
}
