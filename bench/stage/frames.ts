// The gaps between the window's animation frames while something goes on.
import type { Page } from '@playwright/test';

/** Milliseconds from each frame to the next, from now until `go` is done. */
export async function framesDuring(page: Page, go: () => Promise<unknown>): Promise<number[]> {
  await page.evaluate(() => {
    const { bench } = window;
    bench.frames = new bench.FrameGaps();
    bench.frames.start();
  });
  await go();
  return page.evaluate(() => window.bench.frames!.stop());
}
