// Sessions of PuTTY and KiTTY as the registry of Windows is exported: HKEY_…\Software\…\Sessions\NAME.
import { say } from '../../../words/said.ts';
import { PersonError } from '../../personError.ts';
import type { Found, Unmapped } from '../found.ts';
import type { ImportFormat } from '../format.ts';
import type { ImportSource } from '../source.ts';
import { unescaped } from './putty/escapes.ts';
import { readReg, type RegFile, type RegKey } from './putty/regFile.ts';
import { groupOf, hostsOf } from './putty/sessions.ts';
import type { SavedSession } from './putty/settings.ts';

/** Of PuTTY, of what calls itself so after it, and of KiTTY. */
const TOOL = String.raw`\\software\\(?:wow6432node\\)?(?:simontatham|9bis\.com)\\[^\\\]]+`;
const IN_FILE = new RegExp(
  String.raw`^[ \t]*\[-?HK[^\]\r\n]{0,200}?${TOOL}\\sessions(?:\\|\])`,
  'im',
);
const SESSION = new RegExp(String.raw`${TOOL}\\sessions\\([^\\]+)$`, 'i');
const HOST_KEYS = new RegExp(String.raw`${TOOL}\\(?:SshHostKeys|SshHostCAs)(?:\\|$)`, 'i');
/** The keys above the sessions, and lists of what was opened last. */
const OF_TOOL = new RegExp(String.raw`${TOOL}(?:\\(?:sessions|jumplist|folders))?$`, 'i');
const VENDOR = /\\software\\(?:wow6432node\\)?(?:simontatham|9bis\.com)$/i;

export const puttyReg: ImportFormat = {
  word: 'PuTTY',

  recognises(source: ImportSource): boolean {
    return IN_FILE.test(source.text());
  },

  read(source: ImportSource): Found {
    if (!IN_FILE.test(source.text())) throw new PersonError(say('import-putty-none'));
    const file = readReg(source);
    const sessions = file.keys.flatMap((key) => sessionOf(key, file.codePage));
    if (sessions.length === 0 && file.unmapped.length === 0) {
      throw new PersonError(say('import-putty-none'));
    }
    const { hosts, unmapped } = hostsOf(sessions);
    return { hosts, unmapped: [...unmapped, ...file.unmapped, ...besides(source.name, file)] };
  },
};

function sessionOf({ path, settings }: RegKey, codePage: string): SavedSession[] {
  const [, escaped] = SESSION.exec(path) ?? [];
  if (escaped === undefined) return [];
  return [{ name: unescaped(escaped, codePage), group: groupOf(settings), settings }];
}

/** What stands in the file beside sessions. */
function besides(where: string, { keys }: RegFile): Unmapped[] {
  const others = keys.filter(({ path }) => !SESSION.test(path));
  const known = others.filter(
    ({ path, settings }) => HOST_KEYS.test(path) && settings.all().length > 0,
  );
  const rest = others.filter(
    ({ path }) => !HOST_KEYS.test(path) && !OF_TOOL.test(path) && !VENDOR.test(path),
  );
  const count = rest.filter(({ settings }) => settings.all().length > 0).length;
  return [
    ...known.map(({ path }) => ({
      where: path.split('\\').at(-1)!,
      what: `[${path}]`,
      why: say('import-host-keys'),
    })),
    ...(count > 0 ? [{ where, what: '', why: say('import-other-keys', { count }) }] : []),
  ];
}
