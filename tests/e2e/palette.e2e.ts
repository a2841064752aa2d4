// The palette on the real app: opened by a key from a terminal and typed into at once; what is found in
// it is opened, beside or in another window, and an address that was typed is connected to.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import type { Bridge } from '../../electron/ipc/contract.ts';
import { SYSTEM } from '../../core/system.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { faultsByAxe } from '../support/axe.ts';
import {
  hostEntry,
  openHost,
  terminal,
  typeLine,
  waitForRow,
  waitForState,
} from '../support/drive.ts';
import { needs } from '../support/needs.ts';
import { commandIn, layoutOf, openedWindow, ownWindow } from '../support/severalWindows.ts';
import { startSshd, whyNoSshd } from '../support/sshd.ts';

declare const window: { bowline: Bridge };

let app: RunningApp;
let folder: string;

test.beforeEach(async () => {
  needs(SYSTEM === 'win32' ? 'there is no /bin/sh' : undefined, test);
  folder = await mkdtemp(path.join(tmpdir(), 'bowline-palette-'));
  await start();
});
test.afterEach(async () => {
  await app?.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 20 });
});

async function start(env: NodeJS.ProcessEnv = {}): Promise<void> {
  app = await startApp({ userData: path.join(folder, 'data'), env: { HOME: folder, ...env } });
  await app.window.getByRole('button', { name: 'Settings', exact: true }).waitFor();
}

const page = (): Page => app.window;
const palette = (on = page()) => on.getByRole('dialog', { name: 'Find anything' });
const field = (on = page()) => palette(on).getByRole('combobox', { name: 'Find anything' });
const options = (on = page()) => palette(on).getByRole('option');
const tabs = (on = page()) => on.getByLabel('Open shells', { exact: true }).getByRole('tab');

const keyboard = () => terminal(page()).locator('.xterm-helper-textarea');

async function closePalette(): Promise<void> {
  await page().keyboard.press('Escape');
  await expect(palette()).toBeHidden();
}

/** Hosts of this computer, told to the main process as the form would. */
async function save(...names: string[]): Promise<void> {
  for (const name of names) {
    const draft = { kind: 'local', name, color: 'none', shell: '/bin/sh' } as const;
    const saved = await page().evaluate(
      (one) => window.bowline.call('hosts:save', one, null),
      draft,
    );
    expect(saved.ok).toBe(true);
  }
  await hostEntry(page(), names.at(-1)!).first().waitFor();
}

/** The row that the keyboard is on, as a screen reader is told it. */
async function current(on = page()): Promise<string> {
  const id = await field(on).getAttribute('aria-activedescendant');
  return on.locator(`[id="${id}"]`).innerText();
}

test('a key opens it from a terminal, and nothing that is typed behind the key is lost', async () => {
  await save('web-eu-1', 'postgres-us-1', 'postgres-bench-us1', 'Müller Maschinenbau');
  await openHost(page(), 'web-eu-1');
  await waitForState(page(), 'online');
  await terminal(page()).locator('.xterm').click();
  await page().keyboard.press('Control+Shift+P');
  await page().keyboard.type('us1 pstgr');
  await expect(field()).toHaveValue('us1 pstgr');
  await expect(options().first()).toHaveText(/^\s*postgres-us-1/);
  await expect(options().first().locator('mark')).toHaveText(['p', 'stgr', 'us', '1']);
  await expect(palette().getByRole('status')).toHaveText('2 hosts');
  // Nothing of it reached the program.
  await closePalette();
  await expect(keyboard()).toBeFocused();
  await page().keyboard.type('echo it-$((6*7))\n');
  await waitForRow(page(), 'it-42');
  await page().keyboard.press('Control+Shift+P');
  await page().keyboard.type('muller');
  await page().keyboard.press('Enter');
  await expect(tabs()).toHaveCount(2);
  await waitForState(page(), 'online');
  await expect(keyboard()).toBeFocused();
  await page().keyboard.type('echo now-$((6*7))\n');
  await waitForRow(page(), 'now-42');
});

test('arrows choose, Ctrl+Enter opens beside, and Tab looks elsewhere', async () => {
  await save('alpha-1', 'alpha-2');
  await openHost(page(), 'alpha-1');
  await waitForState(page(), 'online');
  await page().keyboard.press('Control+Shift+P');
  await page().keyboard.type('alpha');
  await expect(options().first().locator('mark')).toHaveText(['alpha']);
  await page().keyboard.press('ArrowDown');
  await expect.poll(() => current()).toContain('alpha-2');
  await page().keyboard.press('ArrowUp');
  await expect.poll(() => current()).toContain('alpha-1');
  await page().keyboard.press('Shift+Tab');
  await expect(palette().getByRole('button', { name: /^Looks in: Settings/ })).toBeVisible();
  await page().keyboard.press('Tab');
  await page().keyboard.press('Tab');
  await expect(palette().getByRole('button', { name: /^Looks in: Hosts/ })).toBeVisible();
  await page().keyboard.press('ArrowDown');
  await page().keyboard.press('Control+Enter');
  await expect(palette()).toBeHidden();
  await expect.poll(async () => (await ownWindow(page())).tabs[0]!.tree.kind).toBe('split');
  await expect(tabs()).toHaveCount(1);
});

