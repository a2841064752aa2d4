// What `npm run mutate` refuses before it tries anything, and that it can tell what it would try.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../../support/buildUnderTest.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const TASK = path.join(ROOT, 'build/tasks/mutate.ts');

function mutate(...args: string[]) {
  const results = ['--results', path.join(temporaryDirectory(), 'results.jsonl')];
  return spawnSync(process.execPath, [TASK, ...args, ...results], { encoding: 'utf8' });
}

it.each<[string, string[], RegExp]>([
  ['nothing', [], /^Name folders or files/],
  ['what isn’t there', ['core/nowhere'], /^There is no "core\/nowhere" here/],
  ['an option it doesn’t know', ['core', '--all'], /--all/],
  ['a number that is none', ['core', '--count', 'many'], /^--count takes a number, not "many"/],
])('%s is refused, with what to do', (_, args, words) => {
  const { status, stderr } = mutate(...args);
  expect(status).toBe(2);
  expect(stderr).toMatch(words);
});

it('lists what it would try', () => {
  const { status, stdout } = mutate('electron/shells/pendingNotice.ts', '--count', '3', '--list');
  expect(status).toBe(0);
  expect(stdout.trim().split('\n')).toHaveLength(3);
  expect(stdout).toMatch(/^electron\/shells\/pendingNotice\.ts:\d+ {2}.* → /);
});
