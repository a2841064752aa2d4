// Exports of the Windows registry: keys with their values. Both versions, in any encoding, and as far
// as a damaged file goes.
import { say } from '../../../../words/said.ts';
import type { Unmapped } from '../../found.ts';
import type { ImportSource } from '../../source.ts';
import { decoded } from '../../text.ts';
import { regLines, type RegLine } from './regLines.ts';
import { regValue } from './regValue.ts';
import { Settings } from './settings.ts';
import { writingOf } from './writing.ts';

export interface RegKey {
  /** As written, without brackets. */
  readonly path: string;
  /** The default value stands in it as `@`. */
  readonly settings: Settings;
}

export interface RegFile {
  readonly keys: readonly RegKey[];
  /** That of names with %XX. */
  readonly codePage: string;
  readonly unmapped: readonly Unmapped[];
}

const KEY = /^\s*\[(-?)(.+)\]\s*$/;
/** Windows allows less; longer ones would only cost time. */
const LONGEST_PATH = 4_096;
/** Lines that are named one by one: the rest of a file that is broken throughout are counted. */
const DAMAGED_NAMED = 20;
const KEY_LINE = /^[ \t]*\[(.{1,4096})\][ \t]*$/gm;
const OLDER = /^\s*REGEDIT4/i;

/** Never throws: what is damaged is told among what can't come along. */
export function readReg(source: ImportSource): RegFile {
  const { name, files } = source;
  const bytes = files.map((file) => file.bytes);
  const { codePage, unsure } = writingOf(name, bytes, namesIn(source.text()), source.text());
  const text = unsure ? decoded(bytes[0]!, codePage) : source.text();
  const kind = { older: OLDER.test(text), codePage };
  const keys = new Keys();
  const damaged: RegLine[] = [];
  for (const line of regLines(text)) {
    const [, minus, path = ''] = (line.text.includes('[') && KEY.exec(line.text)) || [];
    const value = path ? undefined : regValue(line.text, kind);
    if (path.length > LONGEST_PATH || (!path && !value)) damaged.push(line);
    else if (minus) keys.forget(path);
    else if (path) keys.open(path);
    else if (value) keys.take(value.name, value.data);
  }
  const unmapped = [...(unsure ? [unsure] : []), ...keys.deletions(), ...ofDamaged(name, damaged)];
  return { keys: keys.all(), codePage, unmapped };
}

/** Keys as a registry would hold them after the file. */
class Keys {
  readonly #keys = new Map<string, RegKey & { readonly since: number }>();
  readonly #deleted = new Map<string, { readonly path: string; readonly at: number }>();
  #current: RegKey | undefined;
  #at = 0;

  open(path: string): void {
    const name = path.toLowerCase();
    this.#at += 1;
    const known = this.#keys.get(name);
    const kept = known && !this.#isGone(name, known.since) ? known : undefined;
    this.#current = { path, settings: kept?.settings ?? new Settings() };
    this.#keys.set(name, { ...this.#current, since: this.#at });
  }

  forget(path: string): void {
    this.#at += 1;
    this.#deleted.set(path.toLowerCase(), { path, at: this.#at });
    this.#current = undefined;
  }

  take(name: string, data: string | number | null): void {
    if (data === null) this.#current?.settings.delete(name);
    else this.#current?.settings.set(name, data);
  }

  all(): RegKey[] {
    const still = [...this.#keys].filter(([name, { since }]) => !this.#isGone(name, since));
    return still.map(([, key]) => key);
  }

  deletions(): Unmapped[] {
    return [...this.#deleted.values()].map(({ path }) => {
      const where = `[-…\\${path.split('\\').at(-1)}]`;
      return { where, what: `[-${path}]`, why: say('import-deleted-key') };
    });
  }

  /** Whether it, or a key that it is in, was deleted after that. */
  #isGone(name: string, since: number): boolean {
    if (this.#deleted.size === 0) return false;
    for (let end = name.length; end > 0; end = name.lastIndexOf('\\', end - 1)) {
      if ((this.#deleted.get(name.slice(0, end))?.at ?? 0) > since) return true;
    }
    return false;
  }
}

function ofDamaged(file: string, lines: readonly RegLine[]): Unmapped[] {
  const named = lines.slice(0, DAMAGED_NAMED).map(({ number }) => {
    return { where: `${file}:${number}`, what: '', why: say('import-line-damaged') };
  });
  const count = lines.length - named.length;
  const rest = { where: file, what: '', why: say('import-lines-damaged', { count }) };
  return count > 0 ? [...named, rest] : named;
}

/** Names of keys, which are escaped. */
function namesIn(text: string): string[] {
  return [...text.matchAll(KEY_LINE)].map(([, path = '']) => path.split('\\').at(-1)!);
}
