// Where programs are looked for on each system, and what is said of a command that can't be run.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  commandProblem,
  findProgram,
  lookAt,
  type Look,
} from '../../../electron/programs/localFiles.ts';
import { thisSystem } from '../../../electron/shells/found/shellSystem.ts';
import { commandToRun } from '../../../electron/shells/localShell.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { inWords } from '../../../words/said.ts';

function disk(files: Record<string, ReturnType<Look>>): Look {
  return (path) => files[path];
}

const BASH = 'C:\\Program Files\\Git\\bin\\bash.exe';
const WINDOWS = {
  platform: 'win32',
  look: disk({ [BASH]: 'program', 'C:\\Tools\\nu.exe': 'program', 'C:\\Tools': 'folder' }),
} as const;
const PATH = 'C:\\Windows;relative;C:\\Tools';

describe('a program', () => {
  it('is found on Windows by its path, and in PATH by its name', () => {
    expect(findProgram(BASH, PATH, WINDOWS)).toBe(BASH);
    expect(findProgram('nu', PATH, WINDOWS)).toBe('C:\\Tools\\nu.exe');
    expect(findProgram('NU.exe', PATH, WINDOWS)).toBeUndefined(); // this disk knows one spelling
    expect(findProgram('bin\\bash.exe', PATH, WINDOWS)).toBeUndefined();
  });

  it.each([
    ['', ''],
    [BASH, ''],
    [`"${BASH}" --login -i`, ''],
    ['nu --login', ''],
    [`"${BASH} --login`, 'A quotation mark is missing.'],
    ['C:\\gone.exe', 'There is no such program.'],
    ['C:\\Tools', 'That is a folder, not a program.'],
    ['""', 'There is no such program.'],
  ])('that is asked for as %j: %j', (line, words) => {
    expect(inWords(commandProblem(line, PATH, WINDOWS))).toBe(words);
  });

  it('of the Store is one, though it can’t be followed', async () => {
    const folder = temporaryDirectory();
    const alias = join(folder, 'pwsh.exe');
    symlinkSync(join(folder, 'nothing that can be opened'), alias);
    const facts = { env: {}, loginShell: '' };
    expect(lookAt(alias, 'win32')).not.toBeUndefined();
    expect(lookAt(alias, 'linux')).toBeUndefined();
    expect(await thisSystem({ platform: 'win32', ...facts }).isProgram(alias)).toBe(true);
    expect(await thisSystem({ platform: 'linux', ...facts }).isProgram(alias)).toBe(false);
  });

  it('isn’t a folder, whatever the system', async () => {
    const folder = join(temporaryDirectory(), 'pwsh.exe');
    mkdirSync(folder);
    const system = thisSystem({ platform: 'win32', env: {}, loginShell: '' });
    expect(await system.isProgram(folder)).toBe(false);
    expect(lookAt(folder, 'win32')).toBe('folder');
  });

  it('is told from a file that can’t be run', () => {
    const file = join(temporaryDirectory(), 'text');
    writeFileSync(file, 'just text', { mode: 0o600 });
    expect(lookAt(file, 'linux')).toBe('file');
  });
});

describe('a local shell', () => {
  const look = disk({
    ...{ '/bin/zsh': 'program', '/usr/bin/python3': 'program', '/opt/my shell': 'program' },
  });
  const run = (line: string, platform: NodeJS.Platform) =>
    commandToRun(line, '/bin', { platform, look });

  it('is a login shell on macOS, if it is a shell and wasn’t told what to do', () => {
    expect(run('/bin/zsh', 'darwin')).toEqual({ file: '/bin/zsh', args: ['-l'] });
    expect(run('zsh', 'darwin')).toEqual({ file: '/bin/zsh', args: ['-l'] });
    expect(run('/bin/zsh -f', 'darwin')).toEqual({ file: '/bin/zsh', args: ['-f'] });
    expect(run('/usr/bin/python3', 'darwin')).toEqual({ file: '/usr/bin/python3', args: [] });
    expect(run('/bin/zsh', 'linux')).toEqual({ file: '/bin/zsh', args: [] });
  });

  it('keeps its arguments, and spaces in its path', () => {
    expect(run('/usr/bin/python3 -q "two words"', 'linux').args).toEqual(['-q', 'two words']);
    expect(run('/opt/my shell', 'linux')).toEqual({ file: '/opt/my shell', args: [] });
    const windows = commandToRun(`"${BASH}" --login -i`, PATH, WINDOWS);
    expect(windows).toEqual({ file: BASH, args: ['--login', '-i'] });
  });
});
