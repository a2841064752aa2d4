// Each dialog in the real app, in both themes and down to a window of 400 × 300: axe finds nothing,
// header and footer are in sight, what is wrong is in sight, and the keyboard begins and ends where
// it should.
import { expect, test, type Locator, type Page } from '@playwright/test';
import type { Bridge } from '../../electron/ipc/contract.ts';
import { startAgent, type TestAgent } from '../support/agent.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { axeFinds } from '../support/axe.ts';
import {
  addHost,
  choose,
  hostEntry,
  openHost,
  showField,
  terminal,
  typeLine,
  waitForRow,
  waitForState,
} from '../support/drive.ts';
import { agreeToLeave, leaveDialog } from '../support/leaveDialog.ts';
import { keepToasts } from '../support/toasts.ts';

declare const window: { bowline: Bridge };

const SIZES = [
  [1440, 900],
  [640, 480],
  [400, 300],
] as const;
const THEMES = ['dark', 'light'] as const;

let agent: TestAgent;
let app: RunningApp;
let page: Page;

test.beforeAll(async () => {
  agent = await startAgent({ env: { SHELL: '/bin/sh', PS1: '$ ' } });
  app = await startApp();
  page = app.window;
  await sizeTo(1440, 900);
  await addHost(page, { name: 'Kept', kind: 'Agent', fields: { 'Pairing link': agent.link } });
  await addHost(page, { name: 'Far', kind: 'SSH', fields: { Address: '127.0.0.1', Port: '9' } });
  await addHost(page, { name: 'Here', kind: 'Local shell', fields: { Shell: '/bin/sh' } });
  await openHost(page, 'Kept');
  await waitForState(page, 'online');
});
test.afterAll(async () => {
  await agreeToLeave(app.electron);
  await app.close();
  await agent.stop();
});
test.beforeEach(() => sizeTo(1440, 900));

async function sizeTo(width: number, height: number): Promise<void> {
  const native = await app.electron.browserWindow(page);
  await native.evaluate(
    (one, size) => {
      one.setMinimumSize(1, 1);
      one.setContentSize(size[0], size[1]);
    },
    [width, height] as [number, number],
  );
  await expect.poll(() => page.evaluate(() => [innerWidth, innerHeight])).toEqual([width, height]);
}

async function inTheme(theme: 'dark' | 'light'): Promise<void> {
  await page.evaluate((to) => window.bowline.call('settings:set', { theme: to }), theme);
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
}

/** All of it is in the window. */
async function inSight(part: Locator): Promise<void> {
  await expect
    .poll(async () => {
      const box = (await part.boundingBox())!;
      const [width, height] = await page.evaluate(() => [innerWidth, innerHeight] as const);
      const [right, bottom] = [box.x + box.width, box.y + box.height];
      return box.x >= -1 && box.y >= -1 && right <= width + 1 && bottom <= height + 1;
    })
    .toBe(true);
}

/** No frame of a movement is left to come: what axe sees is what stays. */
async function settled(dialog: Locator): Promise<void> {
  await dialog.evaluate((one) =>
    Promise.allSettled(one.getAnimations({ subtree: true }).map((moving) => moving.finished)),
  );
}

/** In every size and theme: its ends are in sight, and axe finds nothing in it. */
async function holdsUp(dialog: Locator, inView: () => Promise<void> = async () => {}) {
  await dialog.waitFor();
  for (const theme of THEMES) {
    await inTheme(theme);
    for (const [width, height] of SIZES) {
      await sizeTo(width, height);
      await settled(dialog);
      await inSight(dialog.locator('.dialog-head'));
      await inSight(dialog.locator('.dialog-foot'));
      await inView();
      expect(await axeFinds(page, '.dialog'), `${theme} ${width} × ${height}`).toEqual([]);
    }
  }
  await sizeTo(1440, 900);
}

/** From a host's menu. */
async function fromMenu(host: string, entry: RegExp): Promise<void> {
  await hostEntry(page, host).click({ button: 'right' });
  await page.getByRole('menuitem', { name: entry }).click();
}

async function closes(dialog: Locator): Promise<void> {
  await dialog.waitFor();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
}

test('adding a host: the keyboard begins at the address, goes to what is wrong, and back to the button', async () => {
  const add = page.getByRole('button', { name: 'Add host', exact: true }).first();
  await add.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Add host' });
  const address = dialog.getByLabel('Address', { exact: true });
  await expect(address).toBeFocused();
  await closes(dialog);
  await expect(add).toBeFocused();
  await page.keyboard.press('Enter');
  await holdsUp(dialog);
  await address.fill('-o');
  await dialog.getByRole('button', { name: /^Connection/ }).click();
  await page.keyboard.press('Control+Enter'); // the primary: saves, and would connect
  await expect(address).toBeFocused();
  await expect(address).toHaveAttribute('aria-invalid', 'true');
  await holdsUp(dialog, async () => {
    await page.keyboard.press('Control+Enter');
    await expect(address).toBeFocused();
    await inSight(dialog.locator('#field-address-note'));
  });
  await page.keyboard.press('Escape');
  await expect(dialog.getByRole('alertdialog', { name: 'Discard changes?' })).toBeVisible();
  await inSight(dialog.locator('.dialog-foot'));
  await dialog.getByRole('button', { name: 'Discard' }).click();
  await expect(dialog).toBeHidden();
});

