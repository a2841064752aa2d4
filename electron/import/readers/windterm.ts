// WindTerm: all sessions in one JSON file, user.sessions, with a key for each setting.
import { say } from '../../../words/said.ts';
import { PersonError } from '../../personError.ts';
import type { ImportFormat } from '../format.ts';
import type { Found } from '../found.ts';
import type { ImportSource, SourceFile } from '../source.ts';
import { HostNotes } from './hostNotes.ts';
import { jsonOf, recordOf, textAt } from './jsonRecords.ts';
import { windtermHost } from './windtermHosts.ts';
import { targetOf } from './windtermTarget.ts';

/** The folder of a profile holds other files, too. */
const NAME = /(?:^|\/)user\.sessions$/i;
const IN_SESSION = /"session\.(?:protocol|target)"\s*:/;

export const windterm: ImportFormat = {
  word: 'WindTerm',
  recognises: (source) => {
    const file = fileOf(source);
    return file !== undefined && isWindterm(source.text(file));
  },
  read,
};

function fileOf({ file, files }: ImportSource): SourceFile | undefined {
  return file ?? files.find(({ name }) => NAME.test(name));
}

function isWindterm(text: string): boolean {
  return /^\s*\[/.test(text) && IN_SESSION.test(text);
}

function read(source: ImportSource): Found {
  const file = fileOf(source);
  const list = file && jsonOf(source.text(file));
  if (!Array.isArray(list)) throw new PersonError(say('import-damaged', { format: 'WindTerm' }));
  const found: Found = { hosts: [], unmapped: [] };
  for (const [at, value] of list.entries()) {
    const record = recordOf(value);
    const named = record && (textAt(record, 'session.label') || targetOf(record).host);
    const notes = new HostNotes(named || `session ${at + 1}`, found.unmapped);
    if (!record) notes.tell(`entry ${at + 1}`, say('import-terminal-not-read'));
    const host = record && windtermHost(record, notes);
    if (host) found.hosts.push(host);
  }
  return found;
}
