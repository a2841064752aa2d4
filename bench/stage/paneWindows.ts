// Windows full of tabs, and of panes in splits, of shells on the agent: opened as a person would, one
// by one, and filled. What has no panes is named as too old.
import type { Page } from '@playwright/test';
import type { Bridge } from '../../electron/ipc/contract.ts';
import { showTabAt, terminal } from '../../tests/support/drive.ts';
import type { Run } from '../bench.ts';
import { filler, type Fill } from './manyTabs.ts';
import { bowlines, parts } from './parts.ts';
import { memory } from './processTree.ts';
import { settled } from './settled.ts';
import { ShellTab } from './shellTab.ts';
import { AGENT, type Stage } from './stage.ts';
import { enter } from './window.ts';

declare const window: { bowline: Bridge } & Window;

const OPEN_LIMIT_MS = 60_000;

/** PSS of a window's process, and of that with all that windows share; bytes. */
export interface Counted {
  own: number;
  all: number;
}

export class PaneWindow {
  readonly page: Page;
  readonly #fill: Fill;

  private constructor(page: Page, fill: Fill) {
    this.page = page;
    this.#fill = fill;
  }

  /** Makes windows out of the one that is there, and of new ones: each call gives another. */
  static async opener(run: Run, stage: Stage): Promise<() => Promise<PaneWindow>> {
    const fill = await filler(run);
    let first: Page | undefined = stage.page;
    return async () => {
      const page = first ?? (await openWindow(stage));
      first = undefined;
      await enter(page);
      return new PaneWindow(page, fill);
    };
  }

  async addTab(): Promise<ShellTab> {
    const tab = await ShellTab.open(this.page, AGENT);
    await this.#fill(tab);
    return tab;
  }

  /** In the tab that is shown, below the pane that has the keyboard. */
  async addPane(): Promise<ShellTab> {
    const pane = await ShellTab.below(this.page);
    await this.#fill(pane);
    return pane;
  }

  /** Once nothing changes any more. Other windows' garbage comes and goes, so they don't count. */
  async memory(stage: Stage): Promise<Counted> {
    await collectGarbage(this.page);
    const native = await stage.app.electron.browserWindow(this.page);
    const own = await native.evaluate((one) => one.webContents.getOSProcessId());
    const read = (): Counted => {
      const { renderer, ...shared } = parts(stage);
      const renderers = renderer.filter(({ pid }) => pid === own);
      const all = memory(bowlines({ ...shared, renderer: renderers })).pss;
      return { own: memory(renderers).pss, all };
    };
    await settled(() => read().all);
    return read();
  }

  /** Shows a tab by its place, counted from 0; its panes are equally large then. */
  async showTab(place: number): Promise<void> {
    await showTabAt(this.page, place + 1);
  }
}

/** @throws Error when the build is from before there were panes */
export async function mustHavePanes(page: Page): Promise<void> {
  const has = await page.evaluate(() =>
    window.bowline.call('layout:view').then(
      () => true,
      () => false,
    ),
  );
  if (!has) throw new Error('This build has no panes: it is too old for this bench.');
}

/** Waits until so many windows are there again, each with a tab and further ones, all connected. */
export async function allBack({ app }: Stage, windows: number, further: number): Promise<void> {
  while (app.electron.windows().length < windows) await app.electron.waitForEvent('window');
  await Promise.all(app.electron.windows().map((page) => isBack(page, 1 + further)));
}

/** Waits until the tab that is shown is connected again, and its terminal on the screen. */
export async function shownBack(page: Page): Promise<void> {
  await shownTab(page).waitFor({ timeout: OPEN_LIMIT_MS });
  await terminal(page).locator('.xterm').waitFor({ timeout: OPEN_LIMIT_MS });
}

// A tab is as its worst pane.
async function isBack(page: Page, count: number): Promise<void> {
  const online = tabsOf(page).and(page.locator('[data-state="online"]'));
  // Those without a place in the strip are online where their button tells of nothing else.
  const rest = page.getByRole('button', { name: /^\d+ more tabs?$/ });
  await online
    .nth(count - 1)
    .or(rest)
    .first()
    .waitFor({ timeout: OPEN_LIMIT_MS });
}

async function collectGarbage(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('HeapProfiler.collectGarbage');
  await cdp.detach();
}

async function openWindow({ app }: Stage): Promise<Page> {
  const front = app.electron.windows()[0]!;
  const native = await app.electron.browserWindow(front);
  const opened = app.electron.waitForEvent('window');
  await native.evaluate((one) => one.webContents.send('menu:command', 'new-window'));
  const page = await opened;
  await page.getByLabel('Saved hosts', { exact: true }).waitFor({ timeout: OPEN_LIMIT_MS });
  return page;
}

function tabsOf(page: Page) {
  return page.getByLabel('Open shells', { exact: true }).getByRole('tab');
}

function shownTab(page: Page) {
  return tabsOf(page).and(page.locator('[aria-selected="true"][data-state="online"]'));
}
