// The settings in a tab of the real app: found by typing, in force at once in real terminals, of one
// host or of all, stored, edited by hand, and moved about like any other pane.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { panesIn } from '../../core/layout/find.ts';
import type { Bridge } from '../../electron/ipc/contract.ts';
import { atRest } from '../support/atRest.ts';
import {
  addHost,
  choose,
  openHost,
  openSettings,
  pressTab,
  showTab,
  terminal,
  typeLine,
  waitForRow,
  waitForState,
} from '../support/drive.ts';
import { Restarting } from '../support/restart.ts';
import {
  activeTab,
  commandIn,
  openedWindow,
  ownWindow,
  paneOn,
  splitOff,
} from '../support/severalWindows.ts';
import { optionsOf } from '../support/windowTerminals.ts';

declare const window: { bowline: Bridge };

let bowline: Restarting;
let page: Page;
let shell: string;

test.beforeEach(async () => {
  bowline = await Restarting.start();
  page = bowline.window;
  await addHost(page, { name: 'Here', kind: 'Local shell', fields: { Shell: '/bin/sh' } });
  shell = await opened('Here');
});
test.afterEach(() => bowline.end());

async function opened(host: string): Promise<string> {
  await openHost(page, host);
  await waitForState(page, 'online');
  return (await activeTab(page)).focus;
}

const tab = (name: string | RegExp): Locator =>
  page.getByLabel('Open shells', { exact: true }).getByRole('tab', { name });
const file = (): string => path.join(bowline.userData, 'settings.json');
/** Nothing is stored before something was changed. */
const stored = async (): Promise<unknown> =>
  JSON.parse(await readFile(file(), 'utf8').catch(() => '{}'));
const row = (name: string): Locator => page.locator(`[data-setting="${name}"]`);

async function fill(within: Locator, label: string, value: string): Promise<void> {
  const field = within.getByLabel(label, { exact: true });
  await field.fill(value);
  await field.press('Tab');
}

/** Waits until the terminal of a pane is set so. */
async function expectSet(pane: string, wanted: Record<string, unknown>): Promise<void> {
  await expect.poll(() => optionsOf(page, pane)).toMatchObject(wanted);
}

