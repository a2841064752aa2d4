// Sections of an INI file as WinSCP writes it, in UTF-8 or the code page of its computer.
import type { Unmapped } from '../../found.ts';
import type { ImportSource } from '../../source.ts';
import { decoded, linesOf } from '../../text.ts';
import { say } from '../../../../words/said.ts';
import { Settings } from '../putty/settings.ts';
import { writingOf } from '../putty/writing.ts';

export interface IniSection {
  /** As written, with escapes. */
  readonly name: string;
  readonly settings: Settings;
}

export interface IniFile {
  /** One for each name: a later one of the same goes on. */
  readonly sections: readonly IniSection[];
  readonly codePage: string;
  readonly unmapped: readonly Unmapped[];
}

/** Lines that are named one by one, of a file that is broken throughout. */
const DAMAGED_NAMED = 20;

export function iniSections(source: ImportSource): IniFile {
  const text = source.text();
  const bytes = source.file?.bytes ?? new Uint8Array();
  const { codePage, unsure } = writingOf(source.name, [bytes], linesOf(text), text);
  const sections = new Map<string, IniSection>();
  const damaged: number[] = [];
  let section: IniSection | undefined;
  for (const [at, line] of linesOf(unsure ? decoded(bytes, codePage) : text).entries()) {
    const [, name] = /^\s*\[(.*)\]\s*$/.exec(line) ?? [];
    const equals = line.indexOf('=');
    if (name !== undefined) section = opened(sections, name);
    else if (equals > 0)
      section?.settings.set(keyOf(line.slice(0, equals)), line.slice(equals + 1));
    else if (line.trim() && !/^\s*[;#]/.test(line)) damaged.push(at + 1);
  }
  const told = damaged.slice(0, DAMAGED_NAMED).map((line) => {
    return { where: `${source.name}:${line}`, what: '', why: say('import-line-damaged') };
  });
  return {
    sections: [...sections.values()],
    codePage,
    unmapped: [...(unsure ? [unsure] : []), ...told],
  };
}

function opened(sections: Map<string, IniSection>, name: string): IniSection {
  const known = sections.get(name.toLowerCase());
  if (known) return known;
  const section = { name, settings: new Settings() };
  sections.set(name.toLowerCase(), section);
  return section;
}

function keyOf(written: string): string {
  return written.trim().replace(/%3D/gi, '=');
}
