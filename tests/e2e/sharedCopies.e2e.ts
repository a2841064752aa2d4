// A program that puts text on the clipboard in a shell that two people are at: it is the clipboard of
// the one who typed last, and of nobody else.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import type { Bridge } from '../../electron/ipc/contract.ts';
import { startAgent, type TestAgent } from '../support/agent.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { addHost, openHost, typeLine, waitForRow, waitForState } from '../support/drive.ts';
import { atHome } from '../support/restart.ts';
import { done, invite, joinShell } from '../support/sharing.ts';

declare const window: { bowline: Bridge };

let agent: TestAgent;
let olga: RunningApp;
let greta: RunningApp;
let home: string;

test.beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'bowline-copies-'));
  agent = await startAgent({ env: { ...atHome(home), SHELL: '/bin/sh', PS1: '$ ' } });
  [olga, greta] = await Promise.all([startApp(), startApp()]);
});
test.afterEach(async () => {
  await Promise.all([olga.close(), greta.close()]);
  await agent.stop();
  await rm(home, { recursive: true, maxRetries: 20 });
});

/** What this app put on the clipboard, in order: both of a worker's apps have the same one. */
async function watchCopies(app: RunningApp): Promise<() => Promise<string[]>> {
  await app.electron.evaluate(({ ipcMain }) => {
    const copies: string[] = [];
    Object.assign(globalThis, { copies });
    ipcMain.removeHandler('clipboard:write');
    ipcMain.handle('clipboard:write', (_, text: string) => {
      copies.push(text);
      return { ok: true, value: undefined };
    });
  });
  return () => app.electron.evaluate(() => (globalThis as unknown as { copies: string[] }).copies);
}

async function share(): Promise<void> {
  const fields = { 'Pairing link': agent.link };
  await addHost(olga.window, { name: 'Kept', kind: 'Agent', fields });
  await openHost(olga.window, 'Kept');
  await waitForState(olga.window, 'online');
  const link = await invite(olga.window, { role: 'may type' });
  await done(olga.window);
  await joinShell(greta.window, link, 'Greta');
  await waitForState(greta.window, 'online');
}

const putting = (text: string): string =>
  `printf '\\033]52;c;${Buffer.from(text).toString('base64')}\\007'; echo put-$((6*7))-${text}`;

const othersTyped = (page: Page) => page.getByText(/Somebody else typed there last/).first();

test('it is the clipboard of the one who typed last', async () => {
  await share();
  for (const app of [olga, greta]) {
    await app.window.evaluate(() =>
      window.bowline.call('settings:set', { clipboardWrite: 'allow' }),
    );
  }
  const [ofOlga, ofGreta] = [await watchCopies(olga), await watchCopies(greta)];
  await typeLine(greta.window, putting('hers'));
  await expect.poll(ofGreta).toEqual(['hers']);
  await expect(othersTyped(olga.window)).toBeVisible();
  await waitForRow(olga.window, 'put-42-hers');
  expect(await ofOlga()).toEqual([]);
  // While it is known of both that they typed just now, it is nobody's.
  await expect(async () => {
    await typeLine(olga.window, putting('mine'));
    await expect.poll(ofOlga, { timeout: 2_000 }).toContain('mine');
  }).toPass();
  expect(new Set(await ofOlga())).toEqual(new Set(['mine']));
  await waitForRow(greta.window, 'put-42-mine');
  expect(await ofGreta()).toEqual(['hers']);
});
