// As whom the system knows the app: whose windows belong together on Windows' task bar, and who
// opens `bowline://` links. Packages and installers say that; on macOS, where several copies may lie
// about, the one that was started last says it, too. On Windows it would outlive the app there.

/** In the installers, too. assets/bowline.metainfo.xml repeats it. */
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
  if (app.isPackaged && platform === 'darwin') app.setAsDefaultProtocolClient(LINK_SCHEME);
}
