// Where the system's ssh is found, what it is started with, and what is said where there is none.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { sshCommand } from '../../../electron/ssh/sshCommand.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { says } from '../../support/says.ts';

afterEach(() => void vi.unstubAllEnvs());

/** A program of that name there. */
function program(folder: string, ...names: string[]): string {
  const file = path.join(folder, ...names);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, '', { mode: 0o755 });
  return file;
}

function command(platform: NodeJS.Platform, env: Record<string, string>) {
  return sshCommand([], { platform, env: () => env });
}

it('is the one in PATH, which asks in its terminal', () => {
  const folder = temporaryDirectory();
  const file = program(folder, 'ssh');
  const env = { PATH: folder, LANG: 'C' };
  expect(command('linux', env)).toMatchObject({
    ...{ file, args: [], env: { ...env, SSH_ASKPASS_REQUIRE: 'never' } },
  });
});

it('is started at home, or where there is none, at the root', () => {
  const folder = temporaryDirectory();
  program(folder, 'ssh');
  vi.stubEnv('HOME', folder);
  expect(command('linux', { PATH: folder }).cwd).toBe(folder);
  vi.stubEnv('HOME', path.join(folder, 'gone'));
  expect(command('linux', { PATH: folder }).cwd).toBe('/');
});

it('is on Windows its own, else that of Git, where PATH names none', () => {
  const folder = temporaryDirectory();
  const env = {
    PATH: '',
    SystemRoot: path.join(folder, 's'),
    ProgramFiles: path.join(folder, 'p'),
  };
  const git = program(env.ProgramFiles, 'Git', 'usr', 'bin', 'ssh.exe');
  expect(command('win32', env).file).toBe(git);
  const own = program(env.SystemRoot, 'System32', 'OpenSSH', 'ssh.exe');
  expect(command('win32', env).file).toBe(own);
  expect(() => command('linux', env)).toThrow('There is no “ssh” program on this computer.');
});

it.each([
  ['linux', /apt install openssh-client/],
  ['win32', /OpenSSH Client/],
  ['darwin', /\/usr\/bin is in your PATH/],
] as const)('which %s lacks is told with what helps', (platform, advice) => {
  const nowhere = temporaryDirectory();
  const env = { PATH: nowhere, SystemRoot: nowhere, ProgramFiles: nowhere };
  expect(() => command(platform, env)).toThrow(expect.objectContaining({ advice: says(advice) }));
});
