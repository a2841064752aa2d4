// The settings in force and the theme they lead to. Changes go to the main process, which
// validates and stores them; what it answers is what is shown.
import type { Look } from '../../core/look/derive.ts';
import { asWished, schemeInForce } from '../../core/look/inForce.ts';
import type { Scheme } from '../../core/look/scheme.ts';
import type { AboutSettings, Bridge, HostSettings, Settings } from '../../electron/ipc/contract.ts';
import { lookFor } from '../lib/looks.ts';
import type { ThemeName } from '../terminal/theme.ts';
import { Schemes } from './schemes.svelte.ts';

export const FONT_SIZE = { min: 6, max: 72, usual: 14 } as const;
export const SIDEBAR_WIDTH = { min: 200, max: 420, step: 12 } as const;

export class SettingsState {
  readonly #bridge: Bridge;
  #current = $state.raw<Settings>() as Settings;
  #systemTheme = $state.raw<ThemeName>('dark');
  readonly schemes: Schemes;
  /** The window is painted in it, and it isn't kept yet. */
  tried = $state.raw<Scheme | null>(null);
  readonly #look = $derived(lookFor(this.tried ? this.wished(this.tried) : this.scheme));
  readonly #ofHosts = $derived.by(() => {
    const all = Object.entries(this.#current.hosts ?? {});
    return Object.fromEntries(all.map(([id, own]) => [id, { ...this.#current, ...own }]));
  });

  /** What each of them is by itself, and may be. */
  readonly about: AboutSettings;

  constructor(
    bridge: Bridge,
    initial: Settings,
    about: AboutSettings,
    imported: readonly Scheme[] = [],
  ) {
    this.about = about;
    this.#bridge = bridge;
    this.schemes = new Schemes(bridge, imported);
    this.#current = initial;
    this.#followSystem();
    bridge.on('settings:changed', (settings) => (this.#current = settings));
    bridge.on('app:theme', (theme) => (this.#systemTheme = theme));
  }

  get current(): Settings {
    return this.#current;
  }

  get theme(): ThemeName {
    return this.#current.theme === 'system' ? this.#systemTheme : this.#current.theme;
  }

  /** The scheme in force, with the accent and the colours as they are wished. */
  get scheme(): Scheme {
    return schemeInForce(this.#current, this.theme === 'dark', this.schemes.imported);
  }

  /** Another one, likewise. */
  wished(scheme: Scheme): Scheme {
    return asWished(scheme, this.#current);
  }

  /** Of a terminal that has a scheme of its own; as everywhere where '' or one that is gone is named. */
  lookOf(id: string): Look {
    const own = id === '' ? undefined : this.schemes.byId(id);
    return own ? lookFor(this.wished(own)) : this.#look;
  }

  /** Every colour of the window, and of terminals that have no scheme of their own. */
  get look(): Look {
    return this.#look;
  }

  /** As they are for the shells of a host, or of what stands in its place. */
  of(hostId: string): Settings {
    return Object.hasOwn(this.#ofHosts, hostId) ? this.#ofHosts[hostId]! : this.#current;
  }

  /** Rejects in words where it can't be stored; all is as it was then. */
  async set(change: Partial<Omit<Settings, 'hosts'>>): Promise<void> {
    this.#current = await this.#bridge.call('settings:set', change);
  }

  /** What a host has otherwise than all others: this and nothing else. Rejects as `set` does. */
  async setFor(hostId: string, settings: HostSettings): Promise<void> {
    this.#current = await this.#bridge.call('settings:setFor', hostId, settings);
  }

  /** Makes the terminal's text larger (+1) or smaller (-1), or as at first (0). */
  async zoom(step: -1 | 0 | 1): Promise<void> {
    const size = step === 0 ? FONT_SIZE.usual : this.#current.fontSize + step;
    if (size >= FONT_SIZE.min && size <= FONT_SIZE.max) await this.set({ fontSize: size });
  }

  #followSystem(): void {
    const query = matchMedia('(prefers-color-scheme: dark)');
    const follow = () => (this.#systemTheme = query.matches ? 'dark' : 'light');
    query.addEventListener('change', follow);
    follow();
  }
}