test('a field in a closed section that is wrong opens it', async () => {
  await page.getByRole('button', { name: 'Add host', exact: true }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Add host' });
  await dialog.getByLabel('Address', { exact: true }).fill('web');
  const section = dialog.getByRole('button', { name: /^Connection/ });
  const jump = dialog.getByLabel('Jump host', { exact: true });
  await section.click();
  await jump.fill('a b');
  await section.click();
  await expect(jump).toBeHidden();
  await expect(section).toContainText('Jump host: a b');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(jump).toBeFocused();
  await page.keyboard.press('Escape');
  await dialog.getByRole('button', { name: 'Discard' }).click();
});

test('a saved host is picked as jump host, shown by its name, and left out again', async () => {
  await page.getByRole('button', { name: 'Add host', exact: true }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Add host' });
  await dialog.getByLabel('Address', { exact: true }).fill('web');
  await (await showField(dialog, 'Jump host')).fill('fa');
  await dialog.getByRole('button', { name: 'Choose a saved host' }).click();
  await page.getByRole('menuitem', { name: /^Far/ }).click();
  const leaveOut = dialog.getByRole('button', { name: 'Leave out Far' });
  await expect(leaveOut).toBeVisible();
  await holdsUp(dialog);
  const section = dialog.getByRole('button', { name: /^Connection/ });
  await section.click();
  await expect(section).toContainText('Jump host: Far');
  await section.click();
  await leaveOut.click();
  await expect(dialog.getByLabel('Jump host', { exact: true })).toHaveValue('');
  await page.keyboard.press('Escape');
  await dialog.getByRole('button', { name: 'Discard' }).click();
});

test('a host saved without a name is called as its address, and is connected to', async () => {
  await page.getByRole('button', { name: 'Add host', exact: true }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Add host' });
  await choose(dialog, 'Kind', 'Local shell');
  await dialog.getByLabel('Shell', { exact: true }).fill('/bin/sh');
  await dialog.getByRole('button', { name: 'Save and connect' }).click();
  await expect(page.getByRole('tab')).toHaveCount(2); // the other one is online, too
  await waitForState(page, 'online');
  await expect(hostEntry(page, '/bin/sh')).toBeVisible();
  await page.getByRole('tab', { selected: true }).press('Delete');
  // The keyboard goes on in the tab beside it, and stays there until somebody takes it elsewhere.
  await expect(page.getByRole('tab')).toHaveCount(1);
  await expect(terminal(page).locator('.xterm-helper-textarea')).toBeFocused();
  await hostEntry(page, '/bin/sh').click();
  await page.keyboard.press('Delete');
  await expect(hostEntry(page, '/bin/sh')).toHaveCount(0);
});

test('editing a host', async () => {
  await fromMenu('Far', /^Edit/);
  const dialog = page.getByRole('dialog', { name: 'Edit host' });
  await closes(dialog);
  await expect(hostEntry(page, 'Far')).toBeFocused();
  await fromMenu('Far', /^Edit/);
  await holdsUp(dialog);
  await closes(dialog);
});

test('running shells, and an agent that can’t be reached: said in the footer, in sight', async () => {
  await fromMenu('Kept', /^Running shells/);
  const dialog = page.getByRole('dialog', { name: 'Running shells on Kept' });
  await expect(dialog.getByRole('list')).toBeVisible();
  await holdsUp(dialog);
  await closes(dialog);
  const gone = agent.link.replace(/127\.0\.0\.1:\d+/, '127.0.0.1:9');
  await addHost(page, { name: 'Gone', kind: 'Agent', fields: { 'Pairing link': gone } });
  await fromMenu('Gone', /^Running shells/);
  const other = page.getByRole('dialog', { name: 'Running shells on Gone' });
  const said = other.getByRole('alert');
  await expect(said).not.toBeEmpty();
  await holdsUp(other, () => inSight(said));
  await closes(other);
});

test('tunnels, the form of one, and what it refuses', async () => {
  await fromMenu('Far', /^Tunnels/);
  const dialog = page.getByRole('dialog', { name: /^Tunnels/ });
  await holdsUp(dialog);
  await dialog.getByRole('button', { name: /^Add/ }).first().click();
  const form = page.getByRole('dialog', { name: /^Add tunnel/ });
  await holdsUp(form);
  await form.getByLabel('Port').first().fill('no port');
  await form.getByRole('button', { name: 'Save and start' }).click();
  const wrong = form.locator('[aria-invalid="true"]').first();
  await expect(wrong).toBeFocused();
  await holdsUp(form, async () => {
    await page.keyboard.press('Control+Enter');
    await expect(wrong).toBeFocused();
    await inSight(wrong);
  });
  await page.keyboard.press('Escape');
  await form.getByRole('button', { name: 'Discard' }).click();
  await closes(dialog);
});

test('sharing a shell', async () => {
  await page.locator('[role="tab"][aria-selected="true"]').click({ button: 'right' });
  await page.getByRole('menuitem', { name: /^Share…/ }).click();
  const dialog = page.getByRole('dialog', { name: /^Share “/ });
  await expect(dialog.getByRole('combobox', { name: 'Guests', exact: true })).toBeFocused();
  await holdsUp(dialog);
  await dialog.getByRole('button', { name: 'Make invitation' }).click();
  await dialog.getByLabel('Link of the invitation', { exact: true }).waitFor();
  await holdsUp(dialog);
  await closes(dialog);
});

test('joining a shell, and a link that is none', async () => {
  await terminal(page).locator('.xterm').click();
  await page.keyboard.press('Control+Shift+J');
  const dialog = page.getByRole('dialog', { name: 'Join a shared shell' });
  await holdsUp(dialog);
  await dialog.getByRole('textbox').first().fill('nothing');
  await dialog.getByRole('button', { name: 'Join', exact: true }).click();
  const link = dialog.getByRole('textbox').first();
  await expect(link).toBeFocused();
  await holdsUp(dialog);
  await closes(dialog);
  await expect(terminal(page).locator('.xterm-helper-textarea')).toBeFocused();
});

test('pasting several lines', async () => {
  await page.evaluate(() => window.bowline.call('clipboard:write', 'echo 1\necho 2\n'));
  await terminal(page).locator('.xterm').click();
  await page.keyboard.press('Control+Shift+V');
  const dialog = page.getByRole('alertdialog', { name: 'Paste 2 lines?' });
  await holdsUp(dialog);
  await closes(dialog);
});

test('leaving a shell that is kept, and closing one in which a program runs', async () => {
  await page.getByRole('tab', { selected: true }).press('Delete');
  const leave = page.getByRole('alertdialog', { name: /^Close “/ });
  await holdsUp(leave);
  await closes(leave);
  await openHost(page, 'Here');
  await waitForState(page, 'online');
  await typeLine(page, 'sh -c "echo begun; exec sleep 1000"');
  await waitForRow(page, 'begun');
  await page.getByRole('tab', { selected: true }).press('Delete');
  const close = page.getByRole('alertdialog', { name: /^Close “/ });
  await expect(close).toContainText('Closing ends it.');
  await expect(close.getByRole('button', { name: 'Keep open' })).toBeFocused();
  await holdsUp(close);
  await closes(close);
});

test('closing the window asks over a form, which stays as it is', async () => {
  await page.getByRole('button', { name: 'Add host', exact: true }).first().click();
  const form = page.getByRole('dialog', { name: 'Add host' });
  await form.getByLabel('Address', { exact: true }).fill('half typed');
  const native = await app.electron.browserWindow(page);
  await native.evaluate((one) => one.close());
  const dialog = leaveDialog(page);
  await dialog.waitFor();
  await expect(dialog.getByRole('button', { name: 'Keep open' })).toBeFocused();
  await closes(dialog);
  await expect(form.getByLabel('Address', { exact: true })).toHaveValue('half typed');
  await page.keyboard.press('Escape');
  await form.getByRole('button', { name: 'Discard' }).click();
  await native.evaluate((one) => one.close());
  await holdsUp(dialog);
  await closes(dialog);
});

test('a host with an open shell is asked about; one without goes at once, and Ctrl+Z brings it back', async () => {
  await openHost(page, 'Here');
  await waitForState(page, 'online');
  await hostEntry(page, 'Here').click();
  await page.keyboard.press('Delete');
  const dialog = page.getByRole('alertdialog', { name: 'Delete “Here”?' });
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await holdsUp(dialog);
  await closes(dialog);
  const before = await page.evaluate(() => window.bowline.call('hosts:list'));
  await hostEntry(page, 'Far').click();
  await keepToasts(page);
  await page.keyboard.press('Delete');
  await expect(hostEntry(page, 'Far')).toHaveCount(0);
  const told = page.getByRole('region', { name: 'Notices' });
  await expect(told).toContainText('Far deleted.');
  await expect(told.getByRole('button', { name: 'Undo' })).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(hostEntry(page, 'Far')).toBeVisible();
  await expect(told).not.toContainText('Far deleted.');
  expect(await page.evaluate(() => window.bowline.call('hosts:list'))).toEqual(before);
});
