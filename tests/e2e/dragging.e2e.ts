// Dragging tabs and panes with the mouse: onto a side of a pane, into its middle, between tabs, to
// another window, out of all, and nowhere. What menus do with them, and several closed in one go.
import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { panesIn } from '../../core/layout/find.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { addHost, openHost, waitForState } from '../support/drive.ts';
import { needs } from '../support/needs.ts';
import {
  activeTab,
  commandIn,
  layoutOf,
  openedWindow,
  ownWindow,
  paneOn,
  splitOff,
} from '../support/severalWindows.ts';
import { whyNoKeyboard } from '../support/keyboard.ts';
import { keepToasts } from '../support/toasts.ts';
import { manageWindows, whyNoWindowManager } from '../support/windowManager.ts';
import { hover, onScreen, xMouse } from '../support/xMouse.ts';

let app: RunningApp;

test.beforeEach(async () => {
  app = await startApp();
  await addHost(app.window, { name: 'Here', kind: 'Local shell', fields: { Shell: '/bin/sh' } });
  await openHost(app.window, 'Here');
  await waitForState(app.window, 'online');
});
test.afterEach(async () => {
  await app?.close();
});

const shown = async (page = app.window): Promise<string[]> =>
  panesIn((await activeTab(page)).tree).map(({ id }) => id);
const tabs = async (page = app.window): Promise<string[][]> =>
  (await ownWindow(page)).tabs.map(({ tree }) => panesIn(tree).map(({ id }) => id));
const headOf = (pane: string, page = app.window): Locator =>
  paneOn(page, pane).getByRole('group', { name: /^Pane / });
const strip = (page = app.window): Locator => page.getByLabel('Open shells', { exact: true });

type Part = readonly [x: number, y: number];

/** Takes hold of something and moves it onto a part of something else, without letting go. */
async function carry(from: Locator, onto: Locator, [x, y]: Part): Promise<void> {
  const { mouse } = app.window;
  const [start, end] = [(await from.boundingBox())!, (await onto.boundingBox())!];
  const [left, top] = [end.x + end.width * x, end.y + end.height * y];
  await mouse.move(start.x + 40, start.y + start.height / 2);
  await mouse.down();
  await mouse.move(start.x + 50, start.y + start.height / 2 + 4);
  await mouse.move(left - 4, top - 4);
  await mouse.move(left, top);
}

async function drag(from: Locator, onto: Locator, part: Part): Promise<void> {
  await carry(from, onto, part);
  await app.window.mouse.up();
}

test('a tab is dropped at a side of a pane, which is split there', async () => {
  const [first] = await shown();
  await openHost(app.window, 'Here');
  await expect.poll(() => tabs()).toHaveLength(2);
  const [second] = await shown();
  await carry(strip().getByRole('tab').first(), paneOn(app.window, second!), [0.9, 0.5]);
  const zone = app.window.getByText('Split right', { exact: true });
  await expect(zone).toBeVisible();
  await app.window.mouse.up();
  await expect.poll(() => tabs()).toEqual([[second, first]]);
  expect((await activeTab(app.window)).tree).toMatchObject({ kind: 'split', axis: 'across' });
  await expect(zone).toHaveCount(0);
});

test('a pane is dropped into another’s middle, at its side, and between tabs', async () => {
  const first = (await shown())[0]!;
  const second = await splitOff(app.window, 'D');
  const third = await splitOff(app.window, 'E');
  await drag(headOf(third), paneOn(app.window, first), [0.5, 0.5]);
  await expect.poll(() => shown()).toEqual([third, second, first]);
  await drag(headOf(first), paneOn(app.window, second), [0.5, 0.05]);
  await expect.poll(() => shown()).toEqual([third, first, second]);
  await drag(headOf(first), strip(), [0.05, 0.5]);
  await expect.poll(() => tabs()).toEqual([[first], [third, second]]);
});

test('dropped onto itself, or called off by Escape, it stays where it is', async () => {
  const first = (await shown())[0]!;
  const second = await splitOff(app.window, 'D');
  const before = (await activeTab(app.window)).tree;
  await drag(headOf(first), paneOn(app.window, first), [0.9, 0.5]);
  await carry(headOf(first), paneOn(app.window, second), [0.5, 0.9]);
  const zone = app.window.getByText('Split below', { exact: true });
  await expect(zone).toBeVisible();
  await app.window.keyboard.press('Escape');
  await expect(zone).toHaveCount(0);
  await app.window.mouse.up();
  expect((await activeTab(app.window)).tree).toEqual(before);
  expect((await layoutOf(app.window)).windows).toHaveLength(1);
});

