// Files through a terminal in the real app: asked in a card over the shell, chosen by the system's dialog,
// listed among the transfers, and stopped by key and there.
import { randomBytes } from 'node:crypto';
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { startApp, type RunningApp } from '../support/app.ts';
import { axeFinds } from '../support/axe.ts';
import {
  addHost,
  openHost,
  terminal,
  typeLine,
  waitForRow,
  waitForState,
} from '../support/drive.ts';
import { needs } from '../support/needs.ts';

let app: RunningApp;
let page: Page;
let folder: string;

test.beforeEach(async () => {
  const isMissing = spawnSync('sz', ['--version'], { stdio: 'ignore' }).error !== undefined;
  needs(isMissing ? 'lrzsz is not installed' : undefined, test);
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'bowline-in-terminal-')));
  for (const name of ['far', 'near']) await mkdir(path.join(folder, name));
  await chmod(folder, 0o755);
  app = await startApp();
  page = app.window;
});
test.afterEach(async () => {
  await app?.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 20 });
});

const card = (asks: string): Locator => page.locator(`[data-login="${asks}"]`);
const rows = (state: string): Locator =>
  page.locator(`[data-transfers] [role="listitem"][data-state="${state}"]`);
const chooses = (...filePaths: string[]): Promise<void> =>
  app.electron.evaluate(({ dialog }, paths) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: paths });
  }, filePaths);
const far = (name = ''): string => path.join(folder, 'far', name);
const near = (name = ''): string => path.join(folder, 'near', name);

async function answers(word: string): Promise<void> {
  await page.locator('.xterm').first().click();
  await typeLine(page, `echo ${word}-$((6*7))`);
  await waitForRow(page, `${word}-42`);
}

test('sz and rz ask, carry and can be stopped', async () => {
  const bytes = randomBytes(3_000_000);
  await writeFile(far('a.bin'), bytes);
  // Whatever the machine does meanwhile, it is still under way when it is stopped.
  await writeFile(far('large.bin'), '');
  await truncate(far('large.bin'), 400_000_000);
  await addHost(page, { name: 'Here', kind: 'Local shell', fields: { Shell: '/bin/sh' } });
  await openHost(page, 'Here');
  await waitForState(page, 'online');
  await typeLine(page, `cd ${far()}`);

  // What comes: the keyboard is on No, and a no is one.
  await typeLine(page, 'sz a.bin');
  await expect(card('take-files')).toContainText('Here wants to send you files');
  await expect(card('take-files').getByRole('button', { name: 'No' })).toBeFocused();
  expect(await axeFinds(page, '[data-login]')).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(card('take-files')).toHaveCount(0);
  await answers('no');
  expect(await readdir(near())).toEqual([]);

  await chooses(near());
  await typeLine(page, 'sz a.bin');
  await card('take-files').getByRole('button', { name: 'Choose a folder…' }).click();
  await expect.poll(() => readdir(near())).toEqual(['a.bin']);
  await answers('taken');
  expect((await readFile(near('a.bin'))).equals(bytes)).toBe(true);

  // What goes, and Escape.
  await typeLine(page, 'rz');
  await expect(card('give-files').getByRole('button', { name: 'No' })).toBeFocused();
  await page.keyboard.press('Escape');
  await answers('escape');
  await writeFile(near('b.bin'), bytes);
  await chooses(near('b.bin'));
  await typeLine(page, 'rz');
  await card('give-files').getByRole('button', { name: 'Choose files…' }).click();
  await expect.poll(() => readdir(far())).toEqual(['a.bin', 'b.bin', 'large.bin']);
  await answers('given');
  expect((await readFile(far('b.bin'))).equals(bytes)).toBe(true);

  // Stopped by key, while it runs; what was typed before doesn't come after.
  await chooses(near());
  await typeLine(page, 'sz large.bin');
  await card('take-files').getByRole('button', { name: 'Choose a folder…' }).click();
  await expect
    .poll(async () => (await readdir(near())).some((name) => name.endsWith('.part')))
    .toBe(true);
  await terminal(page).focus();
  await page.keyboard.press('Control+c');
  await answers('stopped');
  await expect.poll(() => readdir(near())).toEqual(['a.bin', 'b.bin']);

  // And in the queue, which knows how all of them ended.
  await page.keyboard.press('Control+Shift+X');
  await expect(rows('done')).toHaveCount(2);
  await expect(rows('cancelled')).toHaveCount(1);
  await page.locator('.xterm').first().click();
  await typeLine(page, 'sz large.bin');
  await card('take-files').getByRole('button', { name: 'Choose a folder…' }).click();
  await rows('running').getByRole('button', { name: /^Stop/ }).click();
  await expect(rows('cancelled')).toHaveCount(2);
  await expect(rows('running').getByRole('button', { name: /^Pause/ })).toHaveCount(0);
  await answers('by-queue');
  await expect.poll(() => readdir(near())).toEqual(['a.bin', 'b.bin']);
});
