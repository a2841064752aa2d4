// The open tabs: their order, their titles, which one is shown, and what closing asks first.
import type {
  BusyAnswer,
  ConnectionState,
  ShellStatus,
  TabArrangement,
} from '../../electron/ipc/contract.ts';
import { words } from '../../words/window.ts';
import { foundName } from '../lib/found.ts';
import { around, arranged, moved, neighbour } from '../lib/order.ts';
import { distinctTitles } from '../lib/titles.ts';
import type { Dialogs } from './dialogs.svelte.ts';
import type { Hosts } from './hosts.svelte.ts';
import { KnownRunning } from './running.svelte.ts';
import type { Origin, ShellDesk } from './shells.ts';
import type { HostRef } from './status.ts';
import { Tab } from './tab.svelte.ts';

export class Tabs {
  readonly #desk: ShellDesk;
  readonly #hosts: Hosts;
  readonly #dialogs: Dialogs;
  readonly running = new KnownRunning();
  #list = $state.raw<Tab[]>([]);
  /** In the order of opening: terminals stay where they are in the DOM while tabs move. */
  #byAge = $state.raw<Tab[]>([]);
  #activeKey = $state<string | null>(null);

  /** Beside `#byAge`: so a tab's number doesn't change when it is moved. */
  readonly #titles: string[] = $derived.by(() =>
    distinctTitles(this.#byAge.map((tab) => this.#baseTitle(tab))),
  );

