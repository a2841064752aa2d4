// Files of a real sshd in the real app, through the window: the login is asked over the side that waits for it;
// then files are carried there, renamed by the dozen, edited in the window, and compared where the host has
// changed them meanwhile.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { startApp, type RunningApp } from '../support/app.ts';
import { axeFinds } from '../support/axe.ts';
import { addHost, hostEntry } from '../support/drive.ts';
import { answerLeave } from '../support/leaveDialog.ts';
import { needs } from '../support/needs.ts';
import { startSshd, whyNoSshd, type TestSshd } from '../support/sshd.ts';

let app: RunningApp;
let page: Page;
let sshd: TestSshd;
let here: string;
let there: string;

test.beforeAll(async () => {
  if (whyNoSshd()) return;
  here = await realpath(await mkdtemp(path.join(tmpdir(), 'bowline-files-here-')));
  sshd = await startSshd();
  await sshd.trustHostKey();
  there = path.join(sshd.home, 'work');
  await mkdir(there);
  writeFileSync(path.join(there, 'app.conf'), 'colour = red\n');
  execFileSync('chown', ['-R', `${sshd.user}:`, there]);
  app = await startApp();
  page = app.window;
  await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]!.setContentSize(1440, 900),
  );
});
test.afterAll(async () => {
  await app?.close();
  await sshd?.close();
  if (here) await rm(here, { recursive: true, force: true, maxRetries: 20 });
});

const side = (nth: number): Locator => page.locator('[data-files-side]').nth(nth);
const row = (name: string, nth: number): Locator =>
  side(nth).locator(`[role="row"][data-name="${name}"]`);
const dialog = (): Locator => page.getByRole('dialog');
const edits = (state: string): Locator =>
  page.locator(`[data-transfers] [role="listitem"][data-state="${state}"]`);

/** Goes to a folder by its path, on the side that has the keyboard. */
async function go(to: string): Promise<void> {
  await page.keyboard.press('Control+l');
  await page.getByRole('textbox', { name: 'Folder', exact: true }).fill(to);
  await page.keyboard.press('Enter');
}

async function menu(name: string | RegExp): Promise<void> {
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name, exact: typeof name === 'string' }).click();
}

