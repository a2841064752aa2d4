// The shells of this computer on the real app: offered at the + beside the tabs and where a local
// host names its shell, and back after a restart.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { SYSTEM } from '../../core/system.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import {
  choose as chooseIn,
  hostEntry,
  openHost,
  typeLine,
  waitForRow,
  waitForState,
} from '../support/drive.ts';
import { agreeToLeave } from '../support/leaveDialog.ts';
import { needs } from '../support/needs.ts';
import { keepToasts } from '../support/toasts.ts';

let app: RunningApp;
let userData: string;

test.beforeEach(async () => {
  needs(SYSTEM === 'win32' ? 'there is no /bin/sh' : undefined, test);
  userData = await mkdtemp(path.join(tmpdir(), 'bowline-app-'));
  app = await startApp({ userData });
});
test.afterEach(async () => {
  // One that has just been opened may run its start files.
  if (app) await agreeToLeave(app.electron);
  await app?.close();
  await rm(userData, { recursive: true, force: true, maxRetries: 20 });
});

const tabs = () => app.window.getByLabel('Open shells', { exact: true }).getByRole('tab');

test('one opens without a saved host, and comes back', async () => {
  await app.window.getByRole('button', { name: 'New shell on this computer' }).click();
  await app.window.getByRole('menuitem', { name: /^bash\b/ }).click();
  await waitForState(app.window, 'online');
  await expect(tabs().first()).toHaveAccessibleName(/bash/);
  await typeLine(app.window, 'echo "it is $((6*7)) in $BASH"');
  await waitForRow(app.window, /^it is 42 in \/.*bash/);
  await app.close();
  app = await startApp({ userData });
  await waitForState(app.window, 'online');
  await typeLine(app.window, 'echo "again $((6*7)) in $BASH"');
  await waitForRow(app.window, /^again 42 in \/.*bash/);
  await expect(tabs().first()).toHaveAccessibleName(/bash/);
});

test('a key opens the user’s own', async () => {
  await app.window.getByRole('button', { name: 'Settings', exact: true }).waitFor();
  await app.window.keyboard.press('Control+Shift+T');
  await waitForState(app.window, 'online');
  await typeLine(app.window, 'echo one-$((6*7))');
  await waitForRow(app.window, 'one-42');
  await app.window.keyboard.press('Control+Shift+T');
  await expect(tabs()).toHaveCount(2);
});

/** What the app finds from now on. */
async function findOnly(...shells: { name: string; command: string }[]): Promise<void> {
  const found = shells.map((shell) => ({ ...shell, id: `local:${shell.name}:${shell.command}` }));
  await app.electron.evaluate(({ ipcMain }, value) => {
    ipcMain.removeHandler('shells:found');
    ipcMain.handle('shells:found', () => ({ ok: true, value }));
  }, found);
}

const more = () => app.window.getByRole('button', { name: 'New shell on this computer' });

test('those of one name are all offered, with the key of the first', async () => {
  await findOnly(
    { name: 'twin', command: '/no/such/shell' },
    { name: 'twin', command: '/bin/sh' },
    { name: 'Add host', command: '/bin/sh' },
  );
  await more().click();
  const items = app.window.getByRole('menuitem');
  await expect(items).toContainText([
    /twin\s*\/no\/such\/shell\s*Ctrl\s*Shift\s*T/,
    /twin\s*\/bin\/sh/,
    /Add host\s*\/bin\/sh/,
    /Add host\s*Ctrl\s*Shift\s*N/,
  ]);
  await items.nth(1).click();
  await waitForState(app.window, 'online');
});

test('where none is found, the key says so', async () => {
  await findOnly();
  await more().waitFor();
  await keepToasts(app.window);
  await app.window.keyboard.press('Control+Shift+T');
  await expect(app.window.getByText('No shell was found on this computer.')).toBeVisible();
  await expect(tabs()).toHaveCount(0);
});

test('on macOS, the keys beside them are those of macOS', async () => {
  await app.close();
  app = await startApp({ userData, before: ['asMac.mjs'] });
  await more().click();
  const items = app.window.getByRole('menuitem');
  await expect(items.first()).toContainText('⌘T');
  await expect(items.last()).toContainText('⌘N');
});

test('they are choices of a local host, whose arguments stay', async () => {
  const { window } = app;
  await window.getByRole('button', { name: 'Add host', exact: true }).first().click();
  const dialog = window.getByRole('dialog', { name: 'Add host' });
  await chooseIn(dialog, 'Kind', 'Local shell');
  await dialog.getByLabel('Name', { exact: true }).fill('Mine');
  const shell = dialog.getByLabel('Shell', { exact: true });
  const choose = dialog.getByRole('button', { name: 'Choose a shell' });
  await shell.focus();
  await window.keyboard.press('Tab');
  await window.keyboard.press('Enter');
  await window.getByRole('menuitem', { name: 'Your login shell' }).waitFor();
  await window.keyboard.press('Escape'); // of the menu, and not of the dialog
  await expect(choose).toBeFocused();
  await expect(dialog.getByRole('button', { name: 'Save', exact: true })).toBeVisible();
  await choose.click();
  await window.getByRole('menuitem', { name: /^bash\b/ }).click();
  await expect(shell).toHaveValue(/\/bash$/);
  await expect(shell).toBeFocused();
  await window.keyboard.press('End');
  await window.keyboard.type(' --norc -c "');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(dialog.getByText('A quotation mark is missing.')).toBeVisible();
  await shell.focus();
  await window.keyboard.press('End');
  await window.keyboard.type('echo two words; exec cat" ');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await hostEntry(window, 'Mine').waitFor();
  await openHost(window, 'Mine');
  await waitForRow(window, 'two words');
});
