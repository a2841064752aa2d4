// What electron-builder is told. Its own schema checks it in the tests, for it is only seen at work
// on the system that an installer is for.
import path from 'node:path';
import type { Configuration } from 'electron-builder';
import { APP_ID, LINK_SCHEME } from '../../electron/launch/systemIdentity.ts';
import { LINUX_PACKAGE } from './linuxPackage.ts';
import type { Target } from './targets.ts';

export const APP_NAME = 'Bowline';

export const BUILDER_CONFIG: Configuration = {
  appId: APP_ID,
  productName: APP_NAME,
  artifactName: 'bowline-${version}-${arch}.${ext}',
  icon: 'assets/icons/bowline.icns',
  protocols: [{ name: 'Bowline link', schemes: [LINK_SCHEME] }],
  npmRebuild: false,
  linux: {
    executableName: 'bowline',
    icon: 'assets/icons',
    category: 'Network;System;TerminalEmulator;',
    synopsis: LINUX_PACKAGE.description,
    desktop: {
      entry: {
        GenericName: LINUX_PACKAGE.genericName,
        Keywords: 'ssh;shell;terminal;remote;agent;hosts;tabs;',
        StartupNotify: 'true',
      },
    },
  },
  win: { icon: 'assets/icons/bowline.ico' },
  nsis: {
    oneClick: false,
    allowToChangeInstallationDirectory: true,
    include: 'build/package/installer.nsh', // registers bowline:// links
  },
  dmg: { writeUpdateInfo: false },
};

/**
 * What electron-builder calls prepackaged: the folder that Forge has packaged, but on macOS the
 * application in it, which is all that its disk image holds.
 */
export function prepackaged({ platform }: Target, folder: string): string {
  return platform === 'darwin' ? path.join(folder, `${APP_NAME}.app`) : folder;
}
