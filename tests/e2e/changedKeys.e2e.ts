// Keys that are changed on the real app: recorded in place, used at once and in every window, shown
// wherever a key is shown, there after a restart, and given back.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import type { Bridge, Settings } from '../../electron/ipc/contract.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { faultsByAxe } from '../support/axe.ts';
import {
  addHost,
  openHost,
  terminal,
  typeLine,
  waitForRow,
  waitForState,
} from '../support/drive.ts';
import { commandIn, openedWindow } from '../support/severalWindows.ts';

declare const window: { bowline: Bridge };

let app: RunningApp;
let userData: string;

test.beforeEach(async () => {
  userData = await mkdtemp(path.join(tmpdir(), 'bowline-keys-'));
  await start();
});
test.afterEach(async () => {
  await app?.close();
  await rm(userData, { recursive: true, force: true, maxRetries: 20 });
});

async function start(): Promise<void> {
  app = await startApp({ userData, env: { HOME: userData } });
  await app.window.getByRole('button', { name: 'Settings', exact: true }).waitFor();
}

const page = (): Page => app.window;
const press = (keys: string) => page().keyboard.press(keys);
const button = (name: string) => page().getByRole('button', { name, exact: true });
const keysTable = () => page().getByRole('table', { name: 'Keys' });
const row = (label: string) =>
  keysTable()
    .getByRole('row')
    .filter({ has: page().getByRole('rowheader', { name: label, exact: true }) });
const palette = () => page().getByRole('dialog', { name: 'Find anything' });

async function openKeys(): Promise<void> {
  await press('Control+Shift+P');
  await page().keyboard.type('keys');
  await palette().getByRole('option', { name: /^Keys/ }).click();
  await keysTable().waitFor();
}

const stored = async (): Promise<Settings['keys']> =>
  (await page().evaluate(() => window.bowline.call('settings:get'))).keys;

async function leaveSettings(): Promise<void> {
  await press('Control+Shift+W'); // they are a tab
  await keysTable().waitFor({ state: 'hidden' });
}

test('a key that is recorded is used at once, in all windows, and after a restart', async () => {
  await addHost(page(), { name: 'Here', kind: 'Local shell', fields: { Shell: '/bin/sh' } });
  await openKeys();
  await button('Change Ctrl+Shift+P of Find Anything').click();
  await expect(
    button('Press the new keys for Find Anything. Esc leaves it as it is.'),
  ).toBeFocused();
  await press('Control+Shift+Y');
  await expect(row('Find Anything')).toContainText('Ctrl+Shift+Y is for Arrange Panes already.');
  await press('Control+Shift+9');
  await expect(row('Find Anything')).toContainText('Yours');
  expect(await stored()).toEqual({ palette: ['Ctrl+Shift+9'] });
  await leaveSettings();
  await press('Control+Shift+P');
  await press('Control+Shift+9');
  await expect(palette()).toBeVisible();
  await press('Escape');
  // From a terminal, too, where the old key is the program's now.
  await openHost(page(), 'Here');
  await waitForState(page(), 'online');
  await terminal(page()).locator('.xterm').click();
  await press('Control+Shift+P');
  await expect(palette()).toBeHidden();
  await press('Control+c');
  await press('Control+Shift+9');
  await expect(palette()).toBeVisible();
  await press('Escape');
  await typeLine(page(), 'echo it-$((6*7))');
  await waitForRow(page(), 'it-42');
  const other = await openedWindow(app.electron, () =>
    commandIn(app.electron, page(), 'new-window'),
  );
  await other.keyboard.press('Control+Shift+9');
  await expect(other.getByRole('dialog', { name: 'Find anything' })).toBeVisible();
  await other.close();
  await app.close();
  await start();
  await press('Control+Shift+9');
  await expect(palette()).toBeVisible();
});

test('menus and hints show it', async () => {
  await addHost(page(), { name: 'Here', kind: 'Local shell', fields: { Shell: '/bin/sh' } });
  await page().evaluate(() =>
    window.bowline.call('settings:set', {
      keys: { find: ['Ctrl+Shift+8'], 'find-host': ['Ctrl+Shift+7'] },
    }),
  );
  const sidebar = page().getByRole('complementary', { name: 'Hosts' });
  await expect(sidebar.locator('kbd')).toHaveText(['Ctrl', 'Shift', '7']);
  await openHost(page(), 'Here');
  await waitForState(page(), 'online');
  await terminal(page()).locator('.xterm').click({ button: 'right' });
  const find = page().getByRole('menuitem', { name: /^Find/ });
  await expect(find.locator('kbd')).toHaveText(['Ctrl', 'Shift', '8']);
  await press('Escape');
  await press('Control+Shift+8');
  await expect(page().getByRole('textbox', { name: /find/i }).last()).toBeFocused();
});

