// What lies over a pane, in the real app: the program below hears of no other size, whatever opens and
// closes there, and the row of its cursor stays in sight, wherever that is.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { systemClock } from '../../core/time/clock.ts';
import { formatPairingLink, parsePairingLink } from '../../core/link/pairingLink.ts';
import type { Bridge, Settings } from '../../electron/ipc/contract.ts';
import { startAgent, type TestAgent } from '../support/agent.ts';
import { ROOT, startApp, type RunningApp } from '../support/app.ts';
import { atRest } from '../support/atRest.ts';
import {
  addHost,
  openHost,
  terminal,
  typeLine,
  waitForRow,
  waitForState,
} from '../support/drive.ts';
import { FaultProxy } from '../support/faultProxy.ts';
import { splitOff } from '../support/severalWindows.ts';

declare const window: {
  bowline: Bridge;
  axe: { run(on: string): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
};

let app: RunningApp;
let page: Page;
let folder: string;

test.beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'bowline-over-'));
  app = await startApp();
  page = app.window;
});
test.afterEach(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

const press = (key: string): Promise<void> => page.keyboard.press(key);
const set = (change: Partial<Settings>) =>
  page.evaluate((all) => window.bowline.call('settings:set', all), change);
const card = (name: string | RegExp): Locator => page.getByRole('group', { name, exact: true });
const find = (): Locator => page.getByRole('search');
const keyboard = (): Locator => terminal(page).locator('.xterm-helper-textarea');

/** Opens the search by its key; the keyboard is in it when this returns. */
async function openFind(): Promise<void> {
  await press('Control+Shift+F');
  await expect(find().getByRole('textbox')).toBeFocused();
}

/** Leaves the search, in which the keyboard is. */
async function leaveFind(): Promise<void> {
  await press('Escape');
  await expect(find()).toHaveCount(0);
  await expect(keyboard()).toBeFocused();
}

async function openHere(): Promise<void> {
  await addHost(page, { name: 'Here', kind: 'Local shell', fields: { Shell: '/bin/sh' } });
  await openHost(page, 'Here');
  await waitForState(page, 'online');
}

/**
 * A program that writes down each size it is told, and puts its cursor where it is asked to: `t`, `m`
 * and `b` for the top, the middle and the bottom.
 */
async function runWatcher(): Promise<() => Promise<string[]>> {
  const sizes = path.join(folder, 'sizes');
  const script = path.join(folder, 'watcher.sh');
  await writeFile(
    script,
    [
      `trap 'stty size >> ${sizes}' WINCH`,
      `stty -echo -icanon; stty size > ${sizes}`,
      'rows=$(stty size | cut -d" " -f1)',
      String.raw`to() { printf '\033[%s;1H' "$1"; }`,
      'clear; echo rea""dy',
      'while :; do IFS= read -r -n 1 -t 1 key || continue',
      'case $key in t) to 1;; m) to $((rows / 2));; b) to $rows;; esac; done',
    ].join('\n'),
  );
  await typeLine(page, `exec bash --norc ${script}`);
  await waitForRow(page, 'ready');
  return async () => (await readFile(sizes, 'utf8')).trim().split('\n');
}

/** Boxes of the terminal's rows on the page. */
async function rowBoxes(): Promise<{ top: number; bottom: number }[]> {
  return terminal(page).evaluate((pane) =>
    [...pane.querySelectorAll('.xterm-rows > div')].map((row) => {
      const { top, bottom } = row.getBoundingClientRect();
      return { top, bottom };
    }),
  );
}

/** Pixels from the upper edge of the window to the cursor. */
function cursorTop(): Promise<number> {
  const cursor = terminal(page).locator('.xterm-cursor');
  return cursor.evaluate((one) => Math.round(one.getBoundingClientRect().top));
}

/**
 * Waits until the cursor is in that row, and nothing that lies over the pane covers it. The key is pressed again
 * where the program didn't get it: bash may lose the one that comes as the time of its `read` is over.
 */
async function cursorStaysFree(row: 'first' | 'middle' | 'last', key?: string): Promise<void> {
  const boxes = await rowBoxes();
  const at = { first: 0, middle: Math.floor(boxes.length / 2) - 1, last: boxes.length - 1 }[row];
  const { top, bottom } = boxes[at]!;
  const away = async (): Promise<number> => {
    const pixels = Math.abs((await cursorTop()) - top);
    if (key && pixels > 2) await press(key);
    return pixels;
  };
  await expect.poll(away, { intervals: [2_000] }).toBeLessThanOrEqual(2);
  const covering = () =>
    terminal(page).evaluate(
      (pane, band) =>
        [...pane.querySelectorAll<HTMLElement>('[data-over]')]
          .filter((one) => getComputedStyle(one).visibility !== 'hidden')
          .map((one) => (one.firstElementChild ?? one).getBoundingClientRect())
          .filter((box) => box.height > 0 && box.top < band.bottom - 1 && box.bottom > band.top + 1)
          .length,
      { top, bottom },
    );
  await expect.poll(covering, { intervals: [50] }).toBe(0);
}

/** Panes in which something that lies over them covers the cursor. */
function coveredCursors(): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-pane]:not([hidden])')].flatMap((pane) => {
      const cursor = pane.querySelector('.xterm-cursor')?.getBoundingClientRect();
      if (!cursor) return [`${pane.dataset['pane']} is being painted`];
      const covering = [...pane.querySelectorAll('[data-over]')]
        .filter((one) => getComputedStyle(one).visibility !== 'hidden')
        .map((one) => (one.firstElementChild ?? one).getBoundingClientRect())
        .filter(({ top, bottom }) => top < cursor.bottom - 1 && bottom > cursor.top + 1);
      return covering.map(({ top }) => `${pane.dataset['pane']} at ${top}, row at ${cursor.top}`);
    }),
  );
}

