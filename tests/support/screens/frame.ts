// The window's frame around open shells: views of the sidebar, menus, the list of tabs, what is told,
// and what narrow windows fold away.
import { hostEntry, terminal } from '../drive.ts';
import type { Scene } from '../scene.ts';
import { choose, escape, menuOf, type Screen } from './screen.ts';

const view = (name: string, title: string): Screen => ({
  name,
  show: async ({ page }) => {
    await page.getByRole('button', { name: title, exact: true }).click();
    await page.getByRole('complementary', { name: title }).waitFor();
  },
  back: async ({ page }) => {
    await page.getByRole('button', { name: 'Hosts', exact: true }).click();
    await hostEntry(page, 'gpu-box').waitFor();
  },
});

const find = (name: string, typed: string): Screen => ({
  name,
  show: ({ page }) => page.getByLabel('Filter hosts', { exact: true }).fill(typed),
  back: ({ page }) => page.getByLabel('Filter hosts', { exact: true }).fill(''),
});

const menu = (name: string, opener: string, more: Partial<Screen> = {}): Screen => ({
  name,
  fleeting: true,
  show: async ({ page }) => {
    await page.getByRole('button', { name: opener, exact: true }).click();
    await page.getByRole('menu').waitFor();
  },
  back: escape,
  ...more,
});

const fold = async ({ page }: Scene): Promise<void> => page.keyboard.press('Control+Shift+B');

export const FRAME: readonly Screen[] = [
  {
    name: 'folded',
    show: fold,
    back: async (scene) => {
      await fold(scene);
      await hostEntry(scene.page, 'gpu-box').waitFor();
    },
  },
  view('view-files', 'Files'),
  view('view-tunnels', 'Tunnels'),
  view('view-sharing', 'Sharing'),
  find('hosts-found', 'eu'),
  find('hosts-none', 'deploy@10.9.8.7'),
  find('hosts-wrong', 'tagg:prod'),
  {
    name: 'deleted',
    kept: 'themes',
    fleeting: true,
    show: async ({ page }) => {
      await choose(page, 'cache-eu-1', 'Delete');
      // A toast stays while the pointer is over it.
      await page.getByRole('button', { name: 'Undo' }).hover();
    },
    back: async ({ page }) => {
      await page.getByRole('button', { name: 'Undo' }).click();
      await hostEntry(page, 'cache-eu-1').waitFor();
    },
  },
  {
    name: 'delete-host',
    show: async ({ page }) => {
      await choose(page, 'web-eu-1', 'Delete');
      await page.getByRole('alertdialog').waitFor();
    },
    back: escape,
  },
  {
    name: 'notifications',
    kept: 'themes',
    fleeting: true,
    show: async ({ page }) => {
      await page.getByRole('button', { name: 'Notifications', exact: true }).click();
      await page.getByRole('dialog', { name: 'Notifications' }).waitFor();
    },
    back: escape,
  },
  menu('app-menu', 'Application menu'),
  menu('new-shell', 'New shell on this computer'),
  {
    name: 'host-menu',
    fleeting: true,
    show: ({ page }) => menuOf(page, hostEntry(page, 'Lagerverwaltung')),
    back: escape,
  },
  {
    name: 'tab-menu',
    fleeting: true,
    show: ({ page }) => menuOf(page, page.getByRole('tab', { selected: true })),
    back: escape,
  },
  {
    name: 'terminal-menu',
    fleeting: true,
    show: ({ page }) => menuOf(page, terminal(page).locator('.xterm')),
    back: escape,
  },
  {
    name: 'tab-title',
    show: async ({ page }) => {
      await page.getByRole('tab', { selected: true }).press('F2');
      await page.getByLabel('Tab title', { exact: true }).waitFor();
    },
    back: async ({ page }) => {
      await page.keyboard.press('Escape');
      await page.getByLabel('Tab title', { exact: true }).waitFor({ state: 'detached' });
    },
    fleeting: true,
  },
  {
    name: 'all-tabs',
    size: [800, 600],
    show: async ({ page }) => {
      await page.getByRole('button', { name: /^\d+ more tabs?/ }).click();
      await page.locator('input[role="combobox"]:focus').waitFor();
    },
    back: async ({ page }) => {
      await page.keyboard.press('Escape');
      await page.locator('input[role="combobox"]').waitFor({ state: 'detached' });
    },
  },
  {
    name: 'drawer',
    kept: 'themes',
    size: [640, 480],
    show: async ({ page }) => {
      await page.keyboard.press('Control+Shift+B');
      await hostEntry(page, 'gpu-box').waitFor();
    },
    back: async ({ page }) => {
      await page.keyboard.press('Escape');
      await hostEntry(page, 'gpu-box').waitFor({ state: 'detached' });
    },
  },
  menu('narrow-menu', 'Application menu', { size: [640, 480] }),
  { name: 'least', size: [400, 300], show: async () => {} },
];
