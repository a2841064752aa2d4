// The window's frame in the real app: the rail and what it folds, thousands of hosts, the status line,
// and narrow windows, in which nothing that opens may resize what runs.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { startApp, type RunningApp } from '../support/app.ts';
import { violations } from '../support/axe.ts';
import {
  addHost,
  hostEntry,
  hostRows,
  openHost,
  screenText,
  typeAhead,
  typeLine,
  waitForRow,
  waitForState,
} from '../support/drive.ts';
import { agreeToLeave } from '../support/leaveDialog.ts';
import { manyHosts, saveHosts } from '../support/manyHosts.ts';
import { paneOn, shownPanes, splitOff } from '../support/severalWindows.ts';

let app: RunningApp;
let page: Page;
let folder: string;

test.beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'bowline-frame-'));
});
test.afterEach(async () => {
  // Whether or not a test has come to its end, nobody is there to be asked about what runs.
  await agreeToLeave(app.electron);
  await app.close();
  await rm(folder, { recursive: true, maxRetries: 20 });
});

async function start(): Promise<void> {
  app = await startApp({ userData: folder, env: { HOME: folder } });
  page = app.window;
  await page.locator('footer').waitFor();
}

async function startWithShell(): Promise<void> {
  await start();
  await addHost(page, { name: 'Here', kind: 'Local shell', fields: { Shell: '/bin/bash' } });
  await openHost(page, 'Here');
  await waitForState(page, 'online');
}

async function sizeTo(width: number, height: number): Promise<void> {
  await app.electron.evaluate(
    ({ BrowserWindow }, size) =>
      BrowserWindow.getAllWindows()[0]!.setContentSize(size.width, size.height),
    { width, height },
  );
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(width);
}

const rail = (): Locator => page.getByRole('navigation', { name: 'Views' });
const view = (name: string): Locator => rail().getByRole('button', { name, exact: true });
const sidebar = (): Locator => page.getByRole('complementary');
const list = (): Locator => page.getByLabel('Saved hosts', { exact: true });
const current = (): Locator => hostRows(page, { selected: true });
const line = (): Locator => page.getByRole('toolbar', { name: 'Status line' });

test.describe('the rail', () => {
  test('shows the views, folds the sidebar with the lit one, and lights none then', async () => {
    await start();
    await expect(view('Hosts')).toHaveAttribute('aria-pressed', 'true');
    await view('Tunnels').click();
    await expect(sidebar()).toHaveAccessibleName('Tunnels');
    await expect(view('Hosts')).toHaveAttribute('aria-pressed', 'false');
    await view('Sharing').click();
    await expect(sidebar()).toHaveAccessibleName('Sharing');
    await view('Sharing').click();
    await expect(sidebar()).toHaveCount(0);
    await expect(rail().locator('[aria-pressed="true"]')).toHaveCount(0);
    await view('Hosts').click();
    await expect(sidebar()).toHaveAccessibleName('Hosts');
  });

  test('is one stop of Tab, and arrows go through it', async () => {
    await start();
    await view('Hosts').focus();
    await page.keyboard.press('ArrowDown');
    await expect(view('Files')).toBeFocused();
    await page.keyboard.press('End');
    await expect(view('Settings')).toBeFocused();
    await page.keyboard.press('Shift+Tab');
    await expect(view('Sharing')).not.toBeFocused();
    await page.keyboard.press('Tab');
    await expect(view('Settings')).toBeFocused();
  });

  test('counts what was told and not read, and opens it', async () => {
    await startWithShell();
    await page.keyboard.press('Control+Shift+M'); // nobody to chat with
    await expect(view('Notifications')).toHaveAccessibleDescription('1 not read');
    await view('Notifications').click();
    const told = page.getByRole('dialog', { name: 'Notifications' });
    await expect(view('Notifications')).not.toHaveAccessibleDescription('1 not read');
    await told.getByRole('button', { name: /^Forget/ }).click();
    await expect(told).toContainText('No notifications');
    await page.keyboard.press('Escape');
    await expect(told).toHaveCount(0);
    await expect(view('Notifications')).toBeFocused();
  });

  test('has the menu of the app, with what can be done and why the rest can’t', async () => {
    await start();
    await page.getByRole('button', { name: 'Application menu' }).click();
    await page.getByRole('menuitem', { name: 'Shell', exact: true }).click();
    const share = page.getByRole('menuitem', { name: /^Share This Shell/ });
    await expect(share).toHaveAttribute('aria-disabled', 'true');
    await page.getByRole('menuitem', { name: /^Add Host/ }).click();
    await expect(page.getByRole('dialog', { name: 'Add host' })).toBeVisible();
    await page.keyboard.press('Escape');
  });
});

