// One value of a registry export: text, a number, or bytes of some type.
import { textOfBytes } from './escapes.ts';
import type { SettingValue } from './settings.ts';

export interface RegValue {
  /** `@` of the default value. */
  readonly name: string;
  /** Null: the value is to be deleted. */
  readonly data: SettingValue | null;
}

/** How text is written as bytes: in UTF-16, or in a code page by the older version. */
export interface RegText {
  readonly older: boolean;
  readonly codePage: string;
}

const VALUE = /^\s*(?:@|"([^"\\]*(?:\\.[^"\\]*)*)")\s*=\s*(.*)$/s;
const TEXT = /^"([^"\\]*(?:\\.[^"\\]*)*)"\s*(?:;.*)?$/s;
const NUMBER = /^dword:\s*([0-9a-f]{1,8})\s*(?:;.*)?$/i;
const BYTES = /^hex(?:\(([0-9a-f]+)\))?:([0-9a-f,\s\\]*)(?:;.*)?$/i;

/** Text, text with variables, and a list of texts. */
const TEXT_TYPES = new Set([1, 2, 7]);
const NUMBER_TYPES = new Set([4, 11]);

/** Undefined: it is damaged. */
export function regValue(line: string, kind: RegText): RegValue | undefined {
  const found = VALUE.exec(line);
  if (!found) return undefined;
  const [, name, written = ''] = found;
  const data = dataOf(written.trim(), kind);
  return data === undefined ? undefined : { name: name === undefined ? '@' : plain(name), data };
}

function dataOf(written: string, kind: RegText): SettingValue | null | undefined {
  if (written === '-') return null;
  const [, text] = TEXT.exec(written) ?? [];
  if (text !== undefined) return plain(text);
  const [, digits] = NUMBER.exec(written) ?? [];
  if (digits !== undefined) return parseInt(digits, 16) | 0; // PuTTY's numbers have a sign
  const [, type = '3', list] = BYTES.exec(written) ?? [];
  return list === undefined ? undefined : ofBytes(parseInt(type, 16), list, kind);
}

/** Scripts forget to double backslashes: those that escape nothing stay. */
function plain(text: string): string {
  return text.includes('\\') ? text.replace(/\\(["\\])/g, '$1') : text;
}

function ofBytes(type: number, list: string, kind: RegText): SettingValue {
  const bytes = Uint8Array.from(list.match(/[0-9a-f]+/gi) ?? [], (hex) => parseInt(hex, 16));
  if (NUMBER_TYPES.has(type)) return bytes.reduceRight((total, byte) => total * 256 + byte, 0);
  if (!TEXT_TYPES.has(type)) return list.replace(/[\s\\]/g, '');
  const wide = !kind.older || (bytes.length > 1 && bytes[1] === 0);
  const text = wide ? new TextDecoder('utf-16le').decode(bytes) : textOfBytes(bytes, kind.codePage);
  return text.replace(/\0+$/, '').replace(/\0/g, '\n');
}
