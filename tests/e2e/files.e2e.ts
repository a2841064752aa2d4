// Files in the real app, of this computer: beside a shell and following it, by the keyboard alone, on the disk
// as they are shown, and there again after a restart.
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { axeFinds } from '../support/axe.ts';
import {
  addHost,
  openHost,
  terminal,
  typeLine,
  waitForRow,
  waitForState,
} from '../support/drive.ts';
import { Restarting } from '../support/restart.ts';

let bowline: Restarting;
let page: Page;
let folder: string;

test.beforeEach(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'bowline-files-')));
  bowline = await Restarting.start();
  page = bowline.window;
});
test.afterEach(async () => {
  await bowline.end();
  await rm(folder, { recursive: true, force: true, maxRetries: 20 });
});

const side = (nth: number): Locator => page.locator('[data-files-side]').nth(nth);
const row = (name: string, nth = 0): Locator =>
  side(nth).locator(`[role="row"][data-name="${name}"]`);
const grid = (name: string | RegExp): Locator => page.getByRole('grid', { name });
const there = (...parts: string[]): Promise<string[]> => readdir(path.join(folder, ...parts));

/** Room for two sides beside a shell. */
const widen = (): Promise<void> =>
  bowline.app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]!.setContentSize(1500, 900),
  );

/** Goes to a folder by its path, with the keyboard. */
async function go(to: string): Promise<void> {
  await page.keyboard.press('Control+l');
  await page.getByRole('textbox', { name: 'Folder', exact: true }).fill(to);
  await page.keyboard.press('Enter');
}

test('files are beside their shell, follow it, and are worked with by the keyboard alone', async () => {
  await mkdir(path.join(folder, 'in'));
  await mkdir(path.join(folder, 'web-10'));
  for (const name of ['web-9.txt', '.hidden', 'Übersicht.md', '发布说明.md', 'odd\u0001name']) {
    await writeFile(path.join(folder, name), name);
  }
  await addHost(page, { name: 'Here', kind: 'Local shell', fields: { Shell: '/bin/sh' } });
  await openHost(page, 'Here');
  await waitForState(page, 'online');
  const tell = `printf '\\033]7;file://here%s\\007' "$PWD"`;
  await typeLine(page, `cd ${folder}; ${tell}; echo the""re`);
  await waitForRow(page, 'there');

  // Beside it, where it is, with the keyboard.
  await page.keyboard.press('Control+Shift+X');
  await expect(row('in')).toBeFocused();
  await expect(grid(/^This computer/)).toHaveAttribute('aria-rowcount', '7');
  await expect(row('.hidden')).toHaveCount(0);
  await expect(row('odd\u0001name')).not.toContainText('\u0001');
  expect(await axeFinds(page, '.files-pane')).toEqual([]);

  // Named, in place.
  await page.keyboard.press('F7');
  await page.keyboard.type('new one');
  await page.keyboard.press('Enter');
  await expect(row('new one')).toBeFocused();
  await page.keyboard.press('F2');
  await page.keyboard.type('in');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'New name of new one' })).toHaveAttribute(
    'aria-invalid',
    'true',
  );
  await page.keyboard.type('box');
  await page.keyboard.press('Enter');
  await expect(row('inbox')).toBeFocused();
  expect(await there()).toEqual(expect.arrayContaining(['inbox', 'in']));

  // Found by typing, and up again with the keyboard where it was.
  await page.keyboard.type('9');
  await expect(grid(/^This computer/)).toHaveAttribute('aria-rowcount', '2');
  await page.keyboard.press('Escape');
  await expect(row('inbox')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Nothing in this folder')).toBeVisible();
  await expect(page.locator('[data-files-side] :focus')).toHaveCount(1);
  await page.keyboard.press('Backspace');
  await expect(row('inbox')).toBeFocused();

  // With room for both sides.
  await widen();
  // Copied over, to another folder of this computer; then away, and back.
  await page.keyboard.press('Control+Enter');
  await expect(page.locator('[data-files-side]')).toHaveCount(2);
  // Both are open: nothing can be copied to one that is still on its way.
  await expect(side(0).getByText('Nothing in this folder')).toBeVisible();
  await row('web-9.txt', 1).click();
  await row('Übersicht.md', 1).click({ modifiers: ['Control'] });
  await page.keyboard.press('F5');
  await expect
    .poll(() => there('inbox'))
    .toEqual(expect.arrayContaining(['web-9.txt', 'Übersicht.md']));
  expect(await readFile(path.join(folder, 'inbox', 'web-9.txt'), 'utf8')).toBe('web-9.txt');
  await page.keyboard.press('Delete');
  await expect(page.getByText('2 items deleted.').first()).toBeVisible();
  await expect.poll(() => there()).not.toContain('web-9.txt');
  await expect(page.locator('[role="row"]:focus')).toHaveCount(1);

  // Where the shell goes, the files go, too; Escape leads back to it.
  await page.keyboard.press('Escape');
  await expect(terminal(page).locator('.xterm-helper-textarea')).toBeFocused();
  await page.keyboard.press('Control+Shift+X');
  await expect(page.locator('[data-files-side] [role="row"]:focus')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(terminal(page).locator('.xterm-helper-textarea')).toBeFocused();
  await page.keyboard.type(`cd in; ${tell}`);
  await page.keyboard.press('Enter');
  await expect(grid(new RegExp(`${path.basename(folder)}/in$`))).toBeVisible();

  // As it stood, after a restart.
  await bowline.quit();
  await bowline.startAgain();
  page = bowline.window;
  await widen();
  await expect(page.locator('[data-files-side]')).toHaveCount(2);
  await expect(grid(new RegExp(`${path.basename(folder)}/in$`))).toBeVisible();
  await expect(grid(new RegExp(`${path.basename(folder)}/inbox$`))).toBeVisible();
});

test('a folder that isn’t there is said where it was typed, and what was shown stays', async () => {
  await writeFile(path.join(folder, 'a.txt'), 'a');
  await expect(page.getByRole('textbox', { name: /^Address, ssh command/ })).toBeVisible();
  await page.keyboard.press('Control+Shift+X');
  await expect(page.getByRole('tab', { name: /^Files: This computer/ })).toBeVisible();
  await expect(page.locator('[data-files-side] [role="row"][data-at]:focus')).toHaveCount(1);
  await go(folder);
  await expect(row('a.txt')).toBeFocused();
  await go('nowhere');
  await expect(page.getByRole('alert').filter({ hasText: 'nowhere' })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Folder', exact: true })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(row('a.txt')).toBeFocused();
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(row('a.txt')).toHaveCount(0);
});
