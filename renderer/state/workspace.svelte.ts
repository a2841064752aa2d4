// Everything the window knows, made once and handed to the components through a context.
import { createContext, tick } from 'svelte';
import type {
  AppInfo,
  Bridge,
  FoundShell,
  ImportDone,
  JoinedShell,
  OpenedLink,
  SavedFolder,
  SavedHost,
  ToldTunnels,
  UpdateState,
} from '../../electron/ipc/contract.ts';
import { inWords, say } from '../../words/said.ts';
import { focusedPane, panesIn } from '../../core/layout/find.ts';
import type { Pane, Side, Tab } from '../../core/layout/layout.ts';
import type { Look } from '../../core/look/derive.ts';
import { words } from '../../words/window.ts';
import { reason } from '../lib/bridge.ts';
import { EarlyEvents } from '../lib/earlyEvents.ts';
import { Folds } from '../lib/folds.ts';
import { held } from '../lib/held.ts';
import { hostSign, type HostSign } from '../lib/hostSign.ts';
import { Keymap } from '../lib/keymap.ts';
import { Kinds } from '../lib/kinds.ts';
import { later } from '../lib/later.ts';
import { unpackHosts } from '../lib/packedHosts.ts';
import { whyNotShared } from '../lib/sharing.ts';
import { isTrusted } from '../lib/trustedSites.ts';
import { tunnelName } from '../lib/tunnels.ts';
import { otherWindows, type NamedWindow } from '../lib/windowTitles.ts';
import { Arrangement } from './arrangement.svelte.ts';
import { Arranging } from './arranging.svelte.ts';
import { Companies } from './companies.svelte.ts';
import type { Company } from './company.svelte.ts';
import { Details } from './details.svelte.ts';
import { Dialogs } from './dialogs.svelte.ts';
import { dragAmongWindows } from './dragAmongWindows.ts';
import { Edits } from './edits.svelte.ts';
import { tellOfEdits, tellOfTransfers } from './fileNews.ts';
import { DragOut } from './files/dragOut.svelte.ts';
import { Files } from './files/files.svelte.ts';
import { Folders } from './folders.svelte.ts';
import { HostActs } from './hostActs.ts';
import { FoundShells } from './foundShells.svelte.ts';
import { Hosts } from './hosts.svelte.ts';
import { Imports } from './imports.svelte.ts';
import { Links } from './links.svelte.ts';
import { tellOfLogins } from './loginNews.ts';
import { Logins } from './logins.svelte.ts';
import type { KeysEditor } from './keysEditor.svelte.ts';
import { Notices, type ShownNotice } from './notices.svelte.ts';
import type { ShellPane } from './pane.svelte.ts';
import type { PaneDrag } from './paneDrag.svelte.ts';
import { Palette } from './palette.svelte.ts';
import { Panes } from './panes.svelte.ts';
import { QuickConnect } from './quickConnect.svelte.ts';
import { Room } from './room.svelte.ts';
import { SettingsPage, type PageName } from './settingsPage.svelte.ts';
import { SettingsState } from './settings.svelte.ts';
import { ShellDesk } from './shells.ts';
import type { Origin } from './shells.ts';
import type { HostRef } from './status.ts';
import { Tabs } from './tabs.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';
import { Transfers } from './transfers.svelte.ts';
import { Tunnels } from './tunnels.svelte.ts';
import { until } from './until.svelte.ts';
import { Vault } from './vault.svelte.ts';
import { Updates } from './updates.svelte.ts';

/** What the sidebar can show. */
export type View = 'hosts' | 'files' | 'tunnels' | 'sharing';

