// From one run of the app to the next: its windows, shells and tunnels are taken up where the last one ended,
// and left so that the next one can.
import type { HostStore } from '../hosts/hostStore.ts';
import type { LayoutDesk } from '../layout/layoutDesk.ts';
import { readLayout } from '../layout/layoutFile.ts';
import type { SettingsStore } from '../settings/settings.ts';
import type { ShellManager } from '../shells/shellManager.ts';
import type { TunnelDesk } from '../tunnels/tunnelDesk.ts';
import { say } from '../../words/said.ts';
import { detail, type Faults } from './faults.ts';
import type { Logger } from './logger.ts';
import type { Notices } from './notices.ts';

export interface LastRunOptions {
  hosts: HostStore;
  /** Secrets of hosts out of the keychain: see `Connectable.fetch`. */
  fetch: (hostIds: readonly string[]) => Promise<void> | undefined;
  settings: SettingsStore;
  shells: ShellManager;
  layout: LayoutDesk;
  /** Remembers the layout. */
  layoutFile: string;
  tunnels: TunnelDesk;
  notices: Notices;
  faults: Faults;
  log: Logger;
}

export class LastRun {
  readonly #options: LastRunOptions;
  #takenUp = false;
  #shellsTakenUp = false;

  constructor(options: LastRunOptions) {
    this.#options = options;
  }

  /** Says which windows there are, so that they can be opened. */
  read(): void {
    const { layout, layoutFile, settings, notices } = this.#options;
    const { saved, notice } = readLayout(layoutFile, new Date());
    if (notice) notices.add('tabs-file', 'warning', notice);
    layout.begin(saved, settings.get().restoreTabs);
  }

  /**
   * Takes up windows in which there is nothing to open; whether that is so. Then a page need not wait until
   * its window is seen to be told how all stands.
   */
  takeUpEmpty(): boolean {
    const { windows } = this.#options.layout.layout;
    const empty = windows.every(({ tabs }) => tabs.length === 0) && !this.#options.layout.waits;
    if (empty) this.#takeUpShells();
    return empty;
  }

  /**
   * Goes on where the app last ended. Once there is a window, as it takes secrets out of the
   * keychain, which may ask the user for it. Never rejects, for the window waits for this.
   */
  async takeUp(): Promise<void> {
    const { tunnels, faults, notices, fetch, layout } = this.#options;
    try {
      if (!this.#shellsTakenUp) await fetch(layout.hostsOf());
      if (!this.#options.hosts.isOpen) return; // the app ended meanwhile
      this.#takenUp = true;
      if (!this.#shellsTakenUp) this.#takeUpShells();
      const notice = tunnels.restore(new Date());
      if (notice) notices.add('tunnels-file', 'warning', notice);
    } catch (error) {
      faults.tell(error);
    }
    void this.#sealSecrets();
  }

  /** Before anything was taken up there is nothing to leave, and what is remembered stays. */
  async leave(): Promise<void> {
    if (!this.#takenUp) return;
    const { layout, tunnels, shells } = this.#options;
    layout.close();
    await Promise.all([tunnels.close(), shells.leaveAll()]);
  }

  #takeUpShells(): void {
    this.#shellsTakenUp = true;
    const { layout, notices } = this.#options;
    const { lost, waiting } = layout.takeUp();
    if (lost > 0) notices.add('tabs-lost', 'info', say('tabs-lost', { tabs: lost }));
    if (waiting > 0) notices.add('tabs-waiting', 'warning', say('tabs-waiting', { tabs: waiting }));
  }

  /** Where the keychain doesn't take them now, it is asked at the next start. */
  async #sealSecrets(): Promise<void> {
    try {
      await this.#options.hosts.sealReadableSoon();
    } catch (error) {
      this.#options.log.warning(`readable secrets stay as they are: ${detail(error)}`);
    }
  }
}
