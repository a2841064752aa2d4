// Windows of the real app, and what stands in them: their trees of panes, and who shows what.
import type { ElectronApplication, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { panesIn } from '../../core/layout/find.ts';
import type { Layout, Tab, WindowLayout } from '../../core/layout/layout.ts';
import type { Bridge } from '../../electron/ipc/contract.ts';
import { ACTION_LIMIT_MS } from './app.ts';

declare const window: { bowline: Bridge };

/** Carries out a command of the menu in this window. */
export async function commandIn(
  electron: ElectronApplication,
  page: Page,
  name: string,
): Promise<void> {
  const native = await electron.browserWindow(page);
  await native.evaluate((one, command) => one.webContents.send('menu:command', command), name);
}

/** How all windows stand, as the main process says. */
export async function layoutOf(page: Page): Promise<Layout> {
  return (await page.evaluate(() => window.bowline.call('layout:view'))).layout;
}

/** The id of this window. */
export async function idOf(page: Page): Promise<string> {
  return (await page.evaluate(() => window.bowline.call('layout:view'))).own;
}

export async function ownWindow(page: Page): Promise<WindowLayout> {
  const { own, layout } = await page.evaluate(() => window.bowline.call('layout:view'));
  return layout.windows.find(({ id }) => id === own)!;
}

/** The tab that a window shows. */
export async function activeTab(page: Page): Promise<Tab> {
  const { tabs, active } = await ownWindow(page);
  return tabs.find(({ id }) => id === active)!;
}

/** Pages of all windows, by the id of each in the layout. One that has just opened is waited for. */
export async function pagesOf(electron: ElectronApplication): Promise<Map<string, Page>> {
  const pages = electron.windows().filter((page) => !page.isClosed());
  await Promise.all(pages.map((page) => page.locator('footer').waitFor()));
  return new Map(await Promise.all(pages.map(async (page) => [await idOf(page), page] as const)));
}

/** The page of the window that opens next. */
export async function openedWindow(
  electron: ElectronApplication,
  does: () => Promise<unknown>,
): Promise<Page> {
  const opened = electron.waitForEvent('window', { timeout: ACTION_LIMIT_MS });
  const [page] = await Promise.all([opened, does()]);
  await page.locator('footer').waitFor(); // in a narrow window no list of hosts is seen
  return page;
}

/** The pane on the page. */
export const paneOn = (page: Page, pane: string) => page.locator(`[data-pane="${pane}"]`);

/** Types a line into a pane, which gets the keyboard. */
export async function typeInto(page: Page, pane: string, line: string): Promise<void> {
  await paneOn(page, pane).locator('.xterm').click();
  await page.keyboard.type(line);
  await page.keyboard.press('Enter');
}

/** Splits the focused pane by key; answers with the new one's id once its shell is there. */
export async function splitOff(page: Page, key: 'D' | 'E'): Promise<string> {
  const before = panesIn((await activeTab(page)).tree).map(({ id }) => id);
  await page.keyboard.press(`Control+Shift+${key}`);
  const added = async (): Promise<string[]> => {
    const now = panesIn((await activeTab(page)).tree).map(({ id }) => id);
    return now.filter((id) => !before.includes(id));
  };
  await expect.poll(added).toHaveLength(1);
  const [pane] = await added();
  await paneOn(page, pane!).locator('[data-state="online"]').waitFor();
  return pane!;
}

/** What the panes on a page show of their trees: who is shown, and where, in whole percents. */
export function shownPanes(page: Page): Promise<Record<string, number[]>> {
  return page.evaluate(() => {
    const all = document.querySelector('.terminals')!.getBoundingClientRect();
    const shown = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter(
      (pane) => !pane.hidden,
    );
    const parts = (pane: HTMLElement): number[] => {
      const { left, top, right, bottom } = pane.getBoundingClientRect();
      const across = [left, right].map((x) => ((x - all.left) / all.width) * 100);
      const down = [top, bottom].map((y) => ((y - all.top) / all.height) * 100);
      return [across[0]!, down[0]!, across[1]!, down[1]!].map(Math.round);
    };
    return Object.fromEntries(shown.map((pane) => [pane.dataset['pane']!, parts(pane)]));
  });
}
