// Everything the window knows, made once and handed to the components through a context.
import { createContext, tick } from 'svelte';
import type {
  AppInfo,
  Bridge,
  FoundShell,
  HostTunnelsView,
  OpenedLink,
  SavedHost,
  UpdateState,
} from '../../electron/ipc/contract.ts';
import { inWords } from '../../words/said.ts';
import { words } from '../../words/window.ts';
import { Kinds } from '../lib/kinds.ts';
import { whyNotShared } from '../lib/sharing.ts';
import { tunnelName } from '../lib/tunnels.ts';
import { Arranger } from './arranger.ts';
import { Companies } from './companies.svelte.ts';
import type { Company } from './company.svelte.ts';
import { Details } from './details.svelte.ts';
import { Dialogs } from './dialogs.svelte.ts';
import { FoundShells } from './foundShells.svelte.ts';
import { Hosts } from './hosts.svelte.ts';
import { Notices, type ShownNotice } from './notices.svelte.ts';
import { SettingsState } from './settings.svelte.ts';
import { ShellDesk } from './shells.ts';
import type { Origin } from './shells.ts';
import type { HostRef } from './status.ts';
import type { Tab } from './tab.svelte.ts';
import { Tabs } from './tabs.svelte.ts';
import { Tunnels } from './tunnels.svelte.ts';
import { Updates } from './updates.svelte.ts';

export class Workspace {
  readonly bridge: Bridge;
  readonly info: AppInfo;
  readonly hosts: Hosts;
  readonly settings: SettingsState;
  readonly dialogs = new Dialogs();
  readonly details: Details;
  readonly notices = new Notices();
  readonly tabs: Tabs;
  readonly companies: Companies;
  /** Links that the system gave to the app, and nobody was asked about yet. */
  opened = $state.raw<readonly OpenedLink[]>([]);
  readonly tunnels: Tunnels;
  readonly found: FoundShells;
  readonly updates: Updates;
  /** To be told each time the tabs stand otherwise. */
  readonly arranger: Arranger;
  sidebarShown = $state(true);
  #fullScreen = $state(false);
  /** Raised to bring the keyboard to the filter box. */
  filterCalls = $state(0);

