// Several windows in the real app: each with its own tabs, closed one by one with what is in it, quit
// all at once with one question, and back where they stood.
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import type { Bridge, LayoutOp } from '../../electron/ipc/contract.ts';
import { ACTION_LIMIT_MS, startApp, type RunningApp } from '../support/app.ts';
import { answerLeave, leaveDialog } from '../support/leaveDialog.ts';
import { addHost, openHost, typeLine, waitForRow, waitForState } from '../support/drive.ts';

declare const window: { bowline: Bridge };
// In the app.
declare const questions: string[];

let app: RunningApp;
let userData: string;
test.beforeEach(async () => {
  userData = await mkdtemp(path.join(tmpdir(), 'bowline-windows-'));
  app = await startApp({ userData });
  await addHost(app.window, { name: 'Here', kind: 'Local shell', fields: { Shell: '/bin/sh' } });
});
test.afterEach(async () => {
  app.electron.process().kill('SIGKILL'); // where a test failed half-way; else it is gone
  await rm(userData, { recursive: true, maxRetries: 20 });
});

/** An operation of the window, beside those that its page does by itself. */
const change = (page: Page, op: LayoutOp): Promise<void> =>
  page.evaluate(async (one) => {
    const { seen } = await window.bowline.call('layout:view');
    await window.bowline.call('layout:do', one, seen + 1_000_000);
  }, op);

async function newWindow(): Promise<{ page: Page; id: string }> {
  const id = randomUUID();
  const opened = app.electron.waitForEvent('window', { timeout: ACTION_LIMIT_MS });
  await change(app.window, { op: 'new-window', window: id });
  const page = await opened;
  await page.locator('footer').waitFor();
  return { page, id };
}

const idOf = (page: Page): Promise<string> =>
  page.evaluate(async () => (await window.bowline.call('layout:view')).own);

const count = (): Promise<number> =>
  app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);

/** Its user closes the window of this page. */
async function close(page: Page): Promise<void> {
  const native = await app.electron.browserWindow(page);
  await native.evaluate((one) => one.close());
}

/** Windows that ask whether they, or the app, may go. */
async function asking(...pages: Page[]): Promise<number> {
  const counts = await Promise.all(pages.map((page) => leaveDialog(page).count()));
  return counts.reduce((sum, count) => sum + count, 0);
}

/** The one of these two that asks. */
async function inFront(second: Page): Promise<Page> {
  await expect.poll(() => asking(app.window, second)).toBe(1);
  return (await asking(second)) === 1 ? second : app.window;
}

async function runSleep(page: Page, seconds: number): Promise<void> {
  await openHost(page, 'Here');
  await waitForState(page, 'online');
  await typeLine(page, `sh -c "echo begun; exec sleep ${seconds}"`);
  await waitForRow(page, 'begun');
  const program = () =>
    page.evaluate(async () => {
      const shells = await window.bowline.call('shells:list');
      return (await window.bowline.call('shells:busy', shells.at(-1)!.shellId)).program;
    });
  await expect.poll(program).toBe('sleep'); // a moment ago it was the shell that starts it
}

test('one of two is asked about its own programs, and goes alone', async () => {
  const second = await newWindow();
  await runSleep(app.window, 1001);
  await runSleep(second.page, 1002);
  await close(second.page);
  await expect(leaveDialog(second.page)).toHaveAccessibleName('Close the window?');
  expect(await asking(app.window, second.page)).toBe(1);
  expect(await answerLeave(second.page, false)).toBe(
    'sleep is still running. Closing the window ends it.',
  );
  expect(await count()).toBe(2);
  await close(second.page);
  await answerLeave(second.page, true);
  await expect.poll(count).toBe(1);
  const { layout } = await app.window.evaluate(() => window.bowline.call('layout:view'));
  expect(layout.closed.at(-1)).toMatchObject({ window: second.id, whole: true });
  await waitForState(app.window, 'online');
});

