// What programs got from the app besides their terminal: nothing. The shell of the active tab is
// asked through the window, those that lead to other computers through the kernel.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
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

/**
 * What a process has open that is the app's too, and neither its own terminal nor something that
 * many may have opened for themselves. Only where there is a /proc.
 */
export function openAsInApp(pid: number, app: number): string[] {
  const terminal = readlinkSync(`/proc/${pid}/fd/0`);
  const apps = new Set(opened(app));
  if (!apps.has('/dev/ptmx')) throw new Error(`process ${app} is not the app, it has no shell`);
  const anybodys = (it: string): boolean => it === '/dev/null' || it.startsWith('anon_inode:');
  return opened(pid).filter((it) => it !== terminal && !anybodys(it) && apps.has(it));
}

/** As the kernel calls it; empty where it has ended. */
export function nameOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return ''; // ended while we looked
  }
}

/** By the kernel's names, with the numbers that tell one socket from another. */
function opened(pid: number): string[] {
  return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/${pid}/fd/${fd}`)];
    } catch {
      return []; // closed since it was listed
    }
  });
}