test('a key of another command is taken from it, undone, and all are given back', async () => {
  await openKeys();
  await button('Add a key for Tunnels').click();
  await press('Control+Shift+F');
  await expect(row('Tunnels')).toContainText('Ctrl+Shift+F is for Find already.');
  await button('Take it from Find').click();
  await expect(row('Find')).toContainText('No key');
  expect(await stored()).toEqual({ find: null, tunnels: ['Ctrl+Shift+O', 'Ctrl+Shift+F'] });
  await button('Undo').click();
  await expect(row('Find')).toContainText('Bowline’s');
  expect(await stored()).toEqual({});
  await button('Remove Ctrl+Shift+B from Sidebar').click();
  await expect(row('Sidebar')).toContainText('No key');
  await button('Give Sidebar back its own keys').click();
  await expect(row('Sidebar')).toContainText('Bowline’s');
  await button('Remove Ctrl+Shift+R from Reconnect').click();
  await expect(row('Reconnect')).toContainText('No key');
  await button('Reset all').click();
  await expect(row('Reconnect')).toContainText('Bowline’s');
  expect(await stored()).toEqual({});
});

test('what nobody may have is refused, what others may take is said, Esc ends it', async () => {
  await openKeys();
  await button('Add a key for Reconnect').click();
  await press('q');
  await expect(row('Reconnect')).toContainText('This key types.');
  await press('Control+c');
  await expect(row('Reconnect')).toContainText('Programs in a terminal need Ctrl with a letter');
  await press('Tab');
  await expect(row('Reconnect')).toContainText('This key moves within lists');
  await press('Escape');
  await expect(row('Reconnect')).not.toContainText('This key moves');
  await expect(button('Add a key for Reconnect')).toBeFocused();
  await expect(keysTable()).toBeVisible();
  expect(await stored()).toEqual({});
  await button('Add a key for Reconnect').click();
  await press('Control+Shift+U');
  await expect(row('Reconnect')).toContainText('Input methods (IBus, fcitx) may take Ctrl+Shift+U');
});

test('a command is found by its name, by a key, and by pressing one', async () => {
  await openKeys();
  const find = page().getByRole('searchbox', { name: 'Find a command or a key' });
  await find.fill('zoom');
  await expect(keysTable().getByRole('rowheader')).toHaveText([
    ...['Larger Text', 'Smaller Text', 'Usual Text Size', 'Zoom Pane'],
  ]);
  await find.fill('shift+o');
  await expect(keysTable().getByRole('rowheader')).toHaveText(['Tunnels']);
  await find.fill('no such thing');
  await expect(page().getByText('No command matches.')).toBeVisible();
  await button('Press keys to find').click();
  await press('Control+Shift+F');
  await expect(keysTable().getByRole('rowheader')).toHaveText(['Find']);
});

test('keys in the file that make no sense count for nothing, and the others hold', async () => {
  await app.close();
  const file = path.join(userData, 'settings.json');
  const settings = JSON.parse(await readFile(file, 'utf8').catch(() => '{}')) as object;
  const keys = { palette: ['shift+ctrl+9', 'Ctrl+C'], find: ['nonsense'], unheard: ['F5'] };
  await writeFile(file, JSON.stringify({ ...settings, keys }));
  await start();
  await press('Control+c');
  await expect(palette()).toBeHidden();
  await press('Control+Shift+9');
  await expect(palette()).toBeVisible();
});

test('axe finds nothing wrong on the page', async () => {
  for (const theme of ['dark', 'light'] as const) {
    await page().evaluate((one) => window.bowline.call('settings:set', { theme: one }), theme);
    await page().locator(`:root[data-theme="${theme}"]`).waitFor();
    await openKeys();
    await button('Add a key for Tunnels').click();
    await press('Control+Shift+F');
    await expect(row('Tunnels')).toContainText('is for Find already.');
    expect(await faultsByAxe(page(), '.keys-page')).toEqual([]);
    await press('Escape');
    await leaveSettings();
  }
});
