// A terminal's manners in the real app: what programs may put on the clipboard and when, bells, the
// wheel, links, reversed text, and what a screen reader is given.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type Locator } from '@playwright/test';
import type { Bridge, Settings } from '../../electron/ipc/contract.ts';
import { contrastOf } from '../support/audit.ts';
import { startAgent, type TestAgent } from '../support/agent.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import {
  addHost,
  openHost,
  screenText,
  terminal,
  typeLine,
  waitForRow,
  waitForState,
} from '../support/drive.ts';
import { needs, whyNoProgram } from '../support/needs.ts';
import { atHome } from '../support/restart.ts';
import { openedWindow } from '../support/severalWindows.ts';

declare const window: { bowline: Bridge };

let app: RunningApp;
let agent: TestAgent;
let home: string;

test.beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'bowline-manners-'));
  agent = await startAgent({ env: { ...atHome(home), SHELL: '/bin/sh', PS1: '$ ' } });
  app = await startApp();
  await copy('own');
});
test.afterEach(async () => {
  await app.close();
  await agent.stop();
  await rm(home, { recursive: true, maxRetries: 20 });
});

const copied = (): Promise<string> =>
  app.electron.evaluate(({ clipboard }) => clipboard.readText());
const copy = (text: string): Promise<void> =>
  app.electron.evaluate(({ clipboard }, it) => clipboard.writeText(it), text);
const card = (): Locator =>
  app.window.getByRole('group', { name: 'A program asks for the clipboard' });
const answer = (name: string): Promise<void> => card().getByRole('button', { name }).click();
const choose = (change: Partial<Settings>): Promise<Settings> =>
  app.window.evaluate((it) => window.bowline.call('settings:set', it), change);

async function openKept(): Promise<void> {
  const fields = { 'Pairing link': agent.link };
  await addHost(app.window, { name: 'Kept', kind: 'Agent', fields });
  await openHost(app.window, 'Kept');
  await waitForState(app.window, 'online');
}