test.describe('10,000 hosts', () => {
  const COUNT = 10_000;
  test.beforeEach(async () => {
    saveHosts(folder, manyHosts(COUNT));
    await start();
    // They are told in pieces: the last one is there once it counts among all.
    await expect(hostRows(page).first()).toHaveAttribute('aria-setsize', `${COUNT}`);
  });

  test('are scrolled, with few rows on the page, and those used last above them', async () => {
    expect(await hostRows(page).count()).toBeLessThan(60);
    await list().evaluate((element) => (element.scrollTop = element.scrollHeight / 2));
    await expect(hostEntry(page, 'host-05000')).toBeVisible();
    expect(await hostRows(page).count()).toBeLessThan(60);
    await app.electron.evaluate(({ BrowserWindow }) => {
      const told = { id: 'many-77', at: Date.now() };
      BrowserWindow.getAllWindows()[0]!.webContents.send('hosts:used', told);
    });
    await list().evaluate((element) => (element.scrollTop = 0));
    await expect(hostEntry(page, 'host-00077')).toBeVisible();
    await hostEntry(page, 'Recent').locator('[data-act="fold"]').click();
    await expect(hostEntry(page, 'host-00077')).toHaveCount(0);
  });

  test('answer End, Home, pages, and letters', async () => {
    await current().focus();
    await page.keyboard.press('End');
    await expect(hostEntry(page, 'host-09999')).toBeFocused();
    await expect(hostEntry(page, 'host-09999')).toHaveAttribute('aria-posinset', `${COUNT}`);
    await expect(hostEntry(page, 'host-09999')).toBeInViewport({ ratio: 1 });
    await page.keyboard.press('Home');
    await expect(hostEntry(page, 'host-00000')).toBeFocused();
    await page.keyboard.press('PageDown');
    await expect(hostEntry(page, 'host-00000')).not.toBeFocused();
    await typeAhead(page, 'host-07');
    await expect(hostEntry(page, 'host-07000')).toBeFocused();
    await expect(hostEntry(page, 'host-07000')).toBeInViewport({ ratio: 1 });
  });

  test('keep the keyboard where it is while the pointer scrolls elsewhere', async () => {
    await current().focus();
    await list().evaluate((element) => (element.scrollTop = element.scrollHeight / 2));
    await expect(hostEntry(page, 'host-05000')).toBeVisible();
    await expect(hostEntry(page, 'host-00000')).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(hostEntry(page, 'host-00001')).toBeFocused();
    await expect(hostEntry(page, 'host-00001')).toBeInViewport({ ratio: 1 });
  });

  test('have the next one current after a deletion', async () => {
    await current().focus();
    await typeAhead(page, 'host-05');
    await expect(hostEntry(page, 'host-05000')).toBeFocused();
    await page.keyboard.press('Delete'); // nothing of it runs: no question
    await expect(hostEntry(page, 'host-05001')).toBeFocused();
    await expect(hostEntry(page, 'host-05000')).toHaveCount(0);
    await expect(hostEntry(page, 'host-05001')).toBeInViewport({ ratio: 1 });
  });

  test('are filtered, with what was typed marked, and the nearest where none matches', async () => {
    const filter = page.getByLabel('Filter hosts');
    await filter.fill('host-0123');
    await expect(hostRows(page).first()).toHaveAccessibleName(/^host-01230/);
    await expect(list().locator('mark').first()).toHaveText('host-0123');
    for (const typed of ['host-0123', 'host-0']) {
      await filter.fill(typed);
      await expect(list().locator('mark').first()).toHaveText(typed);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('End');
      const isLast = (): Promise<boolean> =>
        page.evaluate(() => {
          const { ariaPosInSet, ariaSetSize } = document.activeElement!;
          return ariaPosInSet !== null && ariaPosInSet === ariaSetSize;
        });
      await expect.poll(isLast).toBe(true);
    }
    await filter.fill('hst-01234');
    await expect(hostRows(page)).toHaveCount(1);
    await filter.fill('hots-01234');
    await expect(page.getByRole('note')).toContainText('No host matches “hots-01234”');
    await expect(page.getByRole('button', { name: 'host-01234', exact: true })).toBeVisible();
    await page.getByRole('button', { name: /^Add “hots-01234”/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Add host' });
    await expect(dialog.getByLabel('Name', { exact: true })).toHaveValue('hots-01234');
  });
});

test('the chip shows hosts with live shells alone, and such shells alone are counted', async () => {
  await startWithShell();
  await addHost(page, { name: 'Other', kind: 'Local shell', fields: { Shell: '/bin/sh' } });
  await page.getByRole('button', { name: /^Open 1$/ }).click();
  await expect(hostRows(page)).toHaveCount(1);
  await expect(hostEntry(page, 'Here')).toContainText('1 shell');
  await typeLine(page, 'exit');
  await waitForState(page, 'closed');
  await expect(hostRows(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Show all hosts' }).click();
  await expect(hostEntry(page, 'Here')).not.toContainText('1 shell');
});

test('the status line is one stop of Tab; each of its parts does something', async () => {
  await startWithShell();
  await line().getByRole('button').first().focus();
  await page.keyboard.press('ArrowRight');
  await expect(line().getByRole('button', { name: 'Here' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(hostEntry(page, 'Here')).toBeFocused();
  await line().getByRole('button').first().focus();
  await page.keyboard.press('End');
  await expect(line().getByRole('button', { name: /\d+ × \d+/ })).toBeFocused();
  await page.keyboard.press('Enter');
  const details = page.getByRole('dialog', { name: 'Connection details' });
  await expect(details.locator(':focus')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(details).toHaveCount(0);
  await line().getByRole('button').first().focus();
  await page.keyboard.press('Escape');
  await expect(page.locator('textarea:focus')).toHaveCount(1);
});

/** Tells each size that the program hears of: a script, for an interactive shell isn't told while it waits. */
const COUNTING =
  'bash -c \'n=0; trap "n=\\$((n+1)); echo size \\$n \\$(stty size)" WINCH; echo counting $(stty size); while :; do sleep 0.1; done\'';

/** How often it has heard so far: each is a line, and the last ones stand on the screen. */
async function sizesHeard(): Promise<number> {
  const rows = (await screenText(page)).matchAll(/^size (\d+) \d+ \d+$/gm);
  return Math.max(0, ...[...rows].map(([, number]) => Number(number)));
}

/** All is laid out, and the size that the terminal has by that is the last one that the program has heard of. */
async function settled(): Promise<void> {
  await page.evaluate(async () => {
    for (let frames = 0; frames < 4; frames++) await new Promise(requestAnimationFrame);
  });
  await expect
    .poll(async () => {
      const shown = /(\d+) × (\d+)/.exec(await line().getByRole('button').last().innerText());
      const told = (await screenText(page)).matchAll(/^(?:counting|size \d+) (\d+) (\d+)$/gm);
      const [, rows, cols] = [...told].at(-1) ?? [];
      return shown?.[1] === cols && shown?.[2] === rows;
    })
    .toBe(true);
}

test.describe('narrow windows', () => {
  for (const [width, height] of [
    [720, 480],
    [640, 480],
    [400, 300],
  ] as const) {
    test(`at ${width} × ${height} the sidebar is a drawer that resizes nothing`, async () => {
      await startWithShell();
      await sizeTo(width, height);
      await typeLine(page, COUNTING);
      await waitForRow(page, /^counting \d+ \d+\s*$/);
      await settled();
      const before = await sizesHeard();
      await expect(sidebar()).toHaveCount(0);
      const press = () => page.keyboard.press('Control+Shift+B');
      await press();
      await expect(page.getByLabel('Filter hosts')).toBeFocused();
      await expect(hostEntry(page, 'Here')).toBeInViewport({ ratio: 1 });
      await settled();
      await page.screenshot({ path: test.info().outputPath('drawer.png') });
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await expect(sidebar()).toHaveCount(0);
      await expect(page.locator('textarea:focus')).toHaveCount(1);
      await settled();
      await press();
      await page.getByRole('button', { name: 'Close the sidebar' }).click();
      await expect(page.locator('textarea:focus')).toHaveCount(1);
      await settled();
      expect(await sizesHeard()).toBe(before);
      // It does hear of sizes: of the window's own.
      await sizeTo(width + 60, height);
      await expect.poll(sizesHeard).toBeGreaterThan(before);
      await page.keyboard.press('Control+C');
    });
  }

  test('under 680 px the rail is a menu, and of a split one pane is shown', async () => {
    await startWithShell();
    const right = await splitOff(page, 'D');
    await sizeTo(640, 480);
    await expect(rail()).toHaveCount(0);
    await expect.poll(async () => Object.keys(await shownPanes(page))).toEqual([right]);
    const bar = page.getByRole('toolbar', { name: 'Panes of this tab' });
    await bar.getByRole('button').first().click();
    await expect(paneOn(page, right)).toBeHidden();
    await expect(page.locator('textarea:focus')).toHaveCount(1);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Application menu' }).click();
    await page.getByRole('menuitem', { name: 'Tunnels', exact: true }).click();
    await expect(sidebar()).toHaveAccessibleName('Tunnels');
    await page.keyboard.press('Escape');
    await expect(sidebar()).toHaveCount(0);
    await sizeTo(1000, 600);
    await expect.poll(async () => Object.keys(await shownPanes(page))).toHaveLength(2);
    await expect(rail()).toBeVisible();
  });

  test('parts of the status line leave before its size does', async () => {
    await startWithShell();
    await sizeTo(400, 300);
    const size = line().getByRole('button', { name: /\d+ × \d+/ });
    await expect(size).toBeInViewport({ ratio: 1 });
    const over = () => line().evaluate((one) => one.scrollWidth - one.clientWidth);
    await expect.poll(over).toBe(0);
  });
});

test('axe finds nothing, with a shell and without, in either theme', async () => {
  await start();
  expect(await violations(page)).toEqual([]);
  await addHost(page, {
    name: '上海-数据库-主',
    kind: 'Local shell',
    fields: { Shell: '/bin/sh' },
  });
  await addHost(page, { name: 'A name that is '.repeat(6), kind: 'Local shell' });
  await openHost(page, '上海-数据库-主');
  await waitForState(page, 'online');
  for (const theme of ['light', 'dark']) {
    await page.evaluate(
      (chosen) =>
        (
          window as unknown as { bowline: { call(...args: unknown[]): Promise<unknown> } }
        ).bowline.call('settings:set', { theme: chosen }),
      theme,
    );
    await expect(page.locator(`html[data-theme="${theme}"]`)).toHaveCount(1);
    for (const name of ['Files', 'Tunnels', 'Sharing', 'Hosts']) {
      await view(name).click();
      expect(await violations(page), `${name}, ${theme}`).toEqual([]);
    }
  }
});
