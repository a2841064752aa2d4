// The settings in force and the theme they lead to. Changes go to the main process, which
// validates and stores them; what it answers is what is shown.
import type { Bridge, Settings } from '../../electron/ipc/contract.ts';
import type { ThemeName } from '../terminal/theme.ts';

export const FONT_SIZE = { min: 6, max: 72, usual: 14 } as const;
export const SIDEBAR_WIDTH = { min: 180, max: 480, step: 12 } as const;

export type LagSetting =
  'slowRoundTripMs' | 'silenceSeconds' | 'backlogKilobytes' | 'pendingInputMs' | 'slowEchoMs';

/** As the main process has them, which refuses anything else. */
export const LAG_LIMITS: Readonly<Record<LagSetting, { min: number; max: number }>> = {
  slowRoundTripMs: { min: 20, max: 10_000 },
  silenceSeconds: { min: 3, max: 60 },
  backlogKilobytes: { min: 16, max: 65_536 },
  pendingInputMs: { min: 200, max: 60_000 },
  slowEchoMs: { min: 20, max: 10_000 },
};

export class SettingsState {
  readonly #bridge: Bridge;
  #current = $state.raw<Settings>() as Settings;
  #systemTheme = $state.raw<ThemeName>('dark');

  constructor(bridge: Bridge, initial: Settings) {
    this.#bridge = bridge;
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

  async set(change: Partial<Settings>): Promise<void> {
    this.#current = await this.#bridge.call('settings:set', change);
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
