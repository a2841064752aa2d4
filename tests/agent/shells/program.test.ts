import { chmodSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { findProgram, loginShell } from '../../../agent/shells/program.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const NOTHING = { command: [], cwd: '', env: {} };

afterEach(() => vi.unstubAllEnvs());

describe('what a shell runs', () => {
  it("is the user's login shell as a login shell, in the home folder", () => {
    const program = findProgram(NOTHING, undefined);
    expect(program).toMatchObject({ file: loginShell(), args: ['-l'], cwd: homedir() });
    expect(program.env).toMatchObject({ SHELL: loginShell(), TERM: 'xterm-256color' });
    expect(program.title).toBe(path.basename(loginShell()));
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
