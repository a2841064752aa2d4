// The shells of a Windows computer, as its files, variables and registry tell them.
import { describe, expect, it } from 'vitest';
import { commandWords } from '../../../../electron/programs/commandWords.ts';
import { findShells, SHELLS_LIMIT } from '../../../../electron/shells/found/findShells.ts';
import { ManualClock } from '../../../support/manualClock.ts';
import { fakeSystem, type Said } from './fakeSystem.ts';

const LXSS = String.raw`query HKCU\Software\Microsoft\Windows\CurrentVersion\Lxss /v DistributionName /s`;
const KEY = String.raw`HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\Lxss`;
const SYSTEM32 = 'C:\\Windows\\System32';
const PRESENT = [`${SYSTEM32}\\WindowsPowerShell\\v1.0\\powershell.exe`, `${SYSTEM32}\\cmd.exe`];
// As Windows spells them, and as a program may hand them on.
const ENV = {
  Path: 'C:\\Windows\\system32;C:\\Windows;relative\\folder;',
  ComSpec: 'C:\\Windows\\system32\\cmd.exe',
  SystemRoot: 'C:\\Windows',
  ProgramFiles: 'C:\\Program Files',
  ProgramW6432: 'C:\\Program Files',
  'ProgramFiles(x86)': 'C:\\Program Files (x86)',
  LOCALAPPDATA: 'C:\\Users\\Ada\\AppData\\Local',
};

function distributions(...names: string[]): string {
  const keys = names.map(
    (name, at) => `${KEY}\\{0000000${at}}\r\n    DistributionName    REG_SZ    ${name}\r\n\r\n`,
  );
  return `\r\n${keys.join('')}End of search: ${names.length} match(es) found.\r\n`;
}

async function found(said: Said): Promise<Record<string, string[]>> {
  const system = fakeSystem({ platform: 'win32', env: ENV, ...said });
  const shells = await findShells(system);
  return Object.fromEntries(shells.map(({ name, command }) => [name, commandWords(command)!]));
}

describe('shells of Windows', () => {
  it('are there without anything that was installed', async () => {
    expect(await found({ programs: PRESENT })).toEqual({
      'Windows PowerShell': [`${SYSTEM32}\\WindowsPowerShell\\v1.0\\powershell.exe`],
      'Command Prompt': ['C:\\Windows\\system32\\cmd.exe'],
    });
  });

  it('are found though a folder of PATH is on a computer that doesn’t answer', async () => {
    const clock = new ManualClock();
    const [silent, own] = ['N:\\tools\\pwsh.exe', 'D:\\tools\\pwsh.exe'];
    const env = { ...ENV, Path: `N:\\tools;D:\\tools` };
    const shells = found({ programs: [own], silent: [silent], env, clock });
    await clock.pass(2_000); // half of what all of them have
    expect(await shells).toEqual({ PowerShell: [own] });
  });

  it('are the newest first, and what is only a preview after what is done', async () => {
    const versions = ['6', '7-preview', '10', '7'].map(
      (version) => `C:\\Program Files\\PowerShell\\${version}\\pwsh.exe`,
    );
    const names = Object.keys(await found({ programs: versions }));
    expect(names).toEqual([
      'PowerShell 10',
      'PowerShell 7',
      'PowerShell 7 Preview',
      'PowerShell 6',
    ]);
  });

  it('have names, and arguments where they want some', async () => {
    const pwsh = 'C:\\Program Files\\PowerShell\\7\\pwsh.exe';
    const preview = 'C:\\Program Files\\PowerShell\\7-preview\\pwsh.exe';
    const alias = 'C:\\Users\\Ada\\AppData\\Local\\Microsoft\\WindowsApps\\pwsh.exe';
    const early = alias.replace('pwsh', 'pwsh-preview');
    const own = 'D:\\tools\\pwsh.exe';
    const bash = 'C:\\Program Files\\Git\\bin\\bash.exe';
    const wsl = `${SYSTEM32}\\wsl.exe`;
    const shells = await found({
      programs: [...PRESENT, pwsh, preview, alias, early, own, bash, wsl],
      env: { ...ENV, Path: `${ENV.Path};D:\\tools;C:\\program files\\powershell\\7` },
      prints: { [LXSS]: distributions('Ubuntu-22.04', 'Debian', 'docker-desktop-data') },
    });
    expect(shells).toEqual({
      'PowerShell 7': [pwsh],
      'PowerShell 7 Preview': [preview],
      'PowerShell (Store)': [alias],
      'PowerShell Preview (Store)': [early],
      PowerShell: [own],
      'Windows PowerShell': expect.anything(),
      'Command Prompt': expect.anything(),
      'Ubuntu-22.04 (WSL)': [wsl, '--distribution', 'Ubuntu-22.04', '--cd', '~'],
      'Debian (WSL)': [wsl, '--distribution', 'Debian', '--cd', '~'],
      'Git Bash': [bash, '--login', '-i'],
    });
    expect(Object.keys(shells)[0]).toBe('PowerShell 7');
  });

  it.each([
    ['where it was registered', 'D:\\Git', 'query HKLM\\Software\\GitForWindows /v InstallPath'],
    ['of one user', 'E:\\My Git', 'query HKCU\\Software\\GitForWindows /v InstallPath'],
  ])('include Git Bash %s', async (_where, folder, question) => {
    const bash = `${folder}\\bin\\bash.exe`;
    const prints = { [question]: `\r\n    InstallPath    REG_SZ    ${folder}\r\n` };
    expect(await found({ programs: [bash], prints })).toEqual({
      'Git Bash': [bash, '--login', '-i'],
    });
  });

  it('include Git Bash in a user’s own folder that no registry names', async () => {
    const bash = 'C:\\Users\\Ada\\AppData\\Local\\Programs\\Git\\bin\\bash.exe';
    expect(await found({ programs: [bash] })).toEqual({ 'Git Bash': [bash, '--login', '-i'] });
  });

  it('take nothing from a registry that lies, and don’t grow without bound', async () => {
    const evil = ['--exec calc', 'a"b', 'x'.repeat(200), '\u202etxt', 'rancher-desktop', 'ok'];
    const many = Array.from({ length: 500 }, (_, at) => `distribution-${at}`);
    const wsl = `${SYSTEM32}\\wsl.exe`;
    const few = await found({ programs: [wsl], prints: { [LXSS]: distributions(...evil) } });
    expect(Object.keys(few)).toEqual(['ok (WSL)']);
    const all = await found({ programs: [wsl], prints: { [LXSS]: distributions(...many) } });
    expect(Object.keys(all)).toHaveLength(SHELLS_LIMIT);
  });

  it('are told without those that can’t be found in time', async () => {
    const clock = new ManualClock();
    const system = fakeSystem({ platform: 'win32', env: ENV, programs: PRESENT });
    const names = (): Promise<never> => new Promise(() => undefined);
    const asked = findShells({ ...system, clock, names });
    await new Promise(setImmediate);
    clock.advance(4_000);
    expect((await asked).map(({ name }) => name)).toEqual(['Windows PowerShell', 'Command Prompt']);
  });
});
