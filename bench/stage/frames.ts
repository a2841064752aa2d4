// The window's animation frames while something goes on: the gaps between them, and which frames of a
// program are seen in them.
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

/** Of a program that numbers its frames, in the terminal of a probe: what is seen of them until `go` is done. */
export async function watchFrames(page: Page, probe: number, go: () => Promise<unknown>) {
  await page.evaluate((probe) => {
    const { bench } = window;
    bench.seen = new bench.SeenFrames(bench.probes[probe]!.terminal);
  }, probe);
  await go();
  return page.evaluate(() => window.bench.seen!.stop());
}
