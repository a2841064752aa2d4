// The shells of Windows: PowerShell 7 of the installer, of PATH and of the Store, Windows
// PowerShell, the command prompt, each distribution of WSL, and Git Bash.
import { win32 } from 'node:path';
import { commandLine } from '../../programs/commandWords.ts';
import type { FoundShell } from './findShells.ts';
import { given, programsOf, type ShellSystem } from './shellSystem.ts';

const { join } = win32;

type Found = Promise<FoundShell[]>;

/** Each looked for on its own, in the order in which they are shown. */
export const WINDOWS_SHELLS: readonly ((system: ShellSystem) => Found)[] = [
  powerShell7,
  windowsPowerShell,
  commandPrompt,
  wslDistributions,
  gitBash,
];

async function powerShell7(system: ShellSystem): Found {
  const places = await Promise.all([installedOnes(system), fromStore(system), fromPath(system)]);
  const seen = new Set<string>();
  const isNew = (file: string): boolean => {
    const key = file.toLowerCase();
    return !seen.has(key) && seen.add(key) !== undefined;
  };
  const all = places.flat().filter(({ file }) => isNew(file));
  const there = await programsOf(
    system,
    all.map(({ file }) => file),
  );
  return all.filter(({ file }) => there.has(file)).map(({ name, file }) => shell(name, [file]));
}

interface Candidate {
  name: string;
  file: string;
}

/** `…\PowerShell\7`, `…\PowerShell\7-preview`; the newest first. */
async function installedOnes(system: ShellSystem): Promise<Candidate[]> {
  const folders = programFolders(system).map((folder) => join(folder, 'PowerShell'));
  const all = await Promise.all(
    folders.map(async (folder) => {
      const versions = (await system.names(folder)).filter((name) => /^\d{1,3}(-\w+)?$/.test(name));
      versions.sort((a, b) => parseInt(b) - parseInt(a) || a.length - b.length);
      return versions.map((version) => ({
        name: `PowerShell ${version.replace('-preview', ' Preview')}`,
        file: join(folder, version, 'pwsh.exe'),
      }));
    }),
  );
  return all.flat();
}

async function fromStore(system: ShellSystem): Promise<Candidate[]> {
  const local = given(system, 'LOCALAPPDATA');
  if (!local) return [];
  const folder = join(local, 'Microsoft', 'WindowsApps');
  return [
    { name: 'PowerShell (Store)', file: join(folder, 'pwsh.exe') },
    { name: 'PowerShell Preview (Store)', file: join(folder, 'pwsh-preview.exe') },
  ];
}

async function fromPath(system: ShellSystem): Promise<Candidate[]> {
  const folders = given(system, 'PATH').split(';').slice(0, PATH_FOLDERS);
  const absolute = folders.map((folder) => folder.trim()).filter((it) => win32.isAbsolute(it));
  return absolute.map((folder) => ({ name: 'PowerShell', file: join(folder, 'pwsh.exe') }));
}

const PATH_FOLDERS = 200;

async function windowsPowerShell(system: ShellSystem): Found {
  const file = inSystem(system, 'WindowsPowerShell', 'v1.0', 'powershell.exe');
  return (await system.isProgram(file)) ? [shell('Windows PowerShell', [file])] : [];
}

async function commandPrompt(system: ShellSystem): Found {
  const named = given(system, 'ComSpec');
  const file = win32.isAbsolute(named) ? named : inSystem(system, 'cmd.exe');
  return (await system.isProgram(file)) ? [shell('Command Prompt', [file])] : [];
}

const DISTRIBUTIONS = String.raw`HKCU\Software\Microsoft\Windows\CurrentVersion\Lxss`;
/** They belong to programs, and have no shell for people. */
const NOT_FOR_PEOPLE = /^(docker|rancher)-desktop/;

// The registry, and not `wsl --list`: that starts a service, and where WSL is missing it is a
// program that offers to install it.
async function wslDistributions(system: ShellSystem): Found {
  const file = inSystem(system, 'wsl.exe');
  if (!(await system.isProgram(file))) return [];
  const names = await registryValues(system, DISTRIBUTIONS, 'DistributionName', ['/s']);
  const fit = names.filter((name) => /^[\w.-]{1,100}$/.test(name) && !NOT_FOR_PEOPLE.test(name));
  return [...new Set(fit)].map((name) =>
    shell(`${name} (WSL)`, [file, '--distribution', name, '--cd', '~']),
  );
}

async function gitBash(system: ShellSystem): Found {
  const registered = await Promise.all(
    ['HKCU', 'HKLM'].map((hive) =>
      registryValues(system, `${hive}\\Software\\GitForWindows`, 'InstallPath'),
    ),
  );
  const usual = [...programFolders(system), join(given(system, 'LOCALAPPDATA'), 'Programs')];
  const folders = [...registered.flat(), ...usual.map((folder) => join(folder, 'Git'))];
  for (const folder of folders.filter((it) => win32.isAbsolute(it))) {
    const file = join(folder, 'bin', 'bash.exe');
    if (await system.isProgram(file)) return [shell('Git Bash', [file, '--login', '-i'])];
  }
  return [];
}

/** A value of a key of the registry, and with `/s` of those below it; none where it isn't there. */
async function registryValues(
  system: ShellSystem,
  key: string,
  name: string,
  how: string[] = [],
): Promise<string[]> {
  const args = ['query', key, '/v', name, ...how];
  const lines = (await system.printed({ file: inSystem(system, 'reg.exe'), args })).split(/\r?\n/);
  const value = new RegExp(`^\\s+${name}\\s+REG_(?:EXPAND_)?SZ\\s+(.+?)\\s*$`, 'i');
  return lines.flatMap((line) => value.exec(line)?.[1] ?? []);
}

function programFolders(system: ShellSystem): string[] {
  const names = ['ProgramW6432', 'ProgramFiles', 'ProgramFiles(x86)'];
  const folders = names.map((name) => given(system, name));
  return [...new Set(folders.filter((folder) => win32.isAbsolute(folder)))];
}

function inSystem(system: ShellSystem, ...names: string[]): string {
  return join(given(system, 'SystemRoot') || 'C:\\Windows', 'System32', ...names);
}

function shell(name: string, words: string[]): FoundShell {
  return { name, command: commandLine(words) };
}
