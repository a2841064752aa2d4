// What the app asks of Windows besides terminals: files in use, programs by their names, its home.
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { renameOver } from '../../core/files/renameOver.ts';
import { writeWhole } from '../../core/files/wholeFile.ts';
import { SYSTEM } from '../../core/system.ts';
import { expandHome, findProgram, commandProblem } from '../../electron/programs/localFiles.ts';
import { loginShell } from '../../electron/shells/localShell.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import { inWords } from '../../words/said.ts';

const AGENT = fileURLToPath(new URL('../../out/agent/bowline-agent.mjs', import.meta.url));

it('a file takes the place of one that is in use, once that isn’t any more', () => {
  const folder = temporaryDirectory();
  const [from, to] = [path.join(folder, 'new'), path.join(folder, 'old')];
  writeFileSync(from, 'new');
  writeFileSync(to, 'old');
  const reader = openSync(to, 'r');
  const refusals: unknown[] = [];
  renameOver(from, to, {
    platform: SYSTEM,
    rename: (...names) => noting(refusals, () => renameSync(...names)),
    wait: () => refusals.length === 2 && closeSync(reader),
  });
  expect(refusals).toEqual(['EPERM', 'EPERM']);
  expect(readFileSync(to, 'utf8')).toBe('new');
});

function noting(refusals: unknown[], run: () => void): void {
  try {
    run();
  } catch (error) {
    refusals.push((error as NodeJS.ErrnoException).code);
    throw error;
  }
}

it('a file of ours is written whole, and again', () => {
  const file = path.join(temporaryDirectory(), 'settings.json');
  writeWhole(file, 'one');
  writeWhole(file, 'two');
  expect(readFileSync(file, 'utf8')).toBe('two');
});

it('programs are found by their names, with and without their ending', () => {
  const cmd = /^C:\\windows\\system32\\cmd\.exe$/i;
  expect(findProgram('cmd.exe')).toMatch(cmd);
  expect(findProgram('cmd')).toMatch(cmd);
  expect(findProgram('nowhere')).toBe(undefined);
  expect(inWords(commandProblem('nowhere'))).toBe('There is no such program.');
});

it('there is a shell for whoever names none', () => {
  expect(existsSync(loginShell('win32', process.env))).toBe(true);
});

it('the home folder is the user’s profile', () => {
  expect(expandHome('~/keys/id')).toBe(path.join(homedir(), 'keys', 'id'));
  expect(homedir()).toMatch(/^C:\\users\\/i);
});

function agent(...args: string[]): { status: number | null; stdout: string } {
  return spawnSync(process.execPath, [AGENT, ...args], { encoding: 'utf8' });
}

it('the agent tells its version and its commands', () => {
  expect(agent('--version')).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^\d+\.\d+/),
  });
  expect(agent('--help').stdout).toContain('serve');
});
