// The user's settings: read once, changed by the window, stored at each change.
import { say, type Said } from '../../words/said.ts';
import type { Settings } from '../ipc/contract.ts';
import { PersonError } from '../personError.ts';
import { readJson, writeJson, type Understood } from './jsonFile.ts';
import { DEFAULT_SETTINGS, foreignSettings, understandSettings } from './settingsSchema.ts';

export class SettingsStore {
  /** What the user must know about the file that was found; null if nothing. */
  readonly notice: Said | null;
  readonly #path: string;
  #settings: Settings;
  /** Settings that only a newer version knows. */
  #foreign: object = {};

  /** `now` dates a damaged file. */
  constructor(path: string, now: Date) {
    this.#path = path;
    const understand = (json: unknown): Understood<Settings> | undefined => {
      const understood = understandSettings(json);
      if (understood) this.#foreign = foreignSettings(json);
      return understood;
    };
    const read = readJson({ path, understand, file: 'settings' }, now);
    const { value = DEFAULT_SETTINGS, notice } = read;
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
      this.#write(next);
    } catch (cause) {
      throw new PersonError(say('settings-not-stored'), { cause });
    }
    this.#settings = next;
    return this.get();
  }

  // Or a part that was lost would be told at each start anew.
  #tryWrite(): void {
    try {
      this.#write(this.#settings);
    } catch {
      // The next change says so.
    }
  }

  #write(settings: Settings): void {
    writeJson(this.#path, { ...this.#foreign, ...settings });
  }
}