test('open by key beside the shown tab, once a window, with the keyboard in the search', async () => {
  await opened('Here');
  await pressTab(tab(/^Here /).first());
  await page.keyboard.press('Control+,');
  await expect(tab('Settings')).toHaveAttribute('aria-selected', 'true');
  const kinds = async (): Promise<string[]> =>
    (await ownWindow(page)).tabs.map(({ tree }) => panesIn(tree)[0]!.content.kind);
  await expect.poll(kinds).toEqual(['shell', 'settings', 'shell']);
  await expect(page.getByRole('textbox', { name: 'Find a setting' })).toBeFocused();
  await expect(page.locator('footer').first()).toContainText('Settings');
  await showTab(page, /^Here/);
  await expect(terminal(page).locator('textarea')).toBeFocused();
  await page.keyboard.press('Control+,');
  await expect(tab('Settings')).toHaveCount(1);
  await expect(tab('Settings')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Control+Shift+W');
  await expect(tab('Settings')).toHaveCount(0);
  await page.keyboard.press('Control+Shift+Z');
  await expect(tab('Settings')).toHaveAttribute('aria-selected', 'true');
});

test('are found by typing, over all pages, and gone through by keys', async () => {
  await page.keyboard.press('Control+,');
  const find = page.getByRole('textbox', { name: 'Find a setting' });
  await expect(find).toBeFocused();
  await page.keyboard.type('cursor blink');
  const pages = page.getByRole('navigation', { name: 'Pages of the settings' });
  await expect(pages.locator('[aria-current]')).toHaveText(/Terminal\s*1/);
  await expect(row('cursorBlink')).toBeVisible();
  await expect(row('scrollback')).toBeHidden();
  await expect(row('cursorBlink').locator('mark')).toHaveText(['Blink', 'cursor']);
  await find.fill('xyzzy');
  await expect(page.getByText('No setting has “xyzzy” in it.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(find).toHaveValue('');
  await page.keyboard.press('ArrowDown');
  await expect(pages.getByRole('button', { name: 'Appearance' })).toBeFocused();
  await page.keyboard.press('End');
  await expect(page.getByRole('heading', { name: 'Updates' })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('heading', { name: 'Appearance' })).toBeVisible();
  await page.keyboard.press('Control+Shift+F');
  await expect(find).toBeFocused();
});

test('that are more than a row are found as well: the gallery, the accent, the keys', async () => {
  await page.keyboard.press('Control+,');
  const find = page.getByRole('textbox', { name: 'Find a setting' });
  const pages = page.getByRole('navigation', { name: 'Pages of the settings' });
  const gallery = page.getByRole('radiogroup', { name: 'Colour scheme' });
  const accent = page.getByRole('radiogroup', { name: 'Accent colour' });
  await find.fill('accent');
  await expect(pages.locator('[aria-current]')).toHaveText(/Appearance\s*1/);
  await expect(accent).toBeVisible();
  await expect(gallery).toBeHidden();
  await find.fill('whole window follows');
  await expect(gallery).toBeVisible();
  await expect(accent).toBeHidden();
  await find.fill('split');
  await expect(pages.locator('[aria-current]')).toHaveText(/Keys\s*2/);
  const keys = page.getByRole('table', { name: 'Keys' }).locator('tbody tr');
  await expect(keys).toHaveCount(2);
  await pages.getByRole('button', { name: 'Keys' }).click();
  await find.fill('');
  await expect.poll(() => keys.count()).toBeGreaterThan(20);
});

test('of links, tabs and the panel at the side are stored, and sites are taken off again', async () => {
  await page.evaluate(() =>
    window.bowline.call('settings:set', { trustedSites: ['one.example', 'two.example:8080'] }),
  );
  const mouse = await openSettings(page, 'Mouse and clipboard');
  const sites = mouse.getByRole('list', { name: 'Trusted sites' });
  await expect(sites.getByRole('listitem')).toHaveCount(2);
  await sites.getByRole('button', { name: 'Ask again before opening one.example' }).click();
  await expect(sites.getByRole('listitem')).toHaveText([/two\.example:8080/]);
  await expect.poll(stored).toMatchObject({ trustedSites: ['two.example:8080'] });
  await row('trustedSites')
    .getByRole('button', { name: /back to the default$/ })
    .click();
  await expect(row('trustedSites')).not.toHaveClass(/changed/);
  await expect(row('trustedSites')).toContainText('None yet: every link asks first.');
  const tabs = await openSettings(page, 'Connections');
  await tabs.getByRole('radio', { name: 'Last use' }).click();
  const sharing = await openSettings(page, 'Sharing');
  await sharing.getByRole('switch', { name: 'People and chat stand beside the panes' }).click();
  await expect.poll(stored).toMatchObject({ tabSwitching: 'last-used', sidePanelPinned: true });
});

test('take effect in the terminals at once, and go back to the default', async () => {
  await typeLine(page, 'echo wide');
  await waitForRow(page, 'wide');
  const cell = async () =>
    (await terminal(page).locator('.xterm-rows > div').first().boundingBox())!;
  const before = await cell();
  const look = await openSettings(page, 'Appearance');
  await fill(look, 'Font size', '20');
  await fill(look, 'Line height', '1.8');
  await fill(look, 'Letter spacing', '3');
  await fill(look, 'Weight', '300');
  await fill(look, 'Weight of bold text', '800');
  await look.getByRole('switch', { name: 'Ligatures' }).click();
  const keys = await openSettings(page, 'Terminal');
  await keys.getByRole('radio', { name: 'Underline' }).click();
  await keys.getByRole('switch', { name: 'Blinking cursor' }).click();
  await fill(keys, 'Scrollback', '77');
  await fill(keys, 'Least contrast of terminal colours', '7');
  const mouse = await openSettings(page, 'Mouse and clipboard');
  await fill(mouse, 'What ends a word', ' ;');
  await fill(mouse, 'Speed of the wheel', '2.5');
  const set = {
    fontSize: 20,
    lineHeight: 1.8,
    letterSpacing: 3,
    scrollback: 77,
    cursorBlink: true,
  };
  await expectSet(shell, {
    ...set,
    ...{ fontWeight: 300, fontWeightBold: 800, cursorStyle: 'underline', minimumContrastRatio: 7 },
    ...{ wordSeparator: ' ;', scrollSensitivity: 2.5, ligatures: '"calt"' },
  });
  await expect.poll(stored).toMatchObject({ ...set, cursorShape: 'underline', ligatures: true });
  await showTab(page, /^Here/);
  await expect.poll(async () => (await cell()).height).toBeGreaterThan(before.height * 1.5);
  const again = await openSettings(page, 'Appearance');
  await expect(row('fontSize')).toHaveClass(/changed/);
  await again.getByRole('button', { name: 'Font size: back to the default' }).click();
  await expect(row('fontSize')).not.toHaveClass(/changed/);
  await again.getByRole('switch', { name: 'Ligatures' }).click();
  await expectSet(shell, { fontSize: 14, ligatures: '' });
  await expect.poll(stored).not.toHaveProperty('fontSize');
});

test('of one host are that host’s alone, also after a restart', async () => {
  await addHost(page, { name: 'Other', kind: 'Local shell', fields: { Shell: '/bin/sh' } });
  const other = await opened('Other');
  const look = await openSettings(page, 'Appearance');
  await look.getByRole('radio', { name: 'One host' }).click();
  await expect(shownHost(look)).toHaveText('Other');
  await expect(row('nativeFrame')).toBeHidden(); // that is for the whole window, like its colours
  await expect(look.getByRole('radiogroup', { name: 'Colour scheme' })).toBeHidden();
  await openSettings(page, 'Keys');
  await expect(page.getByText('Nothing here can be different for one host.')).toBeVisible();
  await expect(page.getByRole('table', { name: 'Keys' })).toBeHidden();
  await openSettings(page, 'Appearance');
  await fill(look, 'Font size', '25');
  await expectSet(other, { fontSize: 25 });
  await expectSet(shell, { fontSize: 14 });
  await look.getByRole('radio', { name: 'Everywhere' }).click();
  await fill(look, 'Font size', '9');
  await expectSet(shell, { fontSize: 9 });
  await expectSet(other, { fontSize: 25 });
  await bowline.quit();
  await bowline.startAgain();
  page = bowline.window;
  await expect(tab('Settings')).toHaveAttribute('aria-selected', 'true');
  await expectSet(other, { fontSize: 25 });
  await expectSet(shell, { fontSize: 9 });
  const back = await openSettings(page, 'Appearance');
  await back.getByRole('radio', { name: 'One host' }).click();
  await chooseHost(back, 'Other');
  await back.getByRole('button', { name: 'Font size: back to the default' }).click();
  await expectSet(other, { fontSize: 9 });
});

const shownHost = (within: Locator): Locator => within.getByRole('combobox', { name: 'Host' });

async function chooseHost(within: Locator, host: string): Promise<void> {
  if ((await shownHost(within).textContent()) !== host) await choose(within, 'Host', host);
}

test('edited by hand are in force at once; a mistake is told with its place, and mended', async () => {
  await writeFile(file(), '{\n  // larger\n  "fontSize": 22,\n}\n');
  await expectSet(shell, { fontSize: 22 });
  const look = await openSettings(page, 'Appearance');
  await expect(look.getByLabel('Font size', { exact: true })).toHaveValue('22');
  await fill(look, 'Line height', '1.5');
  await expectSet(shell, { lineHeight: 1.5 });
  await expect.poll(() => readFile(file(), 'utf8')).toContain('// larger');
  await writeFile(file(), '{\n  "fontSize": 400,\n  "cursorShape": "bar"\n}\n');
  const told = page.getByText(
    /settings\.json, line 2, column 15: fontSize is 400; it may be 6 to 72\./,
  );
  await expect(told).toBeVisible();
  await expectSet(shell, { fontSize: 22, cursorStyle: 'bar', lineHeight: 1.15 });
  const broken = '{\n  "fontSize": 30\n  "cursorShape": "bar"\n}\n';
  await writeFile(file(), broken);
  await expect(page.getByText(/line 3, column 3: a comma is missing before this\./)).toBeVisible();
  await fill(look, 'Line height', '1.7');
  await expect(row('lineHeight')).toContainText('nothing can be changed here');
  expect(await readFile(file(), 'utf8')).toBe(broken);
  await writeFile(file(), '{ "fontSize": 30 }');
  await expect(page.getByText('settings.json is in order again')).toBeVisible();
  await expectSet(shell, { fontSize: 30, cursorStyle: 'block' });
  await fill(look, 'Line height', '1.7');
  await expectSet(shell, { lineHeight: 1.7 });
});

test('stand beside a shell, move to a window of their own, and come back after a restart', async () => {
  await page.keyboard.press('Control+,');
  await expect(page.getByRole('textbox', { name: 'Find a setting' })).toBeFocused();
  const { focus: pane } = await activeTab(page);
  const beside = await splitOff(page, 'D');
  await expect(paneOn(page, pane).getByRole('group', { name: /Settings/ })).toBeVisible();
  await expect(paneOn(page, beside).locator('textarea')).toBeFocused();
  await page.keyboard.press('Control+,');
  await expect(paneOn(page, pane).getByRole('textbox', { name: 'Find a setting' })).toBeFocused();
  await expect(tab('Settings')).toHaveCount(1);
  const { electron } = bowline.app;
  const second = await openedWindow(electron, () =>
    commandIn(electron, page, 'move-pane-to-new-window'),
  );
  await expect(second.getByRole('heading', { name: 'Appearance' })).toBeVisible();
  expect((await ownWindow(second)).tabs.map(({ focus }) => focus)).toEqual([pane]);
  await second.getByLabel('Font size', { exact: true }).fill('21');
  await second.getByLabel('Font size', { exact: true }).press('Tab');
  await expectSet(shell, { fontSize: 21 });
  await page.keyboard.press('Control+,'); // each window has its own
  await expect(tab('Settings')).toHaveCount(1);
  const storedSettings = async (): Promise<number[]> => {
    const { windows } = await bowline.savedLayout();
    const kinds = windows.map(({ tabs }) =>
      tabs.flatMap(({ tree }) => panesIn(tree).map(({ content }) => content.kind)),
    );
    return kinds.map((all) => all.filter((kind) => kind === 'settings').length);
  };
  await expect.poll(storedSettings).toEqual([1, 1]);
  await bowline.kill();
  await bowline.startAgain();
  const texts = async (): Promise<string[]> => {
    const pages = bowline.app.electron.windows();
    const all = await Promise.all(
      pages.map((one) => one.getByRole('tab', { name: 'Settings' }).count()),
    );
    return all.map(String).sort();
  };
  await expect.poll(texts).toEqual(['1', '1']);
});

test('a tab closes with its program where that is chosen, and stays where it failed', async () => {
  const page2 = await openSettings(page, 'Connections');
  await choose(page2, 'When the program ends', 'Its tab closes, unless it failed');
  await expect.poll(stored).toMatchObject({ closeOnExit: 'clean' });
  await showTab(page, /^Here/);
  await typeLine(page, 'exit 3');
  await page.locator('[role="tab"][data-state="closed"]').waitFor();
  await opened('Here');
  await typeLine(page, 'exit');
  await expect(tab(/^Here/)).toHaveCount(1);
  await expect(tab(/^Here/)).toHaveAttribute('data-state', 'closed');
});

test('a middle click closes no tab, and pastes nothing, where that is chosen', async () => {
  const mouse = await openSettings(page, 'Mouse and clipboard');
  await mouse.getByRole('switch', { name: 'Middle click on a tab closes it' }).click();
  await expect(row('middleClickTab')).toHaveClass(/changed/);
  await choose(mouse, 'Middle click', 'Pastes what was copied');
  await tab(/^Here/).click({ button: 'middle' });
  await bowline.app.electron.evaluate(({ clipboard }) => clipboard.writeText('echo from-$((6*7))'));
  await showTab(page, /^Here/);
  await terminal(page).locator('.xterm-screen').click({ button: 'middle' });
  await waitForRow(page, /echo from-\$/);
  await page.keyboard.press('Enter');
  await waitForRow(page, 'from-42');
});

test('Alt types its character alone where that is chosen', async () => {
  const keys = await openSettings(page, 'Terminal');
  await keys.getByRole('switch', { name: 'Alt sends Escape first' }).click();
  await expect(row('altIsMeta')).toHaveClass(/changed/);
  await showTab(page, /^Here/);
  await typeLine(page, "stty -echo; printf rea''dy; exec cat -v");
  await waitForRow(page, /ready/);
  await page.keyboard.press('Alt+x');
  await page.keyboard.press('Enter');
  await waitForRow(page, /readyx$|^x$/);
});

test('no rule for everybody’s use is broken on any page, in either theme', async () => {
  const axe = await readFile(
    path.resolve(import.meta.dirname, '../../node_modules/axe-core/axe.min.js'),
    'utf8',
  );
  await page.keyboard.press('Control+,');
  await page.evaluate(axe);
  const pages = page.getByRole('navigation', { name: 'Pages of the settings' }).getByRole('button');
  for (const theme of ['dark', 'light'] as const) {
    await page.evaluate((one) => window.bowline.call('settings:set', { theme: one }), theme);
    await page.locator(`:root[data-theme="${theme}"]`).waitFor();
    for (let at = 0; at < (await pages.count()); at++) {
      await pages.nth(at).click();
      await expect(pages.nth(at)).toHaveAttribute('aria-current');
      await atRest(page);
      const found = await page.evaluate(async () => {
        const { axe: rules } = globalThis as unknown as {
          axe: { run: (on: string) => Promise<Found> };
        };
        const { violations } = await rules.run('.settings-pane');
        return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
      });
      expect(found).toEqual([]);
    }
  }
});

interface Found {
  violations: { id: string; nodes: { html: string }[] }[];
}
