// Keys that are pressed as people do, one at a time, and how long each takes to its echo.
import type { Page } from '@playwright/test';
import type { Random } from '../../tests/support/random.ts';
import type { ShellTab } from './shellTab.ts';
import { within } from './within.ts';

/** Typed into one shell before another has its turn; fits into a line. */
export const BLOCK_KEYS = 50;
/** People don't type in step with anything; the longest pause between two keys. */
const PAUSE_MS = 15;
const ECHO_LIMIT_MS = 20_000;

/** The terminal's own line discipline echoes: no program is in the way. */
export async function startEchoing(tab: ShellTab): Promise<void> {
  await tab.show();
  await tab.begin('cat > /dev/null');
}

/** Types a line into the shell that has the keyboard; milliseconds from each key to its echo. */
export async function typeBlock(page: Page, tab: ShellTab, random: Random): Promise<number[]> {
  const before = (await tab.echoes()).length;
  for (let typed = 1; typed <= BLOCK_KEYS; typed++) {
    await page.waitForTimeout(random.int(PAUSE_MS));
    await page.keyboard.press('x');
    await within(ECHO_LIMIT_MS, 'A key was not echoed', tab.echoed(before + typed));
  }
  await page.keyboard.press('Enter');
  return (await tab.echoes()).slice(before);
}
