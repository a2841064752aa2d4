// The user's settings: read once, changed by the window, stored at each change.
import type { Settings } from '../ipc/contract.ts';
import { PersonError } from '../personError.ts';
import { readJson, writeJson } from './jsonFile.ts';
import { DEFAULT_SETTINGS, understandSettings } from './settingsSchema.ts';

const WORDS = { about: 'your settings', outcome: 'They are those of a new Bowline now.' };

export class SettingsStore {
  /** What the user must know about the file that was found; '' if nothing. */
  readonly notice: string;
  readonly #path: string;
  #settings: Settings;

  /** `now` dates a damaged file. */
  constructor(path: string, now: Date) {
    this.#path = path;
    const file = { path, understand: understandSettings, ...WORDS };
    const { value = DEFAULT_SETTINGS, notice } = readJson(file, now);
    this.#settings = { ...value };
    this.notice = notice;
    if (notice) this.#tryWrite();
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

  // Or a part that was lost would be told at each start anew.
  #tryWrite(): void {
    try {
      writeJson(this.#path, this.#settings);
    } catch {
      // The next change says so.
    }
  }
}
