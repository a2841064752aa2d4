// Lines of a file in sections, as Windows programs write them: `[section]`, then `key=value`.
import { linesOf } from '../text.ts';

export interface IniLine {
  /** In the file, counted from 1. */
  readonly line: number;
  readonly text: string;
}

export interface IniSection {
  /** '' of what stands before the first one. */
  readonly name: string;
  readonly lines: IniLine[];
}

/** In the order of the file; empty lines and comments are left out. */
export function sectionsOf(text: string): IniSection[] {
  const sections: IniSection[] = [{ name: '', lines: [] }];
  for (const [at, line] of linesOf(text).entries()) {
    const bare = line.trim();
    const head = /^\[([^\]]*)\]$/.exec(bare);
    if (head) sections.push({ name: head[1]!.trim(), lines: [] });
    else if (bare !== '' && !bare.startsWith(';')) {
      sections.at(-1)!.lines.push({ line: at + 1, text: line });
    }
  }
  return sections;
}

/** Both sides of the first `=`; without one, a key with an empty value. */
export function pairOf(text: string): [key: string, value: string] {
  const at = text.indexOf('=');
  return at < 0 ? [text.trim(), ''] : [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}

/** Values by key in small letters; of a key that stands twice the first counts, as in Windows. */
export function valuesOf(lines: readonly IniLine[]): Map<string, string> {
  const values = new Map<string, string>();
  for (const { text } of lines) {
    const [key, value] = pairOf(text);
    if (!values.has(key.toLowerCase())) values.set(key.toLowerCase(), value);
  }
  return values;
}
