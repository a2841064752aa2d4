// What a closed section of a form says in its line: what differs in it from the usual, and what folders
// say of it.
import type { FieldInfo, FieldName, InheritedValue } from '../../electron/ipc/contract.ts';
import { words } from '../../words/window.ts';
import { shownValue } from './kinds.ts';

export interface Telling {
  valueOf: (name: FieldName) => string;
  /** What folders have for a field. */
  from: (name: FieldName) => InheritedValue | undefined;
  /** The name of a folder. */
  nameOf: (folder: string) => string;
  /** A value in words. */
  shown: (field: FieldInfo, value: string) => string;
  /** The section's own title: a field that is called so needs no name. */
  title: string;
}

/** Own values first, then those of folders, each folder once. */
export function saysOf(fields: readonly FieldInfo[], telling: Telling): string[] {
  const own = fields.filter((field) => differs(field, telling));
  const told = own.map((field) => pair(field, telling.valueOf(field.name), telling));
  const byFolder = new Map<string, string[]>();
  for (const field of fields) {
    const from = telling.from(field.name);
    if (!from || (telling.valueOf(field.name) !== '' && !field.addsUp)) continue;
    const said = pair(field, from.value, telling);
    byFolder.set(from.from, [...(byFolder.get(from.from) ?? []), said]);
  }
  const say = words.hostForm.asFolder;
  return [...told, ...[...byFolder].map(([id, all]) => say(telling.nameOf(id), all.join(', ')))];
}

/** Chosen or filled in, and not what would hold anyway. */
function differs(field: FieldInfo, { valueOf, from }: Telling): boolean {
  const value = valueOf(field.name);
  if (value.trim() === '') return false;
  const usual = field.inherits && field.choices?.[0]?.value === '' ? field.choices[1]?.value : '';
  return value !== usual || from(field.name) !== undefined;
}

function pair(field: FieldInfo, value: string, { shown, title }: Telling): string {
  const text = shown(field, value);
  if (field.label === title) return text;
  if (field.name === 'remoteDirectory') return words.hostForm.startsIn(shownValue(field, value));
  return words.hostForm.differs(field.label, text);
}
