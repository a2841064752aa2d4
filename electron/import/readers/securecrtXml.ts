// SecureCRT's export: folders and sessions are `key`, values are `string`, `dword` (decimal here) and
// `array`. All other settings of the tool may stand in it besides.
import { say } from '../../../words/said.ts';
import { PersonError } from '../../personError.ts';
import type { Unmapped } from '../found.ts';
import { IMPORT_DEPTH } from '../limits.ts';
import type { SourceFile } from '../source.ts';
import { elementsIn, xmlRoot, type Element } from '../xml.ts';
import { ansiText } from './ansi.ts';
import { HostNotes } from './hostNotes.ts';
import {
  isNoSession,
  isTemplate,
  type CrtFile,
  type CrtSession,
  type CrtValue,
  type CrtValues,
} from './securecrtValues.ts';

/** Where the root element is looked for. */
const START = 4_096;
/** What a folder hasn't. */
const OF_SESSION = ['Hostname', 'Protocol Name', 'Is Session'];
/** Of the tool's other settings, those that hold logins. */
const LOGINS = /^(?:credentials|passwords)$/i;

export function isCrtXml(file: SourceFile): boolean {
  const start = ansiText({ ...file, bytes: file.bytes.subarray(0, START) });
  return /<VanDyke[\s>]/.test(start);
}

export function xmlSessions(file: SourceFile, unmapped: Unmapped[]): CrtFile {
  const sessions: CrtSession[] = [];
  let template: CrtValues = new Map();
  const walk = (folder: Element, group: readonly string[]): void => {
    if (group.length > IMPORT_DEPTH) {
      throw new PersonError(say('import-folder-deep', { file: group[0] ?? file.name }));
    }
    for (const key of keysIn(folder)) {
      const name = nameOf(key);
      if (isNoSession(name)) continue;
      const values = valuesOf(key, new HostNotes(name, unmapped));
      if (OF_SESSION.some((one) => values.has(one))) {
        if (!isTemplate(name, group)) sessions.push({ name, group, values });
        else if (template.size === 0) template = values;
      }
      walk(key, [...group, name]);
    }
  };
  for (const key of keysIn(rootOf(file))) {
    if (nameOf(key) === 'Sessions') walk(key, []);
    else tellLogins(key, unmapped);
  }
  return { sessions, template };
}

function rootOf(file: SourceFile): Element {
  const root = xmlRoot(ansiText(file));
  if (root.nodeName === 'VanDyke') return root;
  throw new PersonError(say('import-damaged', { format: 'SecureCRT' }));
}

function keysIn(element: Element): Element[] {
  return elementsIn(element, 'key');
}

function nameOf(element: Element): string {
  return element.getAttribute('name') ?? '';
}

function valuesOf(key: Element, notes: HostNotes): CrtValues {
  const values = new Map<string, CrtValue>();
  for (const element of elementsIn(key)) {
    const value = valueOf(element, notes);
    if (value !== undefined && !values.has(nameOf(element))) values.set(nameOf(element), value);
  }
  return values;
}

function valueOf(element: Element, notes: HostNotes): CrtValue | undefined {
  const text = element.nodeName === 'key' ? '' : (element.textContent ?? '').trim();
  switch (element.nodeName) {
    case 'string':
      return text;
    case 'array':
      return elementsIn(element, 'string').map((one) => one.textContent ?? '');
    case 'dword':
      if (/^\d{1,10}$/.test(text)) return Number(text);
      notes.tell(`${nameOf(element)}=${text}`, say('import-terminal-value'));
      return undefined;
    default:
      return undefined;
  }
}

function tellLogins(key: Element, unmapped: Unmapped[]): void {
  if (!LOGINS.test(nameOf(key)) || elementsIn(key).length === 0) return;
  const notes = new HostNotes(nameOf(key), unmapped);
  notes.secret(`saved logins: ${elementsIn(key).length}`);
}
