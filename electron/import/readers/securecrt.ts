// SecureCRT: its settings exported as XML, or the folder in which it keeps an .ini file a session. Both
// hold the same keys and values.
import type { ImportFormat } from '../format.ts';
import type { Found } from '../found.ts';
import type { ImportSource } from '../source.ts';
import { HostNotes } from './hostNotes.ts';
import { crtHost } from './securecrtHosts.ts';
import { iniSessions, isCrtIni } from './securecrtIni.ts';
import { isCrtXml, xmlSessions } from './securecrtXml.ts';
import { jumpsOf, type CrtFile } from './securecrtValues.ts';

export const securecrt: ImportFormat = {
  word: 'SecureCRT',
  recognises: ({ files, file }) =>
    file ? isCrtXml(file) || isCrtIni(file) : files.some((one) => isCrtIni(one)),
  read,
};

function read(source: ImportSource): Found {
  const found: Found = { hosts: [], unmapped: [] };
  const { sessions, template } = fileOf(source, found);
  const jumps = jumpsOf(sessions);
  for (const session of sessions) {
    const notes = new HostNotes(session.name, found.unmapped);
    const host = crtHost(session, { template, jumps }, notes);
    if (host) found.hosts.push(host);
  }
  return found;
}

function fileOf({ file, files }: ImportSource, found: Found): CrtFile {
  if (file && isCrtXml(file)) return xmlSessions(file, found.unmapped);
  return iniSessions(files, found.unmapped);
}
