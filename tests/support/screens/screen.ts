// What a screen is to audit and gallery, and the ways into menus, tabs and dialogs that screens share.
import { expect, type Locator, type Page } from '@playwright/test';
import { hostEntry, openSettings, pressTab, tabCount, terminal } from '../drive.ts';
import type { Scene } from '../scene.ts';

export interface Screen {
  name: string;
  show(scene: Scene): Promise<void>;
  /** Where a key doesn't do: the next screen begins as this one did. */
  back?(scene: Scene): Promise<void>;
  /** It stands where it was opened, and goes or is wrong there when the window is another size. */
  fleeting?: boolean;
  /** It exists in a window of this size alone, which is there before it is shown. */
  size?: readonly [width: number, height: number];
  /** Its pictures belong to the project: in both themes, large, narrow and in forced colours too, or in
      every view. */
  kept?: 'themes' | 'narrow' | 'every';
  /** Dense enough to be looked at in every shipped scheme. */
  dense?: boolean;
}

const OVER = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"].select-list';

/** Opens the menu of something by the pointer. */
export async function menuOf(page: Page, at: Locator): Promise<void> {
  await at.click({ button: 'right' });
  await page.getByRole('menu').waitFor();
}

/** Leaves what lies over the window: a dialog, a menu; what was filled in is thrown away. */
export async function escape({ page }: Scene): Promise<void> {
  await page.keyboard.press('Escape');
  const over = page.locator(OVER);
  const discard = page.getByRole('alertdialog').getByRole('button', { name: 'Discard' });
  await expect.poll(async () => (await over.count()) === 0 || discard.isVisible()).toBe(true);
  if (await discard.isVisible()) await discard.click();
  await expect(over).toHaveCount(0);
}

/** Leaves what lies over something that lies over the window. */
export async function escapeTwice(scene: Scene): Promise<void> {
  await scene.page.keyboard.press('Escape');
  await escape(scene);
}

/** Chooses in the menu of a saved host. */
export async function choose(page: Page, host: string, entry: string): Promise<void> {
  await menuOf(page, hostEntry(page, host));
  await page.getByRole('menuitem', { name: entry }).click();
}

const tabsOf = (page: Page): Locator =>
  page.getByLabel('Open shells', { exact: true }).getByRole('tab');

/** The selected tab goes, whatever it shows; a question about it is answered. */
export async function closeTab({ page }: Scene): Promise<void> {
  const before = await tabCount(page);
  await page.keyboard.press('Control+Shift+W');
  const alert = page.getByRole('alertdialog');
  const close = alert.getByRole('button', { name: /^(Close|End)/ }).first();
  const fewer = page.locator(`[role="tab"][aria-setsize="${before - 1}"]`).first();
  await fewer.or(close).first().waitFor();
  if (await close.isVisible()) await close.click();
  await fewer.waitFor();
}

/** Shows the first tab of this name, wherever it is, with the keyboard in its terminal. */
export async function toTab(page: Page, name: string): Promise<void> {
  const tab = tabsOf(page).filter({ hasText: name }).first();
  if (await tab.isVisible()) await pressTab(tab);
  else {
    await page.getByRole('button', { name: /^(\d+ more|All \d+) tabs?/ }).click();
    await page.locator('input[role="combobox"]:focus').fill(name);
    await page.keyboard.press('Enter');
    await tab.and(page.locator('[aria-selected="true"]')).waitFor();
  }
  await terminal(page).locator('.xterm').click();
}

/** A page of the settings; their tab stays for the next one. */
export function settingsPage(name: string, page: string, more: Partial<Screen> = {}): Screen {
  return {
    name: `settings-${name}`,
    show: async (scene) => void (await openSettings(scene.page, page)),
    ...more,
  };
}
