// The settings: each of their pages, what a search finds, one host's, and a list that is open.
import { openSettings } from '../drive.ts';
import { closeTab, settingsPage, type Screen } from './screen.ts';

export const SETTINGS: readonly Screen[] = [
  settingsPage('appearance', 'Appearance', { kept: 'every', dense: true }),
  settingsPage('terminal', 'Terminal'),
  settingsPage('keys', 'Keys', { kept: 'themes', dense: true }),
  {
    name: 'settings-key',
    show: async ({ page }) => {
      await openSettings(page, 'Keys');
      await page
        .getByRole('button', { name: /^Add a key for/ })
        .first()
        .click();
    },
    back: ({ page }) => page.keyboard.press('Escape'),
  },
  settingsPage('mouse', 'Mouse and clipboard'),
  settingsPage('connections', 'Connections'),
  settingsPage('lag', 'Lag and reconnecting'),
  settingsPage('sharing', 'Sharing'),
  settingsPage('notifications', 'Notifications'),
  settingsPage('backups', 'Backups'),
  settingsPage('updates', 'Updates'),
  {
    name: 'settings-search',
    kept: 'themes',
    show: ({ page }) => page.getByRole('textbox', { name: 'Find a setting' }).fill('font'),
    back: ({ page }) => page.getByRole('textbox', { name: 'Find a setting' }).fill(''),
  },
  {
    name: 'settings-host',
    show: async ({ page }) => {
      await openSettings(page, 'Appearance');
      await page.getByRole('radio', { name: 'One host' }).click();
    },
    back: async (scene) => {
      await scene.page.getByRole('radio', { name: 'Everywhere' }).click();
      await closeTab(scene);
    },
  },
];
