// Files of SecureCRT's own folder: `S:"Key"=text`, `D:"Key"=` a hexadecimal number, and `B:` and `Z:`,
// which are followed by indented lines. In those stands whatever somebody wrote, keys among it.
import { say } from '../../../words/said.ts';
import type { Unmapped } from '../found.ts';
import type { SourceFile } from '../source.ts';
import { linesOf } from '../text.ts';
import { ansiText } from './ansi.ts';
import { placedFiles } from './belowFolder.ts';
import { groupOf, HostNotes } from './hostNotes.ts';
import {
  isNoSession,
  isTemplate,
  type CrtFile,
  type CrtSession,
  type CrtValue,
  type CrtValues,
} from './securecrtValues.ts';

const ENTRY = /^([A-Z]):"([^"]*)"=(.*)$/;
const OF_SESSION = /^S:"(?:Hostname|Protocol Name)"=/m;
const ENDING = '.ini';
/** A number that a line says, of all that a value of 32 bits may be. */
const HEXADECIMAL = /^[0-9a-f]{1,8}$/i;

export function isCrtIni(file: SourceFile): boolean {
  return file.name.toLowerCase().endsWith(ENDING) && OF_SESSION.test(ansiText(file));
}

export function iniSessions(files: readonly SourceFile[], unmapped: Unmapped[]): CrtFile {
  const sessions: CrtSession[] = [];
  let template: CrtValues = new Map();
  for (const { file, name, folders } of placedFiles(files, ENDING)) {
    const text = ansiText(file);
    if (isNoSession(name) || !OF_SESSION.test(text)) continue;
    const group = groupOf(folders, file.name);
    const values = valuesIn(text, new HostNotes(name, unmapped));
    if (!isTemplate(name, group)) sessions.push({ name, group, values });
    else if (template.size === 0) template = values;
  }
  return { sessions, template };
}

function valuesIn(text: string, notes: HostNotes): CrtValues {
  const values = new Map<string, CrtValue>();
  const lines = linesOf(text);
  for (let at = 0; at < lines.length; at += 1) {
    const [, type, key = '', rest = ''] = ENTRY.exec(lines[at]!) ?? [];
    if (type === 'S') keep(values, key, rest);
    if (type === 'D') keepNumber(values, key, rest.trim(), notes);
    if (type !== 'B' && type !== 'Z') continue;
    const start = at + 1;
    while (lines[at + 1]?.startsWith(' ')) at += 1;
    if (type === 'Z')
      keep(
        values,
        key,
        lines.slice(start, at + 1).map((line) => line.slice(1)),
      );
  }
  return values;
}

function keepNumber(
  values: Map<string, CrtValue>,
  key: string,
  text: string,
  notes: HostNotes,
): void {
  if (HEXADECIMAL.test(text)) keep(values, key, Number.parseInt(text, 16));
  else notes.tell(`${key}=${text}`, say('import-terminal-value'));
}

/** The first counts. */
function keep(values: Map<string, CrtValue>, key: string, value: CrtValue): void {
  if (!values.has(key)) values.set(key, value);
}