/** What axe finds wrong with what the panes and the panel show. */
async function faults(): Promise<string[]> {
  const axe = path.join(ROOT, 'node_modules/axe-core/axe.min.js');
  await page.evaluate(await readFile(axe, 'utf8'));
  await atRest(page);
  return page.evaluate(async () => {
    const { violations } = await window.axe.run('.terminals');
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  });
}

/** The cursor goes everywhere, and whatever lies over the pane goes out of its way. */
async function cursorIsNeverCovered(shown: Locator): Promise<void> {
  for (const [key, row] of [
    ['t', 'first'],
    ['m', 'middle'],
    ['b', 'last'],
    ['t', 'first'],
  ] as const) {
    await keyboard().focus();
    await cursorStaysFree(row, key);
    await expect(shown).toBeVisible();
  }
}

test('find: over the text, beside the cursor, all marked, and it gives the keyboard back', async () => {
  await openHere();
  const sizes = await runWatcher();
  const whole = await sizes();
  await openFind();
  await page.keyboard.type('ready');
  await expect(find()).toContainText('1 of 1');
  await cursorIsNeverCovered(find());
  expect(await faults()).toEqual([]);
  await find().getByRole('textbox').focus();
  await leaveFind();
  expect(await sizes()).toEqual(whole);
});

test('find: place, whole words, case, expressions, and what is broken', async () => {
  await openHere();
  await typeLine(page, String.raw`clear; printf 'Alpha beta\nalphabet ALPHA\n%s\n' end`);
  await waitForRow(page, 'end');
  await openFind();
  await page.keyboard.type('alpha');
  await expect(find()).toContainText('1 of 3');
  await press('Enter');
  await expect(find()).toContainText('2 of 3');
  await press('Shift+Enter');
  await expect(find()).toContainText('1 of 3');
  await find().getByRole('button', { name: 'Whole word' }).click();
  await expect(find()).toContainText('1 of 2');
  await find().getByRole('button', { name: 'Match case' }).click();
  await expect(find()).toContainText('Nothing found');
  await find().getByRole('button', { name: 'Whole word' }).click();
  await expect(find()).toContainText('1 of 1');
  await find().getByRole('button', { name: 'Regular expression' }).click();
  await find().getByRole('textbox').fill('(');
  await expect(find()).toContainText('Not a valid expression');
  await find().getByRole('textbox').fill('[Aa]lpha(bet)?');
  await expect(find()).toContainText('1 of 2');
});

