// The settings as their page shows and changes them: of everything or of one host, each with what it
// is by itself. Every change is stored at once; one that couldn't be is told at its row.
import { createContext } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import type { HostSettings, Settings } from '../../../electron/ipc/contract.ts';
import { reason } from '../../lib/bridge.ts';
import { filtered, type Part } from '../../lib/settingSearch.ts';
import type { PageName } from '../../state/settingsPage.svelte.ts';
import type { Workspace } from '../../state/workspace.svelte.ts';

/** All but what hosts have of their own. */
export type SettingName = Exclude<keyof Settings, 'hosts'>;

/** A row that is there, and what it says. */
interface KnownRow {
  page: PageName;
  name: SettingName | undefined;
  text: string;
}

export class SettingsForm {
  readonly #app: Workspace;
  readonly #rows = new SvelteMap<string, KnownRow>();
  readonly failures = new SvelteMap<SettingName, string>();
  /** The latest that couldn't be stored; '' where all could. */
  failure = $state('');

  constructor(app: Workspace) {
    this.#app = app;
  }

  /** The id of the host whose differences are shown; null for everything. */
  get host(): string | null {
    return this.#app.settingsPage.host;
  }

  value<N extends SettingName>(name: N): Settings[N] {
    const { settings } = this.#app;
    return (this.host === null ? settings.current : settings.of(this.host))[name];
  }

  isChanged(name: SettingName): boolean {
    const { current, about } = this.#app.settings;
    if (this.host !== null) return name in (current.hosts[this.host] ?? {});
    // Lists and records are other objects each time they are told of.
    return JSON.stringify(current[name]) !== JSON.stringify(about.defaults[name]);
  }

  /** Whether there can be another one for a host. */
  isPerHost(name: SettingName | undefined): boolean {
    return name !== undefined && this.#app.settings.about.perHost.includes(name as never);
  }

  /** Never rejects; the row says what went wrong, and so does the foot of the page. */
  async set<N extends SettingName>(name: N, value: Settings[N]): Promise<void> {
    const { settings } = this.#app;
    const host = this.host;
    await this.#tried(name, () =>
      host === null
        ? settings.set({ [name]: value })
        : settings.setFor(host, { ...settings.current.hosts[host], [name]: value }),
    );
  }

  /** As it is by itself: in a new Bowline, or, for a host, as everywhere. */
  async reset(name: SettingName): Promise<void> {
    const { settings } = this.#app;
    const host = this.host;
    if (host === null) {
      const { defaults } = settings.about;
      return this.#tried(name, () => settings.set({ [name]: defaults[name] }));
    }
    const { [name as keyof HostSettings]: _, ...rest } = settings.current.hosts[host] ?? {};
    await this.#tried(name, () => settings.setFor(host, rest));
  }

  async #tried(name: SettingName, change: () => Promise<void>): Promise<void> {
    try {
      await change();
      this.failures.delete(name);
    } catch (error) {
      this.failures.set(name, reason(error));
    }
    this.failure = [...this.failures.values()].at(-1) ?? '';
  }

  /** A row is on the page; the result takes it off. */
  add(id: string, row: KnownRow): () => void {
    this.#rows.set(id, row);
    return () => void this.#rows.delete(id);
  }

  /** How many rows of a page have what is looked for; of all, where nothing is. */
  matchesOn(page: PageName): number {
    const { query } = this.#app.settingsPage;
    const on = [...this.#rows.values()].filter((row) => row.page === page);
    return on.filter(({ text, name }) => this.shows(name) && filtered(text, query) !== null).length;
  }

  /** Whether a row has a place where a host's differences are shown. */
  shows(name: SettingName | undefined): boolean {
    return this.host === null || this.isPerHost(name);
  }

  /** A text in parts, of which some are what is looked for. */
  marked(text: string): readonly Part[] {
    return filtered(text, this.#app.settingsPage.query) ?? [{ text, found: false }];
  }

  has(text: string): boolean {
    return filtered(text, this.#app.settingsPage.query) !== null;
  }
}

export const [getForm, setForm] = createContext<SettingsForm>();
/** The page that a row stands on. */
export const [getPage, setPage] = createContext<PageName>();
