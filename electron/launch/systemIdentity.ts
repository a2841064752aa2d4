// As whom the system knows the app: whose windows belong together on Windows' task bar, and who
// opens `bowline://` links. Packages say so on Linux and macOS; electron-builder's NSIS installer
// registers no schemes, so on Windows the app does it at each start.

/** The same as in the installers (build/package/makerElectronBuilder.ts). */
export const APP_ID = 'io.github.bowline.Bowline';
export const LINK_SCHEME = 'bowline';

/** What of Electron's `app` is needed. */
export interface SystemApp {
  isPackaged: boolean;
  setAppUserModelId(id: string): void;
  setAsDefaultProtocolClient(scheme: string): boolean;
}

/** An unpacked app leaves the links to the installed one. */
export function introduceToSystem(app: SystemApp, platform: NodeJS.Platform): void {
  if (platform === 'win32') app.setAppUserModelId(APP_ID);
  if (app.isPackaged && platform !== 'linux') app.setAsDefaultProtocolClient(LINK_SCHEME);
}
