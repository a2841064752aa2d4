// MobaXterm: its sessions exported (.mxtsessions), one saved alone (.moba), or all its settings
// (MobaXterm.ini). Folders are sections, each session is one long line.
import { say } from '../../../words/said.ts';
import type { ImportFormat } from '../format.ts';
import { secret, type Found, type Unmapped } from '../found.ts';
import type { ImportSource } from '../source.ts';
import { ansiText } from './ansi.ts';
import { groupOf, HostNotes, setting } from './hostNotes.ts';
import { pairOf, sectionsOf, type IniSection } from './iniSections.ts';
import { decodedText, sessionOf, type MobaSession } from './mobaxtermLine.ts';
import { hostOf, kindOf } from './mobaxtermHosts.ts';

const TOOL = 'MobaXterm';
const FOLDER = /^bookmarks(?:_\w+)?$/i;
const HAS_FOLDER = /^\[bookmarks(?:_\w+)?\]/im;
const LOOKS_LIKE_SESSION = /^[^\r\n]{0,1000}#-?\d*#\d+%/m;

/** Sections of logins; newer versions keep those of sessions in the second, unlocked by the last. */
const SECRETS = /^(?:passwords|sesspass|credentials|passphrases|master_?password.*)$/i;
const SECRET_KEY = /pass(?:word|phrase)|sesspass/i;
/** Whether secrets are kept, and where: `PasswordsInRegistry=1`. */
const NO_SECRET = /^(?:[01]?|Ask|Always|Never)$/i;
/** How many of one kind are named in one line of the report. */
const TOLD_TOGETHER = 20;

export const mobaxterm: ImportFormat = {
  word: TOOL,
  recognises: (source) => source.file !== undefined && isMobaxterm(ansiText(source.file)),
  read,
};

function isMobaxterm(text: string): boolean {
  if (HAS_FOLDER.test(text)) return /^SubRep=/im.test(text) || LOOKS_LIKE_SESSION.test(text);
  const [first = '', ...more] = text.trim().split(/\r\n|\n|\r/, 2);
  return more.length === 0 && sessionOf(first) !== undefined;
}

function read(source: ImportSource): Found {
  const found: Found = { hosts: [], unmapped: [] };
  const sections = sectionsOf(source.file ? ansiText(source.file) : '');
  const folders = sections.filter(({ name }) => name === '' || FOLDER.test(name));
  const closed: MobaSession[] = [];
  for (const section of folders) readFolder(section, found, closed);
  found.unmapped.push(...noShells(closed), ...emptyFolders(folders));
  found.unmapped.push(...restOf(sections.filter((section) => !folders.includes(section))));
  return found;
}

function readFolder(section: IniSection, found: Found, closed: MobaSession[]): void {
  const group = groupOf(folderOf(section), section.name);
  for (const { line, text } of section.lines) {
    const session = sessionOf(text);
    if (!session) {
      if (!isOfFolder(text)) notRead(section, line, text, found.unmapped);
      continue;
    }
    const notes = new HostNotes(session.name, found.unmapped);
    const host = hostOf(session, group, notes);
    if (host) found.hosts.push(host);
    else closed.push(session);
  }
}

function folderOf({ lines }: IniSection): string[] {
  const [, path = ''] = lines.map(({ text }) => pairOf(text)).find(([key]) => isSubRep(key)) ?? [];
  return path
    .split('\\')
    .map((name) => decodedText(name).trim())
    .filter((name) => name !== '');
}

function isSubRep(key: string): boolean {
  return key.toLowerCase() === 'subrep';
}

function isOfFolder(text: string): boolean {
  return /^(?:SubRep|ImgNum)$/i.test(pairOf(text)[0]);
}

function notRead({ name }: IniSection, line: number, text: string, unmapped: Unmapped[]): void {
  const [key] = pairOf(text);
  const notes = new HostNotes(key || `[${name}]`, unmapped);
  notes.tell(`line ${line}`, say('import-terminal-not-read'));
}

/** Sessions that no shell comes of, many of one reason told together. */
function noShells(sessions: readonly MobaSession[]): Unmapped[] {
  const told: Unmapped[] = [];
  for (let at = 0; at < sessions.length; at += TOLD_TOGETHER) {
    const together = sessions.slice(at, at + TOLD_TOGETHER);
    told.push({
      where: together.map(({ name }) => name).join(', '),
      what: together.map(kindOf).join(', '),
      why: say('import-no-kind-yet'),
    });
  }
  return told;
}

interface Folder {
  isFilled: boolean;
  readonly below: Map<string, Folder>;
}

/** A folder of folders isn't empty. */
function emptyFolders(sections: readonly IniSection[]): Unmapped[] {
  const top: Folder = { isFilled: true, below: new Map() };
  for (const section of sections) {
    const isFilled = !section.lines.every(({ text }) => isOfFolder(text));
    let folder = top;
    for (const name of folderOf(section)) {
      const below = folder.below.get(name) ?? { isFilled: false, below: new Map() };
      folder.below.set(name, below);
      below.isFilled ||= isFilled;
      folder = below;
    }
  }
  const why = say('import-terminal-folder-empty');
  return sections.flatMap((section): Unmapped[] => {
    const names = folderOf(section);
    const folder = names.reduce((one, name) => one.below.get(name)!, top);
    if (folder.isFilled) return [];
    return [{ where: `[${section.name}]`, what: setting('SubRep', names.join('\\')), why }];
  });
}

/** MobaXterm.ini holds everything else that the tool knows, too. */
function restOf(sections: readonly IniSection[]): Unmapped[] {
  const filled = sections.filter(({ lines }) => lines.length > 0);
  const logins = filled.filter(({ name }) => SECRETS.test(name));
  const count = logins.reduce((sum, { lines }) => sum + lines.length, 0);
  const where = logins.map(({ name }) => `[${name}]`).join(', ');
  const rest = filled.filter((section) => !logins.includes(section));
  return [
    ...(logins.length > 0 ? [secret(where, `saved logins: ${count}`)] : []),
    ...rest.flatMap(({ name, lines }) => secretsIn(name, lines)),
    ...rest.filter(isScheme).map(({ name }): Unmapped => {
      const why = say('import-terminal-scheme');
      return { where: `[${name}]`, what: 'colour scheme', why };
    }),
    ...settingsOfTool(rest.filter((section) => !isScheme(section))),
  ];
}

function isScheme({ name }: IniSection): boolean {
  return /^colou?rs$/i.test(name);
}

function settingsOfTool(sections: readonly IniSection[]): Unmapped[] {
  if (sections.length === 0) return [];
  const names = sections.slice(0, TOLD_TOGETHER).map(({ name }) => `[${name}]`);
  const why = say('import-terminal-section', { tool: TOOL });
  return [{ where: names.join(', '), what: `sections: ${sections.length}`, why }];
}

function secretsIn(section: string, lines: IniSection['lines']): Unmapped[] {
  return lines
    .map(({ text }) => pairOf(text))
    .filter(([key, value]) => SECRET_KEY.test(key) && !NO_SECRET.test(value))
    .map(([key]) => secret(`[${section}]`, key));
}