test('a host is logged in to over its side, and its files are carried, renamed and edited', async () => {
  needs(whyNoSshd(), test);
  const { host, port, user, clientOptions } = sshd;
  const fields = {
    ...{ Address: host, Port: String(port), User: user },
    Options: `${clientOptions}\nPreferredAuthentications=password\nNumberOfPasswordPrompts=3`,
  };
  await addHost(page, { name: 'Server', kind: 'SSH', fields });
  await hostEntry(page, 'Server').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Files', exact: true }).click();

  // Asked over the side, which has the keyboard; refused, it is asked anew, and says so.
  const card = page.locator('[data-files-side] [data-login="password"]');
  await expect(card.getByLabel('Password', { exact: true })).toBeFocused();
  await expect(card).not.toContainText('terminal');
  expect(await axeFinds(page, '.files-pane')).toEqual([]);
  await page.keyboard.type('wrong');
  await page.keyboard.press('Enter');
  await expect(card.locator('.note')).toBeVisible();
  await expect(card.getByLabel('Password', { exact: true })).toBeFocused();
  await page.keyboard.type(sshd.password);
  await page.keyboard.press('Enter');
  await expect(row('work', 1)).toBeVisible();
  await expect(side(1).locator('[role="row"][data-at]:focus')).toHaveCount(1);
  await go(there);
  await expect(row('app.conf', 1)).toBeFocused();

  // From here to there, by one key.
  for (const number of [1, 2]) await writeFile(path.join(here, `IMG ${number}.txt`), 'text\n');
  await page.keyboard.press('Tab');
  await expect(side(0).locator(':focus')).toHaveCount(1);
  await go(here);
  await expect(row('IMG 1.txt', 0)).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('F5');
  await expect(row('IMG 2.txt', 1)).toBeVisible();
  expect(readFileSync(path.join(there, 'IMG 2.txt'), 'utf8')).toBe('text\n');

  // Many names at once.
  await row('IMG 1.txt', 1).click();
  await row('IMG 2.txt', 1).click({ modifiers: ['Control'] });
  await menu(/^Rename many/);
  await dialog().getByLabel('Find', { exact: true }).fill('IMG ');
  await dialog().getByLabel('Replace with').fill('picture-');
  await expect(dialog()).toContainText('picture-2');
  await page.keyboard.press('Control+Enter');
  await expect(dialog()).toHaveCount(0);
  await expect(row('picture-2.txt', 1)).toBeVisible();
  expect(readdirSync(there).sort()).toEqual(['app.conf', 'picture-1.txt', 'picture-2.txt']);

  // Edited in the window; what the host has changed meanwhile is seen before anything is overwritten.
  await row('app.conf', 1).click();
  await menu('Edit');
  const text = dialog().getByRole('textbox', { name: 'Text of app.conf' });
  await expect(text).toContainText('colour = red');
  await text.click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('size = 2');
  await page.keyboard.press('Control+s');
  await expect
    .poll(() => readFileSync(path.join(there, 'app.conf'), 'utf8'))
    .toBe('colour = red\nsize = 2');
  // It is there before the host has said so.
  await expect(edits('saved')).toHaveCount(1);
  writeFileSync(path.join(there, 'app.conf'), 'colour = green\n');
  await page.keyboard.type('0');
  await page.keyboard.press('Control+s');
  // What was typed since is asked about, and goes along.
  await page.keyboard.type('1');
  await dialog().getByRole('button', { name: 'Compare…' }).click();
  const leave = page.getByRole('alertdialog', { name: 'Leave without saving?' });
  await expect(leave.getByRole('button', { name: 'Go on editing' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(leave).toHaveCount(0);
  await expect(text).toBeFocused();
  await expect(text).toContainText('size = 201');
  await dialog().getByRole('button', { name: 'Compare…' }).click();
  await leave.getByRole('button', { name: 'Save and close' }).click();
  const compare = page.getByRole('dialog', { name: /differs on its host/ });
  await expect(compare).toContainText('colour = green');
  await expect(compare).toContainText('size = 201');
  expect(readFileSync(path.join(there, 'app.conf'), 'utf8')).toBe('colour = green\n');
  await page.keyboard.press('Escape');
  await expect(dialog()).toHaveCount(0);

  // Put away, what isn't on the host is asked about; thrown away, theirs stays.
  const edit = edits('conflict');
  const away = page.getByRole('alertdialog', { name: 'Put “app.conf” away?' });
  await edit.focus();
  await page.keyboard.press('Delete');
  await expect(away.getByRole('button', { name: 'Keep editing' })).toBeFocused();
  await expect(away).toContainText('has changed since');
  expect(await axeFinds(page, '[role="alertdialog"]')).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(away).toHaveCount(0);
  await expect(edit).toBeFocused();
  await page.keyboard.press('Delete');
  await away.getByRole('button', { name: 'Throw away' }).click();
  await expect(edit).toHaveCount(0);
  await expect(away).toHaveCount(0);
  expect(readFileSync(path.join(there, 'app.conf'), 'utf8')).toBe('colour = green\n');

  // What is typed and saved nowhere is asked about before the window takes it along.
  await row('app.conf', 1).click();
  await menu('Edit');
  await expect(text).toContainText('colour = green');
  await text.click();
  await page.keyboard.type('# ');
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.close());
  expect(await answerLeave(page, false)).toContain('What you typed in app.conf isn’t saved');
  await expect(text).toContainText('# ');
  await dialog().getByRole('button', { name: 'Close', exact: true }).click();
  await page.getByRole('button', { name: 'Leave it unsaved' }).click();
  await expect(dialog()).toHaveCount(0);

  // Out of the window: fetched first, then the system has it.
  await app.electron.evaluate(({ webContents }) => {
    const all = webContents.getAllWebContents();
    const dragged = (globalThis as { dragged?: unknown[] }).dragged ?? [];
    (globalThis as { dragged?: unknown[] }).dragged = dragged;
    for (const one of all) one.startDrag = (item) => void dragged.push(item.files);
  });
  await row('picture-1.txt', 1).click();
  await menu(/^Drag out of the window/);
  const handle = page.locator('[data-drag-out]');
  await expect(handle).toContainText('picture-1.txt');
  expect(await axeFinds(page, '.files-pane')).toEqual([]);
  const box = (await handle.boundingBox())!;
  await page.mouse.move(box.x + 20, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + 60, box.y - 40, { steps: 4 });
  await page.mouse.up();
  const files = (): Promise<string[][]> =>
    app.electron.evaluate(() => (globalThis as unknown as { dragged: string[][] }).dragged);
  await expect.poll(async () => (await files()).length).toBe(1);
  expect(readFileSync((await files())[0]![0]!, 'utf8')).toBe('text\n');
  await page.getByRole('button', { name: 'Drag nothing out' }).click();
  await expect(handle).toHaveCount(0);
  await expect(row('picture-1.txt', 1)).toBeFocused();

  // What changes in a folder of this computer is seen without a press; the keyboard stays where it is.
  await writeFile(path.join(here, 'A new one.txt'), 'text\n');
  await expect(row('A new one.txt', 0)).toBeVisible();
  await expect(row('picture-1.txt', 1)).toBeFocused();
});
