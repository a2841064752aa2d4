// Sessions of PuTTY on Unix: files `Key=value` in ~/.putty/sessions or ~/.config/putty/sessions, each
// called as its session, escaped.
import { say } from '../../../words/said.ts';
import { PersonError } from '../../personError.ts';
import type { Found } from '../found.ts';
import type { ImportFormat } from '../format.ts';
import type { ImportSource, SourceFile } from '../source.ts';
import { decoded, linesOf } from '../text.ts';
import { unescaped } from './putty/escapes.ts';
import { otherFiles } from './putty/otherFiles.ts';
import { hostsOf } from './putty/sessions.ts';
import { Settings, type SavedSession } from './putty/settings.ts';
import { writingOf } from './putty/writing.ts';

/** Sessions lie in the folder that was picked, or in one called so within it. */
const PLACE = /^(?:(?:.*\/)?sessions\/)?[^/]+$/;
const OF_TOOL = /(?:^|\/)(?:randomseed|\.DS_Store)$/;

export const puttyUnix: ImportFormat = {
  word: 'PuTTY (Unix)',

  recognises(source: ImportSource): boolean {
    return source.files.some((file) => isSession(source, file));
  },

  read(source: ImportSource): Found {
    const files = source.files.filter((file) => isSession(source, file));
    if (files.length === 0) throw new PersonError(say('import-putty-none'));
    const text = files.map((file) => source.text(file)).join('\n');
    const names = files.map(({ name }) => name);
    const bytes = files.map((file) => file.bytes);
    const { codePage, unsure } = writingOf(source.name, bytes, names, text);
    const { hosts, unmapped } = hostsOf(files.map((file) => sessionOf(file, codePage)));
    const rest = source.files.filter((file) => !files.includes(file));
    const others = otherFiles(source.name, rest, OF_TOOL);
    return { hosts, unmapped: [...unmapped, ...(unsure ? [unsure] : []), ...others] };
  },
};

/** Settings at the start of lines, some of which every session has, and no sections. */
function isSession(source: ImportSource, file: SourceFile): boolean {
  if (!PLACE.test(file.name)) return false;
  const text = source.text(file);
  return (
    /^HostName=/m.test(text) &&
    /^(?:Present|Protocol|PortNumber)=/m.test(text) &&
    !/^[ \t]*\[/m.test(text)
  );
}

function sessionOf({ name, bytes }: SourceFile, codePage: string): SavedSession {
  const settings = new Settings();
  for (const line of linesOf(decoded(bytes, codePage))) {
    const at = line.indexOf('=');
    const key = line.slice(0, Math.max(at, 0));
    if (key && !settings.has(key)) settings.set(key, line.slice(at + 1)); // the first counts there
  }
  return { name: unescaped(name.split('/').at(-1)!, codePage), group: [], settings };
}
