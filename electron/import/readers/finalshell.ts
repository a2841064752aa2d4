// FinalShell: a JSON file a connection, and one a folder; the folder of them all, or one connection
// alone. Folders are told by their ids, not by where the files lie.
import { say } from '../../../words/said.ts';
import { PersonError } from '../../personError.ts';
import type { ImportFormat } from '../format.ts';
import type { Found } from '../found.ts';
import { IMPORT_DEPTH } from '../limits.ts';
import type { ImportSource, SourceFile } from '../source.ts';
import { ansiText } from './ansi.ts';
import { finalshellHost } from './finalshellHosts.ts';
import { groupOf, HostNotes } from './hostNotes.ts';
import { jsonOf, recordOf, textAt, type JsonRecord } from './jsonRecords.ts';

const CONNECTION = /_connect_config\.json$/i;
/** How it is spelt there. */
const KIND = /"conection_type"\s*:/;
const OTHERS = /"(?:user_name|authentication_type|secret_key_id|parent_id)"\s*:/;
/** Folders at the top say that they lie in this one. */
const TOP = ['root', '', '0'];

export const finalshell: ImportFormat = {
  word: 'FinalShell',
  recognises: ({ files, file }) =>
    file ? isConnection(file) : files.some((one) => isJson(one) && isConnection(one)),
  read,
};

/** Old ones may not say what kind they are, but are called as they should be. */
function isConnection(file: SourceFile): boolean {
  const text = ansiText(file);
  if (!/^\s*\{/.test(text) || !OTHERS.test(text)) return false;
  return KIND.test(text) || CONNECTION.test(file.name);
}

function isJson({ name }: SourceFile): boolean {
  return /\.json$/i.test(name);
}

interface Read {
  readonly file: SourceFile;
  readonly record: JsonRecord;
}

function read({ file, files }: ImportSource): Found {
  const found: Found = { hosts: [], unmapped: [] };
  const records = recordsIn(file ? [file] : files, found);
  const folders = new Map<string, JsonRecord>();
  for (const { record } of records.filter(isFolder)) folders.set(textAt(record, 'id'), record);
  for (const one of records.filter(isHost)) {
    const name = textAt(one.record, 'name') || textAt(one.record, 'host');
    const notes = new HostNotes(name, found.unmapped);
    const group = folderOf(one, folders, notes);
    const host = finalshellHost({ name, group, record: one.record }, notes);
    if (host) found.hosts.push(host);
  }
  return found;
}

/** One that is damaged alone is said as what it is; of many, the others are read. */
function recordsIn(files: readonly SourceFile[], found: Found): Read[] {
  return files
    .filter((file) => files.length === 1 || isJson(file))
    .flatMap((file) =>
      listIn(file, files.length === 1, found).flatMap((value): Read[] => {
        const record = recordOf(value);
        return record ? [{ file, record }] : [];
      }),
    );
}

function listIn(file: SourceFile, alone: boolean, found: Found): unknown[] {
  try {
    const value = jsonOf(ansiText(file));
    return Array.isArray(value) ? value : [value];
  } catch (error) {
    if (alone || !(error instanceof PersonError)) throw error;
    new HostNotes(file.name, found.unmapped).tell('JSON', error.said);
    return [];
  }
}

/** Folders may have a kind as well, 0. */
function isHost({ record }: Read): boolean {
  const said = ['host', 'user_name'].some((key) => textAt(record, key) !== '');
  return said || !['', '0'].includes(textAt(record, 'conection_type'));
}

function isFolder(one: Read): boolean {
  return !isHost(one) && textAt(one.record, 'id') !== '' && textAt(one.record, 'name') !== '';
}

/** By the ids of folders; where those aren't known, by where the file lies. */
function folderOf(
  { file, record }: Read,
  folders: ReadonlyMap<string, JsonRecord>,
  notes: HostNotes,
): string[] {
  const names: string[] = [];
  let id = textAt(record, 'parent_id');
  while (!TOP.includes(id)) {
    const folder = folders.get(id);
    if (!folder || names.length > IMPORT_DEPTH) return lying(file, id, names, notes);
    names.unshift(textAt(folder, 'name'));
    id = textAt(folder, 'parent_id');
  }
  return groupOf(names, file.name);
}

function lying(file: SourceFile, id: string, names: string[], notes: HostNotes): string[] {
  if (names.length > IMPORT_DEPTH) return groupOf(names, file.name); // too deep, or in a circle
  const path = file.name.split('/').slice(0, -1);
  const folders = path.filter((name) => !/^(?:conn|finalshell)$/i.test(name));
  if (folders.length > 0 && names.length === 0) return groupOf(folders, file.name);
  notes.tell(`parent_id ${id}`, say('import-terminal-folder-gone'));
  return names;
}
