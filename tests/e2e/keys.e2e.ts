// What reaches a program for keys of real X keyboards, layout by layout: the characters count,
// as in xterm and VTE, not the places. Keys that the app has no use for reach it, too.
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { openDisplay, type Display } from '../../build/display.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { addHost, openHost, typeLine, waitForRow, waitForState } from '../support/drive.ts';
import { Keyboard, whyNoKeyboard } from '../support/keyboard.ts';
import { needs } from '../support/needs.ts';

type Case = [keys: string, what: string, bytes: string];

const LAYOUTS: Record<string, Case[]> = {
  us: [
    ['AC01', 'a', 'a'],
    ['Ctrl+AB03', '^C', '\x03'],
    ['Ctrl+AB10', '^/', '\x1f'],
    ['Ctrl+Shift+AE06', '^^', '\x1e'],
    ['Ctrl+AE06', '^6', '\x1e'],
    ['Ctrl+Shift+AE02', '^@', '\0'],
    ['Ctrl+Space', '^space', '\0'],
    ['Ctrl+BKSL', '^\\', '\x1c'],
    ['Ctrl+AD11', '^[', '\x1b'],
    ['Ctrl+AD12', '^]', '\x1d'],
    ['Ctrl+Shift+AE11', '^_', '\x1f'],
    ['Ctrl+Shift+AB10', '^?', '\x7f'],
    ['Alt+AB09', 'Alt+.', '\x1b.'],
    ['Alt+Shift+AC01', 'Alt+A', '\x1bA'],
    ['Ctrl+Alt+AC01', 'Ctrl+Alt+a', '\x1b\x01'],
    ['Ctrl+Left', 'a word back', '\x1b[1;5D'],
    ['Alt+Up', 'Alt with an arrow', '\x1b[1;3A'],
    ['Up', 'an arrow', '\x1b[A'],
    ['F5', 'F5', '\x1b[15~'],
  ],
  de: [
    ['Ctrl+AltGr+AE11', '^\\', '\x1c'],
    ['AltGr+AE11', '\\', '\\'],
    ['AltGr+AD01', '@', '@'],
    ['Ctrl+AltGr+AE09', '^]', '\x1d'],
    ['Ctrl+AltGr+AE08', '^[', '\x1b'],
    ['Ctrl+AltGr+AE10', '^}', '\x1d'],
    ['Ctrl+AltGr+AD01', '^@', '\0'],
    ['Ctrl+Shift+AE07', '^/', '\x1f'],
    ['Ctrl+Shift+AB10', '^_', '\x1f'],
    ['Ctrl+AB01', '^Y', '\x19'],
    ['AD11', 'ü', 'ü'],
    ['Alt+AD11', 'Alt+ü', '\x1bü'],
    ['Alt+AC10', 'Alt+ö', '\x1bö'],
    ['Alt+Shift+AC11', 'Alt+Ä', '\x1bÄ'],
    ['Alt+AE11', 'Alt+ß', '\x1bß'],
    ['Alt+AB09', 'Alt+.', '\x1b.'],
    ['AltGr+AD03', '€', '€'],
    ['AltGr', 'AltGr alone', ''],
    // Dead keys compose.
    ['AE12 AC01', 'á', 'á'],
    ['TLDE Space', '^', '^'],
    ['AltGr+AD12', '~', '~'],
  ],
  fr: [
    ['Alt+Shift+AB08', 'Alt+.', '\x1b.'],
    ['Alt+AB08', 'Alt+;', '\x1b;'],
    ['Alt+AD01', 'Alt+a', '\x1ba'],
    ['Alt+AC10', 'Alt+m', '\x1bm'],
    ['Ctrl+AD01', '^A', '\x01'],
    ['Ctrl+AB01', '^W', '\x17'],
    ['Ctrl+AE08', '^_', '\x1f'],
    ['Ctrl+AltGr+AE09', '^^', '\x1e'],
    ['Ctrl+AltGr+AE08', '^\\', '\x1c'],
    ['Ctrl+AltGr+AE10', '^@', '\0'],
    ['Ctrl+Shift+AB09', '^/', '\x1f'],
    ['Ctrl+Shift+AB07', '^?', '\x7f'],
    ['Alt+AE02', 'Alt+é', '\x1bé'],
    ['AltGr+AE10', '@', '@'],
  ],
  se: [
    ['Alt+AD11', 'Alt+å', '\x1bå'],
    ['Alt+AC10', 'Alt+ö', '\x1bö'],
    ['Ctrl+AltGr+AE11', '^\\', '\x1c'],
    ['Ctrl+AltGr+AE09', '^]', '\x1d'],
    ['Ctrl+AltGr+AE02', '^@', '\0'],
    ['Ctrl+Shift+AE07', '^/', '\x1f'],
    ['Ctrl+Shift+AB10', '^_', '\x1f'],
    ['Alt+AE11', 'Alt++', '\x1b+'],
    ['AltGr+AE02', '@', '@'],
  ],
  es: [
    ['Alt+AC10', 'Alt+ñ', '\x1bñ'],
    ['Ctrl+AltGr+TLDE', '^\\', '\x1c'],
    ['Ctrl+AltGr+AD12', '^]', '\x1d'],
    ['Ctrl+Shift+AE07', '^/', '\x1f'],
    ['Ctrl+Shift+AB10', '^_', '\x1f'],
    ['AltGr+AE02', '@', '@'],
    ['Alt+AB10', 'Alt+-', '\x1b-'],
  ],
  ru: [
    ['AB03', 'с', 'с'],
    ['Ctrl+AB03', '^C', '\x03'],
    ['Ctrl+AC02', '^S', '\x13'],
    ['Ctrl+AD11', '^[', '\x1b'],
    ['Alt+AB05', 'Alt+b', '\x1bb'],
    ['Alt+Shift+AC03', 'Alt+D', '\x1bD'],
    ['Alt+AB10', 'Alt+.', '\x1b.'],
  ],
  jp: [
    ['Ctrl+AD11', '^@', '\0'],
    ['Ctrl+AE12', '^^', '\x1e'],
    ['Ctrl+AD12', '^[', '\x1b'],
    ['Ctrl+BKSL', '^]', '\x1d'],
    ['Ctrl+AE13', '^\\', '\x1c'],
    ['Ctrl+Shift+AB11', '^_', '\x1f'],
    ['Ctrl+AB10', '^/', '\x1f'],
    ['Alt+AC11', 'Alt+:', '\x1b:'],
  ],
};

