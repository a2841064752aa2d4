// The tab strip of the real app: tabs shrink, then go behind a button that tells the worst of them and
// lists them all; what happens in hidden tabs is marked until it is looked at; names and numbers stay.
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import axe from 'axe-core';
import type { Bridge } from '../../electron/ipc/contract.ts';
import { atRest, sized } from '../support/atRest.ts';
import { addHost, openHost, pressTab, tabCount, typeLine, waitForState } from '../support/drive.ts';
import { needs } from '../support/needs.ts';
import { Restarting } from '../support/restart.ts';
import { activeTab, commandIn, ownWindow } from '../support/severalWindows.ts';
import { startSshd, whyNoSshd } from '../support/sshd.ts';

type Axe = typeof axe;
declare const window: { bowline: Bridge };

let bowline: Restarting;

test.beforeEach(async () => {
  bowline = await Restarting.start();
  await addHost(bowline.window, {
    name: 'Here',
    kind: 'Local shell',
    fields: { Shell: '/bin/sh' },
  });
});
test.afterEach(async () => {
  await bowline.end();
});

const strip = (page = bowline.window): Locator => page.getByLabel('Open shells', { exact: true });
const tabs = (page = bowline.window): Locator => strip(page).getByRole('tab');
const tabAt = (place: number): Locator => strip().locator(`[aria-posinset="${place}"]`);
const more = (page = bowline.window): Locator =>
  page.getByRole('button', { name: /^(\d+ more tabs?|All \d+ tabs?)\b/ });
const list = (page = bowline.window): Locator => page.getByRole('listbox', { name: 'All tabs' });
const names = async (): Promise<string[]> =>
  tabs().evaluateAll((all) => all.map((tab) => tab.querySelector('.title')!.textContent));

async function openSeveral(count: number, name = 'Here'): Promise<void> {
  for (let tab = 0; tab < count; tab++) await openHost(bowline.window, name);
  await waitForState(bowline.window, 'online');
}

async function setWidth(width: number, height = 800): Promise<void> {
  const native = await bowline.app.electron.browserWindow(bowline.window);
  await native.evaluate((one, size) => one.setContentSize(...size), [width, height] as [
    number,
    number,
  ]);
  await sized(bowline.window, width, height);
}

const command = (name: string): Promise<void> =>
  commandIn(bowline.app.electron, bowline.window, name);

/** A line that does something once `go` is called, however long it takes to get there. */
function onceTold(does: string): { line: string; go: () => Promise<void> } {
  const file = path.join(bowline.userData, randomUUID());
  const line = `until [ -e '${file}' ]; do sleep 0.1; done; ${does}`;
  return { line, go: () => writeFile(file, '') };
}

/** A host whose program ends at once, in so many words: its tab is cheap. */
async function addEnding(name: string, shell: string): Promise<void> {
  await addHost(bowline.window, { name, kind: 'Local shell', fields: { Shell: shell } });
}

interface Box {
  left: number;
  right: number;
  width: number;
}

async function boxes(of: Locator): Promise<Box[]> {
  return of.evaluateAll((all) =>
    all.map((one) => {
      const { left, right, width } = one.parentElement!.getBoundingClientRect();
      return { left, right, width };
    }),
  );
}

test('40 tabs shrink, then go behind a button; the shown one is always seen, at any width', async () => {
  test.setTimeout(300_000);
  await addEnding('Done', '/bin/true');
  await openHost(bowline.window, 'Here');
  await waitForState(bowline.window, 'online');
  for (let tab = 1; tab < 40; tab++) await openHost(bowline.window, 'Done');
  const ended = async (): Promise<number> => {
    const shells = await bowline.window.evaluate(() => window.bowline.call('shells:list'));
    return shells.filter(({ state }) => state === 'closed').length;
  };
  await expect.poll(ended).toBe(39);
  for (const width of [1440, 1100, 800, 690]) {
    await setWidth(width);
    for (const place of [1, 20, 40]) {
      const { tabs: all } = await ownWindow(bowline.window);
      await bowline.window.evaluate(() => document.body.focus());
      await showByList(all.length, place);
      await expect(tabAt(place)).toHaveAttribute('aria-selected', 'true');
      const shown = await boxes(tabs());
      const [button] = await boxes(more().locator('svg').last());
      for (const [at, { left, right, width: own }] of shown.entries()) {
        expect(own).toBeGreaterThanOrEqual(shown.length > 1 ? 104 : 72);
        expect(own).toBeLessThanOrEqual(232.5);
        expect(left).toBeGreaterThanOrEqual(at === 0 ? 0 : shown[at - 1]!.right - 0.5);
        expect(right).toBeLessThanOrEqual(button!.left + 0.5);
      }
      const [said] = /\d+/.exec(await more().innerText())!;
      expect(Number(said)).toBe(40 - shown.length);
      const ends = bowline.window.getByRole('button', { name: 'Settings' });
      expect((await ends.boundingBox())!.x).toBeLessThan(width);
    }
  }
  expect(await bowline.window.locator('[data-tab]').count()).toBeLessThan(12);
});

