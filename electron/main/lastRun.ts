// From one run of the app to the next: its tabs and tunnels are taken up where the last one ended,
// and left so that the next one can.
import type { HostStore } from '../hosts/hostStore.ts';
import type { SettingsStore } from '../settings/settings.ts';
import type { ShellManager } from '../shells/shellManager.ts';
import type { OpenTabs } from '../tabs/openTabs.ts';
import { readTabs } from '../tabs/tabFile.ts';
import type { TunnelDesk } from '../tunnels/tunnelDesk.ts';
import { say } from '../../words/said.ts';
import { detail, type Faults } from './faults.ts';
import type { Logger } from './logger.ts';
import type { Notices } from './notices.ts';

export interface LastRunOptions {
  hosts: HostStore;
  settings: SettingsStore;
  shells: ShellManager;
  tabs: OpenTabs;
  /** Remembers the tabs. */
  tabsFile: string;
  tunnels: TunnelDesk;
  notices: Notices;
  faults: Faults;
  log: Logger;
}

export class LastRun {
  readonly #options: LastRunOptions;
  #takenUp = false;

  constructor(options: LastRunOptions) {
    this.#options = options;
  }

  /**
   * Goes on where the app last ended. Once there is a window, as it takes secrets out of the
   * keychain, which may ask the user for it. Never throws, for the window waits for this.
   */
  takeUp(): void {
    const { tunnels, faults, notices } = this.#options;
    this.#takenUp = true;
    try {
      this.#restoreTabs();
      const notice = tunnels.restore(new Date());
      if (notice) notices.add('tunnels-file', 'warning', notice);
    } catch (error) {
      faults.tell(error);
    }
    this.#sealSecrets();
  }

  /** Before anything was taken up there is nothing to leave, and what is remembered stays. */
  async leave(): Promise<void> {
    if (!this.#takenUp) return;
    const { tabs, tunnels, shells } = this.#options;
    tabs.close();
    await Promise.all([tunnels.close(), shells.leaveAll()]);
  }

  #restoreTabs(): void {
    const { tabs, tabsFile, settings, notices } = this.#options;
    const { saved, notice } = readTabs(tabsFile, new Date());
    if (notice) notices.add('tabs-file', 'warning', notice);
    if (!settings.get().restoreTabs) return;
    const { lost, waiting } = tabs.restore(saved);
    if (notice) tabs.changed();
    if (lost.length > 0) notices.add('tabs-lost', 'info', say('tabs-lost', { tabs: lost.length }));
    if (waiting.length > 0)
      notices.add('tabs-waiting', 'warning', say('tabs-waiting', { tabs: waiting.length }));
  }

  /** Where the keychain doesn't take them now, it is asked at the next start. */
  #sealSecrets(): void {
    try {
      this.#options.hosts.sealReadable();
    } catch (error) {
      this.#options.log.warning(`readable secrets stay as they are: ${detail(error)}`);
    }
  }
}
