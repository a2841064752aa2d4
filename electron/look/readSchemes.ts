// A file that somebody brings along becomes schemes. What kind of file it is shows in what stands in
// it, never in its name. Bytes in, schemes out: nothing here reads from a disk.
import { say, type Said } from '../../words/said.ts';
import { PersonError } from '../personError.ts';
import { readToml } from './alacritty.ts';
import { readGhostty, readKitty, readPutty } from './lineSchemes.ts';
import { beginsAsXml, readBinaryPlist, readXmlPlist } from './plist.ts';
import { SCHEME_FILE_LIMIT, SCHEMES_LIMIT } from './limits.ts';
import { leavesBright, toScheme, type NewScheme, type RawScheme } from './rawScheme.ts';
import { tableSchemes, readYaml } from './yamlSchemes.ts';
import { beginsAsJson, readJson, windowsTerminalSchemes } from './windowsTerminal.ts';
import { readXresources } from './xresources.ts';

/** Of one file. More than can be kept: who brings too many must be told so, and is by the store. */
export const SCHEMES_OF_FILE = 2 * SCHEMES_LIMIT;

export interface ReadFile {
  schemes: NewScheme[];
  /** Those of several that are none, by their names, and why. */
  refused: { name: string; why: Said }[];
  /** Those whose bright colours the file leaves to the terminal, which were made up. */
  madeBright: string[];
}

/**
 * The schemes in a file of that name. Throws a `PersonError` with the place where there is none, or
 * none that is whole.
 */
export function readSchemes(fileName: string, bytes: Uint8Array): ReadFile {
  if (bytes.length > SCHEME_FILE_LIMIT) {
    throw new PersonError(say('scheme-file-large', { most: '1 MiB' }));
  }
  const found = rawSchemes(bytes).slice(0, SCHEMES_OF_FILE);
  if (found.length === 0) throw new PersonError(say('scheme-none'));
  const read: ReadFile = { schemes: [], refused: [], madeBright: [] };
  for (const raw of found) addScheme(read, raw, nameOf(fileName));
  const [first] = read.refused;
  if (read.schemes.length === 0 && first) throw new PersonError(first.why);
  return read;
}

function addScheme(read: ReadFile, raw: RawScheme, fileName: string): void {
  try {
    const scheme = toScheme(raw, fileName);
    read.schemes.push(scheme);
    if (leavesBright(raw)) read.madeBright.push(scheme.name);
  } catch (error) {
    if (!(error instanceof PersonError)) throw error;
    read.refused.push({ name: raw.name || fileName, why: error.said });
  }
}

/** Without the ending that kinds of schemes have; other dots are part of a name. */
function nameOf(file: string): string {
  const base = file.split(/[\\/]/).at(-1)!;
  const endings =
    /\.(itermcolors|jsonc?|toml|ya?ml|conf|theme|config|xresources|xdefaults|reg|txt)$/i;
  return base.replace(endings, '') || base;
}

function rawSchemes(bytes: Uint8Array): RawScheme[] {
  if (Buffer.from(bytes.subarray(0, 6)).toString('latin1') === 'bplist')
    return readBinaryPlist(bytes);
  const text = textOf(bytes);
  if (text.trim() === '') throw new PersonError(say('scheme-file-empty'));
  return KINDS.find(({ is }) => is.test(text))?.read(text) ?? [];
}

/** Registry files are in UTF-16, which begins with a mark; all others are in UTF-8. */
function textOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const wide = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  const encoding = !wide ? 'utf-8' : first === 0xff ? 'utf-16le' : 'utf-16be';
  const text = new TextDecoder(encoding).decode(bytes);
  if (text.includes('\0') || isGarbage(text)) throw new PersonError(say('scheme-file-binary'));
  return text;
}

/** An umlaut of an old encoding is no harm; a file full of what is no UTF-8 is none of ours. */
function isGarbage(text: string): boolean {
  const broken = text.match(/\uFFFD/g)?.length ?? 0;
  return broken > 8 && broken > text.length / 50;
}

/**
 * The first that fits is the one. No pattern may go over the same text twice, as a file may be made for that:
 * what repeats is never followed by what the repeated could be too.
 */
const KINDS: readonly { is: Pick<RegExp, 'test'>; read: (text: string) => RawScheme[] }[] = [
  { is: { test: beginsAsXml }, read: readXmlPlist },
  {
    is: /^[ \t]*(windows registry editor|regedit4|"?Colour\d+"?[ \t]*[=\\])/im,
    read: readPutty,
  },
  { is: { test: beginsAsJson }, read: readJsonSchemes },
  {
    is: /^[ \t]*(\[\[?[ \t]*colors\b.*\]|colors(\.\w+)*[ \t]*=)/m,
    read: (text) => tableSchemes(readToml(text)),
  },
  { is: /^[ \t]*palette[ \t]*=[ \t]*("[ \t]*)?\w+[ \t]*=/m, read: readGhostty },
  {
    is: /^[ \t]*"?(base0[0-9a-f]|color_0?1|colors|schemes|primary)"?\s*:/im,
    read: readYamlSchemes,
  },
  {
    is: /^[ \t]*(\w[\w-]*)?[*.?][\w.*-]*(color\d+|background|foreground)[ \t]*:|^(color\d+|background)[ \t]*:/im,
    read: readXresources,
  },
  { is: /^[ \t]*(color\d+|background|foreground)[ \t]+\S/m, read: readKitty },
];

function readJsonSchemes(text: string): RawScheme[] {
  return eachOf(readJson(text), (json) => {
    const tables = tableSchemes(json);
    return tables.length > 0 ? tables : windowsTerminalSchemes(json);
  });
}

function readYamlSchemes(text: string): RawScheme[] {
  return eachOf(readYaml(text), tableSchemes);
}

/** Of a list, or of one alone: Gogh and makers of Windows Terminal's publish all of theirs in one list. */
function eachOf(found: unknown, read: (one: unknown) => RawScheme[]): RawScheme[] {
  return Array.isArray(found) ? found.flatMap(read) : read(found);
}
