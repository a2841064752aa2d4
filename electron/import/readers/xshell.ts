// Xshell: a file a session (.xsh), in the folders that the tool shows; one of them alone, or the
// archive of them all that it exports (.xts).
import { say } from '../../../words/said.ts';
import { PersonError } from '../../personError.ts';
import type { ImportFormat } from '../format.ts';
import type { Found } from '../found.ts';
import type { ImportSource, SourceFile } from '../source.ts';
import { ansiText } from './ansi.ts';
import { placedFiles } from './belowFolder.ts';
import { groupOf, HostNotes } from './hostNotes.ts';
import { sectionsOf, valuesOf } from './iniSections.ts';
import { xshHost, type XshSections } from './xshellHosts.ts';
import { isXts, xtsFiles } from './xshellArchive.ts';

const ENDING = '.xsh';
const CONNECTION = /^\[connection\][ \t]*$/im;
const PROTOCOL = /^(?:Protocol|Host)[ \t]*=/im;
const OF_XSHELL = /^\[(?:connection:[a-z]+|sessioninfo|information)\][ \t]*$/im;

export const xshell: ImportFormat = {
  word: 'Xshell',
  recognises: ({ files, file }) =>
    file ? isXts(file) || isXsh(file) : files.some((one) => isNamed(one) && isXsh(one)),
  read,
};

function isXsh(file: SourceFile): boolean {
  const text = ansiText(file);
  if (!CONNECTION.test(text) || !PROTOCOL.test(text)) return false;
  return OF_XSHELL.test(text) || isNamed(file);
}

function isNamed({ name }: SourceFile): boolean {
  return name.toLowerCase().endsWith(ENDING);
}

function read({ file, files }: ImportSource): Found {
  const found: Found = { hosts: [], unmapped: [] };
  for (const placed of placedFiles(file ? ofOne(file) : files, ENDING)) {
    const notes = new HostNotes(placed.name, found.unmapped);
    const sections = sectionsIn(ansiText(placed.file));
    const group = groupOf(placed.folders, placed.file.name);
    const host = xshHost({ name: placed.name, group, sections }, notes);
    if (host) found.hosts.push(host);
  }
  return found;
}

/** A session may have been saved under any name. */
function ofOne(file: SourceFile): readonly SourceFile[] {
  if (isXts(file)) return xtsFiles(file);
  if (!isXsh(file)) throw new PersonError(say('import-damaged', { format: 'Xshell' }));
  return [isNamed(file) ? file : { ...file, name: `${file.name}${ENDING}` }];
}

/** Sections stand in any order, and in old versions in any case. */
function sectionsIn(text: string): XshSections {
  const sections = new Map<string, Map<string, string>>();
  for (const { name, lines } of sectionsOf(text)) {
    if (!sections.has(name.toLowerCase())) sections.set(name.toLowerCase(), valuesOf(lines));
  }
  return sections;
}
