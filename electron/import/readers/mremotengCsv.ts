// Rows of mRemoteNG's CSV export. There is no quoting in it: a `;` in a value is left out by the writer,
// and a line break in one makes two rows. Each row names the one that it lies in.
import { say } from '../../../words/said.ts';
import type { Collected } from '../collected.ts';
import { IMPORT_DEPTH } from '../limits.ts';
import { PersonError } from '../../personError.ts';
import { linesOf } from '../text.ts';
import { tellFolder, type Connection } from './mremotengNode.ts';
import { MremotengSettings } from './mremotengSettings.ts';
import { isContainer } from './mremotengXml.ts';

type Values = ReadonlyMap<string, string>;

const HEADINGS = ['Name', 'Parent', 'NodeType', 'Hostname', 'Protocol'];
/** Columns that the XML calls otherwise. */
const RENAMED: Readonly<Record<string, string>> = { Description: 'Descr' };
/** Values of a row that is whole; the switches at the end may be missing. */
const FEWEST = 5;

export function isMremotengCsv(text: string): boolean {
  const names = headingsOf(text);
  return HEADINGS.every((heading) => names.includes(heading));
}

function headingsOf(text: string): string[] {
  const [first = ''] = text.split(/[\r\n]/, 1);
  return first.split(';').map((name) => name.trim());
}

/** All connections in it, in their order. */
export function mremotengRows(text: string, found: Collected): Connection[] {
  const names = headingsOf(text).map((name) => RENAMED[name] ?? name);
  const rows = linesOf(text)
    .slice(1)
    .flatMap((line, at) => rowOf(line, at + 2, names, found));
  const folders = new Map<string, Values>();
  for (const row of rows)
    if (isContainer(new MremotengSettings(row, undefined))) folders.set(idOf(row), row);
  return rows.flatMap((row) => {
    const chain = chainOf(row, folders, found);
    const settings = chain.reduce<MremotengSettings | undefined>(
      (folder, own) => new MremotengSettings(own, folder),
      undefined,
    );
    const own = new MremotengSettings(row, settings);
    if (!isContainer(own)) return [{ settings: own, group: chain.map(nameOf) }];
    tellFolder(own, found);
    return [];
  });
}

function rowOf(line: string, number: number, names: string[], found: Collected): Values[] {
  if (line.trim() === '') return [];
  const values = line.split(';');
  if (values.length < Math.min(FEWEST, names.length)) {
    found.tell(`line ${number}`, '', say('import-short-row'));
    return [];
  }
  return [new Map(names.map((name, at) => [name, values[at] ?? '']))];
}

/** The folders that a row lies in, the outermost first; none where they lie in each other. */
function chainOf(row: Values, folders: ReadonlyMap<string, Values>, found: Collected): Values[] {
  const chain: Values[] = [];
  for (let at = parentOf(row, folders); at; at = parentOf(at, folders)) {
    if (chain.includes(at) || at === row) {
      found.tell(nameOf(row), 'Parent', say('import-folders-in-a-circle'));
      return [];
    }
    chain.unshift(at);
    if (chain.length > IMPORT_DEPTH) {
      throw new PersonError(say('import-folder-deep', { file: nameOf(row) }));
    }
  }
  return chain;
}

function parentOf(row: Values, folders: ReadonlyMap<string, Values>): Values | undefined {
  const parent = row.get('Parent')?.trim();
  return parent ? folders.get(parent) : undefined;
}

function idOf(row: Values): string {
  return row.get('Id')?.trim() ?? '';
}

function nameOf(row: Values): string {
  return row.get('Name')?.trim() ?? '';
}
