// Transfers in the real app, between folders of this computer: asked and answered in their row by the
// keyboard, told where no queue is in sight; and what dialogs about files do on the disk.
import {
  appendFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { startApp, type RunningApp } from '../support/app.ts';
import { axeFinds } from '../support/axe.ts';
import type { TransferWish } from '../../electron/ipc/contract.ts';

let app: RunningApp;
let page: Page;
let folder: string;

test.beforeEach(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'bowline-transfers-')));
  app = await startApp();
  page = app.window;
});
test.afterEach(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

const at = (...parts: string[]): string => path.join(folder, ...parts);
const queue = (): Locator => page.locator('[data-transfers]');
const rows = (state: string): Locator =>
  queue().locator(`[role="listitem"][data-state="${state}"]`);
const file = (name: string): Locator =>
  page.locator(`[data-files-side] [role="row"][data-name="${name}"]`);
const here = (of: string) => ({ hostId: null, path: at(of) });
const copy = (names: string[]): Promise<unknown> => {
  const wish = { from: here('from'), names, to: here('to') };
  const wishes: TransferWish[] = [{ ...wish, move: false, onConflict: 'ask' }];
  return page.evaluate((all) => window.bowline.call('transfers:add', all), wishes);
};

test('transfers ask in their row, and are told where no queue is in sight', async () => {
  await mkdir(at('from', 'many'), { recursive: true });
  await mkdir(at('to', 'many'), { recursive: true });
  for (const name of ['a.txt', 'many/b.txt', 'many/c.txt', 'd.txt']) {
    await writeFile(at('from', name), `new ${name}`);
    if (name !== 'd.txt') await writeFile(at('to', name), 'old');
  }

  // Nobody sees a queue: the toast leads there, and the keyboard is on what asks.
  await copy(['a.txt']);
  const part = page.getByRole('button', { name: '1 transfer asks' });
  await part.waitFor();
  await page.getByRole('button', { name: 'Show', exact: true }).first().click();
  await expect(rows('asks')).toBeFocused();
  await expect(rows('asks')).toContainText('Is there already');
  expect(await axeFinds(page, '[data-transfers]')).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(rows('done')).toContainText('a.txt');
  expect(await readFile(at('to', 'a.txt'), 'utf8')).toBe('new a.txt');

  // One answer for all of a folder; the other way is a button in the row.
  await copy(['many']);
  await rows('asks').getByLabel('For all').check();
  await rows('asks')
    .getByRole('button', { name: /^Keep both/ })
    .click();
  await expect(rows('done')).toHaveCount(2);
  expect((await readdir(at('to', 'many'))).length).toBe(4);

  await queue().getByRole('button', { name: 'Clear done' }).click();
  await expect(queue()).toHaveCount(0);
});

test('dialogs about files show and change what is on the disk', async () => {
  await mkdir(at('from'));
  for (const number of [1, 2]) await writeFile(at('from', `IMG ${number}.txt`), 'text\n');
  await expect(page.locator(':focus')).toHaveCount(1); // the window listens
  await page.keyboard.press('Control+Shift+X');
  await page.locator('[data-files-side] [role="row"][data-at]:focus').waitFor();
  await page.keyboard.press('Control+l');
  await page.getByRole('textbox', { name: 'Folder', exact: true }).fill(at('from'));
  await page.keyboard.press('Enter');
  await file('IMG 1.txt').click();

  // In a narrow window one side is in sight, and a switch leads to the other; the keyboard isn't lost.
  const sized = (width: number, height: number) =>
    app.electron.evaluate(
      ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]!.setContentSize(...size),
      [width, height] as [number, number],
    );
  await page.getByRole('button', { name: 'Two sides', exact: true }).click();
  await sized(640, 480);
  const sides = page.getByRole('radiogroup', { name: 'Which side is shown' }).getByRole('radio');
  await sides.nth(1).click();
  await expect(sides.nth(1)).toBeChecked();
  await sides.nth(0).click();
  await expect(page.locator(':focus')).toHaveCount(1);

  // What asks in sight isn't told once more, over the rows that ask.
  await mkdir(at('to'));
  await writeFile(at('to', 'IMG 2.txt'), 'old');
  await copy(['IMG 2.txt']);
  await expect(rows('asks')).toBeVisible();
  await expect(page.getByText('is there already. What is to happen')).toHaveCount(0);
  await rows('asks').getByRole('button', { name: /^Skip/ }).click();
  await queue().getByRole('button', { name: 'Clear done' }).click();
  await sized(1100, 720);
  await page.getByRole('button', { name: 'Two sides', exact: true }).click();
  await file('IMG 1.txt').click();
  const dialog = page.getByRole('dialog');
  const menu = async (name: string | RegExp) => {
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menuitem', { name }).click();
    await dialog.waitFor();
    expect(await axeFinds(page, '[role="dialog"]')).toEqual([]);
  };

  // A look at it.
  await page.keyboard.press('F3');
  await expect(dialog.getByRole('region', { name: 'What is in it' })).toHaveText('text');
  await expect(dialog.getByRole('region', { name: 'What is in it' })).toBeFocused();
  expect(await axeFinds(page, '[role="dialog"]')).toEqual([]);
  await dialog.getByRole('button', { name: 'Follow its end' }).click();
  await appendFile(at('from', 'IMG 1.txt'), 'and more\n');
  await expect(dialog.getByRole('region', { name: 'What is in it' })).toContainText('and more');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(file('IMG 1.txt')).toBeFocused();

  // Permissions by the number and by boxes.
  await menu(/^Permissions/);
  await dialog.getByLabel('As a number').fill('0600');
  await dialog.getByRole('checkbox', { name: 'Group: Read' }).check();
  await expect(dialog.getByLabel('As a number')).toHaveValue('0640');
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toHaveCount(0);
  await expect.poll(async () => (await stat(at('from', 'IMG 1.txt'))).mode & 0o777).toBe(0o640);
});
