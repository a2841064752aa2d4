// What `npm run bench` does before it measures anything.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { BENCHES } from '../../bench/benches.ts';

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

  it('knows each bench by one name', () => {
    expect(new Set(BENCHES.map(({ name }) => name)).size).toBe(BENCHES.length);
  });
});
