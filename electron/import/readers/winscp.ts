// Sites of WinSCP: sections `[Sessions\Folder/Name]` of WinSCP.ini, or the same keys of the registry.
// Values hold only what differs from the defaults, with %XX for what isn't plain.
import { say } from '../../../words/said.ts';
import { PersonError } from '../../personError.ts';
import type { Found, Unmapped } from '../found.ts';
import type { ImportFormat } from '../format.ts';
import type { ImportSource } from '../source.ts';
import { unescaped } from './putty/escapes.ts';
import { readReg } from './putty/regFile.ts';
import { Settings } from './putty/settings.ts';
import { iniSections, type IniSection } from './winscp/ini.ts';
import { siteOf, type Site } from './winscp/site.ts';

const IN_INI = /^\[(?:Sessions|Configuration)\\[^\]\r\n]/im;
const INI_SITE = /^Sessions\\(.+)$/i;
const TOOL = String.raw`\\software\\(?:wow6432node\\)?martin prikryl\\winscp[^\\\]]*`;
const IN_REG = new RegExp(String.raw`^[ \t]*\[-?HK[^\]\r\n]{0,200}?${TOOL}\\`, 'im');
const REG_SITE = new RegExp(String.raw`${TOOL}\\sessions\\([^\\]+)$`, 'i');
/** Written as it is: it has escapes of its own. */
const RAW = new Set(['proxytelnetcommand', 'proxylocalcommand']);

interface Sites {
  readonly sites: readonly Site[];
  readonly unmapped: readonly Unmapped[];
}

export const winscp: ImportFormat = {
  word: 'WinSCP',

  recognises(source: ImportSource): boolean {
    if (source.isFolder) return false;
    return IN_INI.test(source.text()) || IN_REG.test(source.text());
  },

  read(source: ImportSource): Found {
    const { sites, unmapped } = IN_REG.test(source.text()) ? inRegistry(source) : inIni(source);
    if (sites.length === 0) throw new PersonError(say('import-winscp-none'));
    const found = sites.map(siteOf);
    return {
      hosts: found.flatMap((one) => one.hosts),
      unmapped: [...found.flatMap((one) => one.unmapped), ...unmapped],
    };
  },
};

function inIni(source: ImportSource): Sites {
  const { sections, codePage, unmapped } = iniSections(source);
  const sites = sections.flatMap((section) => ofSection(section, codePage));
  return { sites, unmapped: [...unmapped, ...hostKeysIn(sections.map(({ name }) => name))] };
}

function ofSection({ name, settings }: IniSection, codePage: string): Site[] {
  const [, escaped] = INI_SITE.exec(name) ?? [];
  return escaped === undefined ? [] : [site(escaped, settings, codePage)];
}

function inRegistry(source: ImportSource): Sites {
  const { keys, codePage, unmapped } = readReg(source);
  const sites = keys.flatMap(({ path, settings }) => {
    const [, escaped] = REG_SITE.exec(path) ?? [];
    return escaped === undefined ? [] : [site(escaped, settings, codePage)];
  });
  const names = keys.map(({ path }) => path.split('\\').at(-1)!);
  return { sites, unmapped: [...unmapped, ...hostKeysIn(names)] };
}

function site(escaped: string, written: Settings, codePage: string): Site {
  const settings = new Settings();
  for (const { name, value } of written.all()) {
    const isText = typeof value === 'string' && !RAW.has(name.toLowerCase());
    settings.set(name, isText ? unescaped(value, codePage) : value);
  }
  return { path: unescaped(escaped, codePage), settings };
}

function hostKeysIn(names: readonly string[]): Unmapped[] {
  const keys = names.find((name) => /^SshHostKeys$|^SshHostCAs\b/i.test(name));
  return keys ? [{ where: keys, what: '', why: say('import-host-keys') }] : [];
}
