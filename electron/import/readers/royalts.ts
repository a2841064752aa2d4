// Hosts of Royal TS and TSX: JSON as for dynamic folders, documents in XML, and the CSV of its scripts.
import { say } from '../../../words/said.ts';
import { PersonError } from '../../personError.ts';
import { Collected, notThisFormat } from '../collected.ts';
import type { ImportFormat } from '../format.ts';
import { isTable, jsonOf, jsonOrNothing, listIn, textIn, valueIn } from '../plain.ts';
import type { ImportSource } from '../source.ts';
import { isRoyalCsv, readRoyalCsv } from './royalCsv.ts';
import { readRoyalEntries } from './royalEntries.ts';
import { nestedEntries } from './royalTree.ts';
import { isRoyalXml, xmlEntries } from './royalXml.ts';

const LOOKED_AT = 16_384;
const DOCUMENT = /\.rts[zx]?$/i;
/** Types of which no other tool speaks. */
const TYPES =
  /^(Folder|Credential|DynamicCredential|ToDo|CommandTask|KeySequenceTask|SecureGateway|RoyalServer|RemoteDesktopGateway|\w+Connection)$/;

export const royalts: ImportFormat = {
  word: 'Royal TS or TSX (JSON, document, CSV)',

  recognises(source) {
    const text = source.text();
    const start = text.slice(0, LOOKED_AT);
    if (isRoyalXml(start) || isRoyalCsv(start) || isSealed(source, start)) return true;
    return isRoyalJson(jsonOrNothing(text));
  },

  read(source) {
    const text = source.text();
    const found = new Collected();
    if (isSealed(source, text)) throw new PersonError(say('import-royalts-sealed'));
    if (isRoyalXml(text.slice(0, LOOKED_AT))) readRoyalEntries(xmlEntries(text, found), found);
    else if (/^\s*[[{]/.test(text)) readJson(text, found);
    else if (isRoyalCsv(text.slice(0, LOOKED_AT))) readRoyalCsv(text, found);
    else throw notThisFormat(royalts.word);
    return found;
  },
};

function readJson(text: string, found: Collected): void {
  const file = jsonOf(text);
  const objects = Array.isArray(file) ? (file as unknown[]) : valueIn(file, 'Objects');
  if (!Array.isArray(objects)) throw notThisFormat(royalts.word);
  readRoyalEntries(nestedEntries(objects as unknown[], found), found);
}

function isRoyalJson(file: unknown): boolean {
  const objects = listIn(file, 'Objects');
  return objects.some((one) => isTable(one) && TYPES.test(textIn(one, 'Type') ?? ''));
}

/** A document is XML; one that nobody can read without its password isn't. */
function isSealed({ name, isFolder }: ImportSource, text: string): boolean {
  return !isFolder && DOCUMENT.test(name) && !/^\s*[<{[]/.test(text) && text !== '';
}