let display: Display;
let app: RunningApp;
let keyboard: Keyboard;
let folder: string;

test.beforeEach(async () => {
  needs(whyNoKeyboard(), test);
  // One of its own: a layout is the whole display's.
  display = await openDisplay();
  keyboard = new Keyboard(display.env);
  folder = await mkdtemp(path.join(tmpdir(), 'bowline-keys-'));
});
test.afterEach(async () => {
  await app?.close();
  await display?.[Symbol.asyncDispose]();
  if (folder) await rm(folder, { recursive: true, force: true, maxRetries: 20 });
});

const received = (): string => readFileSync(path.join(folder, 'keys'), 'utf8');

/** A shell whose program keeps every byte that reaches it, with the keyboard on it. */
async function openListener(): Promise<void> {
  const { window } = app;
  await addHost(window, { name: 'Here', kind: 'Local shell', fields: { Shell: '/bin/sh' } });
  await openHost(window, 'Here');
  await waitForState(window, 'online');
  const file = path.join(folder, 'keys');
  await typeLine(window, `stty raw -echo; echo lis''tening; exec cat >> ${file}`);
  await waitForRow(window, /listening/);
  await keyboard.focus('Bowline');
  await expect(window.locator('.xterm.focus').first()).toBeVisible();
}

for (const [layout, cases] of Object.entries(LAYOUTS)) {
  test(`a keyboard of the layout ${layout}`, async () => {
    keyboard.setLayout(layout);
    app = await startApp({ env: display.env });
    await openListener();
    for (const [keys] of cases) keyboard.press(...keys.split(' '), 'Return');
    await expect.poll(() => told(cases, received())).toEqual(expected(cases));
  });
}

test('what dead keys compose is there once, also where the window stands still meanwhile', async () => {
  keyboard.setLayout('de');
  app = await startApp({ env: display.env });
  await openListener();
  const renderer = await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]!.webContents.getOSProcessId(),
  );
  process.kill(renderer, 'SIGSTOP');
  try {
    keyboard.press('AE12', 'AC01', 'Return', 'TLDE', 'Space', 'Return', 'AC02', 'Return');
  } finally {
    process.kill(renderer, 'SIGCONT');
  }
  await expect.poll(received).toMatch(/s\r$/);
  expect(received()).toBe('á\r^\rs\r');
});

function expected(cases: Case[]): string[] {
  return cases.map(([keys, what, bytes]) => `${keys} ${what}: ${JSON.stringify(bytes)}`);
}

/** What came for each of the keys, behind each of which Return was pressed. */
function told(cases: Case[], text: string): string[] {
  const came = text.split('\r').slice(0, -1);
  return came.map((bytes, at) => `${cases[at]?.[0]} ${cases[at]?.[1]}: ${JSON.stringify(bytes)}`);
}

test('keys that the app has no use for reach the program', async () => {
  app = await startApp({ env: display.env });
  keyboard.setLayout('us');
  await openListener();
  // There is one tab: no other to go to.
  const cases: Case[] = [
    ['Alt+AE01', 'Alt+1: there is a first tab', ''],
    ['Alt+AE02', 'Alt+2', '\x1b2'],
    ['Alt+AE09', 'Alt+9', '\x1b9'],
    ['Ctrl+PageDown', 'Ctrl+PageDown', '\x1b[6;5~'],
    ['Ctrl+Tab', 'Ctrl+Tab', '\t'],
    ['Ctrl+Shift+Left', 'Ctrl+Shift+Left: there is one pane', '\x1b[1;6D'],
  ];
  for (const [keys] of cases) keyboard.press(keys, 'Return');
  await expect.poll(() => told(cases, received())).toEqual(expected(cases));
  // With a second one they are the app's.
  await openHost(app.window, 'Here');
  await waitForState(app.window, 'online');
  const tabs = app.window.getByLabel('Open shells', { exact: true }).getByRole('tab');
  const isShown = (at: number) => expect(tabs.nth(at)).toHaveAttribute('aria-selected', 'true');
  await keyboard.focus('Bowline');
  keyboard.press('Alt+AE01');
  await isShown(0);
  keyboard.press('Alt+AE02');
  await isShown(1);
  keyboard.press('Ctrl+PageDown');
  await isShown(0);
  keyboard.press('AC01', 'Return');
  await expect.poll(() => received().split('\r').at(-2)).toBe('a');
});