test('find: a hundred thousand hits are marked wherever one looks, and typing goes on', async () => {
  await openHere();
  await typeLine(page, `yes 'e e e e e e e e e e' | head -n 9900; echo do''ne`);
  await waitForRow(page, 'done');
  await openFind();
  await page.keyboard.type('e e');
  await expect(find()).toContainText('1 of 1,000+');
  const marked = () =>
    terminal(page).evaluate(
      (pane) => pane.querySelectorAll('.xterm-rows > div [style*="background-color"]').length,
    );
  await expect.poll(marked).toBeGreaterThan(20);
  await leaveFind();
  await expect.poll(marked).toBeLessThanOrEqual(1); // where one was, it stays selected
  await press('Shift+PageUp');
  await press('Shift+PageUp');
  await openFind();
  await page.keyboard.type('e e');
  await expect.poll(marked).toBeGreaterThan(20);
  await leaveFind();
  await expect.poll(marked).toBeLessThanOrEqual(1);
  await typeLine(page, 'echo $((6*7))');
  await waitForRow(page, '42');
});

test('find: works on what a full-screen program shows, and leaves nothing of it behind', async () => {
  await openHere();
  const screen = String.raw`\033[?1049h\033[2J\033[5;5Hneedle here`;
  await typeLine(page, `printf '${screen}'; read x; printf '\\033[?1049l\\n'; echo do''ne`);
  await waitForRow(page, /^\s+needle here/); // and not the line that asks for it
  const marked = terminal(page).locator('.xterm-rows [style*="background-color"]');
  await openFind();
  await page.keyboard.type('needle');
  await expect(find()).toContainText('1 of 1');
  await expect(marked.first()).toHaveText(/^n/);
  await keyboard().focus();
  await press('Enter');
  await waitForRow(page, 'done');
  await expect(find()).toContainText('1 of 1'); // what was typed
  await find().getByRole('textbox').focus();
  await press('Escape');
  await expect(marked).toHaveCount(0);
});

test('scrolled up: how many lines came below, and one press goes down', async () => {
  await openHere();
  const go = path.join(folder, 'go');
  await typeLine(page, `seq 200; while [ ! -e '${go}' ]; do sleep 0.1; done; seq 12; echo do''ne`);
  await waitForRow(page, '200');
  await press('Shift+PageUp');
  await expect(page.getByRole('button', { name: /new line/ })).toHaveCount(0);
  await writeFile(go, '');
  const pill = page.getByRole('button', { name: /^1[34] new lines$/ });
  await expect(pill).toBeVisible();
  await pill.click();
  await waitForRow(page, 'done');
  await expect(pill).toHaveCount(0);
  await expect(keyboard()).toBeFocused();
});

test('links: a click selects, Ctrl+click asks, and it is told where one leads', async () => {
  await openHere();
  await typeLine(
    page,
    String.raw`clear; printf '\033]8;;https://elsewhere.test/x\033\\https://example.test/\033]8;;\033\\\n'`,
  );
  // Alone in its row: it stands in the line that asks for it, too.
  const row = terminal(page)
    .locator('.xterm-rows > div', { hasText: /^https:\/\/example\.test\/\s*$/ })
    .last();
  await row.waitFor();
  const at = { position: { x: 60, y: 8 } };
  await row.hover({ ...at, force: true });
  await expect(page.getByText(/^https:\/\/elsewhere\.test\/x/)).toBeVisible();
  await row.click({ ...at, force: true });
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toHaveCount(0);
  await row.click({ ...at, force: true, modifiers: ['Control'] });
  await expect(dialog).toContainText('elsewhere.test');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toHaveCount(0);
  await row.hover({ position: { x: 30, y: 8 }, force: true });
  await row.hover({ ...at, force: true });
  await expect(page.getByText(/^https:\/\/elsewhere\.test\/x/)).toBeVisible();
  await row.click({ ...at, force: true, button: 'right' });
  await expect(page.getByRole('menuitem', { name: 'Always open elsewhere.test' })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: 'Open link' })).toBeVisible();
  await page.getByRole('menuitem', { name: 'Copy link' }).click();
  const copied = () => page.evaluate(() => window.bowline.call('clipboard:read'));
  await expect.poll(copied).toBe('https://elsewhere.test/x');
});