/** Opens the list; the keyboard is in its field when this returns. */
async function openList(): Promise<void> {
  await more().click();
  await expect(bowline.window.getByRole('combobox', { name: 'Find a tab' })).toBeFocused();
}

/** Shows a tab through the list, whether or not it has a place in the strip. */
async function showByList(count: number, place: number): Promise<void> {
  const page = bowline.window;
  await openList();
  await expect(list().getByRole('option').first()).toHaveAttribute('aria-setsize', String(count));
  const seen = await tabs().evaluateAll((all) => all.map((tab) => Number(tab.ariaPosInSet)));
  const hidden = Array.from({ length: count }, (_, at) => at + 1).filter(
    (at) => !seen.includes(at),
  );
  const row = [...hidden, ...seen].indexOf(place);
  for (let down = 0; down < row; down++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(list()).toHaveCount(0);
}

test('the list is searched and used by the keyboard alone', async () => {
  const page = bowline.window;
  await addEnding('上海-数据库-主', '/bin/true');
  await openHost(page, '上海-数据库-主');
  await openSeveral(9);
  await setWidth(900);
  await more().focus();
  await page.keyboard.press('Enter');
  const field = page.getByRole('combobox', { name: 'Find a tab' });
  await expect(field).toBeFocused();
  await page.keyboard.type('数据');
  await expect(list().getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(tabAt(1)).toHaveAttribute('aria-selected', 'true');
  await expect(page.locator('textarea:focus')).toHaveCount(1); // back in the terminal
  await openList();
  await page.keyboard.type('nothing of the kind');
  await expect(page.getByText('No tab is called like that.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(field).toHaveCount(0);
  await expect(tabAt(1)).toHaveAttribute('aria-selected', 'true');
});

test('the button tells the worst state of the tabs behind it', async () => {
  const page = bowline.window;
  await openSeveral(9);
  await setWidth(900);
  const hidden = await tabCount(page);
  await expect(more()).toHaveAccessibleName(/^\d+ more tabs$/);
  // The shown one is the last; another behind the button ends, and then one prints.
  await showByList(hidden, 7);
  const end = onceTold('exit 3');
  await typeLine(page, end.line);
  await showByList(hidden, 1);
  await end.go();
  await expect(more()).toHaveAccessibleName(/more tabs, one ended$/);
  await expect(more().locator('.mark.ended')).toHaveCount(1);
  await more().click();
  await expect(list().locator('[data-mark="ended"]')).toHaveCount(1);
});

test('a hidden tab is marked by new output, by its end and by a good end, until it is looked at', async () => {
  const page = bowline.window;
  await openSeveral(2);
  await waitForState(page, 'online');
  await typeLine(page, 'while sleep 0.2; do echo tick; done');
  await pressTab(tabAt(1));
  await expect(tabAt(2)).toHaveAttribute('data-mark', 'unseen');
  await expect(tabAt(2)).toHaveAccessibleName(/^Here \(2\).* online new output$/);
  await expect(tabAt(1)).toHaveAttribute('data-mark', 'online');
  await pressTab(tabAt(2));
  await expect(tabAt(2)).toHaveAttribute('data-mark', 'online');
  await expect(page.locator('textarea:focus')).toHaveCount(1);
  await page.keyboard.press('Control+c');
  const end = onceTold('exit 0');
  await typeLine(page, end.line);
  await pressTab(tabAt(1));
  await end.go();
  await expect(tabAt(2)).toHaveAttribute('data-mark', 'finished');
  await pressTab(tabAt(2));
  await expect(tabAt(2)).toHaveAttribute('data-mark', 'ended');
});

test('a hidden tab whose program rings is marked until it is looked at', async () => {
  const page = bowline.window;
  await openSeveral(2);
  const ring = onceTold(`printf '\\007'`);
  await typeLine(page, ring.line);
  await pressTab(tabAt(1));
  await ring.go();
  await expect(tabAt(2)).toHaveAttribute('data-mark', 'bell');
  await expect(tabAt(2)).toHaveAccessibleName(/ online rang the bell$/);
  await pressTab(tabAt(2));
  await expect(tabAt(2)).toHaveAttribute('data-mark', 'online');
});

test('a hidden tab in which ssh asks is marked, and so is the button where it has no place', async () => {
  needs(whyNoSshd(), test);
  const page = bowline.window;
  const sshd = await startSshd();
  try {
    const { host: Address, port, user: User, identityFile, clientOptions: Options } = sshd;
    const fields = { Address, Port: String(port), User, 'Identity file': identityFile, Options };
    await addHost(page, { name: 'Server', kind: 'SSH', fields });
    await openHost(page, 'Server');
    await waitForState(page, 'authenticating'); // its key is new
    await openSeveral(1);
    await expect(tabAt(1)).toHaveAttribute('data-mark', 'asks');
    await expect(tabAt(1)).toHaveAccessibleName(/has a host key that isn’t known yet/);
    await setWidth(640, 480);
    await expect(more()).toHaveAccessibleName('All 2 tabs, one asks you');
    await expect(more().locator('.mark.asks')).toHaveCount(1);
  } finally {
    await sshd.close();
  }
});

test('numbers of tabs stay when others close, over a restart, and names of hosts are kept', async () => {
  const page = bowline.window;
  await openSeveral(3);
  await expect.poll(names).toEqual(['Here', 'Here (2)', 'Here (3)']);
  await typeLine(page, `printf '\\033]0;deploy.sh\\007'`);
  await expect.poll(names).toEqual(['Here', 'Here (2)', 'Here (3): deploy.sh']);
  await tabAt(1).focus();
  await page.keyboard.press('Delete');
  await expect.poll(names).toEqual(['Here (2)', 'Here (3): deploy.sh']);
  await bowline.quit();
  await bowline.startAgain();
  await expect.poll(names).toEqual(['Here (2)', 'Here (3)']);
  await openHost(bowline.window, 'Here');
  await expect.poll(names).toEqual(['Here (2)', 'Here (3)', 'Here']);
});

test('a pinned tab stands first, as its mark alone, over a restart and when others close', async () => {
  const page = bowline.window;
  await openSeveral(3);
  await tabAt(3).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Pin', exact: true }).click();
  const pinnedWidth = async (): Promise<number> => (await boxes(tabs()))[0]!.width;
  await expect.poll(names).toEqual(['Here (3)', 'Here', 'Here (2)']);
  await expect.poll(pinnedWidth).toBe(40);
  await expect(tabAt(1)).toHaveAccessibleName(/^Here \(3\)/);
  await expect(page.locator('[data-tab]').first().locator('button')).toHaveCount(0);
  await bowline.quit();
  await bowline.startAgain();
  await expect.poll(names).toEqual(['Here (3)', 'Here', 'Here (2)']);
  await expect.poll(pinnedWidth).toBe(40);
  await tabAt(1).click({ button: 'middle' });
  await command('close-all-tabs');
  await expect.poll(names).toEqual(['Here (3)']);
  await bowline.window.getByRole('button', { name: 'Reopen 2 tabs' }).click();
  await expect.poll(names).toEqual(['Here (3)', 'Here', 'Here (2)']);
});

test('closing others is done at once and undone, and asks once where a program runs', async () => {
  const page = bowline.window;
  await setWidth(1440); // all four have a place
  await openSeveral(4);
  await command('close-other-tabs');
  await expect.poll(names).toEqual(['Here (4)']);
  await page.getByRole('button', { name: 'Reopen 3 tabs' }).click();
  await expect.poll(names).toEqual(['Here', 'Here (2)', 'Here (3)', 'Here (4)']);
  await pressTab(tabAt(1));
  await expect(tabAt(1)).toHaveAttribute('aria-selected', 'true');
  await waitForState(page, 'online');
  await typeLine(page, 'sleep 1000');
  const { focus: shell } = await activeTab(page);
  await expect
    .poll(() => page.evaluate((id) => window.bowline.call('shells:busy', id), shell))
    .toMatchObject({ busy: true });
  await pressTab(tabAt(4));
  await command('close-other-tabs');
  const question = page.getByRole('alertdialog');
  await expect(question.locator(':focus')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(question).toHaveCount(0);
  expect(await tabCount(page)).toBe(4);
});

test('Ctrl+Tab goes by last use where that is wanted, as long as Ctrl is held', async () => {
  const page = bowline.window;
  await openSeveral(3);
  await pressTab(tabAt(1));
  const shown = () =>
    tabs().and(page.locator('[aria-selected="true"]')).getAttribute('aria-posinset');
  await page.keyboard.press('Control+Tab');
  await expect.poll(shown).toBe('2'); // by order, as it was
  await pressTab(tabAt(1));
  await page.evaluate(() => window.bowline.call('settings:set', { tabSwitching: 'last-used' }));
  await page.keyboard.press('Control+Tab');
  await expect.poll(shown).toBe('2');
  await page.keyboard.down('Control');
  await page.keyboard.press('Tab');
  await expect.poll(shown).toBe('1');
  await page.keyboard.press('Tab');
  await expect.poll(shown).toBe('3');
  await page.keyboard.up('Control');
  await page.keyboard.press('Control+Tab');
  await expect.poll(shown).toBe('2');
});

test('in a narrow window one picker stands for all tabs', async () => {
  const page = bowline.window;
  await openSeveral(3);
  await setWidth(640, 480);
  await expect(tabs()).toHaveCount(1);
  await expect(more()).toHaveAccessibleName('All 3 tabs');
  await expect(more()).toHaveText('3');
  await tabs().click();
  await expect(page.getByRole('combobox', { name: 'Find a tab' })).toBeFocused();
  await page.keyboard.type('(2)');
  await expect(list().getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(tabs()).toHaveAttribute('aria-posinset', '2');
});

test('a title of thousands of characters that wants to be something else stays in its tab', async () => {
  const page = bowline.window;
  await openSeveral(2);
  const evil = `printf '\\033]0;%s\\007' "$(printf '\\342\\200\\256evil\\342\\200\\213 %.0s' $(seq 500))"`;
  await typeLine(page, evil);
  await expect.poll(async () => (await names())[1]).toMatch(/^Here \(2\): evil evil/);
  const [, second] = await names();
  expect(second).not.toMatch(/[\u200b\u202e]/);
  expect(second!.length).toBeLessThan(400);
  const [, box] = await boxes(tabs());
  expect(box!.width).toBeLessThanOrEqual(232);
});

test('the list of tabs owns nothing but tabs, and axe finds nothing in the strip', async () => {
  const page = bowline.window;
  await openSeveral(9);
  for (const width of [1200, 640]) {
    await setWidth(width);
    for (const theme of ['dark', 'light'] as const) {
      await page.evaluate((one) => window.bowline.call('settings:set', { theme: one }), theme);
      await expect
        .poll(() => page.evaluate(() => document.documentElement.dataset['theme']))
        .toBe(theme);
      expect(await faults(page, '.strip')).toEqual([]);
      await more().click();
      await expect(list()).toBeVisible();
      expect(await faults(page, '.all-tabs')).toEqual([]);
      await page.keyboard.press('Escape');
      await expect(list()).toHaveCount(0);
    }
  }
});

/** What axe finds in a part of the page. */
async function faults(page: Page, part: string): Promise<string[]> {
  await atRest(page);
  await page.evaluate(axe.source);
  return page.evaluate(async (within) => {
    const { axe } = globalThis as unknown as { axe: Axe };
    const { violations } = await axe.run(within);
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }, part);
}
