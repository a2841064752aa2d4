// Workers of the end-to-end tests share no screen: what one of them copies, another can't read.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openDisplays, takeDisplay, WORKERS } from '../../build/testing/displays.ts';
import { SYSTEM } from '../../core/system.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** The environment of the worker in this place, once Playwright's configuration is loaded in it. */
function worker(place: number, opened: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const env = { ...process.env, ...opened, TEST_PARALLEL_INDEX: String(place) };
  const script = `await import('./playwright.config.ts'); console.log(JSON.stringify(process.env))`;
  const args = ['--input-type=module', '-e', script];
  return JSON.parse(
    execFileSync(process.execPath, args, { cwd: ROOT, env, encoding: 'utf8' }),
  ) as never;
}

test.runIf(SYSTEM === 'linux')('each worker has a screen of its own', async () => {
  await using opened = await openDisplays();
  const places = Array.from({ length: WORKERS }, (_, place) => place);
  const screens = places.map((place) => worker(place, opened.env)['DISPLAY']);
  expect(screens.every((name) => /^:\d+$/.test(name!))).toBe(true);
  expect(new Set(screens).size).toBe(WORKERS);
});

test('what is no worker, or was given no screens, keeps the one that it has', () => {
  const own = { DISPLAY: ':7', TEST_PARALLEL_INDEX: '1' };
  const runner = { DISPLAY: ':7', BOWLINE_TEST_DISPLAYS: ':8 :9' };
  for (const env of [own, runner]) {
    takeDisplay(env);
    expect(env.DISPLAY).toBe(':7');
  }
});

test('more workers than screens is an error, not a shared one', () => {
  const env = { BOWLINE_TEST_DISPLAYS: ':8 :9', TEST_PARALLEL_INDEX: '2' };
  expect(() => takeDisplay(env)).toThrow('not for more');
});
