// Shells at work: tabs of each state, a split, what lies over a pane, and the questions of closing.
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { terminal, typeLine, waitForRow } from '../drive.ts';
import type { Scene } from '../scene.ts';
import { closeTab, escape, toTab, type Screen } from './screen.ts';

const findText = (name: string, text: string, more: Partial<Screen> = {}): Screen => ({
  name,
  show: async ({ page }) => {
    await terminal(page).locator('.xterm').click();
    await page.keyboard.press('Control+Shift+F');
    await page.getByRole('search').getByRole('textbox').fill(text);
    await page
      .getByText(/\d+ of \d+|Nothing found/)
      .first()
      .waitFor();
  },
  back: async ({ page }) => {
    await page.keyboard.press('Escape');
    await page.getByRole('search').waitFor({ state: 'detached' });
  },
  ...more,
});

const question = ({ page }: Scene): Promise<void> =>
  page.getByRole('alertdialog').or(page.getByRole('dialog')).first().waitFor();

/** Opens a host beside the focused pane, by the palette. */
const beside = async (page: Page, host: string, keys: string): Promise<void> => {
  const palette = page.getByRole('dialog', { name: 'Find anything' });
  await page.keyboard.press('Control+Shift+P');
  await palette.waitFor();
  await page.keyboard.type(`@${host}`);
  await palette.getByRole('option', { selected: true, name: new RegExp(`^${host}`) }).waitFor();
  await page.keyboard.press(keys);
  await palette.waitFor({ state: 'detached' });
};

export const WORK: readonly Screen[] = [
  {
    name: 'workspace',
    kept: 'every',
    dense: true,
    show: async (scene) => {
      await scene.open('nightly build', 'closed');
      await scene.open('bastion-eu', 'failed');
      await scene.open('上海-数据库-主');
      await scene.open('web-eu-1');
      await scene.open('gpu-box');
      await scene.open('orders-db-primary');
      await terminal(scene.page).getByText('database system is ready').waitFor();
    },
  },
  {
    name: 'details',
    kept: 'every',
    show: async ({ page }) => {
      await page.locator('footer [aria-expanded="false"]').first().click();
      await page.locator('footer [aria-expanded="true"]').first().waitFor();
    },
    back: async ({ page }) => {
      await page.locator('footer [aria-expanded="true"]').first().click();
      await page.locator('footer [aria-expanded="true"]').waitFor({ state: 'detached' });
    },
  },
  findText('find', 'LOG', { kept: 'every', dense: true }),
  findText('find-nothing', 'no such text'),
  {
    name: 'clipboard',
    kept: 'themes',
    show: async ({ page }) => {
      await toTab(page, 'gpu-box');
      const copies = "printf '\\033]52;c;c2VsZWN0IGNvdW50KCopIGZyb20gb3JkZXJzOw==\\007'";
      await typeLine(page, copies);
      await page.getByRole('group', { name: 'A program asks for the clipboard' }).waitFor();
    },
    back: ({ page }) => page.getByRole('button', { name: 'Not now' }).click(),
  },
  {
    name: 'paste',
    show: async (scene) => {
      const text = 'cd /tmp\nls -l\n';
      await scene.app.electron.evaluate(({ clipboard }, it) => clipboard.writeText(it), text);
      await terminal(scene.page).locator('.xterm').click();
      await scene.page.keyboard.press('Control+Shift+V');
      await question(scene);
    },
    back: escape,
  },
  { name: 'ended', show: ({ page }) => toTab(page, 'nightly build') },
  {
    name: 'failed',
    kept: 'themes',
    dense: true,
    show: ({ page }) => toTab(page, 'bastion-eu'),
  },
  {
    name: 'waiting',
    show: async (scene) => {
      await scene.open('silent-eu', 'connecting');
      await scene.page.getByRole('group', { name: 'On its way' }).waitFor();
    },
    back: closeTab,
  },
  {
    name: 'new-lines',
    show: async ({ page, home }) => {
      await toTab(page, 'web-eu-1');
      const many = 'i=0; while [ $i -lt 200 ]; do echo "line $i"; i=$((i+1)); done';
      await typeLine(page, many);
      await waitForRow(page, 'line 199');
      // They come when nobody is at the end any more, however long that takes.
      const go = path.join(home, `go-${randomUUID()}`);
      await typeLine(page, `until [ -e "${go}" ]; do sleep 0.1; done; echo one; echo two`);
      await page.keyboard.press('Shift+PageUp');
      await expect(terminal(page).getByText('line 199', { exact: true })).toHaveCount(0);
      await writeFile(go, '');
      await page.getByRole('button', { name: /new lines?$/ }).waitFor();
    },
    back: async ({ page }) => {
      const down = page.getByRole('button', { name: /new lines?$/ });
      // The window may just have got another size, which its terminal has a moment later.
      await expect
        .poll(async () => {
          // It may have gone by itself before it is pressed.
          if (await down.isVisible()) await down.click({ timeout: 1_000 }).catch(() => undefined);
          return down.isVisible();
        })
        .toBe(false);
      await waitForRow(page, 'two');
      await waitForRow(page, /releases\$\s*$/); // it takes the next line now
    },
  },
  {
    name: 'close-busy',
    show: async (scene) => {
      await toTab(scene.page, 'web-eu-1');
      await typeLine(scene.page, "sh -c 'echo waits; exec cat'");
      await waitForRow(scene.page, 'waits');
      await scene.page.keyboard.press('Control+Shift+W');
      await question(scene);
    },
    back: async (scene) => {
      await escape(scene);
      await terminal(scene.page).locator('.xterm').click();
      await scene.page.keyboard.press('Control+C');
    },
  },
  {
    name: 'split',
    kept: 'every',
    dense: true,
    show: async ({ page }) => {
      await toTab(page, 'orders-db-primary');
      await beside(page, 'web-eu-1', 'Control+Enter');
      await beside(page, '上海', 'Control+Shift+Enter');
      await page.locator('[data-pane] [data-state="online"]').nth(2).waitFor();
    },
  },
];
