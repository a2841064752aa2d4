// What `npm run bench` does before it measures anything.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { BENCHES } from '../../bench/benches.ts';
import { needs } from '../support/needs.ts';
import { whyNoGit } from '../support/repository.ts';

const REPOSITORY = path.resolve(import.meta.dirname, '../../.git');
const TASK = path.resolve(import.meta.dirname, '../../build/tasks/bench.ts');

function bench(...args: string[]): { status: number | null; stderr: string; stdout: string } {
  return spawnSync(process.execPath, [TASK, ...args], { encoding: 'utf8' });
}

describe('npm run bench', () => {
  it('refuses a name that it doesn’t know, and says which there are', () => {
    const { status, stderr, stdout } = bench('start', 'sped');
    expect(status).toBe(2);
    expect(stderr).toContain('There is no bench "sped".');
    for (const { name } of BENCHES) expect(stderr).toContain(name);
    expect(stdout).toBe('');
  });

  it('refuses an option that it doesn’t know', () => {
    const { status, stderr } = bench('--quickly');
    expect(status).not.toBe(0);
    expect(stderr).toContain('--quickly');
  });

  it.each([
    [['--against', 'HEAD'], 'Name what is to be compared'],
    [['door', '--against'], '--against'],
    [['door', '--rounds', '8'], '--rounds goes with --against'],
    [['door', '--against', 'HEAD', '--page'], '--page writes plain figures'],
    [['door', '--against', 'HEAD', '--rounds', '3'], 'from 4 to 40, not "3"'],
    [['door', '--against', 'HEAD', '--rounds', '1e1'], 'from 4 to 40, not "1e1"'],
    [['nothing', '--against', 'HEAD'], 'There is no bench "nothing".'],
  ])('refuses %j in one line', (args, words) => {
    const { status, stderr, stdout } = bench(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(words);
    expect(stderr.trim()).not.toContain('\n');
  });

  it('refuses a commit that isn’t there before it builds or measures anything', (test) => {
    needs(whyNoGit(), test);
    needs(existsSync(REPOSITORY) ? undefined : 'this copy is no git repository', test);
    const { status, stderr, stdout } = bench('door', '--against', 'no-such-commit');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('There is no commit "no-such-commit" here.');
    expect(stderr).not.toContain(' at ');
  });

  it('knows each bench by one name', () => {
    expect(new Set(BENCHES.map(({ name }) => name)).size).toBe(BENCHES.length);
  });
});
