import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { AgentError } from '../../../agent/agentError.ts';
import {
  defaultStateDirectory,
  findStateDirectory,
  openStateDirectory,
} from '../../../agent/state/stateDirectory.ts';
import { SYSTEM } from '../../../core/system.ts';
import { needs } from '../../support/needs.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const root = process.getuid?.() === 0;

describe('the default state directory', () => {
  it('follows the XDG base directories on Linux', () => {
    const where = (env: NodeJS.ProcessEnv) => defaultStateDirectory('linux', env, '/home/me');
    expect(where({})).toBe('/home/me/.local/state/bowline-agent');
    expect(where({ XDG_STATE_HOME: '/data/state' })).toBe('/data/state/bowline-agent');
    expect(where({ XDG_STATE_HOME: 'relative' })).toBe('/home/me/.local/state/bowline-agent');
  });

  it('is where macOS keeps such things', () => {
    expect(defaultStateDirectory('darwin', {}, '/Users/me')).toBe(
      '/Users/me/Library/Application Support/bowline-agent',
    );
  });
});

describe('opening a state directory', () => {
  it('makes it and its parents for the user alone, and leaves nothing in it', () => {
    const directory = path.join(temporaryDirectory(), 'a', 'b');
    expect(openStateDirectory(directory)).toBe(directory);
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    expect(readdirSync(directory)).toEqual([]);
  });

  it('refuses one that other users can write', () => {
    const directory = temporaryDirectory();
    chmodSync(directory, 0o770);
    expect(refusal(directory)).toMatch(/can be written by other users.*chmod 700/);
  });

  it("refuses another user's", (test) => {
    needs(root ? undefined : 'only root can give a directory away', test);
    const directory = temporaryDirectory();
    chownSync(directory, 12345, 12345);
    expect(refusal(directory)).toMatch(/belongs to another user.*--state-dir/);
  });

  it('refuses a symbolic link, also one that leads nowhere', () => {
    const directory = temporaryDirectory();
    for (const target of [temporaryDirectory(), path.join(directory, 'nowhere')]) {
      const link = path.join(directory, path.basename(target));
      symlinkSync(target, link);
      expect(refusal(link)).toMatch(/is a symbolic link/);
    }
  });

  it('refuses a file, and a path through a file', () => {
    const file = path.join(temporaryDirectory(), 'file');
    writeFileSync(file, '');
    expect(refusal(file)).toMatch(/is not a directory/);
    expect(refusal(path.join(file, 'below'))).toMatch(/part of the path is a file/);
  });

  it('says so when the disk is full', (test) => {
    const directory = temporaryDirectory();
    needs(mountDisk(directory, 'size=16k'), test);
    fill(path.join(directory, 'filler'));
    expect(refusal(directory)).toMatch(/can't be written: the disk is full/);
    expect(readdirSync(directory)).toEqual(['filler']);
  });

  it("says so when it can't be written", (test) => {
    const directory = temporaryDirectory();
    needs(mountDisk(directory, 'ro'), test);
    expect(refusal(directory)).toMatch(/can't be written: the file system is read-only/);
  });
});

describe('looking for a state directory', () => {
  it('makes none, and says how to start an agent', () => {
    const directory = path.join(temporaryDirectory(), 'none');
    expect(() => findStateDirectory(directory)).toThrow(/No agent has run here yet/);
    expect(existsSync(directory)).toBe(false);
  });

  it('refuses what opening refuses', () => {
    const directory = path.join(temporaryDirectory(), 'shared');
    mkdirSync(directory);
    chmodSync(directory, 0o777);
    expect(() => findStateDirectory(directory)).toThrow(/can be written by other users/);
  });
});

function refusal(directory: string): string {
  try {
    openStateDirectory(directory);
  } catch (error) {
    if (error instanceof AgentError) return `${error.message} ${error.hint}`;
    throw error;
  }
  throw new Error(`${directory} was not refused`);
}

/** Mounts a small disk there until the test ends; why it can't, where it can't. */
function mountDisk(directory: string, option: string): string | undefined {
  if (SYSTEM !== 'linux' || !root) return 'only root on Linux can mount a disk';
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `${option},mode=700`, 'tmpfs', directory]);
  } catch (error) {
    return `mounting a disk failed (${String(error)})`;
  }
  onTestFinished(() => void execFileSync('umount', [directory]));
  return undefined;
}

function fill(file: string): void {
  expect(() => writeFileSync(file, new Uint8Array(64 * 1024))).toThrow('ENOSPC');
}