test('a shell that ended: Enter within a second of typing opens no other', async () => {
  await openHere();
  await terminal(page).locator('.xterm').click();
  await page.keyboard.type('exit 3');
  await press('Enter');
  // The second goes by as slowly as this computer needs.
  await page.evaluate(() => {
    const now = performance.now();
    performance.now = () => now;
  });
  await waitForState(page, 'closed');
  await press('Enter');
  await page.evaluate(() => void Reflect.deleteProperty(performance, 'now'));
  await expect(card('Ended')).toContainText('Ended, exit 3');
  expect(await faults()).toEqual([]);
  await waitForState(page, 'closed');
  await card('Ended').getByRole('button', { name: 'Open again' }).click();
  await waitForState(page, 'online');
});

test('a failure says what was refused, and has the ways on', async () => {
  await addHost(page, { name: 'Gone', kind: 'SSH', fields: { Address: '127.0.0.1', Port: '9' } });
  await openHost(page, 'Gone');
  await waitForState(page, 'failed');
  const failure = card('Why there is no shell');
  await expect(failure).toContainText(/refused|reached/);
  await expect(failure).toContainText('ssh -p 9 127.0.0.1');
  expect(await faults()).toEqual([]);
  await failure.getByRole('button', { name: 'Copy command' }).click();
  await expect(failure.getByRole('button', { name: 'Copied' })).toBeVisible();
  expect(await page.evaluate(() => window.bowline.call('clipboard:read'))).toBe(
    'ssh -p 9 127.0.0.1',
  );
  await expect(failure.getByRole('button', { name: 'Try again' })).toBeVisible();
  await failure.getByRole('button', { name: 'Edit host' }).click();
  await expect(page.getByRole('dialog', { name: 'Edit host' })).toBeVisible();
});

test('a shell that takes its time counts the seconds, and can be given up', async () => {
  const silent: Server = createServer(() => undefined).listen(0, '127.0.0.1');
  await new Promise((resolve) => silent.once('listening', resolve));
  const { port } = silent.address() as AddressInfo;
  await addHost(page, {
    name: 'Slow',
    kind: 'SSH',
    fields: { Address: '127.0.0.1', Port: `${port}` },
  });
  await openHost(page, 'Slow');
  await expect(card('On its way')).toContainText(/[1-9]\d* s/);
  expect(await faults()).toEqual([]);
  await card('On its way').getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('tab')).toHaveCount(0);
  silent.close();
});

