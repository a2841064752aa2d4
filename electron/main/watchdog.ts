// In development builds: tells when something held up the main process or the window for longer
// than a person should notice. In a packaged app nothing of it runs.
import { app, type WebContents } from 'electron';
import { systemClock } from '../../core/time/clock.ts';
import { LoopWatch } from '../watchdog/loopWatch.ts';
import { StallLog } from '../watchdog/stallLog.ts';
import type { Logger } from './logger.ts';

/** Not in a packaged app, nor where BOWLINE_WATCHDOG=off (a measurement) says so. */
export function hasWatchdog(): boolean {
  return !app.isPackaged && process.env.BOWLINE_WATCHDOG !== 'off';
}

export function startWatchdog(log: Logger): LoopWatch | undefined {
  if (!hasWatchdog()) return undefined;
  const stalls = new StallLog(systemClock, (line) => log.warning(line));
  const watch = new LoopWatch({
    clock: systemClock,
    worked: workedMs,
    onStall: (ms, what) => stalls.tell(mainStoodStill(ms, what), ms),
  });
  watch.start();
  return watch;
}

/** The window watches itself, and says so on its console, which nobody looks at. */
export function logConsole(contents: WebContents, log: Logger): void {
  if (!hasWatchdog()) return;
  contents.on('console-message', ({ level, message }) => {
    if (level === 'warning' || level === 'error') log.warning(`window: ${message}`);
  });
}

function workedMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

function mainStoodStill(ms: number, what: string): string {
  const because = what === '' ? '' : ` in ${what}`;
  return `the main process stood still for ${ms.toFixed(0)} ms${because}`;
}
