// What reaches a program of what an input method writes into the real app. Chromium is told what
// an input method would tell it, so the events are its own, and so is the field they change.
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type CDPSession } from '@playwright/test';
import { SYSTEM } from '../../core/system.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import {
  addHost,
  openHost,
  terminal,
  typeLine,
  waitForRow,
  waitForState,
} from '../support/drive.ts';

const PROCESS = { key: 'Process', windowsVirtualKeyCode: 229 };
const ALT_GR = { key: 'AltGraph', windowsVirtualKeyCode: 225 };
type Key = typeof PROCESS;

let app: RunningApp;
let folder: string;
let chromium: CDPSession;

test.beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'bowline-ime-'));
  app = await startApp();
  const { window } = app;
  chromium = await window.context().newCDPSession(window);
  await addHost(window, { name: 'Here', kind: 'Local shell', fields: { Shell: '/bin/sh' } });
  await openHost(window, 'Here');
  await waitForState(window, 'online');
  await typeLine(window, `stty raw -echo; echo lis''tening; exec cat >> ${folder}/keys`);
  await waitForRow(window, /listening/);
});
test.afterEach(async () => {
  await app?.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 20 });
});

const field = () => terminal(app.window).locator('.xterm-helper-textarea');

const down = (key: Key): Promise<unknown> =>
  chromium.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key });
const up = (key: Key): Promise<unknown> =>
  chromium.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
const write = (text: string): Promise<unknown> => chromium.send('Input.insertText', { text });

/** A key of the input method's, and what it does. */
async function process(does: () => Promise<unknown>): Promise<void> {
  await down(PROCESS);
  await does();
  await up(PROCESS);
}

const compose = (text: string): Promise<void> =>
  process(() => {
    const at = text.length;
    return chromium.send('Input.imeSetComposition', { text, selectionStart: at, selectionEnd: at });
  });

/** xterm.js puts what is selected into its field on Linux, for the middle button of the mouse. */
async function selectByMouse(): Promise<void> {
  const rows = terminal(app.window).locator('.xterm-rows > div');
  const row = rows.filter({ hasText: /^listening/ }).last();
  const { x, y } = (await row.boundingBox())!;
  await app.window.mouse.dblclick(x + 20, y + 5);
  if (SYSTEM === 'linux') await expect(field()).toHaveValue('listening');
}

/** Presses Enter; answers what had come before it. */
async function line(): Promise<string> {
  await app.window.keyboard.press('Enter');
  const received = (): string => readFileSync(path.join(folder, 'keys'), 'utf8');
  await expect.poll(received).toMatch(/\r$/);
  return received().slice(0, -1);
}

test('a key that ends what is composed and then writes itself', async () => {
  await compose('하');
  await process(async () => {
    await write('한');
    await write('.');
  });
  expect(await line()).toBe('한.');
});

test('a key of the input method’s that the terminal takes by its character', async () => {
  await process(() => chromium.send('Input.dispatchKeyEvent', { type: 'char', text: '.' }));
  expect(await line()).toBe('.');
});

test('AltGr in the middle of composing', async () => {
  await compose('~');
  await down(ALT_GR);
  await process(() => write('õ'));
  await up(ALT_GR);
  expect(await line()).toBe('õ');
});

test('text where the mouse had selected some', async () => {
  await selectByMouse();
  await process(() => write('，'));
  await selectByMouse();
  await compose('´');
  await app.window.keyboard.press('s');
  expect(await line()).toBe('，´s');
});

test('the focus goes in the middle of composing', async () => {
  await compose('に');
  await field().evaluate((element) => {
    element.blur();
    element.focus();
  });
  await process(() => write('，'));
  expect(await line()).toBe('に，');
});

test('the field is cleared in the middle of composing', async () => {
  const clear = () => field().evaluate((element) => ((element as HTMLTextAreaElement).value = ''));
  await compose('ほ');
  await clear();
  await process(() => write('本'));
  await compose('ほ');
  await clear();
  await app.window.keyboard.press('s');
  expect(await line()).toBe('本s');
});
