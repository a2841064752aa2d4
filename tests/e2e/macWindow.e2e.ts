// The window as macOS has it, in an app that takes this system for macOS: closing it quits nothing,
// the Dock and the menu bring it back as it was, and quitting asks where the question is seen.
import { once } from 'node:events';
import type { Menu } from 'electron';
import { expect, test } from '@playwright/test';
import { startApp, type RunningApp } from '../support/app.ts';
import { sized } from '../support/atRest.ts';
import { addHost, openHost, typeLine, waitForRow, waitForState } from '../support/drive.ts';
import { answerLeave, leaveDialog } from '../support/leaveDialog.ts';

// In the app.
declare const macMenu: Menu;

let app: RunningApp;
test.beforeEach(async () => {
  app = await startApp({ before: ['asMac.mjs'] });
  await addHost(app.window, { name: 'Here', kind: 'Local shell', fields: { Shell: '/bin/sh' } });
  await openHost(app.window, 'Here');
  await waitForState(app.window, 'online');
});

const isSeen = (): Promise<boolean> =>
  app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.isVisible());

/** What the red button does. */
async function closeWindow(): Promise<void> {
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.close());
  await expect.poll(isSeen).toBe(false);
}

async function clickDock(): Promise<void> {
  await app.electron.evaluate((electron) => electron.app.emit('activate', {}, false));
  await expect.poll(isSeen).toBe(true);
}

async function press(menu: string, item: string): Promise<void> {
  const names = [menu, item];
  await app.electron.evaluate((_electron, [label, name]) => {
    const { submenu } = macMenu.items.find((one) => one.label === label)!;
    submenu!.items.find((one) => one.label === name)!.click();
  }, names);
}

async function quit(): Promise<void> {
  await app.electron.evaluate((electron) => electron.app.quit());
}

test('the red button takes the window away, and the Dock brings it back with its shells', async () => {
  await typeLine(app.window, 'kept=alive; read line; echo "got $line"');
  await closeWindow();
  await expect(leaveDialog(app.window)).toHaveCount(0);
  await clickDock();
  await app.window.keyboard.type('it');
  await app.window.keyboard.press('Enter');
  await waitForRow(app.window, 'got it');
  await typeLine(app.window, 'echo "still $kept"');
  await waitForRow(app.window, 'still alive');
  await app.close();
});

test('quitting asks in a window that is seen, and only then ends it', async () => {
  // It says that it has begun itself: what a shell says before may be said by that one still.
  await typeLine(app.window, 'exec tail -v -f /dev/null');
  await waitForRow(app.window, '==> /dev/null <==');
  await closeWindow();
  await quit();
  await leaveDialog(app.window).waitFor();
  await expect.poll(isSeen).toBe(true);
  expect(await answerLeave(app.window, false)).toBe('tail is still running. Quitting ends it.');
  await closeWindow(); // the wish to quit is over
  const ended = once(app.electron.process(), 'exit');
  await quit();
  await answerLeave(app.window, true);
  expect((await ended)[0]).toBe(0);
});

test('to be replaced by an update, it closes its window, which is meant then', async () => {
  const ended = once(app.electron.process(), 'exit');
  await app.electron.evaluate(({ autoUpdater, BrowserWindow }) => {
    autoUpdater.emit('before-quit-for-update');
    BrowserWindow.getAllWindows()[0]!.close();
  });
  expect((await ended)[0]).toBe(0);
});

test('the menu brings the window back, and means no tab that isn’t seen', async () => {
  await closeWindow();
  await press('Shell', 'Close Tab');
  await expect.poll(isSeen).toBe(true);
  await closeWindow();
  await press('Shell', 'Add Host…');
  await expect(app.window.getByRole('dialog', { name: 'Add host' })).toBeVisible();
  await expect.poll(isSeen).toBe(true);
  await app.window.keyboard.press('Escape');
  await expect(app.window.getByRole('tab')).toHaveCount(1);
  await app.close();
});

/** Where the system's three buttons stand, in CSS pixels. */
const BUTTONS = { left: 14, right: 66, top: 13, bottom: 27 };

/** What can be pressed or read in the place of the system's buttons; and whether that place moves the window. */
async function underButtons(): Promise<{ things: string[]; moves: boolean }> {
  return app.window.evaluate(({ left, right, top, bottom }) => {
    const meets = (one: Element): boolean => {
      const box = one.getBoundingClientRect();
      const across = box.left < right && box.right > left;
      return box.width > 0 && across && box.top < bottom && box.bottom > top;
    };
    const things = document.querySelectorAll('button, input, h2, [role="tab"]');
    const place = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)!;
    return {
      things: [...things].filter(meets).map((one) => one.textContent.trim() || one.ariaLabel!),
      moves: getComputedStyle(place).getPropertyValue('-webkit-app-region') === 'drag',
    };
  }, BUTTONS);
}

const FREE = { things: [], moves: true };

async function setSize(width: number): Promise<void> {
  await app.electron.evaluate(
    ({ BrowserWindow }, chosen) => BrowserWindow.getAllWindows()[0]!.setContentSize(chosen, 700),
    width,
  );
  await sized(app.window, width);
}

async function fillScreen(is: boolean): Promise<void> {
  const name = is ? 'enter-full-screen' : 'leave-full-screen';
  await app.electron.evaluate(
    ({ BrowserWindow }, event) => BrowserWindow.getAllWindows()[0]!.emit(event),
    name as 'enter-full-screen',
  );
}

test('the system’s buttons have a place of their own, which moves the window', async () => {
  const sidebar = app.window.getByRole('button', { name: 'Hosts', exact: true });
  const hosts = app.window.getByRole('complementary', { name: 'Hosts' });
  await expect(hosts).toBeVisible();
  await expect.poll(underButtons).toEqual(FREE);
  await app.window.screenshot({ path: test.info().outputPath('sidebar.png') });
  await sidebar.click();
  await expect(hosts).toBeHidden();
  await expect.poll(underButtons).toEqual(FREE);
  await app.window.screenshot({ path: test.info().outputPath('no-sidebar.png') });
  await setSize(560);
  await expect.poll(underButtons).toEqual(FREE);
  await app.window.keyboard.press('Meta+B');
  await expect(hosts).toBeVisible();
  await expect.poll(underButtons).toEqual(FREE);
  await app.window.screenshot({ path: test.info().outputPath('narrow.png') });
  await app.close();
});

test('in full screen there are none, and their place is given back', async () => {
  await fillScreen(true);
  await expect.poll(async () => (await underButtons()).things).toEqual(['Hosts']);
  await fillScreen(false);
  await expect.poll(underButtons).toEqual(FREE);
  await app.close();
});

test('a tab is pressed, not the window moved', async () => {
  const tab = app.window.locator('[data-tab]');
  const region = await tab.evaluate((one) => getComputedStyle(one).getPropertyValue('app-region'));
  expect(region).toBe('no-drag');
  await app.close();
});