test.describe('with a mouse that goes from window to window', () => {
  let manager: AsyncDisposable;

  test.beforeEach(async () => {
    needs(whyNoKeyboard() ?? whyNoWindowManager(), test);
    manager = await manageWindows();
  });
  test.afterEach(async () => {
    await manager?.[Symbol.asyncDispose]();
  });

  /** Puts a window where others leave it room. */
  async function put(page: Page, x: number): Promise<void> {
    const native = await app.electron.browserWindow(page);
    const bounds = { x, y: 60, width: 760, height: 600 };
    await native.evaluate((one, at) => one.setBounds(at), bounds);
    await expect.poll(() => native.evaluate((one) => one.getBounds().x)).toBe(x);
    await expect.poll(() => page.evaluate(() => innerWidth)).toBeLessThanOrEqual(760);
  }

  async function take(page: Page, thing: Locator): Promise<void> {
    const at = await onScreen(app.electron, page, thing, [0, 0.5]);
    xMouse.move({ x: at.x + 40, y: at.y });
    xMouse.press();
    const moving = page.locator('.moving');
    await hover({ x: at.x + 60, y: at.y + 6 }, moving);
  }

  /** Goes to where no window is, and waits until the window has seen it go. */
  async function leave(): Promise<void> {
    await expect(async () => {
      xMouse.move({ x: 1200, y: 850 });
      xMouse.move({ x: 1210, y: 860 });
      await expect(app.window.locator('.terminals > .target')).toHaveCount(0, { timeout: 200 });
    }).toPass({ timeout: 60_000 });
  }

  test('a pane goes to a side of a pane in another window', async () => {
    const first = (await shown())[0]!;
    const moved = await splitOff(app.window, 'D');
    const other = await openedWindow(app.electron, () =>
      commandIn(app.electron, app.window, 'new-window'),
    );
    await openHost(other, 'Here'); // while it is wide enough to show the hosts beside the panes
    await waitForState(other, 'online');
    await put(app.window, 20);
    await put(other, 820);
    const target = (await shown(other))[0]!;
    await take(app.window, headOf(moved));
    const at = await onScreen(app.electron, other, paneOn(other, target), [0.5, 0.95]);
    await hover(at, other.getByText('Split below', { exact: true }));
    xMouse.release();
    await expect.poll(() => tabs(other)).toEqual([[target, moved]]);
    await expect.poll(() => tabs()).toEqual([[first]]);
    expect((await layoutOf(other)).windows).toHaveLength(2);
    // And with it the keyboard.
    await expect(paneOn(other, moved).locator('textarea')).toBeFocused();
    const native = await app.electron.browserWindow(other);
    await expect.poll(() => native.evaluate((one) => one.isFocused())).toBe(true);
  });

  test('a tab that is let go outside gets a window there', async () => {
    const [first] = await shown();
    await openHost(app.window, 'Here');
    await expect.poll(() => tabs()).toHaveLength(2);
    const [second] = await shown();
    await put(app.window, 20);
    const tab = strip().getByRole('tab').last();
    await take(app.window, tab);
    await leave();
    const opened = await openedWindow(app.electron, () => Promise.resolve(xMouse.release()));
    await expect.poll(() => tabs(opened)).toEqual([[second]]);
    expect(await tabs()).toEqual([[first]]);
    expect((await layoutOf(opened)).windows).toHaveLength(2);
    // As near to the point as a whole window can be: in that corner of the screen, but for its frame.
    const native = await app.electron.browserWindow(opened);
    const area = await app.electron.evaluate(({ screen }) => screen.getPrimaryDisplay().workArea);
    const fromCorner = async (): Promise<number> => {
      const { x, y, width, height } = await native.evaluate((one) => one.getBounds());
      return Math.max(area.x + area.width - x - width, area.y + area.height - y - height);
    };
    await expect.poll(fromCorner).toBeLessThan(20);
  });
});

test('menus split, swap and move; several tabs close in one go, and come back', async () => {
  const { window } = app;
  const first = (await shown())[0]!;
  const choose = (name: string | RegExp) => window.getByRole('menuitem', { name }).click();
  const firstTab = strip().getByRole('tab').first();
  await firstTab.click({ button: 'right' });
  await choose('Split right');
  await expect.poll(() => shown()).toHaveLength(2);
  const second = (await shown())[1]!;
  await headOf(second)
    .getByRole('button', { name: /^What can be done/ })
    .click();
  await choose('Swap with');
  await choose(/pane 1 of 2/);
  await expect.poll(() => shown()).toEqual([second, first]);
  await headOf(second).click({ button: 'right' });
  await choose('Move pane');
  await choose('To new tab');
  await expect.poll(() => tabs()).toEqual([[first], [second]]);
  await openHost(window, 'Here');
  await expect.poll(() => tabs()).toHaveLength(3);
  await firstTab.click({ button: 'right' });
  await keepToasts(window);
  await choose('Close others');
  await expect.poll(() => tabs()).toEqual([[first]]);
  await window.getByRole('button', { name: 'Reopen 2 tabs' }).click();
  await expect.poll(() => tabs()).toHaveLength(3);
});

test('a card says which keys arrange panes, for as long as they do', async () => {
  const { window } = app;
  await splitOff(window, 'D');
  const card = window.getByText('Arranging panes');
  await window.keyboard.press('Control+Shift+Y');
  await expect(card).toBeVisible();
  await window.keyboard.press('ArrowLeft');
  await expect
    .poll(async () => {
      const { tree } = await activeTab(window);
      return tree.kind === 'split' && tree.parts[0]!.share;
    })
    .toBeCloseTo(0.475);
  await window.keyboard.press('Escape');
  await expect(card).toHaveCount(0);
});
