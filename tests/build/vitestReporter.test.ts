// `npm test` counts through a reporter of its own. A real vitest runs made-up test files of
// every fate, because what isn't counted would pass for a success.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshReport, readReport } from '../../build/testing/report.ts';
import type { Tally } from '../../build/testing/tally.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

const FILES = {
  'fates.test.js': `
    import { expect, it } from 'vitest';
    it('passes', () => {});
    it('fails', () => expect(1).toBe(2));
    it('is too late', () => new Promise(() => {}), 50);
    it('cleans up badly', ({ onTestFinished }) => {
      onTestFinished(() => { throw new Error('not empty'); });
      expect({ a: 1 }).toEqual({ a: 2 });
    });
    it('is skipped', (context) => context.skip(true, 'no sshd here'));
  `,
  'hook.test.js': `
    import { beforeAll, describe, it } from 'vitest';
    describe('a group', () => {
      beforeAll(() => { throw new Error('no server'); });
      it('never runs', () => {});
    });
  `,
  'broken.test.js': `import 'there-is-no-such-package';`,
};

let folder: string;
let tally: Tally | undefined;

beforeAll(async () => {
  mkdirSync(path.join(ROOT, 'out/test'), { recursive: true });
  // Inside the repository, so that `vitest` can be imported.
  folder = mkdtempSync(path.join(ROOT, 'out/test/fates-'));
  for (const [name, code] of Object.entries(FILES)) writeFileSync(path.join(folder, name), code);
  const report = path.join(folder, 'report.json');
  const reporter = path.join(ROOT, 'build/testing/vitestReporter.ts');
  const vitest = path.join(ROOT, 'node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', '--root', folder, `--reporter=${reporter}`];
  const env = { ...process.env, ...freshReport(report) };
  await once(spawn(process.execPath, args, { env, stdio: 'ignore' }), 'exit');
  tally = readReport(report);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the counts of npm test', () => {
  it('have each test that passed', () => {
    expect(tally?.passed).toBe(1);
  });

  it('name what failed, also a hook and a file that does not load', () => {
    expect(tally?.failed.map(({ name }) => name).sort()).toEqual([
      'broken.test.js',
      'fates.test.js > cleans up badly',
      'fates.test.js > fails',
      'fates.test.js > is too late',
      'hook.test.js > a group',
    ]);
  });

  it('say why, and where, of each that failed', () => {
    const whyOf = (name: string): string[] | undefined =>
      tally?.failed.find((failed) => failed.name.endsWith(name))?.why;
    const place = (name: string): unknown =>
      expect.stringMatching(new RegExp(`^at out/test/.*/${name}\\.test\\.js:\\d+$`));
    expect(whyOf('> fails')).toEqual([
      ...['expected 1 to be 2 // Object.is equality', '- Expected', '+ Received', '- 2', '+ 1'],
      place('fates'),
    ]);
    expect(whyOf('late')?.[0]).toBe('Test timed out in 50ms.');
    expect(whyOf('badly')).toContain('+   "a": 1,');
    expect(whyOf('badly')).toContain('not empty');
    expect(whyOf('a group')).toEqual(['no server', place('hook')]);
    expect(whyOf('broken.test.js')?.[0]).toMatch(/there-is-no-such-package/);
  });

  it('name what was skipped, with the reason', () => {
    const skip = { name: 'fates.test.js > is skipped', reason: 'no sshd here' };
    expect(tally?.skipped).toContainEqual(skip);
  });
});
