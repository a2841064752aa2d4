// What happens to shells when the window goes: closed while programs run, crashed, told to end
// by the system.
import type { ChildProcess } from 'node:child_process';
import { expect, test } from '@playwright/test';
import { startApp, type RunningApp } from '../support/app.ts';
import { addHost, openHost, typeLine, waitForRow, waitForState } from '../support/drive.ts';
import { agreeToLeave, answerLeave } from '../support/leaveDialog.ts';
import { processesWith } from '../support/processes.ts';

let app: RunningApp;
let process: ChildProcess;
/** Marks this test's own processes: nobody else sleeps for so long. */
let mark: string;

test.beforeEach(async () => {
  mark = String(100_000_000 + Math.floor(Math.random() * 800_000_000));
  app = await startApp();
  process = app.electron.process();
  await addHost(app.window, { name: 'Here', kind: 'Local shell', fields: { Shell: '/bin/bash' } });
  await openHost(app.window, 'Here');
  await waitForState(app.window, 'online');
});

test.afterEach(() => {
  process.kill('SIGKILL'); // where a test failed half-way; else it is gone
});

async function runSleep(): Promise<void> {
  await typeLine(app.window, `echo $((6*7)); sleep ${mark}`);
  await waitForRow(app.window, '42');
  await expect.poll(() => processesWith(mark)).toHaveLength(1);
}

function closeWindow(): Promise<void> {
  return app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.close());
}

test('closing asks while a program runs, and “Cancel” keeps everything', async () => {
  await runSleep();
  await closeWindow();
  expect(await answerLeave(app.window, false)).toBe(
    'sleep is still running. Closing the window ends it.',
  );
  await waitForState(app.window, 'online');
  expect(processesWith(mark)).toHaveLength(1);
  await typeLine(app.window, '\x03');
  await agreeToLeave(app.electron);
  await app.close();
});

test('“Close” ends the programs, and leaves no process behind', async () => {
  await runSleep();
  const exited = new Promise((resolve) => process.once('exit', resolve));
  await closeWindow();
  await answerLeave(app.window, true);
  await exited;
  await expect.poll(() => processesWith(mark)).toEqual([]);
});

test('told to end by the system, the app asks nobody and leaves nothing behind', async () => {
  await runSleep();
  const exited = new Promise((resolve) => process.once('exit', resolve));
  process.kill('SIGTERM');
  await exited;
  await expect.poll(() => processesWith(mark)).toEqual([]);
});

test('a window that is loaded again takes over its shells and what they showed', async () => {
  await typeLine(app.window, 'echo $((6*7)); kept=yes');
  await waitForRow(app.window, '42');
  await app.window.reload();
  await waitForState(app.window, 'online');
  await waitForRow(app.window, '42');
  await typeLine(app.window, 'echo kept=$kept');
  await waitForRow(app.window, 'kept=yes');
  await app.close();
});

test('a window that crashes comes back, and its programs have gone on', async () => {
  await runSleep();
  const before = processesWith(mark);
  await app.electron.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]!.webContents;
    const loadedAgain = new Promise<void>((done) => contents.once('did-finish-load', done));
    contents.forcefullyCrashRenderer();
    return loadedAgain;
  });
  await expect.poll(textOfCrashedWindow).toMatch(/was started again/);
  await expect.poll(textOfCrashedWindow).toMatch(/^42\s*$/m);
  expect(processesWith(mark)).toEqual(before);
  await agreeToLeave(app.electron);
  await app.close();
});

/** Playwright gives a page up for good once it has crashed, so main is asked instead. */
function textOfCrashedWindow(): Promise<string> {
  return app.electron.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]!.webContents;
    const text: unknown = await contents.executeJavaScript('document.body.innerText');
    return String(text).replaceAll('\u00a0', ' ');
  });
}
