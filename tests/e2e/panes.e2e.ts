// Panes in one window: split, found, sized, zoomed, moved and closed, by keyboard and by mouse; what
// the program in each hears of it, and what comes back.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { panesIn } from '../../core/layout/find.ts';
import { addHost, openHost, waitForState } from '../support/drive.ts';
import { Restarting } from '../support/restart.ts';
import {
  activeTab,
  commandIn,
  ownWindow,
  paneOn,
  shownPanes,
  splitOff,
  typeInto,
} from '../support/severalWindows.ts';
import { heldBy } from '../support/windowTerminals.ts';

let bowline: Restarting;
let folder: string;

test.beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'bowline-panes-'));
  bowline = await Restarting.start();
  await addHost(bowline.window, {
    name: 'Here',
    kind: 'Local shell',
    fields: { Shell: '/bin/sh' },
  });
  await openHost(bowline.window, 'Here');
  await waitForState(bowline.window, 'online');
});
test.afterEach(async () => {
  await bowline.end();
  await rm(folder, { recursive: true, force: true });
});

const panes = async (): Promise<string[]> =>
  panesIn((await activeTab(bowline.window)).tree).map(({ id }) => id);
const focused = async (): Promise<string> => (await activeTab(bowline.window)).focus;
/** The program in a pane gets what is typed. */
const hasKeyboard = (pane: string): Promise<void> =>
  expect(paneOn(bowline.window, pane).locator('textarea')).toBeFocused();
const press = (key: string): Promise<void> => bowline.window.keyboard.press(key);

/** Has the shell in a pane write down each size that it is told. */
async function countSizes(pane: string): Promise<() => Promise<string[]>> {
  const file = path.join(folder, pane);
  const trap = `trap 'stty size >> ${file}' WINCH; stty size > ${file}; echo rea''dy`;
  await typeInto(
    bowline.window,
    pane,
    `exec bash --norc -c "${trap}; while :; do read -t 1; done"`,
  );
  await expect(paneOn(bowline.window, pane).getByText('ready').first()).toBeVisible();
  return async () => (await readFile(file, 'utf8')).trim().split('\n');
}

test('split, go, zoom, swap and close by keyboard alone', async () => {
  const { window } = bowline;
  const [first] = await panes();
  const right = await splitOff(window, 'D');
  const below = await splitOff(window, 'E');
  expect(await panes()).toEqual([first, right, below]);
  await expect.poll(focused).toBe(below);
  await press('Control+Shift+ArrowUp');
  await expect.poll(focused).toBe(right);
  await press('Control+Shift+ArrowLeft');
  await expect.poll(focused).toBe(first);
  await hasKeyboard(first!);
  await window.keyboard.type('echo in-the-first');
  await press('Enter');
  await expect(
    paneOn(window, first!).getByText('in-the-first', { exact: true }).first(),
  ).toBeVisible();

  await press('Control+Shift+Enter');
  await expect.poll(async () => Object.keys(await shownPanes(window))).toEqual([first]);
  await press('Control+Shift+Enter');
  await expect.poll(async () => Object.keys(await shownPanes(window))).toHaveLength(3);

  await press('Control+Shift+Y');
  await press('Shift+ArrowRight');
  await press('Enter');
  await expect.poll(async () => (await panes())[0]).not.toBe(first);

  await press('Control+Shift+W');
  await expect.poll(panes).toHaveLength(2);
  expect(await panes()).not.toContain(first);
});

test('the program hears of one size for each change, and of none where there is none', async () => {
  const { window } = bowline;
  const [first] = await panes();
  const second = await splitOff(window, 'D');
  const sizes = await countSizes(first!);
  expect(await sizes()).toHaveLength(1);
  const whole = (await sizes())[0];

  await paneOn(window, second).locator('.xterm').click();
  await splitOff(window, 'E'); // of the other pane: nothing changes here
  await press('Control+Shift+Enter'); // hidden, and back
  await expect.poll(async () => Object.keys(await shownPanes(window))).toHaveLength(1);
  await press('Control+Shift+Enter');
  await expect.poll(async () => Object.keys(await shownPanes(window))).toHaveLength(3);
  await paneOn(window, first!).locator('.xterm').click();
  await press('Control+Shift+F'); // lies over it
  await expect(paneOn(window, first!).getByRole('search').getByRole('textbox')).toBeFocused();
  await press('Escape');
  await expect(paneOn(window, first!).getByRole('search')).toHaveCount(0);
  expect(await sizes()).toEqual([whole]);

  await paneOn(window, first!).locator('.xterm').click();
  await commandIn(bowline.app.electron, window, 'move-pane-to-new-tab');
  await expect.poll(async () => (await ownWindow(window)).tabs).toHaveLength(2);
  await expect.poll(async () => (await sizes()).length).toBe(2);
  const wide = Number((await sizes())[1]!.split(' ')[1]);
  expect(wide).toBeGreaterThan(Number(whole!.split(' ')[1]) * 1.5);
});

