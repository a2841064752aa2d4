// What a page may not do, whatever it is: leave, open windows, embed others, ask for the
// camera, or fetch anything from a network or the disk.
import { app, type Session, type WebContents } from 'electron';

/** Everything but our own scheme, data and blobs; developer tools have a session of their own. */
const FOREIGN = ['http', 'https', 'ws', 'wss', 'ftp', 'file'].map((scheme) => `${scheme}://*/*`);

/** For every page that will ever be made, developer tools included. `log` hears of attempts. */
export function lockDownPages(log: (line: string) => void): void {
  app.on('web-contents-created', (_event, contents) => lockDownPage(contents, log));
}

function lockDownPage(contents: WebContents, log: (line: string) => void): void {
  contents.on('will-frame-navigate', (event) => {
    log(`refused a page's navigation`);
    event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => {
    log(`refused a page's new window`);
    return { action: 'deny' };
  });
}

export function lockDownSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest({ urls: FOREIGN }, (_details, answer) =>
    answer({ cancel: true }),
  );
  session.on('will-download', (event) => event.preventDefault());
}
