// The user's settings: read once, changed by the window, stored at each change.
import type { Settings } from '../ipc/contract.ts';
import { PersonError } from '../personError.ts';
import { readJson, writeJson } from './jsonFile.ts';
import { readSettings } from './settingsSchema.ts';

export class SettingsStore {
  readonly #path: string;
  #settings: Settings;

  constructor(path: string) {
    this.#path = path;
    this.#settings = readSettings(readJson(path));
  }

  get(): Settings {
    return { ...this.#settings };
  }

  /** Merges a change that is valid already, stores the whole, and answers with it. Throws a `PersonError`. */
  set(change: Partial<Settings>): Settings {
    const next = { ...this.#settings, ...change };
    try {
      writeJson(this.#path, next);
    } catch (cause) {
      throw new PersonError('Your settings could not be stored. Is the disk full?', { cause });
    }
    this.#settings = next;
    return this.get();
  }
}
