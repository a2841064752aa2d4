// Sessions of KiTTY that goes on a stick (savemode=dir): files with lines `Key\value\`, in a folder
// Sessions with further folders in it, or one such file alone.
import { say } from '../../../words/said.ts';
import { PersonError } from '../../personError.ts';
import type { Found } from '../found.ts';
import type { ImportFormat } from '../format.ts';
import type { ImportSource, SourceFile } from '../source.ts';
import { decoded, linesOf } from '../text.ts';
import { unescaped } from './putty/escapes.ts';
import { otherFiles } from './putty/otherFiles.ts';
import { groupOf, hostsOf } from './putty/sessions.ts';
import { Settings, type SavedSession } from './putty/settings.ts';
import { writingOf } from './putty/writing.ts';

const OF_TOOL =
  /(?:^|\/)(?:kitty[^/]*\.(?:ini|sav|dft|log|exe|dump)|\.DS_Store|(?:Commands|Launcher|Jumplist|Folders|Sessions_Commands)\/.*)$/i;
const PLACE = /(?:^|\/)sessions\//i;
/** KiTTY gives files this name where it is set so. */
const EXTENSION = /\.ktx$/i;
/** A line that is locked with a master password: KiTTY ends all others with a backslash. */
const SEALED = /^[0-9A-Za-z+/=]{16,}\s*$/;

export const kittyPortable: ImportFormat = {
  word: 'KiTTY (portable)',

  recognises(source: ImportSource): boolean {
    return sessionsIn(source).length > 0;
  },

  read(source: ImportSource): Found {
    const files = sessionsIn(source);
    const rest = source.files.filter((file) => !files.includes(file));
    if (files.length === 0) {
      const sealed = rest.some((file) => isSealed(source, file));
      throw new PersonError(say(sealed ? 'import-sealed-sessions' : 'import-putty-none'));
    }
    const lines = files.flatMap((file) => linesOf(source.text(file)));
    const escaped = [...files.flatMap(({ name }) => name.split('/')), ...lines];
    const bytes = files.map((file) => file.bytes);
    const { codePage, unsure } = writingOf(source.name, bytes, escaped, lines.join('\n'));
    const { hosts, unmapped } = hostsOf(files.map((file) => sessionOf(file, codePage)));
    const others = otherFiles(source.name, rest, OF_TOOL);
    return { hosts, unmapped: [...unmapped, ...(unsure ? [unsure] : []), ...others] };
  },
};

/** Those in the folder of sessions, where there is one: themes beside it look the same. */
function sessionsIn(source: ImportSource): SourceFile[] {
  const files = source.files.filter((file) => isSession(source, file));
  const inPlace = files.filter(({ name }) => PLACE.test(name));
  return inPlace.length > 0 ? inPlace : files;
}

function isSession(source: ImportSource, file: SourceFile): boolean {
  const text = source.text(file);
  return /^HostName\\.*$/m.test(text) && /^(?:Present|Protocol|PortNumber)\\.*$/m.test(text);
}

function isSealed(source: ImportSource, file: SourceFile): boolean {
  const lines = linesOf(source.text(file));
  return lines.length > 3 && lines.every((line) => SEALED.test(line));
}

function sessionOf(file: SourceFile, codePage: string): SavedSession {
  const settings = new Settings();
  for (const line of linesOf(decoded(file.bytes, codePage))) {
    const at = line.indexOf('\\');
    const value = line.slice(at + 1).replace(/\\+$/, '');
    const key = line.slice(0, Math.max(at, 0));
    if (key && !settings.has(key)) settings.set(key, unescaped(value, codePage));
  }
  const path = file.name.split('/').map((part) => unescaped(part, codePage));
  const name = path.pop()!.replace(EXTENSION, '');
  return { name, group: [...foldersIn(path), ...groupOf(settings)], settings };
}

/** Of the folders on the way to a file, those below the one that all sessions are in. */
function foldersIn(path: readonly string[]): string[] {
  return path.slice(path.findIndex((folder) => /^sessions$/i.test(folder)) + 1);
}
