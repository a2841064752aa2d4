// Toasts in the real app: over the work and not in it. The shell keeps its size and the keyboard, each
// goes by itself or by hand, and the keyboard's way through them is whole.
import { expect, test, type Page } from '@playwright/test';
import { startApp, type RunningApp } from '../support/app.ts';
import { axeFinds } from '../support/axe.ts';
import {
  addHost,
  hostEntry,
  openHost,
  terminal,
  typeLine,
  waitForRow,
  waitForState,
} from '../support/drive.ts';

let app: RunningApp;
let page: Page;

test.beforeEach(async () => {
  app = await startApp();
  page = app.window;
  await addHost(page, { name: 'Old', kind: 'SSH', fields: { Address: 'old.example' } });
  await addHost(page, { name: 'Here', kind: 'Local shell', fields: { Shell: '/bin/sh' } });
  await openHost(page, 'Here');
  await waitForState(page, 'online');
});
test.afterEach(() => app.close());

const notices = () => page.getByRole('region', { name: 'Notices' });

/** Tells as the main process does. */
const tell = (id: string, level: 'info' | 'warning' | 'error', text: string): Promise<void> =>
  app.electron.evaluate(
    ({ BrowserWindow }, notice) => {
      BrowserWindow.getAllWindows()[0]!.webContents.send('app:notice', notice);
    },
    { id, level, text: { code: 'both', facts: { first: text, second: '' } } },
  );

test('what is told resizes no shell and takes no keyboard; what went wrong stays, the rest goes', async () => {
  await typeLine(page, 'trap "echo re"sized WINCH; stty size > /dev/null; echo re""ady');
  await waitForRow(page, 'ready');
  await hostEntry(page, 'Old').click();
  await page.keyboard.press('Delete');
  await expect(notices()).toContainText('Old deleted.'); // at once, for it goes by itself
  await terminal(page).locator('.xterm').click();
  await tell('a', 'error', 'The disk is full.');
  await tell('b', 'warning', 'The link is slow.');
  await expect(notices()).toContainText('The disk is full.');
  await expect(terminal(page).locator('.xterm-helper-textarea')).toBeFocused();
  expect(await axeFinds(page, '.toasts')).toEqual([]);
  await expect(notices()).not.toContainText('Old deleted.'); // by itself, after a while
  await expect(notices()).toContainText('The link is slow.');
  await page.keyboard.type('echo typed');
  await page.keyboard.press('Enter');
  await waitForRow(page, 'typed');
  await expect(page.locator('.xterm-rows')).not.toContainText('resized');
});

test('with the keyboard in it none goes, and put away it leaves the keyboard in the terminal', async () => {
  await tell('a', 'error', 'The disk is full.');
  const dismiss = notices().getByRole('button', { name: 'Dismiss: The disk is full.' });
  await dismiss.focus();
  await page.keyboard.press('Enter');
  await expect(dismiss).toHaveCount(0);
  await expect(terminal(page).locator('.xterm-helper-textarea')).toBeFocused();
});

test('what stands for a word says it beside it under the pointer, and no more', async () => {
  await page.getByRole('button', { name: 'Add host', exact: true }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: /^Look/ }).click();
  const red = page.getByRole('radio', { name: 'Red' });
  await red.hover();
  const tip = page.getByRole('tooltip');
  await expect(tip).toHaveText('Red');
  expect(await axeFinds(page, '[role="tooltip"]')).toEqual([]);
  await page.getByRole('textbox', { name: 'Address' }).hover();
  await expect(tip).toHaveCount(0);
});
