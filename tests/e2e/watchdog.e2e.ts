// A development build tells in its log when something holds up the window or the main process.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { startApp, type RunningApp } from '../support/app.ts';

let app: RunningApp;

test.beforeEach(async () => {
  app = await startApp();
});
test.afterEach(async () => {
  await app.close();
});

const log = () => readFile(path.join(app.userData, 'logs', 'main.log'), 'utf8').catch(() => '');

test('it tells when the main process stood still', async () => {
  await app.electron.evaluate(() => {
    const end = performance.now() + 600;
    while (performance.now() < end);
  });
  // A busy computer may have held it up before: then it is told with others.
  const told = /warning (\d+ more since; the worst: )?the main process stood still for \d{3,} ms/;
  await expect.poll(log).toMatch(told);
});

test('it tells when the window stood still', async () => {
  // The watch begins some time after the window is there.
  const logAfterStall = async () => {
    await app.window.evaluate(holdUp);
    return log();
  };
  await expect.poll(logAfterStall).toMatch(/warning window: the window stood still for \d{3,} ms/);
});

/** Runs in the window. */
function holdUp(): void {
  setTimeout(() => {
    const end = performance.now() + 300;
    while (performance.now() < end);
  });
}
