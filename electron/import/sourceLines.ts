// The lines of a file that make a host what it is, fit to be shown: nothing in them moves a cursor, and
// what may be a secret is blanked.
import { cleanLine } from '../../core/text/clean.ts';
import type { ImportLines } from '../ipc/contract.ts';
import type { FoundHost, Unmapped } from './found.ts';
import { SECRET_NAME, SECRET_SETTING } from './secretNames.ts';
import { lineOf } from './toldOf.ts';

const MOST = 200;
const SHOWN = 400;
const BLANK = '••••••';

/** Null where it has none. `text`: of the whole file; `told`: what of the host can't come along. */
export function sourceLines(
  text: readonly string[],
  { lines = [] }: FoundHost,
  told: readonly Unmapped[],
): ImportLines | null {
  const own = around(lines, text).filter((line) => line >= 1 && line <= text.length);
  const [first] = own;
  if (first === undefined) return null;
  const left = new Set(told.flatMap((one) => lineOf(one) ?? []));
  const settings = told.map(({ what }) => settingIn(what)).filter((one) => one !== '');
  return {
    first,
    lines: own.slice(0, MOST).map((at) => {
      const line = text[at - 1]!;
      const isLeft = left.has(at) || settings.some((one) => startsWith(line, one));
      return { at, text: shown(line), left: isLeft };
    }),
  };
}

/** With empty lines and notes that stand between two of them. */
function around(lines: readonly number[], text: readonly string[]): number[] {
  const all: number[] = [];
  for (const line of lines) {
    const before = all.at(-1) ?? line - 1;
    const between = Array.from(
      { length: Math.max(0, line - before - 1) },
      (_, at) => before + 1 + at,
    );
    const isQuiet =
      between.length <= 5 && between.every((at) => /^\s*(?:[#;].*)?$/.test(text[at - 1] ?? ''));
    if (isQuiet) all.push(...between);
    all.push(line);
  }
  return all;
}

/** What is cleaned loses its first blanks, which say what belongs to what. */
function shown(line: string): string {
  const plain = blanked(line.slice(0, 16 * SHOWN).replaceAll('\t', '    '));
  const blanks = /^ {0,16}/.exec(plain)![0];
  return blanks + cleanLine(plain, SHOWN);
}

const KEYED = /^(\s*(?:-\s+)?["'<]?[\w. $/-]{1,80}?["']?\s*(?:[=:>]|\s)\s*)(.*)$/;
const URL_SECRET = /(:\/\/[^\s/:@]*:)[^\s/@]+(@)/g;
const ARGUMENT =
  /((?:^|[\s"'=])(?:-pw|--?pass(?:word|phrase|wd)?|sshpass\s+-p)[\s=]*)("[^"]*"|'[^']*'|\S+)/gi;
const VARIABLE = /\b([\w.-]*)(\s*[=:]\s*)("[^"]*"|'[^']*'|[^\s,;&]+)/g;

/** Values of settings that are secret by their names, passwords in URLs and arguments, and keys. */
export function blanked(line: string): string {
  if (/PRIVATE KEY|^[\sA-Za-z0-9+/]{60,}={0,2}$/.test(line)) return BLANK;
  const [, key = '', value = ''] = KEYED.exec(line) ?? [];
  if (value !== '' && SECRET_SETTING.test(key)) return `${key}${BLANK}`;
  return line
    .replace(URL_SECRET, `$1${BLANK}$2`)
    .replace(ARGUMENT, `$1${BLANK}`)
    .replace(VARIABLE, (all: string, name: string, sign: string) =>
      isSecret(name) ? `${name}${sign}${BLANK}` : all,
    );
}

const isSecret = (name: string): boolean => SECRET_NAME.test(name) || SECRET_SETTING.test(name);

/** The setting alone, of what is told: `ProxyCommand` of `ProxyCommand nc %h %p`. */
const settingIn = (what: string): string => /^[A-Za-z][\w-]{2,}(?=[\s=:]|$)/.exec(what)?.[0] ?? '';

function startsWith(line: string, setting: string): boolean {
  const plain = line.replace(/^[\s"']+/, '').toLowerCase();
  const wanted = setting.toLowerCase();
  return plain.startsWith(wanted) && !/^[\w-]/.test(plain.slice(wanted.length));
}
