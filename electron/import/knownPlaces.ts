// Where other tools keep their hosts on a computer: one table. What is only in the registry of Windows
// (PuTTY's sessions, most sites of WinSCP) isn't there, as nothing is run to read it: it is exported first.
import path from 'node:path';
import type { FormatName } from './formats.ts';

export interface KnownPlace {
  readonly path: string;
  readonly format: FormatName;
  /** Such a file can't be read as it lies there: it is exported from the tool first. */
  readonly exportFirst?: boolean;
}

export interface Surroundings {
  readonly system: 'linux' | 'darwin' | 'win32';
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

type Base = 'home' | 'config' | 'data' | 'documents' | 'root';
type Row = readonly [base: Base, below: string, format: FormatName, exportFirst?: boolean];

/** On every system; what only names hosts stands last, and is added by `knownPlaces`. */
const EVERYWHERE: readonly Row[] = [
  ['home', '.ssh/config', 'ssh_config'],
  ['config', 'tabby/config.yaml', 'tabby'],
  ['home', '.wind/profiles/default.v10/terminal/user.sessions', 'windterm'],
  ['config', 'electerm/users/default_user', 'electerm', true],
];

const OF: Readonly<Record<Surroundings['system'], readonly Row[]>> = {
  linux: [
    ['home', '.putty/sessions', 'putty-unix'],
    ['config', 'putty/sessions', 'putty-unix'],
    ['data', 'remmina', 'remmina'],
    ['home', '.remmina', 'remmina'],
    ['home', '.var/app/org.remmina.Remmina/data/remmina', 'remmina'],
    ['home', 'snap/remmina/current/.local/share/remmina', 'remmina'],
    ['home', '.vandyke/SecureCRT/Config/Sessions', 'securecrt'],
    ['home', '.finalshell/conn', 'finalshell'],
    ['home', '.ansible/hosts', 'ansible'],
    ['root', '/etc/ansible/hosts', 'ansible'],
  ],
  darwin: [
    ['home', '.putty/sessions', 'putty-unix'],
    ['config', 'VanDyke/SecureCRT/Config/Sessions', 'securecrt'],
    ['home', 'Library/FinalShell/conn', 'finalshell'],
    ['home', '.ansible/hosts', 'ansible'],
    ['root', '/etc/ansible/hosts', 'ansible'],
  ],
  win32: [
    ['config', 'MobaXterm/MobaXterm.ini', 'mobaxterm'],
    ['config', 'mRemoteNG/confCons.xml', 'mremoteng'],
    ['documents', 'SuperPuTTY/Sessions.XML', 'superputty'],
    ['documents', 'NetSarang Computer/8/Xshell/Sessions', 'xshell'],
    ['documents', 'NetSarang Computer/7/Xshell/Sessions', 'xshell'],
    ['documents', 'NetSarang Computer/6/Xshell/Sessions', 'xshell'],
    ['documents', 'NetSarang/Xshell/Sessions', 'xshell'],
    ['config', 'VanDyke/Config/Sessions', 'securecrt'],
    ['data', 'finalshell/conn', 'finalshell'],
    ['config', 'WinSCP.ini', 'winscp'],
  ],
};

/** In the order in which they are shown; each may be there or not. */
export function knownPlaces(around: Surroundings): KnownPlace[] {
  const last: Row = ['home', '.ssh/known_hosts', 'known_hosts'];
  return [...EVERYWHERE, ...OF[around.system], last].map(([base, below, format, exportFirst]) => {
    const { join } = around.system === 'win32' ? path.win32 : path.posix;
    const full = base === 'root' ? below : join(baseOf(base, around), below);
    return { path: full, format, ...(exportFirst ? { exportFirst } : {}) };
  });
}

function baseOf(base: Exclude<Base, 'root'>, { system, home, env }: Surroundings): string {
  const { join } = system === 'win32' ? path.win32 : path.posix;
  if (base === 'home') return home;
  if (base === 'documents') return join(home, 'Documents');
  if (system === 'darwin') return join(home, 'Library/Application Support');
  const [name, usual] = BASES[system][base];
  return absolute(env[name]) ?? join(home, usual);
}

const BASES = {
  linux: { config: ['XDG_CONFIG_HOME', '.config'], data: ['XDG_DATA_HOME', '.local/share'] },
  win32: { config: ['APPDATA', 'AppData/Roaming'], data: ['LOCALAPPDATA', 'AppData/Local'] },
} as const;

/** What is relative counts as unset. */
function absolute(folder: string | undefined): string | undefined {
  return folder && (path.posix.isAbsolute(folder) || path.win32.isAbsolute(folder))
    ? folder
    : undefined;
}

/** As a person knows it: with `~` for their own folder. */
export function shownPath(full: string, home: string): string {
  const inHome = home !== '' && full.startsWith(home) && /^[\\/]/.test(full.slice(home.length));
  return inHome ? `~${full.slice(home.length)}` : full;
}
