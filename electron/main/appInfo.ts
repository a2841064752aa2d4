// What a window is told of the app and of this computer when it starts.
import { app } from 'electron';
import { homedir, release } from 'node:os';
import { accountName } from '../../core/process/account.ts';
import { consoleHost } from '../../core/pty/consoleHost.ts';
import type { AppInfo, Notice } from '../ipc/contract.ts';
import type { AppWindow } from './appWindow.ts';
import { hasScreenReader } from './screenReader.ts';
import { hasWatchdog } from './watchdog.ts';

export function appInfo(
  platform: NodeJS.Platform,
  window: AppWindow | undefined,
  notices: Notice[],
): AppInfo {
  return {
    version: app.getVersion(),
    watchdog: hasWatchdog(),
    platform: platform === 'darwin' || platform === 'win32' ? platform : 'linux',
    windowsPty: consoleHost(platform, release()),
    fullScreen: window?.native.isFullScreen() ?? false,
    shown: window?.isShown ?? false,
    screenReader: hasScreenReader(),
    userName: accountName(),
    home: homedir(),
    notices,
  };
}
