// The main job inside a shell, whatever kind it is: run something, resize, leave. What the
// end-to-end tests ask of every kind of host.
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { RunningApp } from './app.ts';
import { typeLine, waitForRow, waitForState } from './drive.ts';

/** What `stty size` answers in the active terminal. */
async function sttySize(window: Page): Promise<string> {
  await typeLine(window, 'clear; echo "size $(stty size) ."');
  const row = window.locator('.xterm-rows > div').filter({ hasText: /^size \d+ \d+ \./ });
  await row.last().waitFor();
  return (await row.last().innerText()).replaceAll('\u00a0', ' ').trim();
}

async function resizeWindow(app: RunningApp, width: number, height: number): Promise<void> {
  await app.electron.evaluate(
    ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]!.setContentSize(...size),
    [width, height] as [number, number],
  );
}

/** Works in the shell of the active tab, and leaves it with exit code 3. */
export async function workAndLeave(app: RunningApp): Promise<void> {
  const { window } = app;
  await waitForState(window, 'online');
  await typeLine(window, 'echo $((6*7))');
  await waitForRow(window, '42');
  const before = await sttySize(window);
  await resizeWindow(app, 760, 520);
  await expect.poll(() => sttySize(window)).not.toBe(before);
  await typeLine(window, 'exit 3');
  await waitForState(window, 'closed');
  await expect(window.getByRole('status', { name: 'Connection' })).toContainText('exit code 3');
}
