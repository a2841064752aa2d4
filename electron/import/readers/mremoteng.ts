// Hosts of mRemoteNG: its confCons.xml of all versions, and its CSV export.
import { say } from '../../../words/said.ts';
import { Collected, notThisFormat } from '../collected.ts';
import type { ImportFormat } from '../format.ts';
import type { Found } from '../found.ts';
import { xmlRoot } from '../xml.ts';
import { isMremotengCsv, mremotengRows } from './mremotengCsv.ts';
import { readConnection, type Connection } from './mremotengNode.ts';
import { attributesOf, mremotengTree } from './mremotengXml.ts';

/** The element that all else is in, of any version, whatever comment stands before it. */
const ROOT = /<(?:\w+:)?Connections\b[^>]*\b(?:ConfVersion|Protected|FullFileEncryption)\s*=/;
const LOOKED_AT = 16_384;
/** Before 2.6 a file that is encrypted as a whole is nothing but this; its name says what it is. */
const SEALED = /^[\s\w+/=]{64,}$/;

export const mremoteng: ImportFormat = {
  word: 'mRemoteNG (confCons.xml, CSV)',

  recognises(source) {
    const start = source.text().slice(0, LOOKED_AT);
    if (ROOT.test(start) || isMremotengCsv(start)) return true;
    return /confcons/i.test(source.name) && SEALED.test(start);
  },

  read(source) {
    const text = source.text();
    if (isMremotengCsv(text.slice(0, LOOKED_AT))) return readCsv(text);
    if (SEALED.test(text.slice(0, LOOKED_AT))) return sealed();
    return readXml(text);
  },
};

function readXml(text: string): Found {
  const root = xmlRoot(text);
  if (root.localName !== 'Connections') throw notThisFormat(mremoteng.word);
  const settings = attributesOf(root);
  if (settings.get('FullFileEncryption')?.toLowerCase() === 'true') return sealed();
  const found = new Collected();
  // Kept for the password of the file, which is a well-known one as long as nobody set another.
  if (settings.has('Protected')) found.secret('file', 'Password of the file (Protected)');
  readAll(mremotengTree(root, found), found);
  return found;
}

function sealed(): Found {
  const found = new Collected();
  found.tell('file', 'FullFileEncryption="True"', say('import-mremoteng-encrypted'));
  return found;
}

function readCsv(text: string): Found {
  const found = new Collected();
  readAll(mremotengRows(text, found), found);
  return found;
}

function readAll(connections: readonly Connection[], found: Collected): void {
  const names = new Set(connections.map(({ settings }) => settings.value('Name')));
  for (const connection of connections) readConnection(connection, names, found);
  if (connections.length === 0) found.tell('file', 'Node', say('import-no-hosts-in-it'));
}
