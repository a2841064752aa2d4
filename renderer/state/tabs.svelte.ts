// The tabs of this window: their order and their names, and which one is shown. What they are and
// how they stand is the layout's.
import { focusedPane, panesIn } from '../../core/layout/find.ts';
import { numberOf } from '../../core/layout/numbering.ts';
import type { Pane, Tab } from '../../core/layout/layout.ts';
import type { ConnectionState } from '../../electron/ipc/contract.ts';
import { words } from '../../words/window.ts';
import { contentTitle } from '../lib/contentTitle.ts';
import { LastUsed } from '../lib/lastUsed.ts';
import type { MarkName } from '../lib/marks.ts';
import { askedWords } from '../lib/loginWords.ts';
import { markOfPane, mostUrgent } from '../lib/news.ts';
import { around } from '../lib/order.ts';
import { beyondHost, cleanTitle, distinctTitles } from '../lib/titles.ts';
import type { Arrangement } from './arrangement.svelte.ts';
import type { ShellPane } from './pane.svelte.ts';
import type { Panes } from './panes.svelte.ts';

/** Of several panes, the one in the state that stands first here speaks for the tab. */
const LOUDEST: readonly ConnectionState[] = [
  'failed',
  'reconnecting',
  'lagging',
  'authenticating',
  'connecting',
  'online',
  'closed',
];

export class Tabs {
  readonly #layout: Arrangement;
  readonly #panes: Panes;
  /** The ids in the order of their coming, so that a name keeps its number when its tab is moved. */
  #byAge = $state.raw<readonly string[]>([]);
  readonly #lastUsed = new LastUsed();
  /** The id of the tab whose name is being changed. */
  renaming = $state<string | null>(null);

  readonly #titles = $derived.by(() => this.#distinct());

