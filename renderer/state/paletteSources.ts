// What can be found in the palette: hosts and their tags (paletteHosts.ts), tabs of all windows, commands
// and settings; and the rows that what was found becomes.
import { COMMAND_NAMES, COMMANDS } from '../../electron/ipc/commands.ts';
import type { Command } from '../../electron/ipc/contract.ts';
import { panesIn } from '../../core/layout/find.ts';
import type { Content, Tab, WindowLayout } from '../../core/layout/layout.ts';
import { words } from '../../words/window.ts';
import { contentTitle } from '../lib/contentTitle.ts';
import { fold } from '../lib/fold.ts';
import { markOf } from '../lib/marks.ts';
import type { Findable, Hit } from '../lib/matcher.ts';
import { SORTS, type Sort } from '../lib/paletteScope.ts';
import { SETTING_NAMES } from '../lib/settingNames.ts';
import type { Uses } from '../lib/uses.ts';
import { runCommand, whyNot } from './commands.ts';
import { firstOf, PaletteHosts, type Ids } from './paletteHosts.ts';
import type { PaletteRow, PaletteSection, Way } from './paletteRow.ts';
import type { Found } from './paletteMatcher.ts';
import type { Workspace } from './workspace.svelte.ts';

const say = words.palette;

/** The palette itself, and what means something in a terminal alone. */
const NOT_LISTED: ReadonlySet<Command> = new Set(['palette', 'copy-selected']);

type Lists = Record<Sort, readonly Findable[]>;

interface PlacedTab {
  tab: Tab;
  window: WindowLayout;
  title: string;
}

export class PaletteSources {
  readonly #app: Workspace;
  readonly #uses: Uses;
  readonly hosts: PaletteHosts;
  readonly #settings: readonly Findable[];