test('commands show their keys; one that can’t be done says why once it is named in full', async () => {
  await save('alpha');
  await page().keyboard.press('Control+Shift+P');
  await page().keyboard.type('>tunn');
  await expect(options()).toHaveText([/^\s*Tunnels…\s*Ctrl\s*Shift\s*O$/]);
  await page().keyboard.press('Enter');
  const tunnels = page().getByRole('dialog', { name: /tunnels/i });
  await expect(tunnels).toBeVisible();
  await page().keyboard.press('Escape');
  await expect(tunnels).toHaveCount(0); // over a dialog there is no palette
  await page().keyboard.press('Control+Shift+P');
  await page().keyboard.type('>zoom pan');
  await expect(palette().getByRole('paragraph')).toContainText('Nothing here is called “zoom pan”');
  await page().keyboard.type('e');
  await expect(options()).toHaveText([/^\s*Zoom Pane\s*This tab has one pane only\./]);
  await page().keyboard.press('Enter');
  await expect(palette()).toBeVisible();
  await closePalette();
  await page().keyboard.press('Control+Shift+P');
  await page().keyboard.type('scrollba');
  await expect(options()).toHaveText([/^\s*Scrollback/]);
  await page().keyboard.press('Enter');
  await expect(page().getByLabel('Scrollback', { exact: true })).toBeVisible();
});

test('a tab of another window is shown there', async () => {
  await save('alpha', 'beta');
  await openHost(page(), 'alpha');
  await waitForState(page(), 'online');
  await openHost(page(), 'beta');
  await waitForState(page(), 'online');
  await openHost(page(), 'beta');
  await waitForState(page(), 'online');
  const other = await openedWindow(app.electron, () =>
    commandIn(app.electron, page(), 'new-window'),
  );
  await commandIn(app.electron, other, 'palette');
  await field(other).fill(':alpha');
  await expect(options(other)).toHaveText([/^\s*alpha\s*window /]);
  await expect(palette(other).getByRole('status')).toHaveText('1 tab');
  await other.keyboard.press('Enter');
  const alpha = (await ownWindow(page())).tabs[0]!.id;
  await expect.poll(async () => (await ownWindow(page())).active).toBe(alpha);
  await expect.poll(() => page().evaluate(() => document.hasFocus())).toBe(true);
  expect((await layoutOf(page())).windows).toHaveLength(2);
});

test('where the sidebar is folded, the key that finds hosts brings them here', async () => {
  await save('alpha');
  await openHost(page(), 'alpha');
  await waitForState(page(), 'online');
  await page().keyboard.press('Control+Shift+K');
  await expect(page().getByLabel('Filter hosts', { exact: true })).toBeFocused();
  await page().keyboard.press('Control+Shift+B');
  await page().keyboard.press('Control+Shift+K');
  await expect(field()).toBeFocused();
  await expect(field()).toHaveValue('@');
  await expect(options()).toHaveText([/^\s*alpha/]);
  // Escape gives the keyboard back, and the key that opened it closes it, too.
  await page().keyboard.press('Control+Shift+P');
  await expect(palette()).toBeHidden();
});

test('what was typed is connected to without being saved, and is there after a restart', async () => {
  needs(whyNoSshd(), test);
  const sshd = await startSshd();
  try {
    await sshd.trustHostKey();
    // An address that isn't saved has no options, so the known hosts are given to ssh itself.
    const files = sshd.clientOptions
      .split('\n')
      .map((line) => `-o '${line}'`)
      .join(' ');
    const script = `#!/bin/sh\nPATH=${process.env.PATH}\nexec ssh ${files} "$@"\n`;
    await writeFile(path.join(folder, 'ssh'), script, { mode: 0o700 });
    const env = { PATH: `${folder}:${process.env.PATH}` };
    await app.close();
    await start(env);
    const command = `ssh -p ${sshd.port} -i ${sshd.identityFile} -L 80:a:80 ${sshd.user}@${sshd.host}`;
    const target = `${sshd.user}@${sshd.host}:${sshd.port}`;
    await page().keyboard.press('Control+Shift+P');
    await page().keyboard.insertText(command);
    await expect(options()).toHaveText([
      /^\s*Connect to .*Not taken: -L 80:a:80/,
      /^\s*Add .* as a host/,
    ]);
    await page().keyboard.press('Enter');
    await waitForState(page(), 'online');
    await typeLine(page(), 'echo "there $((6*7))"');
    await waitForRow(page(), 'there 42');
    await expect(tabs().first()).toHaveAccessibleName(new RegExp(sshd.user));
    expect(await page().evaluate(() => window.bowline.call('hosts:list'))).toEqual([]);
    await app.close();
    await start(env);
    await waitForState(page(), 'online');
    await typeLine(page(), 'echo "again $((6*7))"');
    await waitForRow(page(), 'again 42');
    await page().keyboard.press('Control+Shift+P');
    await page().keyboard.insertText(command);
    await expect(options().nth(1)).toHaveText(/^\s*Add .* as a host/);
    await page().keyboard.press('ArrowDown');
    await page().keyboard.press('Enter');
    const dialog = page().getByRole('dialog', { name: 'Add host' });
    await expect(dialog.getByLabel('Address', { exact: true })).toHaveValue(sshd.host);
    await expect(dialog.getByLabel('Port', { exact: true })).toHaveValue(String(sshd.port));
    await expect(dialog.getByLabel('Options', { exact: true })).toHaveValue('');
    await dialog.getByLabel('Name', { exact: true }).fill('Saved now');
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(hostEntry(page(), 'Saved now')).toBeVisible();
    expect(target).toContain(sshd.user);
  } finally {
    await sshd.close();
  }
});

