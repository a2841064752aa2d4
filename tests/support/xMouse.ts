// A mouse at a virtual display, as the X server sees it: what it carries goes from window to window,
// which the mouse of a page can't do.
import { execFileSync } from 'node:child_process';
import type { ElectronApplication, Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';

export interface Point {
  x: number;
  y: number;
}

const xdotool = (...args: (string | number)[]): void => {
  execFileSync('xdotool', args.map(String), { stdio: 'pipe' });
};

export const xMouse = {
  move: ({ x, y }: Point): void => xdotool('mousemove', Math.round(x), Math.round(y)),
  press: (): void => xdotool('mousedown', 1),
  release: (): void => xdotool('mouseup', 1),
};

/** Where a part of something stands on the screen. */
export async function onScreen(
  electron: ElectronApplication,
  page: Page,
  thing: Locator,
  [x, y]: readonly [x: number, y: number],
): Promise<Point> {
  const native = await electron.browserWindow(page);
  const content = await native.evaluate((one) => one.getContentBounds());
  const box = (await thing.boundingBox())!;
  return { x: content.x + box.x + box.width * x, y: content.y + box.y + box.height * y };
}

/**
 * Moves to and fro there until something is to be seen, and then a little more, as people do: what was
 * answered to a move counts from the next one on.
 */
export async function hover(point: Point, seen: Locator): Promise<void> {
  let step = 0;
  const nudge = (): void => xMouse.move({ x: point.x + (step++ % 2), y: point.y });
  await expect(async () => {
    nudge();
    await expect(seen).toBeVisible({ timeout: 200 });
  }).toPass({ timeout: 60_000 });
  for (let more = 0; more < 4; more++) {
    nudge();
    // Two frames of the page, which hears of the move in between.
    await seen.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  }
}
