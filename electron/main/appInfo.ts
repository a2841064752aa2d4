// What a window is told of the app and of this computer when it starts.
import { app, type BrowserWindow } from 'electron';
import { release } from 'node:os';
import { accountName } from '../../core/process/account.ts';
import { consoleHost } from '../../core/pty/consoleHost.ts';
import type { AppInfo, Notice } from '../ipc/contract.ts';
import { hasWatchdog } from './watchdog.ts';

export function appInfo(
  platform: NodeJS.Platform,
  window: BrowserWindow | undefined,
  notices: Notice[],
): AppInfo {
  return {
    version: app.getVersion(),
    watchdog: hasWatchdog(),
    platform: platform === 'darwin' || platform === 'win32' ? platform : 'linux',
    windowsPty: consoleHost(platform, release()),
    fullScreen: window?.isFullScreen() ?? false,
    userName: accountName(),
    notices,
  };
}