async function openLocal(): Promise<void> {
  const fields = { Shell: '/bin/sh' };
  await addHost(app.window, { name: 'Here', kind: 'Local shell', fields });
  await openHost(app.window, 'Here');
  await waitForState(app.window, 'online');
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');
/** A command that puts this on the clipboard and says so. */
const putting = (text: string, says = 'done'): string =>
  `printf '\\033]52;c;${base64(text)}\\007'; echo ${says}`;

/** What is printed next comes after all that the terminal was given before. */
async function until(says: string, page = app.window): Promise<void> {
  await typeLine(page, `echo ${says}-$((6*7))`);
  await waitForRow(page, `${says}-42`);
}

test('a program’s text is asked about once per host, and shown; nothing of it before', async () => {
  await openKept();
  await typeLine(app.window, putting('Größe 数据\nsecond'));
  await expect(card()).toContainText('Kept wants to put text on the clipboard');
  await expect(card()).toContainText('Größe 数据');
  await expect(card()).toContainText('2 lines, 15 characters');
  expect(await copied()).toBe('own');
  // It has taken no keys from the program.
  await app.window.keyboard.type('echo typed-on');
  await app.window.keyboard.press('Enter');
  await waitForRow(app.window, 'typed-on');
  await answer('Allow once');
  await expect.poll(copied).toBe('Größe 数据\nsecond');
  await typeLine(app.window, putting('again'));
  await answer('Always for this host');
  await expect.poll(copied).toBe('again');
  await typeLine(app.window, putting('without asking'));
  await expect.poll(copied).toBe('without asking');
  await expect(card()).toBeHidden();
});

test('a refusal is kept and told, with a way back', async () => {
  await openKept();
  await typeLine(app.window, putting('no'));
  await answer('Never');
  await expect(card()).toBeHidden();
  await typeLine(app.window, putting('still no'));
  const told = app.window.getByText(/which you refused for this host/).first();
  await expect(told).toBeVisible();
  expect(await copied()).toBe('own');
  await app.window.getByRole('button', { name: 'Allow', exact: true }).first().click();
  await typeLine(app.window, putting('now'));
  await expect.poll(copied).toBe('now');
});

test('the menu’s key answers, too', async () => {
  await openKept();
  await typeLine(app.window, putting('by key'));
  await expect(card()).toBeVisible();
  await app.window.keyboard.press('ContextMenu');
  await app.window.getByRole('menuitem', { name: 'Let the program copy its text' }).click();
  await expect.poll(copied).toBe('by key');
});

test('the clipboard is never read, and too much is refused by name', async () => {
  await openKept();
  await choose({ clipboardWrite: 'allow' });
  await typeLine(app.window, "printf '\\033]52;c;?\\007'; sleep 0.2; echo asked");
  await expect(app.window.getByText(/wanted to read the clipboard/).first()).toBeVisible();
  const file = path.join(home, 'large');
  await writeFile(file, `\x1b]52;c;${base64('a'.repeat(1024 * 1024 + 3))}\x07`);
  await typeLine(app.window, `cat ${file}`);
  await expect(app.window.getByText(/more than 1 MiB of text/).first()).toBeVisible();
  await until('after');
  expect(await screenText(app.window)).not.toContain(base64('own'));
  expect(await copied()).toBe('own');
});

test('through a real tmux, which hands it on or passes it through', async () => {
  needs(whyNoProgram('tmux'), test);
  await openLocal();
  await choose({ clipboardWrite: 'allow' });
  const socket = path.join(home, 'tmux');
  const config = path.join(home, 'tmux.conf');
  await writeFile(config, 'set -g set-clipboard on\nset -g allow-passthrough on\n');
  await typeLine(app.window, `tmux -S ${socket} -f ${config} new /bin/sh`);
  await expect(terminal(app.window)).toContainText('[0]');
  await typeLine(app.window, putting('through tmux'));
  await expect.poll(copied).toBe('through tmux');
  const inner = `\\033\\033]52;c;${base64('passed through')}\\007`;
  await typeLine(app.window, `printf '\\033Ptmux;${inner}\\033\\\\'`);
  await expect.poll(copied).toBe('passed through');
  await copy('own');
  await typeLine(app.window, `tmux -S ${socket} kill-server`);
  await expect(terminal(app.window)).toContainText('[server exited]'); // till then it takes the keys
  await until('gone');
  expect(await copied()).toBe('own');
});

test('nothing that is shown again copies: after a reload, nor in another window', async () => {
  await openKept();
  await choose({ clipboardWrite: 'allow' });
  await typeLine(app.window, putting('first', 'printed-$((6*7))'));
  await waitForRow(app.window, 'printed-42');
  await expect.poll(copied).toBe('first');
  await copy('own');
  await app.window.reload();
  await waitForState(app.window, 'online');
  await waitForRow(app.window, 'printed-42');
  await until('after-reload');
  expect(await copied()).toBe('own');
  // The only tab has no use for a window of its own.
  await openHost(app.window, 'Kept');
  await waitForState(app.window, 'online');
  await app.window.getByRole('tab').first().click({ button: 'right' });
  const page = await openedWindow(app.electron, () =>
    app.window.getByRole('menuitem', { name: 'Move to new window' }).click(),
  );
  await waitForRow(page, 'printed-42');
  await until('after-move', page);
  expect(await copied()).toBe('own');
  await typeLine(page, putting('new'));
  await expect.poll(copied).toBe('new');
});

test('bells sound and ask for attention as chosen, and a flood of them doesn’t', async () => {
  await openLocal();
  await app.electron.evaluate(({ ipcMain }) => {
    const rung: unknown[] = [];
    Object.assign(globalThis, { rung });
    ipcMain.removeHandler('app:ring');
    ipcMain.handle('app:ring', (_, how: unknown) => {
      rung.push(how);
      return { ok: true, value: undefined };
    });
  });
  const rung = (): Promise<unknown[]> =>
    app.electron.evaluate(() => (globalThis as unknown as { rung: unknown[] }).rung);
  await choose({ bell: 'sound', bellUrgent: false });
  await typeLine(app.window, "printf '\\a\\a\\a\\a\\a\\a\\a\\a'");
  await expect.poll(rung).toEqual([{ sound: true, urgent: false }]);
  await choose({ bell: 'off', bellUrgent: true });
  await typeLine(app.window, "sleep 1; printf '\\a'; echo quiet");
  await waitForRow(app.window, 'quiet');
  await until('later');
  expect(await rung()).toHaveLength(1);
});

/** Number of the first row that shows one. */
async function topNumber(): Promise<number> {
  const text = await screenText(app.window);
  return Number(/^\s*(\d+)\s*$/m.exec(text)?.[1]);
}

async function turn(notches: number): Promise<void> {
  for (let at = 0; at < Math.abs(notches); at++) {
    await app.window.mouse.wheel(0, 120 * Math.sign(notches));
  }
}

/** Runs in the window: a glide is over when the rows were the same for far more frames than one has. */
async function atRest(): Promise<void> {
  const rows = () => document.querySelector('.xterm-rows')!.textContent;
  for (let seen = rows(), same = 0; same < 90; same++) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    if (rows() === seen) continue;
    [seen, same] = [rows(), 0];
  }
}

