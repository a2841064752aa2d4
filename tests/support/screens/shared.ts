// What shells that live on an agent have: those that run there, sharing, people and chat; and a link
// that gets slow, and then is gone.
import { terminal, typeLine, waitForRow } from '../drive.ts';
import { choose, escape, toTab, type Screen } from './screen.ts';

export const SHARED: readonly Screen[] = [
  {
    name: 'running',
    show: ({ page }) => choose(page, 'gpu-box', 'Running shells…'),
    back: escape,
  },
  {
    name: 'leave-shell',
    show: async ({ page }) => {
      await toTab(page, 'gpu-box');
      await typeLine(page, "sh -c 'echo waits; exec cat'");
      await waitForRow(page, 'waits');
      await page.keyboard.press('Control+Shift+W');
      await page.getByRole('alertdialog').or(page.getByRole('dialog')).first().waitFor();
    },
    back: async (scene) => {
      await escape(scene);
      await toTab(scene.page, 'gpu-box');
      await scene.page.keyboard.press('Control+C');
    },
  },
  {
    name: 'share', // no picture is kept: a link is a secret, also one that leads nowhere any more
    show: async ({ page }) => {
      await toTab(page, 'gpu-box');
      await page.getByRole('tab', { selected: true }).click({ button: 'right' });
      await page.getByRole('menuitem', { name: /^Share…/ }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Make invitation' }).click();
      await page.getByLabel('Link of the invitation', { exact: true }).waitFor();
    },
    back: escape,
  },
  {
    name: 'chat',
    kept: 'every',
    dense: true,
    show: async ({ page }) => {
      await terminal(page).locator('.xterm').click();
      await page.keyboard.press('Control+Shift+M');
      await page.getByLabel('Message', { exact: true }).fill('The migration ran through.');
      await page.keyboard.press('Enter');
      await page.getByText('The migration ran through.').waitFor();
    },
    back: ({ page }) => page.keyboard.press('Control+Shift+M'),
  },
  {
    name: 'lagging',
    kept: 'themes',
    show: async ({ agent, page }) => {
      await toTab(page, 'gpu-box');
      agent.child.kill('SIGSTOP');
      await page.locator('[role="tab"][data-state="lagging"]').first().waitFor();
    },
  },
  {
    name: 'reconnecting',
    kept: 'themes',
    dense: true,
    show: ({ page }) => page.getByRole('group', { name: 'The link is gone' }).first().waitFor(),
    back: async ({ agent, page }) => {
      agent.child.kill('SIGCONT');
      await page.locator('[role="tab"][aria-selected="true"][data-state="online"]').waitFor();
    },
  },
];
