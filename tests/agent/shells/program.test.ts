import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { findProgram, loginShell } from '../../../agent/shells/program.ts';
import { accountShell } from '../../../core/process/account.ts';
import type { Login } from '../../../core/wire/login.ts';
import { needs } from '../../support/needs.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const LOGIN: Login = { env: {}, umask: 0o27, nice: 0, limits: {}, greeting: '' };
const NOTHING = { command: [], cwd: '', env: {} };

afterEach(() => vi.unstubAllEnvs());

describe('what a shell runs', () => {
  it("is the user's login shell as a login shell, in the home folder", () => {
    const program = findProgram(NOTHING, undefined);
    expect(program).toMatchObject({ file: loginShell(), args: ['-l'], cwd: homedir() });
    expect(program.env).toMatchObject({ SHELL: loginShell(), TERM: 'xterm-256color' });
    expect(program.title).toBe(path.basename(loginShell()));
  });

  it('is the account’s own shell, whatever a variable says', (test) => {
    needs(accountShell() ? undefined : 'this account has no shell', test);
    vi.stubEnv('SHELL', '/bin/another');
    expect(loginShell()).toBe(accountShell());
    vi.stubEnv('SHELL', '');
    expect(loginShell()).toBe(accountShell());
  });

  it('is the program that the agent was told, without a switch it may not know', () => {
    expect(findProgram(NOTHING, 'cat')).toMatchObject({ file: '/usr/bin/cat', args: [] });
  });

  it('is a command, found in the PATH that it will see', () => {
    const folder = temporaryDirectory();
    const file = path.join(folder, 'tool');
    writeFileSync(file, '#!/bin/sh\n');
    chmodSync(file, 0o755);
    const request = { command: ['tool', 'a b', '$x'], cwd: folder, env: { PATH: folder } };
    expect(findProgram(request, undefined)).toMatchObject({
      file,
      args: ['a b', '$x'],
      cwd: folder,
      title: 'tool a b $x',
    });
    expect(findProgram({ ...request, command: ['./tool'] }, undefined).file).toBe(file);
  });

  it('gets no variable of npm, and every one that the client sends', () => {
    vi.stubEnv('npm_config_x', '1');
    vi.stubEnv('INIT_CWD', '/x');
    vi.stubEnv('KEPT', 'yes');
    const { env } = findProgram({ ...NOTHING, env: { TERM: 'vt100', MINE: '' } }, undefined);
    expect(env).toMatchObject({ KEPT: 'yes', TERM: 'vt100', MINE: '', COLORTERM: 'truecolor' });
    expect(Object.keys(env).filter((key) => /^npm_|INIT_CWD/.test(key))).toEqual([]);
  });

  it('is found in the folder that was asked for, from home on; else nothing is', () => {
    const folder = temporaryDirectory();
    mkdirSync(path.join(folder, 'inside'));
    const cwdOf = (cwd: string, home?: string): string => {
      const login = home === undefined ? undefined : { ...LOGIN, env: { HOME: home } };
      return findProgram({ ...NOTHING, command: ['/bin/sh'], cwd, login }, undefined).cwd;
    };
    expect([cwdOf('', folder), cwdOf('inside', folder)]).toEqual([
      folder,
      path.join(folder, 'inside'),
    ]);
    expect(cwdOf(folder, '/no such home')).toBe(folder);
    expect(cwdOf('', '/no such home')).toBe('/'); // as logins begin there
    expect([cwdOf('', ''), cwdOf('')]).toEqual([homedir(), homedir()]);
    for (const home of [folder, undefined]) {
      const missing = path.join(folder, 'missing');
      expect(() => cwdOf(missing, home)).toThrow(`The directory ${missing} doesn't exist there.`);
    }
    expect(() => cwdOf('/bin/sh', folder)).toThrow("doesn't exist there");
  });

  it('of a login is its shell, with what the login has and nothing of the agent’s own', () => {
    vi.stubEnv('OF_THE_AGENT', 'yes');
    const login = { ...LOGIN, env: { HOME: '/', LANG: 'C', TERM: 'vt100' }, greeting: 'Hello.\n' };
    const { env, greeting, start, title } = findProgram({ ...NOTHING, login }, undefined);
    expect(env).toEqual({ HOME: '/', LANG: 'C', TERM: 'xterm-256color', SHELL: loginShell() });
    expect([greeting, title]).toEqual(['Hello.\n', path.basename(loginShell())]);
    expect(start).toMatchObject({ umask: LOGIN.umask, nice: LOGIN.nice, terminal: 'ssh' });
    const command = findProgram({ ...NOTHING, command: ['/bin/sh'], login }, undefined);
    expect([command.greeting, command.start.argv0, command.env.SHELL]).toEqual([
      '',
      undefined,
      undefined,
    ]);
  });

  it('without a terminal is a command, and told of none', () => {
    const pipes = {};
    vi.stubEnv('COLORTERM', 'truecolor');
    const { env } = findProgram({ ...NOTHING, command: ['/bin/sh'], pipes }, undefined);
    expect([env.TERM, env.COLORTERM]).toEqual([undefined, undefined]);
    expect(() => findProgram({ ...NOTHING, pipes }, undefined)).toThrow(
      'There is no command to run.',
    );
  });

  it.each([
    ['', /no usable name/],
    ['a\0b', /no usable name/],
    ['no-such-program', /The program no-such-program was not found/],
    ['/', /was not found/],
    ['/etc/passwd', /was not found/],
  ])('is refused as %j', (name, message) => {
    expect(() => findProgram({ ...NOTHING, command: [name] }, undefined)).toThrow(message);
  });

  it.each([
    [{ command: ['echo', 'a', 'b\0c'] }, 'Argument 2 of the command contains a NUL character.'],
    [{ command: ['e\0cho'] }, 'it contains a NUL character'],
    [{ cwd: '/tmp\0/x' }, 'The name of the directory contains a NUL character.'],
    [{ env: { A: 'b\0c' } }, 'The variable "A" can\'t be set.'],
    [{ env: { 'A\0B': '' } }, "can't be set."],
  ])('with a NUL is refused by name: %j', (change, message) => {
    expect(() => findProgram({ ...NOTHING, ...change }, undefined)).toThrow(message);
  });
});