  private constructor(
    bridge: Bridge,
    info: AppInfo,
    hosts: Hosts,
    settings: SettingsState,
    tunnels: readonly HostTunnelsView[],
    updates: UpdateState,
  ) {
    this.bridge = bridge;
    this.info = info;
    this.hosts = hosts;
    this.settings = settings;
    this.tabs = new Tabs(new ShellDesk(bridge, window), hosts, this.dialogs);
    this.tunnels = this.#tunnels(tunnels);
    this.updates = new Updates(bridge, updates);
    this.details = new Details(bridge);
    this.found = new FoundShells(bridge);
    this.arranger = new Arranger({
      send: (arrangement) => bridge.call('tabs:arrange', arrangement),
      failed: (error) => this.notices.failed(words.workspace.failed.tabOrder, error),
    });
    this.companies = new Companies(bridge);
    bridge.on('sharing:opened', (link) => this.#linkOpened(link));
    this.#fullScreen = info.fullScreen;
    bridge.on('app:fullScreen', (is) => (this.#fullScreen = is));
    for (const notice of info.notices) this.notices.told(notice);
    bridge.on('app:notice', (notice) => this.notices.told(notice));
  }

  /** Asks the main process for all it needs to draw the first picture. */
  static async load(bridge: Bridge): Promise<Workspace> {
    const [info, kinds, hosts, settings, joined, tunnels, updates] = await Promise.all([
      bridge.call('app:info'),
      bridge.call('hosts:kinds'),
      bridge.call('hosts:list'),
      bridge.call('settings:get'),
      bridge.call('sharing:joined'),
      bridge.call('tunnels:list'),
      bridge.call('updates:state'),
    ]);
    const settingsState = new SettingsState(bridge, settings);
    const places = new Hosts(bridge, new Kinds(kinds), hosts, joined);
    const workspace = new Workspace(bridge, info, places, settingsState, tunnels, updates);
    for (const link of await bridge.call('sharing:opened')) workspace.#linkOpened(link);
    await workspace.attempt(words.workspace.failed.recover, workspace.tabs.recover());
    return workspace;
  }

  /** The system's buttons stand in the window's upper edge: on macOS, but in full screen. */
  get edgeButtons(): boolean {
    return this.info.platform === 'darwin' && !this.#fullScreen;
  }

  /** What happens to tunnels while nobody looks at them becomes a notice. */
  #tunnels(initial: readonly HostTunnelsView[]): Tunnels {
    const nameOf = (hostId: string): string =>
      this.hosts.byId(hostId)?.name ?? words.tunnels.news.deletedHost;
    const tell = (hostId: string, notice: ShownNotice): void => {
      if (!this.dialogs.showsTunnelsOf(hostId)) this.notices.add(notice);
    };
    return new Tunnels(this.bridge, initial, {
      failed: (tunnel) => {
        const [message, hint] = [inWords(tunnel.trouble?.message), inWords(tunnel.trouble?.hint)];
        const why = `${message} ${hint}`.trim();
        const text = words.tunnels.news.failed(tunnelName(tunnel), nameOf(tunnel.hostId), why);
        tell(tunnel.hostId, { id: `tunnel-${tunnel.id}`, level: 'error', text });
      },
      asked: (hostId) => {
        const text = words.tunnels.news.asked(nameOf(hostId));
        tell(hostId, { id: `ask-${hostId}`, level: 'info', text });
      },
    });
  }

  get kinds(): Kinds {
    return this.hosts.kinds;
  }

  /** Opens the form of a saved host; one of a kind that isn't known here has none. */
  editHost(host: SavedHost): void {
    if (this.kinds.has(host.kind)) return this.dialogs.editHost(host);
    this.notices.add({ id: 'unknown-kind', level: 'warning', text: inWords(host.problem) });
  }

  /** Opens a shell on a host in a new tab, and brings the keyboard there. */
  openShell(host: HostRef, origin?: Origin): void {
    this.tabs.open(host, origin);
    if (narrow()) this.sidebarShown = false;
    void this.focusTerminal();
  }

  /** Opens a shell of this computer, which nobody saved. */
  openFound({ id, name }: FoundShell): void {
    this.openShell({ id, name, kind: 'local' });
  }

  /** Opens the user's own shell of this computer. */
  async openOwnShell(): Promise<void> {
    await this.lookForShells();
    const [own, known] = [this.found.list?.[0], this.found.list !== null];
    if (own) this.openFound(own);
    else if (known)
      this.notices.add({ id: 'new-shell', level: 'info', text: words.workspace.noShell });
  }

  /** Looks for the shells of this computer, for somebody who is about to choose one. */
  async lookForShells(): Promise<void> {
    await this.attempt(words.workspace.failed.lookForShells, this.found.look());
  }

  /** Who else is at a tab's shell; null where nobody can be. */
  companyOf(tab: Tab): Company | null {
    return this.companies.of(tab.shellId);
  }

  /** Why a tab's shell can't be shared now; '' when it can. */
  whyNotShared(tab: Tab): string {
    return whyNotShared({
      alive: tab.alive,
      host: this.hosts.byId(tab.host.id),
      guest: this.tabs.isGuest(tab),
      company: this.companyOf(tab)?.state ?? null,
    });
  }

  /** Joins a shell in a new tab, or shows the tab that it has. Rejects in words. */
  async join(how: { link: string } | { ticket: string }, name: string): Promise<void> {
    const shell = await this.bridge.call('sharing:join', how, name);
    this.hosts.joined(shell);
    this.dialogs.close();
    const shown = this.tabs.list.find((tab) => tab.host.id === shell.id);
    if (!shown) return this.openShell({ id: shell.id, name: shell.name, kind: 'joined' });
    this.tabs.activate(shown);
    if (!shown.alive) await shown.reconnect();
    await this.focusTerminal();
  }

  /** Opens a link after showing where it leads. `by`: who showed it, where it was no program. */
  async openLink(url: string, by?: string): Promise<void> {
    const shows = by === undefined ? { url } : { url, by };
    if ((await this.dialogs.ask('link', shows)) !== 'open') return;
    await this.attempt(words.workspace.failed.openLink, this.bridge.call('app:openLink', url));
  }

  /** The link at the front of the queue: asks about it. */
  askOpened(): void {
    const [first, ...rest] = this.opened;
    if (!first) return;
    this.opened = rest;
    this.dialogs.joinOpened(first);
  }

  #linkOpened(link: OpenedLink): void {
    if (this.opened.every(({ ticket }) => ticket !== link.ticket)) {
      this.opened = [...this.opened, link];
    }
  }

  /** Brings the keyboard to the terminal shown, or to the hosts where there is none. */
  async focusTerminal(): Promise<void> {
    await tick();
    if (this.dialogs.current) return;
    if (this.tabs.active) this.tabs.active.handle?.focus();
    else document.querySelector<HTMLElement>('[role="option"][tabindex="0"]')?.focus();
  }

  async closeTabs(...tabs: Tab[]): Promise<void> {
    await this.attempt(words.workspace.failed.closeShell, this.tabs.close(...tabs));
    if (this.tabs.active === null) this.sidebarShown = true;
    await this.focusTerminal();
  }

  async deleteHost(host: SavedHost): Promise<void> {
    const openShells = this.tabs.statesOn(host.id).length;
    const answer = await this.dialogs.ask('delete-host', { host, openShells });
    if (answer !== 'delete') return;
    await this.attempt(words.workspace.failed.deleteHost(host.name), this.hosts.delete(host.id));
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
