// Waiting until what began to move on a page has come to its end: half-way there, colours, places and sizes
// are none that stay.
import type { Page } from '@playwright/test';

/** Cards, menus and colours have come to what they stay at. What turns for ever isn't waited for. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter(({ effect, playState }) => {
      return playState === 'running' && effect?.getComputedTiming().endTime !== Infinity;
    });
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}
