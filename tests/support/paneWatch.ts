// Looks over the window's shoulder: what changes in the DOM of a pane that nobody sees, what the
// first frame shows of it, and how often tabs are named.
import type { Page } from '@playwright/test';

declare const window: {
  pane: { changes: number; firstFrame: string };
  titles: { changes: number; since: number };
};

/** Of the terminal of a hidden tab, counted from 1. */
export async function watchHiddenPane(page: Page, tab: number) {
  await page.evaluate(watchPane, tab);
  return {
    /** Changes of its rows so far. */
    changes: () => page.evaluate(() => window.pane.changes),
    /** The text of its rows in the first frame that shows them. */
    firstFrame: async () => {
      await page.waitForFunction(() => window.pane.firstFrame !== '');
      return page.evaluate(() => window.pane.firstFrame);
    },
  };
}

/** Runs in the window. Resolves when all is painted that was under way. */
async function watchPane(tab: number): Promise<void> {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  await frame();
  await frame();
  const pane = document.querySelectorAll<HTMLElement>('[role="tabpanel"]')[tab - 1]!;
  const rows = pane.querySelector('.xterm-rows')!;
  const seen = (window.pane = { changes: 0, firstFrame: '' });
  const changes = new MutationObserver((records) => (seen.changes += records.length));
  changes.observe(rows, { childList: true, subtree: true, characterData: true });
  const shown = new MutationObserver(() => {
    if (pane.hidden) return;
    shown.disconnect();
    requestAnimationFrame(() => {
      void scheduler.postTask(() => (seen.firstFrame = rows.textContent), {
        priority: 'user-blocking',
      });
    });
  });
  shown.observe(pane, { attributes: true, attributeFilter: ['hidden'] });
}

/** Counts from now on; the answer says how often the tabs' texts have changed, and in what time. */
export async function watchTitles(page: Page) {
  await page.evaluate(() => {
    const seen = (window.titles = { changes: 0, since: performance.now() });
    const changes = new MutationObserver(() => (seen.changes += 1));
    const tabs = document.querySelector('[role="tablist"]')!;
    changes.observe(tabs, { childList: true, subtree: true, characterData: true });
  });
  return () =>
    page.evaluate(() => ({
      changes: window.titles.changes,
      ms: performance.now() - window.titles.since,
    }));
}
