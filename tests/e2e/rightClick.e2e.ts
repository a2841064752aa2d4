// A right click in a terminal of the real app: the menu, or copy and paste, by setting and by
// system, and a program's own where it has the mouse.
import { expect, test, type Page } from '@playwright/test';
import type { AppInfo } from '../../electron/ipc/contract.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import {
  addHost,
  choose,
  openHost,
  openSettings,
  screenText,
  showTab,
  terminal,
  typeLine,
  waitForRow,
  waitForState,
} from '../support/drive.ts';

let app: RunningApp;

test.beforeEach(async () => {
  app = await startApp();
});
test.afterEach(async () => {
  await app.close();
});

async function openShell(window: Page): Promise<void> {
  await addHost(window, { name: 'Here', kind: 'Local shell', fields: { Shell: '/bin/sh' } });
  await openHost(window, 'Here');
  await waitForState(window, 'online');
}

/** From now on the window finds itself on Windows; all else stays as it is. */
async function onWindows(): Promise<void> {
  const info = await app.window.evaluate(() => window.bowline.call('app:info'));
  await app.electron.evaluate(
    ({ ipcMain }, value: AppInfo) => {
      ipcMain.removeHandler('app:info');
      ipcMain.handle('app:info', () => ({ ok: true, value }));
    },
    { ...info, platform: 'win32' as const },
  );
  await app.window.reload();
}

async function chooseClick(label: string): Promise<void> {
  const { window } = app;
  const page = await openSettings(window, 'Mouse and clipboard');
  await choose(page, 'Right click', label);
  await page.getByText(label).waitFor();
  await showTab(window, /^Here/);
}

const menu = (): ReturnType<Page['getByRole']> => app.window.getByRole('menu');
const screen = () => terminal(app.window).locator('.xterm-screen');
const copied = (): Promise<string> =>
  app.electron.evaluate(({ clipboard }) => clipboard.readText());
const copy = (text: string): Promise<void> =>
  app.electron.evaluate(({ clipboard }, it) => clipboard.writeText(it), text);

const rightClick = (modifiers: ('Shift' | 'Control')[] = []): Promise<void> =>
  screen().click({ button: 'right', position: { x: 40, y: 10 }, modifiers });

/** Selects a word by a double click on it, at the start of a row. */
async function selectWord(word: string): Promise<void> {
  await typeLine(app.window, `clear; echo ${word}`);
  await waitForRow(app.window, word);
  await screen().dblclick({ position: { x: 12, y: 8 } });
}

async function expectCopyAndPaste(): Promise<void> {
  await copy('of somebody else');
  await selectWord('bowline');
  await rightClick();
  await expect.poll(copied).toBe('bowline');
  await expect(menu()).toBeHidden();
  await copy('echo pasted-$((6*7))');
  await rightClick();
  await waitForRow(app.window, /echo pasted-\$/);
  await app.window.keyboard.press('Enter');
  await waitForRow(app.window, 'pasted-42');
  await expect(menu()).toBeHidden();
}

test('opens the menu on Linux, and copies or pastes where that is chosen', async () => {
  await openShell(app.window);
  await rightClick();
  await expect(menu().getByRole('menuitem', { name: 'Paste' })).toBeVisible();
  await app.window.keyboard.press('Escape');
  await chooseClick('Copies what is selected, else pastes');
  await expectCopyAndPaste();
  // Its key opens the menu as ever, and so does Ctrl.
  await app.window.keyboard.press('ContextMenu');
  await expect(menu().getByRole('menuitem', { name: 'Paste' })).toBeVisible();
  await app.window.keyboard.press('Escape');
  await rightClick(['Control']);
  await expect(menu().getByRole('menuitem', { name: 'Paste' })).toBeVisible();
});

test('copies or pastes on Windows, and opens the menu where that is chosen', async () => {
  await openShell(app.window);
  await onWindows();
  await waitForState(app.window, 'online');
  await expectCopyAndPaste();
  await chooseClick('Opens the menu');
  await rightClick();
  await expect(menu().getByRole('menuitem', { name: 'Paste' })).toBeVisible();
});

test('is a program’s that asked for the mouse; with Shift it is Bowline’s', async () => {
  const { window } = app;
  await openShell(window);
  await copy('never-pasted');
  await chooseClick('Copies what is selected, else pastes');
  await typeLine(
    window,
    "stty -echo -icanon; printf '\\033[?1000h\\033[?1006hready\\n'; exec cat -v",
  );
  await waitForRow(window, 'ready');
  await rightClick();
  await waitForRow(window, /\[<2;\d+;\d+m/);
  expect(await screenText(window)).not.toContain('never-pasted');
  await copy('with-shift');
  await rightClick(['Shift']);
  await waitForRow(window, /with-shift/);
  await expect(menu()).toBeHidden();
});