export class Workspace {
  readonly bridge: Bridge;
  readonly info: AppInfo;
  readonly hosts: Hosts;
  readonly folders: Folders;
  readonly imports: Imports;
  /** What is done with hosts and folders, many at once, each to be undone. */
  readonly acts: HostActs;
  /** The ssh configs that folders follow. */
  readonly links: Links;
  /** Who keeps secrets, and the logins that many hosts use. */
  readonly vault: Vault;
  readonly settings: SettingsState;
  readonly dialogs = new Dialogs();
  /** What of the settings this window shows, where it shows them. */
  readonly settingsPage = new SettingsPage();
  readonly details: Details;
  readonly notices: Notices;
  /** How the windows stand: what is done with tabs and panes goes by it. */
  readonly layout: Arrangement;
  readonly panes: Panes;
  readonly tabs: Tabs;
  readonly arranging = new Arranging();
  readonly drag: PaneDrag;
  readonly companies: Companies;
  /** What logins ask, over their panes. */
  readonly logins: Logins<ShellPane>;
  /** Links that the system gave to the app, and nobody was asked about yet. */
  opened = $state.raw<readonly OpenedLink[]>([]);
  /** What all panes of files share. */
  readonly files: Files;
  readonly tunnels: Tunnels;
  /** Files under way, of all hosts, and those that are edited here. */
  readonly transfers: Transfers;
  readonly dragOut: DragOut;
  readonly edits: Edits;
  readonly found: FoundShells;
  readonly updates: Updates;
  readonly palette: Palette;
  /** Shells at addresses that were typed. */
  readonly quick: QuickConnect;
  /** The page on which keys are changed, while it is there. */
  keysEditor: KeysEditor | null = null;
  /** The window can be seen: it isn't minimised or put away. */
  shown = $state(true);
  /** How much room the window has. */
  readonly room = new Room();
  /** What the sidebar shows. */
  view = $state<View>('hosts');
  /** The list of what was told is shown. */
  notificationsOpen = $state(false);
  #sidebarShown = $state(true);
  #drawerShown = $state(false);
  /** What the panel at the side shows; null while it is shut. */
  sidePanel = $state<'people' | 'details' | null>(null);
  /** The host whose shell had the keyboard last. */
  lastHost: string | null = null;
  /** Where the hosts go on that didn't come with the first of them. */
  #furtherHosts: number | null = null;
  #fullScreen = $state(false);
  /** What the system says of a screen reader; Linux says nothing. */
  #systemReader = $state(false);
  /** Raised to bring the keyboard to the filter box. */
  filterCalls = $state(0);

  readonly #keymap = $derived.by(() => new Keymap(this.info.platform, this.settings.current.keys));

