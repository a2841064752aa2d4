// Who started us, and what the user's own limit and environment were: read from made-up processes,
// and from real ones, of which some are Node's and have raised their limit.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { findStarter, type ReadProc } from '../../../core/process/starter.ts';
import { needs } from '../../support/needs.ts';
import { whyNoProcessFacts } from '../../support/processFacts.ts';

interface Process {
  parent: number;
  name?: string;
  openFiles?: number | 'unlimited';
  environ?: Record<string, string>;
}

/** A /proc with these in it, by their numbers. */
function procOf(processes: Record<number, Process>): ReadProc {
  return (file) => {
    const [pid, name] = file.split('/');
    const it = processes[Number(pid)];
    if (!it) return '';
    const comm = it.name ?? 'sh';
    if (name === 'comm') return `${comm}\n`;
    if (name === 'stat') return `${pid} (${comm}) S ${it.parent} 1 1 0\n`;
    if (name === 'environ') {
      return Object.entries(it.environ ?? {})
        .map(([key, value]) => `${key}=${value}\0`)
        .join('');
    }
    return `Limit  Soft Limit\nMax open files            ${it.openFiles ?? 1024}    524288   files\n`;
  };
}

const NPM = { npm_lifecycle_event: 'start' };

describe('the limit of open files', () => {
  it('is that of the parent', () => {
    const proc = procOf({ 10: { parent: 9, openFiles: 8192 }, 9: { parent: 1, openFiles: 256 } });
    expect(findStarter({}, 10, proc).openFiles).toBe(256);
  });

  it('is what a start script has noted, which knows it best', () => {
    const proc = procOf({ 10: { parent: 9 }, 9: { parent: 1, openFiles: 256 } });
    expect(findStarter({ BOWLINE_OPEN_FILES: '4096' }, 10, proc).openFiles).toBe(4096);
    expect(findStarter({ BOWLINE_OPEN_FILES: '; rm' }, 10, proc).openFiles).toBe(256);
  });

  it('is that of whoever started npm, which has raised its own', () => {
    const proc = procOf({
      10: { parent: 9, environ: NPM },
      9: { parent: 8, name: 'node', openFiles: 524288, environ: NPM },
      8: { parent: 7, openFiles: 524288, environ: NPM },
      7: { parent: 6, name: 'npm (start) x', openFiles: 524288, environ: { HOME: '/h' } },
      6: { parent: 1, openFiles: 1000 },
    });
    const found = { openFiles: 1000, environment: { HOME: '/h' }, given: NPM };
    expect(findStarter(NPM, 10, proc)).toEqual(found);
  });

  it('is not systemd’s own, which it gives to nobody', () => {
    const systemd = { parent: 0, name: 'systemd', openFiles: 1073741816 } as const;
    expect(findStarter({}, 10, procOf({ 10: { parent: 1 }, 1: systemd })).openFiles).toBe(1024);
    const small = { ...systemd, openFiles: 512 };
    expect(findStarter({}, 10, procOf({ 10: { parent: 1 }, 1: small })).openFiles).toBe(512);
  });

  it('is left alone where it can’t be known, or has no bound', () => {
    const unknown = { openFiles: undefined, environment: undefined, given: undefined };
    expect(findStarter({}, 10, () => '')).toEqual(unknown);
    expect(findStarter(NPM, 10, () => '')).toEqual(unknown);
    const free = procOf({ 10: { parent: 9 }, 9: { parent: 1, openFiles: 'unlimited' } });
    expect(findStarter({}, 10, free).openFiles).toBeUndefined();
    // Its parent is in another namespace.
    expect(findStarter({}, 10, procOf({ 10: { parent: 0 } })).openFiles).toBeUndefined();
  });
});

it('the environment is the one that we were started with, with any value', () => {
  const environ = { A: 'x=y', B: '', C: 'two\nlines' };
  const proc = procOf({ 10: { parent: 9, name: 'odd) name', environ }, 9: { parent: 1 } });
  expect(findStarter({}, 10, proc)).toMatchObject({ environment: environ, given: environ });
});

it('of real processes: npm’s Node between has raised its limit', (test) => {
  needs(whyNoProcessFacts(), test);
  const module = path.resolve(import.meta.dirname, '../../../core/process/starter.ts');
  const inner = `import(${JSON.stringify(module)}).then(({ starter }) =>
    console.log(JSON.stringify([starter.openFiles, starter.environment?.MINE])))`;
  const env = { ...process.env, npm_lifecycle_event: 'start', MINE: 'no' };
  const outer = `console.log(require('child_process').execFileSync('sh',
    ['-c', '"$@"; true', 'sh', process.execPath, '-e', ${JSON.stringify(inner)}],
    { env: ${JSON.stringify(env)}, encoding: 'utf8' }))`;
  const { npm_lifecycle_event: _npm, BOWLINE_OPEN_FILES: _noted, ...clean } = process.env;
  const script = 'ulimit -Sn 321; "$@"; true';
  const said = execFileSync('bash', ['-c', script, 'sh', process.execPath, '-e', outer], {
    env: { ...clean, MINE: 'yes' },
    encoding: 'utf8',
  });
  expect(JSON.parse(said)).toEqual([321, 'yes']);
});
