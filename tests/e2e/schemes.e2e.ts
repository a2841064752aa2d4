// Colour schemes in the real app: tried on and kept by keyboard, brought in from files of other terminals,
// a host's own, by day and by night, and after a restart.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { startApp, type RunningApp } from '../support/app.ts';
import {
  addHost,
  choose,
  hostEntry,
  openHost,
  showField,
  terminal,
  typeLine,
  waitForRow,
} from '../support/drive.ts';
import { FILES, itermFile, plistColour, windowsTerminalScheme } from '../electron/look/files.ts';

const DARK_CHROME = 'rgb(22, 26, 31)';
const LIGHT_CHROME = 'rgb(242, 243, 243)';
const NORD_TERMINAL = 'rgb(46, 52, 64)';

let app: RunningApp;
let folder: string;

test.beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'bowline-schemes-'));
  app = await startApp({ userData: folder });
  await set({ theme: 'dark' });
  await expect.poll(chrome).toBe(DARK_CHROME);
});
test.afterEach(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 20 });
});

const set = (change: object): Promise<unknown> =>
  app.window.evaluate((it) => window.bowline.call('settings:set', it), change);
const settings = () => app.window.evaluate(() => window.bowline.call('settings:get'));
const chrome = () => app.window.evaluate(() => getComputedStyle(document.body).backgroundColor);
const card = (name: string) => app.window.getByRole('radio', { name: new RegExp(`^${name}(,|$)`) });
const native = () =>
  app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]!.getBackgroundColor().toLowerCase(),
  );

async function openGallery(): Promise<void> {
  await app.window.getByRole('button', { name: 'Settings', exact: true }).first().click();
  await expect(card('Bowline Dark')).toBeVisible();
}

/** The user chooses these in the system's dialog. */
async function importFiles(files: Record<string, string | Buffer>): Promise<void> {
  // Beside the app's own files: one is called settings.json, too.
  const theirs = mkdtempSync(path.join(folder, 'import-'));
  const paths = Object.entries(files).map(([name, content]) => {
    writeFileSync(path.join(theirs, name), content);
    return path.join(theirs, name);
  });
  await app.electron.evaluate(({ dialog }, filePaths) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths });
  }, paths);
  await app.window.getByRole('button', { name: 'Import…' }).click();
}

test('arrow keys try a scheme on, Esc puts the old one back, Enter keeps it', async () => {
  await openGallery();
  expect(await chrome()).toBe(DARK_CHROME);
  await card('Bowline Dark').focus();
  await app.window.keyboard.press('ArrowRight');
  await expect(card('Bowline Light')).toBeFocused();
  await expect.poll(chrome).toBe(LIGHT_CHROME);
  expect((await settings()).theme).toBe('dark');

  await app.window.keyboard.press('Escape');
  await expect.poll(chrome).toBe(DARK_CHROME);
  await expect(card('Bowline Light')).toBeFocused(); // the dialog is there still

  await app.window.keyboard.press('ArrowRight');
  await expect(card('Nord')).toBeFocused();
  await app.window.keyboard.press('Enter');
  await expect(card('Nord')).toHaveAttribute('aria-checked', 'true');
  await expect.poll(settings).toMatchObject({ theme: 'dark', darkScheme: 'nord' });
  expect(await chrome()).not.toBe(DARK_CHROME);
  const shown = () =>
    app.window.evaluate(() =>
      getComputedStyle(document.documentElement).getPropertyValue('--chrome'),
    );
  await expect.poll(async () => (await native()).includes(await shown())).toBe(true);

  await app.window.keyboard.press('Escape');
  await expect(app.window.getByRole('dialog')).toBeHidden();
});

test('the pointer tries one on, and a click keeps it; its colours can be shown as they are', async () => {
  await openGallery();
  await card('Nord').hover();
  await expect.poll(chrome).not.toBe(DARK_CHROME);
  await app.window.getByRole('heading', { name: 'Appearance' }).hover();
  await expect.poll(chrome).toBe(DARK_CHROME);

  await card('Nord').click();
  await expect(card('Nord')).toHaveAttribute('aria-checked', 'true');
  const red = () =>
    app.window.evaluate(() =>
      getComputedStyle(document.documentElement).getPropertyValue('--ansi-1'),
    );
  expect(await red()).not.toBe('#bf616a');
  await app.window.getByRole('button', { name: 'Show them as they are' }).click();
  await expect.poll(red).toBe('#bf616a');
  await app.window.getByRole('button', { name: 'Make them readable' }).click();
  await expect.poll(red).not.toBe('#bf616a');
});