  /** How they stand, for the window that comes after this one. */
  readonly arrangement: TabArrangement = $derived.by(() => ({
    tabs: this.#list.flatMap(({ shellId, customTitle }) =>
      shellId === null ? [] : [{ shellId, customTitle: customTitle || null }],
    ),
    active: this.active?.shellId ?? null,
  }));

  constructor(desk: ShellDesk, hosts: Hosts, dialogs: Dialogs) {
    this.#desk = desk;
    this.#hosts = hosts;
    this.#dialogs = dialogs;
  }

  get list(): readonly Tab[] {
    return this.#list;
  }

  get byAge(): readonly Tab[] {
    return this.#byAge;
  }

  get active(): Tab | null {
    return this.#list.find((tab) => tab.key === this.#activeKey) ?? null;
  }

  /** The title shown: the user's, else the program's, else the host's; never the same twice. */
  title(tab: Tab): string {
    return this.#titles[this.#byAge.indexOf(tab)] ?? this.#baseTitle(tab);
  }

  /** As it is called now; a host may be renamed while its shells are open. */
  hostName(tab: Tab): string {
    return this.#hosts.byId(tab.host.id)?.name ?? tab.host.name;
  }

  statesOn(hostId: string): ConnectionState[] {
    return this.#list.filter((tab) => tab.host.id === hostId).map((tab) => tab.status.state);
  }

  open({ id, name, kind }: HostRef, origin?: Origin): Tab {
    const tab = this.#add(new Tab({ id, name, kind }, this.#desk, origin));
    this.#activeKey = tab.key;
    if (origin?.how === 'running') this.running.taken(id);
    return tab;
  }

  /** Gives tabs to shells that are there already: they outlived their window, or the app. */
  async recover(): Promise<void> {
    const [shells, arrangement] = await Promise.all([
      this.#desk.survivors(),
      this.#desk.arrangement(),
    ]);
    const order = arrangement.tabs.map(({ shellId }) => shellId);
    for (const shell of arranged(shells, order)) {
      const { name, kind } = this.#placeOf(shell);
      const tab = this.#add(Tab.ofSurvivor({ id: shell.hostId, name, kind }, this.#desk, shell));
      if (shell.shellId === arrangement.active) this.#activeKey = tab.key;
    }
    this.#activeKey ??= this.#list[0]?.key ?? null;
  }

  /** Whether its shell is somebody else's, so that it can be left and not ended. */
  isGuest(tab: Tab): boolean {
    return this.#hosts.joinedById(tab.host.id) !== undefined;
  }

  activate(tab: Tab): void {
    this.#activeKey = tab.key;
  }

  /** Shows the tab `step` further to the right, round the ends. */
  step(step: number): void {
    this.#activeKey = this.#list[around(this.#list.length, this.#activeIndex, step)]?.key ?? null;
  }

  /** The tab at a place counted from 1; 9 is the last, as in browsers. */
  at(place: number): Tab | undefined {
    return place === 9 ? this.#list.at(-1) : this.#list[place - 1];
  }

  /** Shows the tab at such a place. */
  goTo(place: number): void {
    const tab = this.at(place);
    if (tab) this.activate(tab);
  }

  move(tab: Tab, to: number): void {
    this.#list = moved(this.#list, this.#list.indexOf(tab), to);
  }

  moveActive(step: number): void {
    const tab = this.active;
    if (tab) this.move(tab, this.#activeIndex + step);
  }

  /** Closes tabs; asks once where programs would end, or could live on without their tab. */
  async close(...tabs: Tab[]): Promise<void> {
    const answer = await this.#confirm(tabs);
    if (answer === null) return;
    for (const tab of tabs) this.#remove(tab);
    // What can't be reached can't be ended, and lives on whatever the answer was.
    const leave = (tab: Tab) =>
      tab.livesOn && !this.isGuest(tab) && (answer === 'detach' || !tab.reachable);
    await Promise.all(tabs.map((tab) => (leave(tab) ? this.#leave(tab) : tab.close())));
  }

  async closeOthers(kept: Tab): Promise<void> {
    await this.close(...this.#list.filter((tab) => tab !== kept));
  }

  #add(tab: Tab): Tab {
    this.#list = [...this.#list, tab];
    this.#byAge = [...this.#byAge, tab];
    return tab;
  }

  get #activeIndex(): number {
    return this.#list.findIndex((tab) => tab.key === this.#activeKey);
  }

  #baseTitle(tab: Tab): string {
    const host = this.hostName(tab);
    return tab.ownTitle || (tab.installsAgent ? words.tabs.installing(host) : host);
  }

  /** A saved host, or what stands in its place. */
  #placeOf({ hostId }: ShellStatus): Pick<HostRef, 'name' | 'kind'> {
    const joined = this.#hosts.joinedById(hostId);
    if (joined) return { name: joined.name, kind: 'joined' };
    const host = this.#hosts.byId(hostId);
    if (host) return host;
    const found = foundName(hostId);
    if (found) return { name: found, kind: 'local' };
    return { name: words.tabs.hostDeleted, kind: 'ssh' };
  }

  async #busy(tab: Tab): Promise<BusyAnswer> {
    const idle = { busy: false, program: '' };
    if (!tab.alive || tab.shellId === null) return idle;
    // If main can't tell, asking once too often is better than killing someone's work.
    return this.#desk.busy(tab.shellId).catch(() => ({ busy: true, program: '' }));
  }

  async #confirm(all: Tab[]): Promise<'close' | 'end' | 'detach' | null> {
    // What belongs to somebody else goes on whatever is done here.
    const tabs = all.filter((tab) => !this.isGuest(tab));
    const answers = Promise.all(tabs.map((tab) => this.#busy(tab)));
    const busy = answers.then((told) => told.filter((answer) => answer.busy));
    const programs = busy.then((told) => told.map(({ program }) => program).filter(Boolean));
    // A host that is slow to answer doesn't hold up the question.
    if (tabs.some((tab) => tab.livesOn))
      return this.#dialogs.ask('leave-shells', { tabs, programs });
    const shells = (await busy).length;
    if (shells === 0) return 'close';
    const title = tabs.length === 1 && tabs[0] ? this.title(tabs[0]) : '';
    return this.#dialogs.ask('close-shells', { title, programs: await programs, shells });
  }

  async #leave(tab: Tab): Promise<void> {
    await tab.detach();
    this.running.left(tab.host.id);
  }

  #remove(tab: Tab): void {
    const index = this.#list.indexOf(tab);
    if (index === -1) return;
    if (tab.key === this.#activeKey) this.#activeKey = neighbour(this.#list, index)?.key ?? null;
    this.#list = this.#list.filter((other) => other !== tab);
    this.#byAge = this.#byAge.filter((other) => other !== tab);
  }
}
