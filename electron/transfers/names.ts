// Names on their way to another place: which none may have, how one is written where it can't stand as
// it is, and what the files are called that a transfer makes for a while.
import { createHash } from 'node:crypto';
import { cleanLine } from '../../core/text/clean.ts';

/** Whose rules names follow where they go to. */
export type NameRules = 'any' | 'windows' | 'mac';

const NOT_UTF8 = /[\ud800-\udfff]/u;
const ALL_NOT_UTF8 = /[\ud800-\udfff]/gu;
const NOT_ON_WINDOWS = /[<>:"|?*\\\u0001-\u001f]/g;
const DEVICE = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?=\.|$| )/i;
/** Of file systems, in bytes. */
const MOST_BYTES = 255;
const SHOWN_CHARS = 255;

/** A path on Windows begins with its drive. `here`: files of this computer, which runs that system. */
export function rulesAt(path: string, here: NodeJS.Platform | null): NameRules {
  if (here === 'win32' || /^[A-Za-z]:(\/|$)/.test(path)) return 'windows';
  return here === 'darwin' ? 'mac' : 'any';
}

/** Whether it is one part of a path. Another would lead out of its folder. */
export function isOneName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !/[/\0]/.test(name);
}

/**
 * The name as it can stand there: `_` for every character that can't, for a dot or a space at the
 * end, and before the name of a device.
 */
export function mappedName(name: string, rules: NameRules): string {
  if (rules === 'any') return name;
  const text = NOT_UTF8.test(name) ? name.replace(ALL_NOT_UTF8, '_') : name;
  if (rules === 'mac') return text;
  const plain = text.replace(NOT_ON_WINDOWS, '_').replace(/[. ]$/, '_');
  return DEVICE.test(plain) ? `_${plain}` : plain;
}

/** Where letters' case and accents' composition don't count, names with one key are one. */
export function foldedName(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

/** `a.tar.gz` as `a (2).tar.gz`. */
export function numberedName(name: string, number: number): string {
  const [, stem = name, ending = ''] = /^(.+?)((?:\.tar)?\.[^. ]{1,12})$/u.exec(name) ?? [];
  return `${stem} (${number})${ending}`;
}

/** Of what is written until it is whole: hidden, and the same again for the same transfer. */
export function partName(name: string, tag: string): string {
  return besideName(name, `.bowline-${tag}.part`);
}

/** Of the file that was there, while another takes its place. */
export function asideName(name: string, tag: string): string {
  return besideName(name, `.bowline-${tag}.old`);
}

export function isPartOf(name: string, tag: string): boolean {
  return name.startsWith('.') && name.endsWith(`.bowline-${tag}.part`);
}

/** As it can be shown: bytes that aren't UTF-8 as `\xNN`, and nothing that can't be seen. */
export function shownName(name: string): string {
  const told = name.replace(
    /[\udc80-\udcff]/gu,
    (one) => `\\x${(one.charCodeAt(0) - 0xdc00).toString(16)}`,
  );
  return cleanLine(told, SHOWN_CHARS);
}

/** The end of a path is what tells it from others. */
export function shownPath(path: string): string {
  return shownName(path.length > SHOWN_CHARS ? `…${path.slice(1 - SHOWN_CHARS)}` : path);
}

export function pathIn(folder: string, name: string): string {
  return folder.endsWith('/') ? folder + name : `${folder}/${name}`;
}

function besideName(name: string, ending: string): string {
  const whole = `.${name}${ending}`;
  if (bytesOf(whole) <= MOST_BYTES) return whole;
  const hash = createHash('sha256').update(name, 'utf16le').digest('hex').slice(0, 16);
  return `.${beginning(name, MOST_BYTES - bytesOf(ending) - 18)}~${hash}${ending}`;
}

function beginning(name: string, most: number): string {
  let [text, bytes] = ['', 0];
  for (const one of name) {
    bytes += bytesOf(one);
    if (bytes > most) break;
    text += one;
  }
  return text;
}

/** Half a surrogate stands for one byte, and is counted as three. */
function bytesOf(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}
