// When a page has come to rest: its movements are over, and it knows of its size.
import type { Page } from '@playwright/test';

/** Cards and menus have come to where they stay, and colours to what they are; what turns for ever may. */
export async function atRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter(({ effect, playState }) => {
      return playState === 'running' && effect?.getComputedTiming().endTime !== Infinity;
    });
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}

/** The window is so wide, and high, and its page has heard of that: figures of a size come before its news. */
export async function sized(page: Page, width: number, height?: number): Promise<void> {
  await page.waitForFunction(
    ([w, h]) => innerWidth === w && (h === undefined || innerHeight === h),
    [width, height] as const,
  );
  await page.evaluate(
    () => new Promise((heard) => requestAnimationFrame(() => requestAnimationFrame(heard))),
  );
}
