// The open tabs: their order, their titles, which one is shown, and what closing asks first.
import type { BusyAnswer, ConnectionState } from '../../electron/ipc/contract.ts';
import { around, moved, neighbour } from '../lib/order.ts';
import { distinctTitles } from '../lib/titles.ts';
import type { Dialogs } from './dialogs.svelte.ts';
import type { Hosts } from './hosts.svelte.ts';
import type { ShellDesk } from './shells.ts';
import { Tab, type HostRef } from './tab.svelte.ts';

/** Stands for a host that was deleted while a shell on it lived on. */
const DELETED = { name: 'Deleted host', kind: 'ssh' } as const;

export class Tabs {
  readonly #desk: ShellDesk;
  readonly #hosts: Hosts;
  readonly #dialogs: Dialogs;
  #list = $state.raw<Tab[]>([]);
  /** In the order of opening: terminals stay where they are in the DOM while tabs move. */
  #byAge = $state.raw<Tab[]>([]);
  #activeKey = $state<string | null>(null);

  /** Beside `#byAge`: so a tab's number doesn't change when it is moved. */
  readonly #titles: string[] = $derived.by(() =>
    distinctTitles(this.#byAge.map((tab) => this.#baseTitle(tab))),
  );

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

  statesOn(hostId: string): ConnectionState[] {
    return this.#list.filter((tab) => tab.host.id === hostId).map((tab) => tab.status.state);
  }

  open({ id, name, kind }: HostRef): Tab {
    const tab = this.#add(new Tab({ id, name, kind }, this.#desk));
    this.#activeKey = tab.key;
    return tab;
  }

  /** Gives tabs back to shells that outlived their window (it crashed, or was reloaded). */
  async recover(): Promise<void> {
    for (const shell of await this.#desk.survivors()) {
      const { name, kind } = this.#hosts.byId(shell.hostId) ?? DELETED;
      const tab = this.#add(new Tab({ id: shell.hostId, name, kind }, this.#desk, shell));
      this.#activeKey ??= tab.key;
    }
  }

  activate(tab: Tab): void {
    this.#activeKey = tab.key;
  }

  /** Shows the tab `step` further to the right, round the ends. */
  step(step: number): void {
    this.#activeKey = this.#list[around(this.#list.length, this.#activeIndex, step)]?.key ?? null;
  }

  /** Shows the tab at a place counted from 1; 9 is the last, as in browsers. */
  goTo(place: number): void {
    const tab = place === 9 ? this.#list.at(-1) : this.#list[place - 1];
    if (tab) this.activate(tab);
  }

  move(tab: Tab, to: number): void {
    this.#list = moved(this.#list, this.#list.indexOf(tab), to);
  }

  moveActive(step: number): void {
    const tab = this.active;
    if (tab) this.move(tab, this.#activeIndex + step);
  }

  /** Closes tabs; asks once where a program is still running in any of them. */
  async close(...tabs: Tab[]): Promise<void> {
    const answers = await Promise.all(tabs.map((tab) => this.#busy(tab)));
    const busy = answers.filter((answer) => answer.busy);
    if (busy.length > 0 && !(await this.#confirm(tabs, busy))) return;
    for (const tab of tabs) this.#remove(tab);
    await Promise.all(tabs.map((tab) => tab.close()));
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
    return tab.ownTitle || this.#hosts.byId(tab.host.id)?.name || tab.host.name;
  }

  async #busy(tab: Tab): Promise<BusyAnswer> {
    const idle = { busy: false, program: '' };
    if (!tab.alive || tab.shellId === null) return idle;
    // If main can't tell, asking once too often is better than killing someone's work.
    return this.#desk.busy(tab.shellId).catch(() => ({ busy: true, program: '' }));
  }

  async #confirm(tabs: Tab[], busy: BusyAnswer[]): Promise<boolean> {
    const title = tabs.length === 1 && tabs[0] ? this.title(tabs[0]) : '';
    const programs = busy.map((answer) => answer.program).filter(Boolean);
    const shells = busy.length;
    return (await this.#dialogs.ask('close-shells', { title, programs, shells })) === 'close';
  }

  #remove(tab: Tab): void {
    const index = this.#list.indexOf(tab);
    if (index === -1) return;
    if (tab.key === this.#activeKey) this.#activeKey = neighbour(this.#list, index)?.key ?? null;
    this.#list = this.#list.filter((other) => other !== tab);
    this.#byAge = this.#byAge.filter((other) => other !== tab);
  }
}