test('quitting asks once about both, and the next start has both where they stood', async () => {
  const second = await newWindow();
  await runSleep(app.window, 1003);
  await runSleep(second.page, 1004);
  const first = await idOf(app.window);
  const native = await app.electron.browserWindow(second.page);
  await native.evaluate((one) => one.setBounds({ x: 60, y: 50, width: 640, height: 480 }));
  await app.electron.evaluate((electron) => electron.app.quit());
  const asks = await inFront(second.page);
  expect(await answerLeave(asks, false)).toBe('sleep (2) are still running. Quitting ends them.');
  expect(await asking(app.window, second.page)).toBe(0);
  expect(await count()).toBe(2);
  const exited = new Promise((resolve) => app.electron.process().once('exit', resolve));
  await app.electron.evaluate((electron) => electron.app.quit());
  await answerLeave(await inFront(second.page), true);
  await exited;
  const stored = JSON.parse(await readFile(path.join(userData, 'window.json'), 'utf8')) as {
    places: Record<string, { width: number }>;
  };
  expect(Object.keys(stored.places).sort()).toEqual([first, second.id].sort());
  expect(stored.places[second.id]!.width).toBe(640);
  app = await startApp({ userData });
  await expect.poll(count).toBe(2);
  await expect
    .poll(async () => (await Promise.all(app.electron.windows().map(idOf))).sort())
    .toEqual([first, second.id].sort());
  const sizes = await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((one) => one.getSize()[0]),
  );
  expect(sizes).toContain(640);
});

test('a page that hangs can’t ask: the system’s box does, and the app can be quit', async () => {
  await runSleep(app.window, 1006);
  await app.electron.evaluate(({ dialog }) => {
    Object.assign(globalThis, { questions: [] });
    dialog.showMessageBox = (...args: unknown[]) => {
      questions.push((args.at(-1) as { message: string }).message);
      return Promise.resolve({ response: questions.length === 1 ? 1 : 0, checkboxChecked: false });
    };
  });
  const asked = (): Promise<string[]> => app.electron.evaluate(() => questions);
  // It hangs from when it has said so on.
  const hang = "void window.bowline.call('clipboard:write', 'it hangs'); for (;;);";
  void app.window.evaluate(hang).catch(() => undefined);
  const copied = () => app.electron.evaluate(({ clipboard }) => clipboard.readText());
  await expect.poll(copied).toBe('it hangs');
  await app.electron.evaluate((electron) => electron.app.quit());
  await expect.poll(asked).toEqual(['sleep is still running. Close anyway?']);
  expect(await count()).toBe(1);
  const exited = new Promise((resolve) => app.electron.process().once('exit', resolve));
  await app.electron.evaluate((electron) => electron.app.quit());
  await exited;
  app = await startApp({ userData });
  await waitForState(app.window, 'online');
});

test('told to end by the system, it asks nobody and keeps both', async () => {
  const second = await newWindow();
  await runSleep(second.page, 1005);
  const exited = new Promise((resolve) => app.electron.process().once('exit', resolve));
  app.electron.process().kill('SIGTERM');
  await exited;
  app = await startApp({ userData });
  await expect.poll(count).toBe(2);
});

test('a page is told when it can’t be seen', async () => {
  const told = await app.window.evaluateHandle(() => {
    const heard: boolean[] = [];
    window.bowline.on('app:shown', (is) => heard.push(is));
    return heard;
  });
  const native = await app.electron.browserWindow(app.window);
  await native.evaluate((one) => one.hide());
  await expect.poll(() => told.evaluate((heard) => heard.at(-1))).toBe(false);
  expect((await app.window.evaluate(() => window.bowline.call('app:info'))).shown).toBe(false);
});

test('one that crashes again and again leaves its tabs to the other', async () => {
  const second = await newWindow();
  await openHost(second.page, 'Here');
  await waitForState(second.page, 'online');
  const native = await app.electron.browserWindow(second.page);
  for (let times = 0; times < 3; times++) {
    await native.evaluate(({ webContents }) => {
      const loaded = new Promise<void>((done) => webContents.once('did-finish-load', () => done()));
      webContents.forcefullyCrashRenderer();
      return loaded;
    });
  }
  await native.evaluate(({ webContents }) => webContents.forcefullyCrashRenderer());
  await expect(app.window.getByText(/Its tabs are in this one now/)).toBeVisible();
  await expect(app.window.getByRole('tab')).toHaveCount(1);
  await expect.poll(count).toBe(1);
});

test('a second start brings up the one in front, and a link is asked about there alone', async () => {
  const second = await newWindow();
  const native = await app.electron.browserWindow(second.page);
  await native.evaluate((one) => one.focus());
  const token = 't'.repeat(43);
  const link = `bowline://h.example.net:1/?v=1&invite=${'a'.repeat(16)}&role=viewer&token=${token}`;
  await app.electron.evaluate(
    (electron, url) => electron.app.emit('open-url', { preventDefault: () => undefined }, url),
    link,
  );
  await expect(second.page.getByRole('dialog')).toContainText('h.example.net:1');
  await expect(app.window.getByRole('dialog')).toHaveCount(0);
  await close(second.page);
  await expect(app.window.getByRole('dialog')).toContainText('h.example.net:1');
});
