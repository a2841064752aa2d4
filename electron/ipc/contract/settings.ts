// The settings, and how all looks.
import type { AboutSettings, HostSettings, Settings } from '../contract.ts';
import type { GivenFile, ImportedSchemes, Scheme } from '../lookTypes.ts';

/** A family of fonts that is installed. */
export interface InstalledFont {
  name: string;
  /** All its characters are of one width. */
  mono: boolean;
}

/** What a right click in a terminal does; `paste` copies where something is selected. */
export type RightClickSetting = Settings['rightClick'];

/** Which of macOS's two Option keys are Alt to programs. */
export type OptionKey = Settings['optionKey'];

/** A part of `Calls`. */
export interface SettingsCalls {
  'settings:get': () => Settings;
  /** Merges, validates, stores; answers with the whole. */
  'settings:set': (change: Partial<Omit<Settings, 'hosts'>>) => Settings;
  /** What a host has otherwise than all others: this and nothing else. */
  'settings:setFor': (hostId: string, settings: HostSettings) => Settings;
  'settings:about': () => AboutSettings;
  /** Shows the file of the settings in the system's editor, or its folder. */
  'settings:openFile': () => Promise<void>;
  /** Families of fonts that this computer has; empty where it can't say. */
  'settings:fonts': () => Promise<InstalledFont[]>;
  /** The colour schemes that were imported. */
  'look:schemes': () => Scheme[];
  /** Imports files that are given, or else those that the user chooses; what is wrong is in the answer. */
  'look:import': (files: GivenFile[] | null) => ImportedSchemes;
  /** Takes away an imported one. */
  'look:forget': (id: string) => void;
  /** Takes that back. Rejects where it wasn't forgotten in this run. */
  'look:restore': (id: string) => void;
}

/** A part of `Events`. */
export interface SettingsEvents {
  'settings:changed': Settings;
  /** All schemes that were imported. */
  'look:changed': Scheme[];
  /** The colours in force now, after the setting and the system's own. */
  'app:theme': 'light' | 'dark';
}