test('a border is moved by mouse and by keyboard, with one size at the end', async () => {
  const { window } = bowline;
  const [first] = await panes();
  await splitOff(window, 'D');
  const sizes = await countSizes(first!);
  const border = window.getByRole('separator', { name: /Border between left/ });
  const place = (await border.boundingBox())!;
  await window.mouse.move(place.x + place.width / 2, place.y + 100);
  await window.mouse.down();
  for (const by of [20, 60, 90, 120]) await window.mouse.move(place.x - by, place.y + 100);
  await window.mouse.up();
  await expect.poll(async () => (await sizes()).length).toBe(2);
  const shares = async (): Promise<number[]> => {
    const { tree } = await activeTab(window);
    return tree.kind === 'split' ? tree.parts.map(({ share }) => share) : [];
  };
  await expect.poll(async () => (await shares())[0]).toBeLessThan(0.45);
  await border.focus();
  await press('ArrowRight');
  await expect.poll(async () => (await sizes()).length).toBe(3);
  await border.dblclick();
  await expect.poll(shares).toEqual([0.5, 0.5]);
});

test('screen readers hear which pane is which, and where the keyboard is', async () => {
  const { window } = bowline;
  await splitOff(window, 'D');
  const groups = window.getByRole('group', { name: /^Terminal: .*pane \d of 2/ });
  await expect(groups).toHaveCount(2);
  await expect(groups.nth(1)).toHaveAttribute('aria-current', 'true');
  await expect(window.getByRole('tab', { selected: true })).toHaveAccessibleName(
    / online 2 panes$/,
  );
});

test('all is reached by Tab from outside of the terminals, and Escape goes back to the pane', async () => {
  const { window } = bowline;
  const right = await splitOff(window, 'D');
  const keyboard = paneOn(window, right).locator('textarea');
  await expect(keyboard).toBeFocused();
  const tab = window.getByRole('tab', { selected: true });
  await tab.focus();
  await press('Escape');
  await expect(keyboard).toBeFocused();
  await window.getByRole('button', { name: 'New shell on this computer' }).focus();
  for (const name of ['Find a host', 'Split right', 'People and chat']) {
    await press('Tab');
    await expect(window.getByRole('button', { name, exact: true })).toBeFocused();
  }
  await press('Tab');
  await expect(window.getByRole('separator', { name: /Border between left/ })).toBeFocused();
  await press('Tab');
  const menu = window.getByRole('button', { name: /^What can be done with/ }).first();
  await expect(menu).toBeFocused();
  await press('Enter');
  await expect(window.getByRole('menuitem', { name: 'Zoom pane' })).toBeVisible();
  await expect(window.locator('[role="menu"]:focus-within')).toHaveCount(1);
  await press('Escape'); // the menu, and then the head
  await expect(menu).toBeFocused();
  await press('Escape');
  await expect(window.locator('textarea:focus')).toHaveCount(1);
});

test('closed panes and tabs come back where they were', async () => {
  const { window } = bowline;
  const [first] = await panes();
  const right = await splitOff(window, 'D');
  const before = (await activeTab(window)).tree;
  await press('Control+Shift+W');
  await expect.poll(panes).toEqual([first]);
  await press('Control+Shift+Z');
  await expect.poll(panes).toEqual([first, right]);
  await paneOn(window, right).locator('[data-state="online"]').waitFor();
  const after = (await activeTab(window)).tree;
  expect(after.kind === 'split' && after.parts.map(({ share }) => share)).toEqual(
    before.kind === 'split' && before.parts.map(({ share }) => share),
  );
});

test('trees, sizes, zoom and focus come back after kill -9 and after quitting', async () => {
  const right = await splitOff(bowline.window, 'D');
  await splitOff(bowline.window, 'E');
  await paneOn(bowline.window, right).locator('.xterm').click();
  await press('Control+Shift+Enter');
  const isZoomed = async () => (await activeTab(bowline.window)).zoomed;
  await expect.poll(isZoomed).toBe(true);
  await expect.poll(async () => (await bowline.savedTabs())[0]?.zoomed).toBe(true); // on the disk
  const before = await ownWindow(bowline.window);
  for (const end of ['kill', 'quit'] as const) {
    await bowline[end]();
    await bowline.startAgain();
    await paneOn(bowline.window, right).locator('.xterm').waitFor();
    await expect.poll(() => ownWindow(bowline.window)).toEqual(before);
    await expect.poll(async () => Object.keys(await shownPanes(bowline.window))).toEqual([right]);
    await expect(paneOn(bowline.window, right).locator('textarea')).toBeFocused();
  }
});

test('a pane of a few cells works, and is large again without a loss', async () => {
  const { window } = bowline;
  const [first] = await panes();
  await typeInto(window, first!, 'seq 1 100');
  for (let halves = 0; halves < 5; halves++) await splitOff(window, 'D');
  for (let halves = 0; halves < 4; halves++) await splitOff(window, 'E');
  const small = await focused();
  const { size } = await heldBy(window, small);
  expect(size[0]).toBeGreaterThanOrEqual(2);
  await press('Control+Shift+Enter');
  await typeInto(window, small, 'echo $((6*7))');
  await expect(paneOn(window, small).getByText('42').first()).toBeVisible();
  await press('Control+Shift+Enter');
  const held = await heldBy(window, first!);
  expect(held.lines.some((line) => line.trim() === '100')).toBe(true);
});