test('a card that comes under a pointer at rest is not tried on', async () => {
  await openGallery();
  // As the engine tells of it when what lies below the pointer is another thing than before.
  const moved = (movementX: number) =>
    card('Rosé Pine Dawn').dispatchEvent('pointermove', { movementX, pointerType: 'mouse' });
  await moved(0);
  expect(await chrome()).toBe(DARK_CHROME);
  await moved(1);
  await expect.poll(chrome).not.toBe(DARK_CHROME);
});

test('files are imported, told of, refused in words, forgotten and brought back', async () => {
  await openGallery();
  await importFiles({
    'Evening.itermcolors': itermFile([plistColour('Background Color', '#201030')]),
    'settings.json': `{ "schemes": [${windowsTerminalScheme('From Windows')}] }`,
    'twelve.conf': FILES['Night.conf']!.replace(/^color1[2-5].*\n/gm, ''),
    'picture.png': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]),
  });
  const outcome = app.window.getByRole('status');
  await expect(outcome.getByText('Imported: Evening and From Windows.')).toBeVisible();
  await expect(outcome.getByText(/^twelve\.conf: .*4 are missing: color12/)).toBeVisible();
  await expect(
    outcome.getByText(/^picture\.png: .*neither text nor a property list/),
  ).toBeVisible();

  await card('Evening').click();
  await expect(card('Evening')).toHaveAttribute('aria-checked', 'true');
  const terminalGround = () =>
    app.window.evaluate(() =>
      getComputedStyle(document.documentElement).getPropertyValue('--term-bg'),
    );
  await expect.poll(terminalGround).toBe('#201030');

  await card('Evening').press('Delete');
  await expect(card('Evening')).toBeHidden();
  await expect(outcome.getByText('Evening is forgotten.')).toBeVisible();
  await expect.poll(chrome).toBe(DARK_CHROME);
  await app.window.getByRole('button', { name: 'Undo' }).click();
  await expect(card('Evening')).toHaveAttribute('aria-checked', 'true');
  await expect.poll(terminalGround).toBe('#201030');

  await app.close();
  app = await startApp({ userData: folder });
  await expect.poll(terminalGround).toBe('#201030');
  await openGallery();
  await expect(card('From Windows')).toBeVisible();
});

test('one that is gone is told, and ours is shown', async () => {
  await set({ darkScheme: 'own-of-elsewhere' });
  await expect(app.window.getByText(/Bowline Dark is shown instead/)).toBeVisible();
  await expect.poll(chrome).toBe(DARK_CHROME);
});

test('the system’s day and night have a scheme each', async () => {
  await set({ theme: 'system', darkScheme: 'dracula', lightScheme: 'solarized-light' });
  const ground = () =>
    app.window.evaluate(() =>
      getComputedStyle(document.documentElement).getPropertyValue('--term-bg'),
    );
  await app.window.emulateMedia({ colorScheme: 'light' });
  await expect.poll(ground).toBe('#fdf6e3');
  await app.window.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(ground).toBe('#282a36');
  await openGallery();
  await expect(
    app.window.getByText('Now dark. By day Solarized Light, by night Dracula.'),
  ).toBeVisible();
});

test('a host’s own scheme paints its terminals, and nothing around them', async () => {
  const { window } = app;
  await addHost(window, { name: 'Own', kind: 'Local shell', fields: { Shell: '/bin/sh' } });
  await openHost(window, 'Own');
  const ground = () =>
    terminal(app.window).evaluate((pane) => getComputedStyle(pane).backgroundColor);
  await expect.poll(ground).toBe('rgb(15, 19, 23)');

  await hostEntry(window, 'Own').click({ button: 'right' });
  await window.getByRole('menuitem', { name: /^Edit/ }).click();
  const dialog = window.getByRole('dialog', { name: 'Edit host' });
  await showField(dialog, 'Colour scheme');
  await choose(dialog, 'Colour scheme', 'Nord');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect.poll(ground).toBe(NORD_TERMINAL);
  expect(await chrome()).toBe(DARK_CHROME);

  await typeLine(window, String.raw`printf '\033[32mgr''een\033[0m\n'`);
  await waitForRow(window, 'green');
  const ink = terminal(window).locator('.xterm-fg-2', { hasText: 'green' }).first();
  await expect(ink).toHaveCSS('color', 'rgb(163, 190, 140)');

  await app.close();
  app = await startApp({ userData: folder });
  await expect.poll(ground).toBe(NORD_TERMINAL);
});