  private constructor(
    bridge: Bridge,
    info: AppInfo,
    notices: Notices,
    layout: Arrangement,
    hosts: Hosts,
    folders: Folders,
    settings: SettingsState,
    tunnels: readonly ToldTunnels[],
    updates: UpdateState,
  ) {
    this.bridge = bridge;
    this.info = info;
    this.hosts = hosts;
    this.folders = folders;
    this.links = new Links(bridge);
    this.vault = new Vault(bridge);
    this.settings = settings;
    this.notices = notices;
    this.imports = new Imports(bridge, notices);
    this.layout = layout;
    this.panes = this.#panes();
    hosts.liveHosts = () => this.panes.liveHosts;
    const keptOn = (hostId: string) => this.panes.running.on(hostId);
    hosts.search.beyond = { folders: () => folders.paths, keptOn };
    hosts.folders = () => folders.list;
    folders.around = (change) => hosts.tree.through(change, false);
    hosts.tree.remember(new Folds(globalThis.localStorage ?? null, layout.own));
    this.acts = new HostActs(this);
    this.tabs = new Tabs(layout, this.panes);
    this.drag = dragAmongWindows(bridge, layout);
    this.files = new Files(bridge);
    this.tunnels = this.#tunnels(tunnels);
    this.transfers = new Transfers({ bridge, news: tellOfTransfers(this) });
    this.dragOut = new DragOut(this);
    this.edits = new Edits({ bridge, trouble: tellOfEdits(this) });
    this.updates = new Updates(bridge, updates);
    this.details = new Details(bridge);
    this.found = new FoundShells(bridge);
    this.companies = new Companies(bridge);
    this.logins = new Logins({ bridge, ...tellOfLogins(this) });
    this.palette = new Palette(this);
    this.quick = new QuickConnect(this);
    bridge.on('sharing:opened', (link) => this.#linkOpened(link));
    this.#fullScreen = info.fullScreen;
    bridge.on('app:fullScreen', (is) => (this.#fullScreen = is));
    this.shown = info.shown;
    bridge.on('app:leaving', (wish) => (this.dialogs.leaving = wish));
    this.#systemReader = info.screenReader;
    bridge.on('app:screenReader', (is) => (this.#systemReader = is));
    bridge.on('app:shown', (is) => (this.shown = is));
    for (const notice of info.notices) this.notices.told(notice);
    bridge.on('app:notice', (notice) => this.notices.told(notice));
  }

  /** Asks the main process for all it needs to draw the first picture. */
  static async load(bridge: Bridge): Promise<Workspace> {
    const early = new EarlyEvents(bridge);
    const notices = new Notices();
    const [
      layout,
      info,
      kinds,
      hosts,
      folders,
      settings,
      joined,
      tunnels,
      updates,
      about,
      schemes,
    ] = await Promise.all([
      arrangementOf(bridge, notices),
      bridge.call('app:info'),
      bridge.call('hosts:kinds'),
      bridge.call('hosts:first'),
      bridge.call('folders:list'),
      bridge.call('settings:get'),
      bridge.call('sharing:joined'),
      bridge.call('tunnels:list'),
      bridge.call('updates:state'),
      bridge.call('settings:about'),
      bridge.call('look:schemes'),
    ]);
    const places = new Hosts(early, new Kinds(kinds), unpackHosts(hosts.hosts), joined);
    const folded = new Folders(early, folders);
    const inForce = new SettingsState(early, settings, about, schemes);
    const all = [early, info, notices, layout, places, folded, inForce, tunnels, updates] as const;
    const workspace = new Workspace(...all);
    early.end();
    void workspace.links.load().catch(() => undefined); // they are told when something changes
    const [opened] = await Promise.all([
      bridge.call('sharing:opened'),
      workspace.attempt(words.workspace.failed.recover, workspace.panes.recover()),
    ]);
    for (const link of opened) workspace.#linkOpened(link);
    workspace.#furtherHosts = hosts.next;
    return workspace;
  }

  /**
   * Once the window is there: files under way and edited, which the first picture doesn't need. With
   * thousands of hosts it begins with some of them; the others come part by part, each when `turn` says so.
   */
  async loadRest(turn?: () => Promise<unknown>): Promise<void> {
    void this.transfers.load();
    void this.edits.load();
    const next = this.#furtherHosts;
    this.#furtherHosts = null;
    if (next === null) return;
    await this.attempt(words.workspace.failed.listHosts, this.hosts.load(next, turn));
  }

  /**
   * The system's buttons stand in the left end of the window's upper edge: on macOS, but in full screen,
   * and on Linux where its user has them there.
   */
  get edgeButtons(): boolean {
    const { controls } = this.room;
    return (
      (this.info.platform === 'darwin' && !this.#fullScreen) ||
      (controls !== null && controls.left > 0)
    );
  }

  /** Beside the panes; in a narrow window, as a drawer over them, which is shut until it is asked for. */
  get sidebarShown(): boolean {
    return this.room.drawer ? this.#drawerShown : this.#sidebarShown;
  }

  set sidebarShown(is: boolean) {
    if (this.room.drawer) this.#drawerShown = is;
    else this.#sidebarShown = is;
  }

  /** Shows a view, and brings the keyboard there. */
  showView(view: View): void {
    this.view = view;
    this.sidebarShown = true;
    if (view === 'hosts') this.filterCalls += 1;
    else void tick().then(() => document.querySelector<HTMLElement>('aside h2')?.focus());
  }

  /** Shows a view; the one that is shown already is folded away. */
  toggleView(view: View): void {
    const isShown = this.sidebarShown && this.view === view;
    if (this.room.drawer) return isShown ? this.leaveSidebar() : this.showView(view);
    this.view = view;
    this.sidebarShown = !isShown;
  }

  /** The keyboard leaves the sidebar: it goes back to the terminal, and a drawer is shut. */
  leaveSidebar(): void {
    this.#drawerShown = false;
    void this.focusTerminal();
  }

  /** The window has become wider or narrower: a drawer is never there before it was asked for. */
  roomChanged(): void {
    this.#drawerShown = false;
  }

  /** Terminals are to be readable by a screen reader. */
  get screenReader(): boolean {
    const { screenReader } = this.settings.current;
    return screenReader === 'system' ? this.#systemReader : screenReader === 'on';
  }

  #panes(): Panes {
    return new Panes({
      layout: this.layout,
      desk: new ShellDesk(this.bridge, window),
      hosts: this.hosts,
      dialogs: this.dialogs,
      titleOf: (pane) => this.tabs.titleOfPane(pane),
      later,
      oneAtATime: () => this.room.folded,
    });
  }

  /** Those that something can be moved to. */
  get otherWindows(): NamedWindow[] {
    return otherWindows(this.layout.windows, this.layout.own, (id) => this.panes.nameOf(id).name);
  }

  /** What happens to tunnels while nobody looks at them becomes a notice. */
  #tunnels(initial: readonly ToldTunnels[]): Tunnels {
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

  /** What just happened, at the edge of the work. */
  get toasts(): Toasts {
    return this.notices.toasts;
  }

  /** Which keys stand for what, with what the user changed. */
  get keymap(): Keymap {
    return this.#keymap;
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
    this.palette.uses.used(`host:${host.id}`);
    this.panes.open(host, origin);
    this.#drawerShown = false;
    void this.focusTerminal();
  }

  /** Opens a shell of this computer, which nobody saved. */
  openFound(shell: FoundShell): void {
    const { id, name } = shell;
    this.found.chosen(shell);
    this.openShell({ id, name, kind: 'local' });
  }

  /** Opens a shell on a host in a new tab, or at a side of the pane that has the keyboard. */
  openAt(host: HostRef, way: 'open' | 'right' | 'down'): void {
    const at = this.panes.focused;
    if (way === 'open' || !at || this.panes.isGuest(at)) return this.openShell(host);
    this.palette.uses.used(`host:${host.id}`);
    this.panes.split(at, way, host);
    void this.focusTerminal();
  }

  /** Shows a tab, and its window before the others where that is another one. */
  revealTab(id: string): void {
    const own = this.tabs.byId(id);
    if (own) this.tabs.show(own);
    else void this.attempt(words.palette.notShown, this.bridge.call('layout:reveal', id));
    if (own) void this.focusTerminal();
  }

  /** Opens a shell of this computer: the one that was chosen last, else the user's own. */
  async openOwnShell(): Promise<void> {
    await this.lookForShells();
    const [own, known] = [this.found.usual, this.found.list !== null];
    if (own) this.openFound(own);
    else if (known)
      this.notices.add({ id: 'new-shell', level: 'info', text: words.workspace.noShell });
  }

  /** Shows the settings at that page: in the pane that has them, else in a tab beside the shown one. */
  openSettings(page?: PageName): void {
    if (page) this.settingsPage.show(page);
    const [shown] = this.layout.settingsPanes;
    if (shown) this.panes.focus(shown);
    else void this.layout.do(this.#settingsTab());
    void this.focusTerminal();
  }

  #settingsTab() {
    const { tabs, active } = this.layout.window;
    const pane: Pane = {
      kind: 'pane',
      id: crypto.randomUUID(),
      content: { kind: 'settings' },
    };
    const index = tabs.findIndex(({ id }) => id === active) + 1;
    return { op: 'open', tab: crypto.randomUUID(), pane, index } as const;
  }

  /** The pane of the shown tab with the settings, where that has, or gets, the keyboard. */
  get focusedSettings(): Pane | null {
    const pane = this.layout.active && focusedPane(this.layout.active);
    return pane?.content.kind === 'settings' ? pane : null;
  }

  /** The same of a pane that shows files. */
  get focusedFiles(): Pane | null {
    const pane = this.layout.active && focusedPane(this.layout.active);
    return pane?.content.kind === 'files' ? pane : null;
  }

  /** Opens the user's own shell beside a pane that shows none. */
  async splitOff(pane: Pane, side: Side): Promise<void> {
    await this.lookForShells();
    const own = this.found.list?.[0];
    if (own) this.panes.openBeside(pane, side, { ...own, kind: 'local' });
    await this.focusTerminal();
  }

  /** Looks for the shells of this computer, for somebody who is about to choose one. */
  async lookForShells(): Promise<void> {
    await this.attempt(words.workspace.failed.lookForShells, this.found.look());
  }

  /** Who else is at a pane's shell; null where nobody can be. */
  companyOf(pane: ShellPane): Company | null {
    return this.companies.of(pane.shellId);
  }

  /** What a pane's terminal is painted in: its host, or its folder, may have a scheme of its own. */
  lookOfPane(pane: ShellPane): Look {
    const host = this.hosts.byId(pane.host.id);
    return this.settings.lookOf(host ? held(host, 'look') : '');
  }

  /** By what a host is known everywhere; by nothing where it isn't saved. */
  signOf(host: SavedHost | undefined): HostSign {
    return hostSign(host, (id) => this.folders.byId(id)?.color);
  }

  /** Why a pane's shell can't be shared now; '' when it can. */
  whyNotShared(pane: ShellPane): string {
    return whyNotShared({
      alive: pane.alive,
      host: this.hosts.byId(pane.host.id),
      guest: this.panes.isGuest(pane),
      company: this.companyOf(pane)?.state ?? null,
    });
  }

  /** Joins a shell in a new tab, or shows the pane that it has. Rejects in words. */
  async join(how: { link: string } | { ticket: string }, name: string): Promise<void> {
    const shell = await this.bridge.call('sharing:join', how, name);
    this.hosts.joined(shell);
    this.dialogs.close();
    const shown = this.panes.on(shell.id);
    if (!shown) return this.#openJoined(shell);
    this.panes.focus(shown);
    if (!shown.alive) await shown.reconnect();
    await this.focusTerminal();
  }

  // One is at it once only: a second pane would take its place from the first, and that back again.
  #openJoined({ id, name }: JoinedShell): void {
    if (this.layout.panesOn(id).length === 0) return this.openShell({ id, name, kind: 'joined' });
    const text = words.workspace.joinedElsewhere(name);
    this.notices.add({ id: `joined-${id}`, level: 'info', text });
  }

  /** Opens a link after showing where it leads. `by`: who showed it, where it was no program. */
  async openLink(url: string, by?: string): Promise<void> {
    const shows = by === undefined ? { url } : { url, by };
    const asks = !isTrusted(url, this.settings.current.trustedSites);
    if (asks && (await this.dialogs.ask('link', shows)) !== 'open') return;
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
    if (this.dialogs.current || this.dialogs.leaving || this.palette.shown) return;
    const view = this.focusedSettings ?? this.focusedFiles;
    if (view) focusView(view);
    else if (this.tabs.active) this.panes.focused?.focus();
    else
      document.querySelector<HTMLElement>('[role="treeitem"][tabindex="0"], [data-begin]')?.focus();
  }

  /** Brings the keyboard to the current host, after something that took a while; the palette keeps it. */
  focusHost(): void {
    if (!this.palette.shown) this.hosts.focusCalls += 1;
  }

  async closeTabs(...tabs: Tab[]): Promise<void> {
    const all = tabs.flatMap(({ tree }) => panesIn(tree));
    await this.closePanes(...all.map((pane) => this.panes.get(pane.id) ?? pane));
  }

  async closePanes(...panes: { id: string }[]): Promise<void> {
    const before = keyboardAt();
    await this.attempt(words.workspace.failed.closeShell, this.panes.close(...panes));
    if (this.tabs.active === null) this.#sidebarShown = true;
    // A shell may take a while to end, in which its user has gone on somewhere else.
    const now = keyboardAt();
    if (now === null || now === before) await this.focusTerminal();
  }

  /** A folder follows a file from now on: it is shown, with the keyboard on it. */
  async linked(folder: SavedFolder): Promise<void> {
    const say = words.linkedHosts.dialog;
    await until(() => !!this.links.of(folder.id) && !!this.folders.byId(folder.id));
    const link = this.links.of(folder.id);
    if (link)
      this.toasts.show({ id: `linked-${folder.id}`, text: say.linked(link.hosts, link.shown) });
    if (!this.sidebarShown) return this.focusTerminal();
    this.view = 'hosts';
    this.hosts.search.clear();
    this.hosts.tree.showFolder(folder.id);
    this.focusHost();
  }

  /** Tells of an import that is done, and brings the keyboard to the first of its hosts. */
  async imported(done: ImportDone): Promise<void> {
    this.imports.tell(done);
    const { first } = done;
    if (first === null || !this.sidebarShown) return this.focusTerminal();
    this.view = 'hosts';
    this.hosts.search.clear();
    // They are told apart from the answer, perhaps after it.
    await until(() => this.hosts.byId(first) !== undefined);
    this.hosts.choose(first);
    await tick();
    if (!this.dialogs.current) this.focusHost();
  }

  async deleteHost(host: SavedHost): Promise<void> {
    if (host.kind === 'config') {
      const text = inWords(say('linked-host-stays', { host: host.name }));
      return this.notices.add({ id: 'linked-host', level: 'info', text });
    }
    const asked = { host, openShells: this.layout.panesOn(host.id).length };
    const cuts = this.tunnels.openOn(host.id);
    if (asked.openShells > 0 || cuts > 0) {
      if ((await this.dialogs.ask('delete-host', { ...asked, cuts })) !== 'delete') return;
    }
    const { id, name } = host;
    await this.attempt(words.workspace.failed.deleteHost(name), this.#delete(id, name));
  }

  async #delete(id: string, name: string): Promise<void> {
    await this.hosts.delete(id);
    const restore = () => {
      void this.attempt(words.toasts.notRestored(name), this.hosts.restore(id));
    };
    const applies = () => this.hosts.byId(id) === undefined;
    const action = { label: words.toasts.undo, run: restore, undoes: true, applies };
    this.toasts.show({ id: `deleted-${id}`, text: words.toasts.hostDeleted(name), action });
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

async function arrangementOf(bridge: Bridge, notices: Notices): Promise<Arrangement> {
  const refused = (error: unknown) =>
    notices.add({ id: 'layout', level: 'warning', text: reason(error) });
  return Arrangement.load({ bridge, refused });
}

/** What has the keyboard; null where nothing has. */
function keyboardAt(): Element | null {
  const page = globalThis.document as Document | undefined; // none in tests
  return !page || page.activeElement === page.body ? null : page.activeElement;
}

/** Where settings or files had the keyboard it stays where it was; else it goes to their search, or list. */
function focusView({ id }: Pane): void {
  const page = document.querySelector<HTMLElement>(`[data-pane="${CSS.escape(id)}"]`);
  if (!page || page.contains(document.activeElement)) return;
  page.querySelector<HTMLElement>('[data-autofocus]')?.focus();
}

export const [getWorkspace, setWorkspace] = createContext<Workspace>();