test.describe('with an agent behind a bad link', () => {
  let agent: TestAgent;
  let proxy: FaultProxy;

  test.beforeEach(async () => {
    agent = await startAgent({ args: ['--heartbeat', '100'] });
    proxy = await FaultProxy.open({ port: Number(new URL(agent.url).port) });
    const link = parsePairingLink(agent.link);
    const address = { kind: 'tcp' as const, host: '127.0.0.1', port: proxy.port, tls: false };
    const fields = { 'Pairing link': formatPairingLink({ ...link, address }) };
    await addHost(page, { name: 'Far away', kind: 'Agent', fields });
    await openHost(page, 'Far away');
    await waitForState(page, 'online');
  });
  test.afterEach(async () => {
    await proxy.close();
    await agent.stop();
  });

  test('lag: a note beside the cursor, with the way to the details; put away, it stays so', async () => {
    const sizes = await runWatcher();
    const whole = await sizes();
    // Far from what a busy computer takes by itself, and from what counts as no answer.
    await set({ slowRoundTripMs: 400 });
    proxy.up.delayMs = proxy.down.delayMs = 300;
    await waitForState(page, 'lagging');
    await expect(card('Slow')).toContainText('The link is slow. Answers take');
    await cursorIsNeverCovered(card('Slow'));
    expect(await faults()).toEqual([]);
    await card('Slow').getByRole('button', { name: 'Why?' }).click();
    const details = page.getByRole('dialog', { name: 'Connection details' });
    await expect(details.locator(':focus')).toHaveCount(1);
    await press('Escape');
    await expect(details).toHaveCount(0);
    await card('Slow').getByRole('button', { name: 'Hide until this changes' }).click();
    await expect(card('Slow')).toHaveCount(0);
    proxy.up.delayMs = proxy.down.delayMs = 0;
    await waitForState(page, 'online');
    expect(await sizes()).toEqual(whole);
  });

  test('a link that is gone: what is known, the next try, and Enter tries at once', async () => {
    const sizes = await runWatcher();
    const whole = await sizes();
    await press('b');
    await cursorStaysFree('last');
    const { port } = proxy;
    await proxy.close();
    await waitForState(page, 'reconnecting');
    const lost = card('The link is gone');
    await expect(lost).toContainText('The shell keeps running there.');
    await cursorStaysFree('last');
    await expect(lost).toContainText(/Next try in \d+ s|Trying now/);
    expect(await faults()).toEqual([]);
    await lost.getByRole('button', { name: 'Stop' }).click();
    await expect(card('Why there is no shell')).toBeVisible();
    await cursorStaysFree('last');
    proxy = await FaultProxy.open({ port: Number(new URL(agent.url).port) }, systemClock, port);
    await card('Why there is no shell').getByRole('button', { name: 'Try again' }).click();
    await waitForState(page, 'online');
    expect(await sizes()).toEqual(whole);
  });

  test('in small panes, too, no card covers a cursor', async () => {
    const sizeTo = (wide: number) =>
      app.electron.evaluate(
        ({ BrowserWindow }, width) => BrowserWindow.getAllWindows()[0]!.setSize(width, 480),
        wide,
      );
    await sizeTo(700); // any narrower, and one pane has it all
    for (const key of ['D', 'E', 'D', 'E', 'D'] as const) await splitOff(page, key);
    await proxy.close();
    await expect(page.locator('[data-pane] [draggable][data-state="reconnecting"]')).toHaveCount(6);
    await expect(card('The link is gone').filter({ visible: true }).first()).toBeVisible();
    await expect.poll(coveredCursors, { intervals: [100] }).toEqual([]);
    await press('Control+Shift+F');
    await expect(find()).toBeVisible();
    await expect.poll(coveredCursors, { intervals: [100] }).toEqual([]);
    await sizeTo(640);
    await expect(page.locator('[data-pane]').filter({ visible: true })).toHaveCount(1);
    await expect(find()).toBeVisible();
    await expect.poll(coveredCursors, { intervals: [100] }).toEqual([]);
  });

  test('people and chat lie over the panes; pinned, they make them narrower', async () => {
    const sizes = await runWatcher();
    const whole = await sizes();
    await press('Control+Shift+M');
    const panel = page.getByRole('complementary', { name: 'People' });
    await expect(panel.getByRole('textbox', { name: 'Message' })).toBeFocused();
    await page.keyboard.type('not sent yet');
    expect(await faults()).toEqual([]);
    await press('Escape');
    await expect(panel).toHaveCount(0);
    await expect(keyboard()).toBeFocused();
    await press('Control+Shift+M');
    await expect(panel.getByRole('textbox', { name: 'Message' })).toHaveValue('not sent yet');
    await panel.getByRole('button', { name: 'Close the panel' }).click();
    expect(await sizes()).toEqual(whole);
    await app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]!.setSize(1400, 800),
    );
    const columns = async () => Number((await sizes()).at(-1)!.split(' ')[1]);
    const before = Number(whole[0]!.split(' ')[1]);
    await expect.poll(columns).toBeGreaterThan(before);
    const wide = await columns();
    await press('Control+Shift+M');
    await panel.getByRole('button', { name: /^Pin/ }).click();
    await expect.poll(columns).toBeLessThan(wide);
    await panel.getByRole('button', { name: /^Unpin/ }).click();
    await expect.poll(columns).toBe(wide);
  });
});