  constructor(layout: Arrangement, panes: Panes) {
    this.#layout = layout;
    this.#panes = panes;
    layout.onChange(() => this.#follow());
    this.#follow();
  }

  get list(): readonly Tab[] {
    return this.#layout.window.tabs;
  }

  get active(): Tab | null {
    return this.#layout.active;
  }

  byId(id: string): Tab | undefined {
    return this.list.find((tab) => tab.id === id);
  }

  /** Those that show shells, from left to right and from top to bottom; none of the settings alone. */
  panesOf(tab: Tab): ShellPane[] {
    return panesIn(tab.tree).flatMap(({ id }) => this.#panes.get(id) ?? []);
  }

  /** Whether the settings have, or get, the keyboard in this tab. */
  showsSettings(tab: Tab): boolean {
    return focusedPane(tab)?.content.kind === 'settings';
  }

  /** Whether files have, or get, the keyboard in this tab. */
  showsFiles(tab: Tab): boolean {
    return focusedPane(tab)?.content.kind === 'files';
  }

  /** The pane of a tab that has, or gets, the keyboard; undefined where that shows no shell. */
  focusedIn(tab: Tab): ShellPane | undefined {
    return this.#panes.get(tab.focus);
  }

  /** The host that a tab is about: that of the pane with the keyboard; null for this computer, and none. */
  hostOf(tab: Tab): string | null {
    const content = focusedPane(tab)?.content;
    if (content?.kind === 'shell') return content.hostId;
    return content?.kind === 'files' ? (content.sides.at(-1)?.hostId ?? null) : null;
  }

  /** After which pane it is called. Files beside a shell leave it the shell's name. */
  #speaking(tab: Tab): ShellPane | undefined {
    return this.focusedIn(tab) ?? (this.showsFiles(tab) ? this.panesOf(tab)[0] : undefined);
  }

  /** The pane whose state a tab tells of: the focused one, if no other is worse off. */
  loudestIn(tab: Tab): ShellPane | undefined {
    const rank = ({ status }: ShellPane) => LOUDEST.indexOf(status.state);
    const focused = this.focusedIn(tab);
    return this.panesOf(tab).reduce(
      (loudest, pane) => (!loudest || rank(pane) < rank(loudest) ? pane : loudest),
      focused,
    );
  }

  /** What a tab tells of itself by a shape: of all its panes what matters most. */
  mark(tab: Tab): MarkName {
    return mostUrgent(this.panesOf(tab).map(({ status, news }) => markOfPane(status, news)));
  }

  /** Of its panes the news that matters most; null for none. */
  news(tab: Tab): MarkName | null {
    const news = this.panesOf(tab).flatMap((pane) => pane.news ?? []);
    return news.length > 0 ? mostUrgent(news) : null;
  }

  /** What a login in one of its panes asks, in words: "asks for a password"; '' for nothing. */
  asks(tab: Tab): string {
    const asking = this.panesOf(tab).find(({ login }) => login !== null);
    return asking?.login ? askedWords(asking.login.asked) : '';
  }

  /** The user's name for a tab, else that of the focused pane's host; never the same twice. */
  name(tab: Tab): string {
    return this.#titles[tab.id] ?? this.#baseTitle(tab);
  }

  /** Its name, and behind a host's what its program says beyond that. */
  title(tab: Tab): string {
    const pane = this.#speaking(tab);
    return tab.title !== null || !pane ? this.name(tab) : this.#withProgram(this.name(tab), pane);
  }

  /** What a pane is called: as its tab, where it is the only one in it. */
  titleOfPane(pane: ShellPane): string {
    const tab = this.#panes.placeOf(pane)?.tab;
    return tab?.tree.kind === 'pane' ? this.title(tab) : this.hostTitle(pane);
  }

  /** What a pane is called that shows no shell. */
  titleOfOther({ content }: Pane): string {
    return contentTitle(content, (id) => this.#panes.nameOf(id).name);
  }

  /** What a pane's program says of itself beyond the host's name; '' for nothing. */
  program(pane: ShellPane): string {
    const own = [this.#panes.addressOf(pane), pane.firstPrompt];
    return beyondHost(pane.programTitle, this.#panes.hostName(pane), own);
  }

  /** Of a pane by itself: its host's name, and what its program says beyond that. */
  hostTitle(pane: ShellPane): string {
    return this.#withProgram(this.#paneName(pane), pane);
  }

  show(tab: Tab): void {
    if (this.#layout.window.active === tab.id) return;
    void this.#layout.do({ op: 'show', tab: tab.id });
  }

  /** Shows the tab that was used before, or the one before that, until `endSteps`. */
  stepLastUsed(step: 1 | -1): void {
    const tab = this.byId(this.#lastUsed.step(step) ?? '');
    if (tab) this.show(tab);
  }

  /** The key of such steps was let go: the shown one is the latest now. */
  endSteps(): void {
    this.#lastUsed.end(this.#layout.window.active);
  }

  pin(tab: Tab, on: boolean): void {
    void this.#layout.do({ op: 'pin', tab: tab.id, on });
  }

  /** Shows the tab `step` further to the right, round the ends. */
  step(step: number): void {
    const tab = this.list[around(this.list.length, this.#activeIndex, step)];
    if (tab) this.show(tab);
  }

  /** The tab at a place counted from 1; 9 is the last, as in browsers. */
  at(place: number): Tab | undefined {
    return place === 9 ? this.list.at(-1) : this.list[place - 1];
  }

  /** Shows the tab at such a place. */
  goTo(place: number): void {
    const tab = this.at(place);
    if (tab) this.show(tab);
  }

  /** To stand at this index; out of range changes nothing. */
  move(tab: Tab, index: number): void {
    if (index < 0 || index >= this.list.length) return;
    const to = { window: this.#layout.own, index };
    void this.#layout.do({ op: 'move-tab', tab: tab.id, to });
  }

  moveActive(step: number): void {
    if (this.active) this.move(this.active, this.#activeIndex + step);
  }

  /** Names a tab; an empty name gives it back to the program. */
  rename(tab: Tab, name: string): void {
    this.renaming = null;
    const title = cleanTitle(name) || null;
    if (title !== tab.title) void this.#layout.do({ op: 'rename', tab: tab.id, title });
  }

  /** Closes tabs with all their panes; asks once, as `Panes.close` does. */
  async close(...tabs: Tab[]): Promise<void> {
    await this.#panes.close(...tabs.flatMap((tab) => this.#allOf(tab)));
  }

  #allOf({ tree }: Tab): { id: string }[] {
    return panesIn(tree).map((pane) => this.#panes.get(pane.id) ?? pane);
  }

  async closeOthers(kept: Tab): Promise<void> {
    await this.close(...this.list.filter(({ id }) => id !== kept.id));
  }

  get #activeIndex(): number {
    return this.list.findIndex(({ id }) => id === this.#layout.window.active);
  }

  #distinct(): Readonly<Record<string, string>> {
    const tabs = this.#byAge.flatMap((id) => this.byId(id) ?? []);
    const titles = distinctTitles(tabs.map((tab) => this.#baseTitle(tab)));
    return Object.fromEntries(tabs.map(({ id }, index) => [id, titles[index]!]));
  }

  #baseTitle(tab: Tab): string {
    const pane = this.#speaking(tab);
    const focused = focusedPane(tab);
    const without = focused && focused.content.kind !== 'shell' ? this.titleOfOther(focused) : '';
    const name = tab.title || (pane ? this.#paneName(pane) : without);
    const number = numberOf(tab);
    return number > 1 ? words.tabs.again(name, number) : name;
  }

  #paneName(pane: ShellPane): string {
    const host = this.#panes.hostName(pane);
    return pane.installsAgent ? words.tabs.installing(host) : host;
  }

  #withProgram(name: string, pane: ShellPane): string {
    const program = this.program(pane);
    return program ? words.tabs.titled(name, program) : name;
  }

  #follow(): void {
    const ids = this.list.map(({ id }) => id);
    this.#lastUsed.follow(ids, this.#layout.window.active);
    const come = ids.filter((id) => !this.#byAge.includes(id));
    if (come.length === 0 && ids.length === this.#byAge.length) return;
    this.#byAge = [...this.#byAge.filter((id) => ids.includes(id)), ...come];
  }
}
