// Asks the shell of the active tab, through the window, what it got from the app besides its
// terminal: nothing.
import type { Page } from '@playwright/test';
import { typeLine, waitForRow } from './drive.ts';

// 3 is the folder that is being listed; the last is a count of variables that are ours.
const ASK =
  'echo fds: $(ls /proc/self/fd) files: $(ulimit -Sn) nice: $(nice) ' +
  'ours: $(env | grep -cE "^(ELECTRON|CHROME|BOWLINE|npm)_|^(LD_LIBRARY_PATH|GDK_BACKEND|NO_AT_BRIDGE|FC_FONTATIONS)=")';

/** @param openFiles what `ulimit -Sn` must show, where that is known */
export async function waitForNothingInherited(window: Page, openFiles?: number): Promise<void> {
  await typeLine(window, ASK);
  const files = openFiles ?? '\\w+';
  await waitForRow(window, new RegExp(`^fds: 0 1 2 3 files: ${files} nice: 0 ours: 0\\s*$`));
}
