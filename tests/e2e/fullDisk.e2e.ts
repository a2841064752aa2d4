// The app on a disk that is full: it says so once, in words, can be closed, and stores again as
// soon as there is room. And its window's place outlives a kill -9.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { Bridge, Settings } from '../../electron/ipc/contract.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { addHost, hostEntry, openHost, waitForState } from '../support/drive.ts';
import { needs } from '../support/needs.ts';
import { Restarting } from '../support/restart.ts';
import { SmallDisk, whyNoSmallDisk } from '../support/smallDisk.ts';
import { keepToasts } from '../support/toasts.ts';

declare const window: { bowline: Bridge };

/** Room for Chromium's own files, and a little for ours. KiB. */
const DISK_KIB = 64 * 1024;

const set = (page: Page, change: Partial<Settings>): Promise<string> =>
  page.evaluate(
    (settings) =>
      window.bowline.call('settings:set', settings).then(
        () => 'stored',
        (error: Error) => error.message,
      ),
    change,
  );

/** Of the only window. */
async function placeOf(folder: string): Promise<{ width?: number }> {
  const text = await readFile(path.join(folder, 'window.json'), 'utf8').catch(() => '{}');
  const { places = {} } = JSON.parse(text) as { places?: Record<string, { width: number }> };
  return Object.values(places)[0] ?? {};
}

const resize = (app: RunningApp, width: number): Promise<void> =>
  app.electron.evaluate(({ BrowserWindow }, to) => {
    BrowserWindow.getAllWindows()[0]!.setSize(to, 600);
  }, width);

let width = 800;

/** How many notices there are of what can't be stored, after something more was to be. */
async function noticesOn(disk: SmallDisk, app: RunningApp): Promise<number> {
  disk.flood();
  await resize(app, ++width);
  return app.window.getByText(/could not store .*Is the disk full\?/).count();
}

test('on a full disk the app says so, can be closed, and stores again later', async () => {
  needs(whyNoSmallDisk(), test);
  const disk = new SmallDisk(DISK_KIB);
  const userData = disk.at('data');
  try {
    let app = await startApp({ userData });
    await addHost(app.window, { name: 'Kept', kind: 'Local shell', fields: { Shell: '/bin/sh' } });
    expect(await set(app.window, { fontSize: 15 })).toBe('stored');
    let kept = 15;
    // Chromium clears things away, too, which makes room again for a moment.
    const tryFull = async (): Promise<string> => {
      disk.flood();
      const said = await set(app.window, { fontSize: kept + 1 });
      if (said === 'stored') kept++;
      return said;
    };
    await expect.poll(tryFull).toMatch(/could not be stored. Is the disk full/);
    await openHost(app.window, 'Kept');
    await waitForState(app.window, 'online');
    await expect.poll(() => noticesOn(disk, app)).toBe(1);
    await app.close();

    app = await startApp({ userData });
    await hostEntry(app.window, 'Kept').waitFor();
    const { fontSize } = await app.window.evaluate(() => window.bowline.call('settings:get'));
    expect(fontSize).toBe(kept);
    expect((await readdir(userData)).filter((name) => /damaged|draft/.test(name))).toEqual([]);
    await expect.poll(() => noticesOn(disk, app)).toBe(1);
    await keepToasts(app.window);
    disk.free();
    await expect(
      app.window.getByText('What could not be stored before is stored now.'),
    ).toBeVisible();
    expect(await set(app.window, { fontSize: 17 })).toBe('stored');
    await resize(app, 903);
    await app.close();
    expect((await placeOf(userData)).width).toBe(903);
  } finally {
    disk.remove();
  }
});

test('the window’s place outlives a kill -9', async () => {
  const bowline = await Restarting.start();
  await resize(bowline.app, 870);
  await expect.poll(async () => (await placeOf(bowline.userData)).width).toBe(870);
  await bowline.kill();
  await bowline.startAgain();
  const { width } = await bowline.app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]!.getBounds(),
  );
  expect(width).toBe(870);
  await bowline.end();
});
