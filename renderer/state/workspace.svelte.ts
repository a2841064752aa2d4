// Everything the window knows, made once and handed to the components through a context.
import { createContext, tick } from 'svelte';
import type { AppInfo, Bridge, SavedHost } from '../../electron/ipc/contract.ts';
import { Arranger } from './arranger.ts';
import { Details } from './details.svelte.ts';
import { Dialogs } from './dialogs.svelte.ts';
import { Hosts } from './hosts.svelte.ts';
import { Notices } from './notices.svelte.ts';
import { SettingsState } from './settings.svelte.ts';
import { ShellDesk } from './shells.ts';
import { Tabs } from './tabs.svelte.ts';
import type { Origin } from './shells.ts';
import type { HostRef } from './status.ts';
import type { Tab } from './tab.svelte.ts';

export class Workspace {
  readonly bridge: Bridge;
  readonly info: AppInfo;
  readonly hosts: Hosts;
  readonly settings: SettingsState;
  readonly dialogs = new Dialogs();
  readonly details: Details;
  readonly notices = new Notices();
  readonly tabs: Tabs;
  /** To be told each time the tabs stand otherwise. */
  readonly arranger: Arranger;
  sidebarShown = $state(true);
  /** Raised to bring the keyboard to the filter box. */
  filterCalls = $state(0);

  private constructor(bridge: Bridge, info: AppInfo, hosts: Hosts, settings: SettingsState) {
    this.bridge = bridge;
    this.info = info;
    this.hosts = hosts;
    this.settings = settings;
    this.tabs = new Tabs(new ShellDesk(bridge, window), hosts, this.dialogs);
    this.details = new Details(bridge);
    this.arranger = new Arranger({
      send: (arrangement) => bridge.call('tabs:arrange', arrangement),
      failed: (error) => this.notices.failed('The order of the tabs could not be stored', error),
    });
    for (const notice of info.notices) this.notices.add(notice);
    bridge.on('app:notice', (notice) => this.notices.add(notice));
  }

  /** Asks the main process for all it needs to draw the first picture. */
  static async load(bridge: Bridge): Promise<Workspace> {
    const [info, hosts, settings] = await Promise.all([
      bridge.call('app:info'),
      bridge.call('hosts:list'),
      bridge.call('settings:get'),
    ]);
    const settingsState = new SettingsState(bridge, settings);
    const workspace = new Workspace(bridge, info, new Hosts(bridge, hosts), settingsState);
    await workspace.attempt('Open shells could not be shown again', workspace.tabs.recover());
    return workspace;
  }

  /** Opens a shell on a host in a new tab, and brings the keyboard there. */
  openShell(host: HostRef, origin?: Origin): void {
    this.tabs.open(host, origin);
    if (narrow()) this.sidebarShown = false;
    void this.focusTerminal();
  }

  /** Brings the keyboard to the terminal shown, or to the hosts where there is none. */
  async focusTerminal(): Promise<void> {
    await tick();
    if (this.dialogs.current) return;
    if (this.tabs.active) this.tabs.active.handle?.focus();
    else document.querySelector<HTMLElement>('[role="option"][tabindex="0"]')?.focus();
  }

  async closeTabs(...tabs: Tab[]): Promise<void> {
    await this.attempt('The shell could not be closed', this.tabs.close(...tabs));
    if (this.tabs.active === null) this.sidebarShown = true;
    await this.focusTerminal();
  }

  async deleteHost(host: SavedHost): Promise<void> {
    const openShells = this.tabs.statesOn(host.id).length;
    const answer = await this.dialogs.ask('delete-host', { host, openShells });
    if (answer !== 'delete') return;
    await this.attempt(`${host.name} could not be deleted`, this.hosts.delete(host.id));
  }

  /** Awaits something the user asked for; a failure becomes a notice that begins with `what`. */
  async attempt(what: string, work: Promise<unknown>): Promise<void> {
    try {
      await work;
    } catch (error) {
      this.notices.failed(what, error);
    }
  }
}

/** Too narrow for sidebar and terminal side by side; the same width stands in styles/layout.css. */
function narrow(): boolean {
  return matchMedia('(max-width: 600px)').matches;
}

export const [getWorkspace, setWorkspace] = createContext<Workspace>();