test('what would start a program is connected to from the form alone, which shows it', async () => {
  await page().keyboard.press('Control+Shift+P');
  await page().keyboard.insertText('ssh -o ProxyCommand=/bin/false deploy@web');
  await expect(options()).toHaveText([
    /^\s*Add .* as a host\s*ProxyCommand starts a program/,
    /^\s*Connect to .*ProxyCommand would start a program/,
  ]);
  await page().keyboard.press('ArrowDown');
  await page().keyboard.press('Enter');
  await expect(palette()).toBeVisible();
  await expect(tabs()).toHaveCount(0);
  await page().keyboard.press('ArrowUp');
  await page().keyboard.press('Enter');
  const dialog = page().getByRole('dialog', { name: 'Add host' });
  await expect(dialog.getByLabel('Address', { exact: true })).toHaveValue('web');
  await expect(dialog.getByRole('button', { name: /ProxyCommand=\/bin\/false/ })).toBeVisible();
});

test('what can’t be an address is refused in words', async () => {
  await page().keyboard.press('Control+Shift+P');
  await page().keyboard.type('ssh -- -oProxyCommand=touch');
  await expect(options()).toHaveText([/can’t be connected to\s*It begins with a dash/]);
  await page().keyboard.press('Enter');
  await expect(palette()).toBeVisible();
  await expect(tabs()).toHaveCount(0);
});

test('ten thousand hosts are looked through off the main thread', async () => {
  const names = Array.from({ length: 10_000 }, (_, at) => `host-${at}-${at % 2 ? '上海' : 'eu'}`);
  await app.electron.evaluate(({ BrowserWindow, ipcMain }, all) => {
    const [first] = BrowserWindow.getAllWindows();
    const can = { keep: null, tunnels: null, share: false, install: false };
    const hosts = all.map((name, at) => ({
      ...{
        id: `id-${at}`,
        kind: 'ssh',
        name,
        color: 'none',
        detail: `deploy@10.0.${at >> 8}.${at & 255}`,
      },
      ...{
        address: `10.0.${at >> 8}.${at & 255}`,
        user: 'deploy',
        jumpHost: '',
        can,
        problem: null,
      },
      ...{ folder: null, tags: [], notes: '', icon: '', favourite: false },
      ...{ inherited: {}, usedAt: null },
    }));
    void ipcMain;
    const usual = { tags: [], inherited: {} };
    const put = JSON.stringify({ usual, alike: [], shared: [], hosts });
    first!.webContents.send('hosts:changed', { put, gone: [], more: false });
  }, names);
  await hostEntry(page(), 'host-0-eu').waitFor();
  await page().keyboard.press('Control+Shift+P');
  await page().keyboard.type('9999 海');
  await expect(options().first()).toHaveText(/^\s*host-9999-上海/);
  await page().keyboard.press('Control+A');
  await page().keyboard.type('@host');
  await expect(options()).toHaveCount(50);
  await expect(palette().getByText('50 of 10,000')).toBeVisible();
  await expect(palette().getByRole('status')).toHaveText('10,000 hosts');
});

test('axe finds nothing wrong in it, in either theme', async () => {
  await save(
    'alpha',
    'a name that is far too long for any list, and goes on and on, '.repeat(2).slice(0, 99),
  );
  await openHost(page(), 'alpha');
  for (const theme of ['dark', 'light'] as const) {
    await page().evaluate((one) => window.bowline.call('settings:set', { theme: one }), theme);
    await page().locator(`:root[data-theme="${theme}"]`).waitFor();
    for (const typed of ['', 'a', '>', 'deploy@web', 'nothing at all', 'ssh -p 0 x']) {
      await page().keyboard.press('Control+Shift+P');
      await field().fill(typed);
      await expect(palette().getByRole('status')).not.toBeEmpty();
      expect(await faultsByAxe(page(), '.palette')).toEqual([]);
      await closePalette();
    }
  }
});