  constructor(app: Workspace, uses: Uses) {
    this.#app = app;
    this.#uses = uses;
    this.hosts = new PaletteHosts(app, uses);
    this.#settings = SETTING_NAMES.map(({ id, label, page }) => ({
      id,
      text: `${label}\n${page}`,
    }));
  }

  all(): Lists {
    return { hosts: this.hosts.list, ...this.#others() };
  }

  #others(): Omit<Lists, 'hosts'> {
    return {
      tags: this.hosts.tags,
      tabs: this.#tabs().map(({ tab, title }) => ({
        id: `tab:${tab.id}`,
        text: `${title}\n${this.#hostsIn(tab)}`,
      })),
      commands: this.#commands().map((name) => ({
        id: `command:${name}`,
        text: COMMANDS[name].words,
      })),
      settings: this.#settings,
    };
  }

  /** What there is while nothing is typed: what was used last, then the rest in its order. */
  first(most: Partial<Record<Sort, number>>): Found {
    const weights = this.hosts.weights();
    const found = Object.entries(most).map(([sort, limit]) => {
      const all = this.#idsOf(sort as Sort);
      const list = sort === 'commands' ? this.#offered(all, most, weights) : all;
      return [sort, firstOf(list, limit, weights)] as const;
    });
    return Object.fromEntries(found);
  }

  /** What of hosts can be found is made ready later, when it is needed. */
  #idsOf(sort: Sort): Ids {
    if (sort === 'hosts') return this.#app.hosts.list.map(({ id }) => ({ id: `host:${id}` }));
    return this.#others()[sort];
  }

  /** @param text what was typed */
  sections(found: Found, text: string): PaletteSection[] {
    return SORTS.flatMap((sort) => {
      const { hits, total } = found[sort] ?? { hits: [], total: 0 };
      const rows = this.#rows(sort, hits, text);
      return rows.length > 0
        ? [{ sort, rows, total: Math.max(total - hits.length + rows.length, rows.length) }]
        : [];
    });
  }

  #rows(sort: Sort, hits: readonly Hit[], text: string): PaletteRow[] {
    const uses = this.#uses.all();
    const tabs = sort === 'tabs' ? this.#tabs() : [];
    return hits.flatMap((hit) => {
      const { id, marks } = hit;
      const name = id.slice(id.indexOf(':') + 1);
      if (sort === 'hosts') return this.hosts.row(hit, name, uses.get(id)?.[1]) ?? [];
      if (sort === 'tags') return this.hosts.tagRow(id, name, marks) ?? [];
      if (sort === 'tabs')
        return (
          this.#tabRow(
            id,
            tabs.find(({ tab }) => tab.id === name),
            marks,
          ) ?? []
        );
      if (sort === 'commands') return this.#commandRow(id, name as Command, marks, text) ?? [];
      return this.#settingRow(id, marks) ?? [];
    });
  }

  #tabs(): PlacedTab[] {
    const { layout } = this.#app;
    const own = layout.windows.filter(({ id }) => id === layout.own);
    const others = layout.windows.filter(({ id }) => id !== layout.own);
    return [...own, ...others].flatMap((window) =>
      window.tabs.map((tab) => ({ tab, window, title: this.#titleOf(tab, window) })),
    );
  }

  #titleOf(tab: Tab, window: WindowLayout): string {
    const { tabs, layout, panes } = this.#app;
    if (window.id === layout.own) return tabs.title(tab);
    const focused = panesIn(tab.tree).find(({ id }) => id === tab.focus);
    if (!focused) return tab.title ?? words.settings.title;
    return tab.title ?? contentTitle(focused.content, (id) => panes.nameOf(id).name);
  }

  #hostsIn(tab: Tab): string {
    const ids = panesIn(tab.tree).flatMap(({ content }) => hostsOf(content));
    return [...new Set(ids.map((id) => this.#app.panes.nameOf(id).name))].join(' ');
  }

  /** Of the host that has, or had, the keyboard in it. */
  #toneOf(tab: Tab): string | null {
    const content = panesIn(tab.tree).find(({ id }) => id === tab.focus)?.content;
    if (content?.kind !== 'shell') return null;
    return this.#app.signOf(this.#app.hosts.byId(content.hostId)).tone;
  }

  #tabRow(id: string, placed: PlacedTab | undefined, marks: readonly number[]): PaletteRow | null {
    if (!placed) return null;
    const { tab, window, title } = placed;
    const app = this.#app;
    const here = window.id === app.layout.own;
    const place = here ? window.tabs.indexOf(tab) + 1 : 0;
    const named = app.otherWindows.find((one) => one.id === window.id)?.title ?? '';
    const state = here ? app.tabs.loudestIn(tab)?.status.state : undefined;
    const keys = place > 0 && place < 9 ? app.keymap.shown(`tab-${place as 1}`) : '';
    return {
      ...{ id, name: title, marks, why: '', counts: false, splits: false, icon: 'tab', keys },
      detail: here ? (this.#hostsIn(tab) === title ? '' : this.#hostsIn(tab)) : say.window(named),
      ...(here && { mark: markOf(state) }),
      tone: this.#toneOf(tab),
      facts: [
        { what: say.facts.window, value: here ? say.facts.here : named },
        { what: say.sorts.hosts, value: this.#hostsIn(tab) },
        ...(state ? [{ what: say.facts.state, value: words.status.states[state] }] : []),
      ],
      run: () => app.revealTab(tab.id),
    };
  }

  #commands(): Command[] {
    return COMMAND_NAMES.filter((name) => !NOT_LISTED.has(name));
  }

  /** Beside others those that were used; by themselves all that can be done now. */
  #offered(all: Ids, most: Partial<Record<Sort, number>>, weights: Record<string, number>): Ids {
    const alone = Object.keys(most).length === 1 || this.#app.hosts.list.length === 0;
    return this.#possible(alone ? all : all.filter(({ id }) => weights[id] !== undefined));
  }

  #possible(all: Ids): Ids {
    return all.filter(({ id }) => whyNot(this.#app, id.slice('command:'.length) as Command) === '');
  }

  // One that can't be done now stays out, unless it was named in full: then it says why.
  #commandRow(
    id: string,
    name: Command,
    marks: readonly number[],
    text: string,
  ): PaletteRow | null {
    const app = this.#app;
    const label = COMMANDS[name].words;
    const why = whyNot(app, name);
    if (why !== '' && bare(text) !== bare(label)) return null;
    const keys = app.keymap.shown(name);
    return {
      ...{ id, name: label, detail: why, marks, why, keys, counts: true, splits: false },
      icon: 'command',
      facts: [{ what: say.facts.keys, value: allKeys(app, name) || say.facts.noKeys }],
      run: () => runCommand(app, name),
    };
  }

  #settingRow(id: string, marks: readonly number[]): PaletteRow | null {
    const setting = SETTING_NAMES.find((one) => one.id === id);
    if (!setting) return null;
    const { label, page, part } = setting;
    return {
      ...{ id, name: label, detail: page, marks, why: '', counts: true, splits: false },
      icon: 'setting',
      facts: [{ what: say.facts.page, value: page }],
      run: () => this.#app.openSettings(part),
    };
  }
}

/** Of a shell its host; of files those whose they are. */
function hostsOf(content: Content): string[] {
  if (content.kind === 'shell') return [content.hostId];
  return content.kind === 'files' ? content.sides.flatMap(({ hostId }) => hostId ?? []) : [];
}

const bare = (text: string): string => fold(text).replace(/…$/, '').trim();

function allKeys(app: Workspace, name: Command): string {
  return app.keymap
    .keysOf(name)
    .map((chord) => app.keymap.written(chord))
    .join(', ');
}

export type { Way };
