// Files: two sides of a pane, what is transferred below them, and a look at one.
import path from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import type { Bridge, TransferWish } from '../../../electron/ipc/contract.ts';
import { HERE, sampleFiles, THERE } from '../sampleFiles.ts';
import type { Scene } from '../scene.ts';
import { choose, closeTab, escape, type Screen } from './screen.ts';

declare const window: { bowline: Bridge };

const HOST = 'gpu-box';

const row = (page: Page, nth: number, name: string): Locator =>
  page.locator('[data-files-side]').nth(nth).locator(`[role="row"][data-name="${name}"]`);
const transfers = (page: Page, state: string): Locator =>
  page.locator(`[data-transfers] [role="listitem"][data-state="${state}"]`);

/** The keyboard is in the list of a side, at a row. */
const inList = (page: Page, nth: number): Promise<void> =>
  page.locator('[data-files-side]').nth(nth).locator('[role="row"][data-at]:focus').waitFor();

/** A side goes to a folder, which is known by something that no other one has. */
async function go({ page }: Scene, nth: number, to: string, holds: string): Promise<void> {
  await inList(page, nth);
  await page.keyboard.press('Control+l');
  await page.getByRole('textbox', { name: 'Folder', exact: true }).fill(`~/${to}`);
  await page.keyboard.press('Enter');
  await row(page, nth, holds).waitFor();
  await inList(page, nth);
}

/** Copies there, as F5 does; what isn't there fails, and what is there asks. */
async function copy({ page, home }: Scene, ...names: string[]): Promise<void> {
  const [from, to] = [path.join(home, HERE), path.join(home, THERE)];
  await page.evaluate(
    async ([host, there, wish]) => {
      const { bowline } = window;
      const { id } = (await bowline.call('hosts:list')).find(({ name }) => name === host)!;
      const one = { ...wish, to: { hostId: id, path: there } };
      await bowline.call('transfers:add', [one as TransferWish]);
    },
    [
      HOST,
      to,
      { from: { hostId: null, path: from }, names, move: false, onConflict: 'ask' },
    ] as const,
  );
}

/** None is left; those that ask or wait are stopped. */
async function endTransfers({ page }: Scene): Promise<void> {
  await page.evaluate(async () => {
    const { bowline } = window;
    const { transfers: all } = await bowline.call('transfers:view');
    await bowline.call(
      'transfers:cancel',
      all.map(({ id }) => id),
    );
    await bowline.call('transfers:clear');
  });
  await expect(page.locator('[data-transfers]')).toHaveCount(0);
}

export const FILES: readonly Screen[] = [
  {
    name: 'files',
    kept: 'every',
    dense: true,
    show: async (scene) => {
      const { page } = scene;
      await sampleFiles(scene.home);
      await choose(page, HOST, 'Files');
      await go(scene, 1, THERE, 'incoming');
      await page.keyboard.press('Tab');
      await go(scene, 0, HERE, 'manifest.json');
      await row(page, 0, 'manifest.json').click();
      await page.keyboard.press('Shift+ArrowUp');
    },
  },
  {
    name: 'files-transfers',
    kept: 'every',
    dense: true,
    show: async (scene) => {
      await copy(scene, 'gone.txt');
      await transfers(scene.page, 'failed').waitFor();
      await copy(scene, 'release-notes.md');
      await transfers(scene.page, 'asks').waitFor();
    },
    back: endTransfers,
  },
  {
    name: 'quick-look',
    show: async ({ page }) => {
      await row(page, 1, 'deploy.sh').click();
      await page.keyboard.press('F3');
      await page.getByRole('region', { name: 'What is in it' }).waitFor();
    },
    back: async (scene) => {
      await escape(scene);
      await closeTab(scene);
    },
  },
];
