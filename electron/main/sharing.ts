// Sharing, put together: what the window asks about the others at its shells, the shells that were
// joined, and the links that the system gives to the app.
import { app } from 'electron';
import { HostCompanies } from '../sharing/hostCompanies.ts';
import { JoinedShells } from '../sharing/joinedShells.ts';
import { linkAmong, OpenedLinks } from '../sharing/openedLinks.ts';
import type { ShellManager } from '../shells/shellManager.ts';
import type { WindowRef } from '../window.ts';
import { sealedAhead } from './keychain.ts';
import type { Notices } from './notices.ts';

export interface SharingOptions {
  /** Remembers the shells that were joined. */
  file: string;
  /** Undefined while there is no window. */
  front: () => WindowRef | undefined;
  notices: Notices;
  shells: () => ShellManager;
}

export class Sharing {
  readonly companies: HostCompanies;
  readonly joined: JoinedShells;
  readonly opened: OpenedLinks;

  /** To be called once the app is ready. */
  constructor({ file, front, notices, shells }: SharingOptions) {
    this.companies = new HostCompanies({
      find: (shellId) => {
        const { company, session = '' } = shells().place(shellId);
        return company && { company, session };
      },
    });
    this.joined = new JoinedShells({ path: file, secretBox: sealedAhead, now: Date.now });
    this.opened = new OpenedLinks({
      front,
      onUnfit: (why) => notices.add('opened-link', 'info', why),
    });
  }

  /** Hears of links from now on; `early` are those that came before the app was ready. */
  listen(early: readonly string[]): void {
    for (const link of early) this.opened.opened(link);
    app.on('open-url', (event, link) => {
      event.preventDefault();
      this.opened.opened(link);
    });
    app.on('second-instance', (_event, args) => {
      const link = linkAmong(args);
      if (link) this.opened.opened(link);
    });
  }
}