test('the wheel moves less by as much as the scrollback', async () => {
  needs(whyNoProgram('less'), test);
  await openLocal();
  await typeLine(app.window, 'clear; seq 1 900');
  await waitForRow(app.window, '900');
  await terminal(app.window).locator('.xterm-screen').hover();
  const bottom = await topNumber();
  await turn(-7);
  await expect.poll(topNumber).toBeLessThan(bottom - 15);
  await app.window.evaluate(atRest);
  const moved = bottom - (await topNumber());
  await typeLine(app.window, 'seq 1 900 | less');
  await expect.poll(topNumber).toBe(1);
  // From its end, up as well: half a line is rounded the other way downwards.
  await app.window.keyboard.press('G');
  await waitForRow(app.window, /\(END\)/);
  const end = await topNumber();
  await terminal(app.window).locator('.xterm-screen').hover();
  await turn(-7);
  await expect.poll(topNumber).toBe(end - moved);
  await turn(7);
  await expect.poll(topNumber).toBe(end);
  // A program that doesn't want arrow keys gets none.
  await app.window.keyboard.press('q');
  await waitForRow(app.window, /^[$#]\s*$/); // the shell's prompt: till then it takes the keys
  await typeLine(app.window, "printf '\\033[?1049h\\033[?1007lrea''dy\\r\\n'; exec cat -v");
  await waitForRow(app.window, 'ready');
  await turn(3);
  await app.window.keyboard.type('end');
  await app.window.keyboard.press('Enter');
  await expect(terminal(app.window)).toContainText(/end\s*end/); // the echo, and what it printed
  expect(await screenText(app.window)).not.toContain('^[');
});

test('a link holds its brackets, over wrapped lines, and ends before the full stop', async () => {
  await openLocal();
  const address = `https://müller.example/${'w'.repeat(300)}_(a!b*c)`;
  const file = path.join(home, 'link');
  await writeFile(file, `\x1b[2J\x1b[H(${address}).\r\n\r\nready\r\n`);
  await typeLine(app.window, `cat ${file}`);
  await waitForRow(app.window, 'ready');
  const pointed = app.window.locator('.xterm.xterm-cursor-pointer, .xterm-cursor-pointer');
  const row = (at: number) => terminal(app.window).locator('.xterm-rows > div').nth(at);
  const columns = await row(0).evaluate((element) => element.textContent.length);
  const at = async (index: number): Promise<void> => {
    const box = (await row(Math.floor(index / columns)).boundingBox())!;
    const x = box.x + ((index % columns) + 0.5) * (box.width / columns);
    await app.window.mouse.move(x - 1, box.y + box.height / 2 + 1);
    await app.window.mouse.move(x, box.y + box.height / 2);
  };
  await at(1);
  await expect(pointed).not.toHaveCount(0);
  await at(columns * 4);
  await expect(pointed).toHaveCount(0);
  await at(address.length);
  await expect(pointed).not.toHaveCount(0);
  await at(address.length + 1);
  await expect(pointed).toHaveCount(0);
});

for (const [theme, forced] of [
  ['dark', false],
  ['light', false],
  ['dark', true],
] as const) {
  const where = forced ? 'forced colours' : `the ${theme} theme`;
  test(`reversed text can be read in ${where}`, async () => {
    await app.window.emulateMedia({ forcedColors: forced ? 'active' : 'none' });
    await openLocal();
    await choose({ theme });
    await typeLine(app.window, "printf '\\033[7mreversed \\033[1mbold\\033[0m\\n'; echo shown");
    await waitForRow(app.window, 'shown');
    const row = terminal(app.window)
      .locator('.xterm-rows > div')
      .filter({ hasText: /^reversed/ });
    const span = row.last().locator('span').first();
    await expect(app.window.locator(':root')).toHaveAttribute('data-theme', theme);
    const colours = await span.evaluate((element) => {
      const { color, backgroundColor } = getComputedStyle(element);
      const around = getComputedStyle(element.closest('.xterm')!.querySelector('.xterm-rows')!);
      return { text: color, ground: backgroundColor, usual: around.color };
    });
    expect(colours.ground).toBe(colours.usual);
    expect(contrastOf(colours.text, colours.ground)).toBeGreaterThanOrEqual(4.5);
  });
}

test('a screen reader gets the lines where that is chosen, and the page’s language', async () => {
  await expect(app.window.locator('html')).toHaveAttribute('lang', /^en\b/);
  await app.window.getByRole('button', { name: 'Make terminals readable' }).click();
  await openLocal();
  await typeLine(app.window, 'echo to-be-$((6*7))-read');
  const lines = terminal(app.window).locator('.xterm-accessibility-tree');
  await expect(lines.getByText('to-be-42-read')).not.toHaveCount(0);
  await choose({ screenReader: 'off' });
  await expect(lines).toHaveCount(0);
});
