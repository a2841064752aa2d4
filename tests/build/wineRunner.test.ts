// The runner of the tests in Node for Windows, in this Node: what it counts, and that what Wine is
// said to lack is held to that.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { Tally } from '../../build/testing/tally.ts';
import { temporaryDirectory } from '../support/temporary.ts';

const RUNNER = path.resolve(import.meta.dirname, '../wine/run.ts');
const LACKING = 'the console that the app uses opens';

function tallyOf(body: string): Tally {
  const folder = temporaryDirectory();
  const [report, file] = ['report.json', 'some.mjs'].map((name) => path.join(folder, name));
  writeFileSync(file!, `import { describe, expect, it, afterEach } from 'vitest';\n${body}`);
  spawnSync(process.execPath, [RUNNER, report!, file!], { stdio: 'ignore' });
  return JSON.parse(readFileSync(report!, 'utf8')) as Tally;
}

it('counts what passes, fails and is skipped, and names it', () => {
  const tally = tallyOf(`
    describe('outer', () => {
      afterEach(() => undefined);
      it.each([1, 2])('has %s', (n) => expect(n).toBe(1));
      it('waits', () => expect.poll(() => 'x').toBe('x'));
      it('skips', (test) => test.skip(true, 'because'));
    });
    it('rejects', () => Promise.reject(new Error('no')));`);
  expect(tally.passed).toBe(2);
  const failed = tally.failed.map(({ name, why }) => [name.replace(/^.*some\.mjs > /, ''), why[0]]);
  expect(failed).toEqual([
    ['outer > has 2', expect.stringMatching(/^expected 2 to be 1/)],
    ['rejects', 'no'],
  ]);
  expect(tally.skipped).toMatchObject([{ reason: 'because' }]);
});

it('fails a file that can’t be loaded, and an error that nobody catches', () => {
  expect(tallyOf('throw new Error("broken")').failed).toHaveLength(1);
  const later = `it('throws later', () => new Promise((done) => {
    setTimeout(done, 50);
    setImmediate(() => { throw new Error('late'); });
  }))`;
  expect(tallyOf(later).failed).toEqual([{ name: 'an error nobody caught', why: ['late'] }]);
});

it('takes for granted what Wine lacks only while it fails with the error that is known', () => {
  const failing = (words: string) => `it('${LACKING}', () => { throw new Error('${words}'); })`;
  expect(tallyOf(failing('Cannot launch conpty'))).toMatchObject({ passed: 1, failed: [] });
  expect(tallyOf(failing('something else')).failed).toHaveLength(1);
  const [able] = tallyOf(`it('${LACKING}', () => undefined)`).failed;
  expect(able?.why[0]).toContain('Wine can do it now');
});
